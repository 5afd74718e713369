"""``python -m docs.generator build`` writes the site, ``serve`` shows it and follows every edit."""

import argparse
import logging
import sys
from datetime import date, datetime
from pathlib import Path

from docs.generator.builders import BUILDERS
from docs.generator.staging import drafts_in, stage, stage_configuration
from ptc_service_policy import PolicyError
from ptc_service_policy.text import LANGUAGES

_ROOT = Path(__file__).parents[2]


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(prog="python -m docs.generator")
    parser.add_argument(
        "command",
        choices=("stage", "build", "serve"),
        help="stage: write the pages as Markdown; build: the site as well; serve: show it, and follow edits",
    )
    parser.add_argument(
        "--policies", type=Path, default=_ROOT / "policies", help="the folder of all versions"
    )
    parser.add_argument("--out", type=Path, default=_ROOT / "build", help="where docs/ and site/ are written")
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=datetime.now().astimezone().date(),
        help="the day for which the site is made: YYYY-MM-DD; today if left out",
    )
    parser.add_argument(
        "--with",
        dest="builder",
        choices=BUILDERS,
        default="material",
        help="what makes the site of the pages; material if left out",
    )
    parser.add_argument("--port", type=int, default=8000, help="where to serve")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        _run(given.command, given.policies, given.out, given.today, given.builder, given.port)
    except PolicyError as error:
        sys.exit("\n".join(problem.write("en") for problem in error.problems))
    except RuntimeError as error:
        sys.exit(str(error))


def _run(command: str, policies: Path, out: Path, today: date, builder: str, port: int) -> None:
    if command != "serve":
        for version in drafts_in(policies):
            logging.warning("%s is not published: it is left out", version)
    if command == "stage":
        stage_configuration(out)
        for language in LANGUAGES:
            stage(policies, out / "docs" / language, language, today=today)
    elif command == "build":
        from docs.generator.building import build, start_workers

        with start_workers() as workers:
            build(policies, out, workers, today=today, builder=builder)
    else:
        from docs.generator.serving import serve

        serve(policies, out, today, builder, port)


if __name__ == "__main__":
    main()
