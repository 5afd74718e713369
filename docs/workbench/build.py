"""Make what the owner's workbench serves, besides what it shares with "Ask the policy".

Usage: python -m docs.workbench.build OUTPUT [--policies FOLDER] [--cache FOLDER]

What it is bundled from is pinned in packages.toml, verified by digest and kept in the cache folder.
"""

import json
import platform
import shutil
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docs.ask.build import CACHE, fetch_from_npm, options_of, run, set_words
from docs.workbench.published import published

HERE = Path(__file__).parent
ASK = HERE.with_name("ask")
PUBLISHED = "published.json"
STATIC = ("python.js", "workbench.css")
BUNDLED = ("workbench.js", "language.js")
NEVER_NEEDED = (
    "ajv-i18n", "child_process", "crypto", "fs", "net", "os", "path", "prettier/plugins/estree",
    "prettier/plugins/yaml", "prettier/standalone", "url", "util", "vscode-languageserver",
    "vscode-languageserver-protocol",
)  # fmt: skip
"""What the language service imports for a server, to format and to say in other languages."""
OPTIONS = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=error")
WORDS = "words.js"
NOTHING = "nothing.js"
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}


def build(output: Path, policies: Path, cache: Path = CACHE) -> None:
    """Write everything that the page needs into ``output``; what stood there is replaced.

    Args:
        output: the folder to write to.
        policies: the folder of all versions, with which the page opens.
        cache: where what is downloaded is kept.
    """
    pins = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))
    bundler = _of_this_machine(pins["bundler"])
    command = fetch_from_npm([bundler], cache) / bundler["name"] / "bin" / "esbuild"
    modules = fetch_from_npm(pins["modules"], cache)
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    with TemporaryDirectory() as work:
        scripts = _gather(Path(work))
        without = [f"--alias:{name}={scripts / NOTHING}" for name in NEVER_NEEDED]
        for name in BUNDLED:
            made = f"--outfile={output / name}"
            run(command, scripts / name, *OPTIONS, *without, made, NODE_PATH=str(modules))
    for name in STATIC:
        shutil.copy(HERE / name, output)
    (output / PUBLISHED).write_text(json.dumps(published(policies), ensure_ascii=False), "utf-8")


def _of_this_machine(bundlers: list[dict[str, Any]]) -> dict[str, Any]:
    machine = platform.machine().lower()
    wanted = f"@esbuild/{platform.system().lower()}-{_MACHINES.get(machine, machine)}"
    found = next((pin for pin in bundlers if pin["name"] == wanted), None)
    if found is None:
        raise SystemExit(f"packages.toml pins no {wanted}")
    return found


def _gather(work: Path) -> Path:
    """Copy the scripts beside those that they share with "Ask", the words set for their readers."""
    for folder in (HERE, ASK):
        shutil.copytree(folder, work / folder.name)
    words = work / HERE.name / WORDS
    words.write_text(set_words(words.read_text("utf-8")), "utf-8")
    return work / HERE.name


def main() -> None:
    """Read the command line and build."""
    given = options_of(__doc__).parse_args()
    build(given.output, given.policies, given.cache)


if __name__ == "__main__":
    main()
