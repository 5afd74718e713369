"""``python -m docs.generator build`` writes the site, ``serve`` shows it and follows every edit."""

import argparse
import sys
from pathlib import Path

from docs.generator.building import build, start_workers
from docs.generator.serving import serve
from docs.generator.staging import stage
from ptc_service_policy import PolicyError

_ROOT = Path(__file__).parents[2]


def main() -> None:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(prog="python -m docs.generator")
    parser.add_argument("command", choices=("stage", "build", "serve"))
    parser.add_argument(
        "--policies", type=Path, default=_ROOT / "policies", help="the folder of all versions"
    )
    parser.add_argument("--out", type=Path, default=_ROOT / "build", help="where docs/ and site/ are written")
    parser.add_argument("--port", type=int, default=8000, help="where to serve")
    given = parser.parse_args()
    staged, site = given.out / "docs", given.out / "site"
    if given.command == "serve":
        serve(given.policies, staged, site, given.port)
        return
    try:
        stage(given.policies, staged)
    except PolicyError as error:
        sys.exit("\n".join(problem.write("en") for problem in error.problems))
    if given.command == "build":
        with start_workers() as workers:
            try:
                build(staged, site, workers)
            except RuntimeError as error:
                sys.exit(str(error))


if __name__ == "__main__":
    main()
