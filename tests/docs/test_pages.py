"""The documentation does what it shows: every block of every page, run in its order."""

import re
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

import ptc_service_policy

from .pages import ROOT, Page, all_pages, read_page
from .prose import READ_AS_KEPT, as_kept
from .running import Run, Shown
from .scratch import scratch_folder

PAGES = all_pages()
BY_NAME = {page.name: page for page in PAGES}
NOT_RUN = yaml.safe_load((Path(__file__).parent / "not_run.yaml").read_text("utf-8"))
ENGLISH = [page.name for page in PAGES if page.name.startswith("docs/en/")]
FRENCH = [page.name for page in PAGES if page.is_french]


def run(page: Page, folder: Path) -> list[Shown]:
    with scratch_folder(page, folder / "scratch"):
        return [each for each in Run(page).shown() if not each.is_right]


def explain(page: Page, wrong: list[Shown]) -> str:
    lines = []
    for each in wrong:
        expected, actual = "\n".join(each.block.lines), "\n".join(each.actual)
        found = each.why or f"the page shows:\n{expected}\nbut it is:\n{actual}"
        lines.append(f"{page.name}:{each.block.start + 1}: {found}")
    return "\n\n".join(lines)


@pytest.mark.parametrize("name", [page.name for page in PAGES if page.blocks])
def test_a_page_shows_what_happens(name: str, tmp_path: Path) -> None:
    page = BY_NAME[name]
    missing = [module for module in page.needs if find_spec(module) is None]
    if missing:
        pytest.skip(f"{name} needs {', '.join(missing)}, which is not installed")
    wrong = run(page, tmp_path)
    assert not wrong, explain(page, wrong)


def test_what_is_not_run_is_counted() -> None:
    found = {page.name: dict(Counter(each.not_run for each in page.blocks if each.not_run)) for page in PAGES}
    assert {name: reasons for name, reasons in found.items() if reasons} == NOT_RUN


@pytest.mark.parametrize("name", ENGLISH)
def test_the_languages_show_the_same(name: str) -> None:
    english, french = BY_NAME[name], BY_NAME[name.replace("docs/en/", "docs/fr/")]
    shapes = [
        (
            [(each.language, each.title, each.not_run is None) for each in page.blocks],
            [line.split()[0] for line in prose(page) if re.match(r"#+ ", line)],
        )
        for page in (english, french)
    ]
    assert shapes[0] == shapes[1]


def test_no_page_is_in_one_language_only() -> None:
    assert [name.removeprefix("docs/en/") for name in ENGLISH] == [
        name.removeprefix("docs/fr/") for name in FRENCH
    ]


@pytest.mark.parametrize("name", FRENCH)
def test_french_pages_ask_in_french(name: str) -> None:
    commands = [
        " ".join(command.words)
        for block in BY_NAME[name].blocks
        if block.language == "console" and not block.not_run
        for command in block.commands()
        if command.words[0] == "ptc-policy" and command.words[1] != "schema"
    ]
    assert [each for each in commands if "--lang fr" not in each and "--format" not in each] == []


@pytest.mark.parametrize("name", sorted({*BY_NAME, *READ_AS_KEPT}))
def test_prose_is_kept_as_it_is_to_be(name: str) -> None:
    """What the site sets is typed plainly, and what people read in its file is set there."""
    text = (ROOT / name).read_text("utf-8")
    lines = zip(text.splitlines(), as_kept(name, text).splitlines(), strict=True)
    wrong = [f"{name}:{number}: {is_}" for number, (is_, to_be) in enumerate(lines, 1) if is_ != to_be]
    assert wrong == [], f"mend it with: python -m tests.docs.rewrite {name}"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_reference_has_every_public_name_once(language: str) -> None:
    folder = ROOT / "docs" / language / "guides" / "api"
    written = "".join(page.read_text("utf-8") for page in folder.glob("*.md"))
    named = re.findall(r"^::: ptc_service_policy\.(\w+)$", written, flags=re.M)
    listed = re.findall(r"\.md#ptc_service_policy\.(\w+)\)", (folder / "index.md").read_text("utf-8"))
    assert sorted(named) == sorted(listed) == sorted([*ptc_service_policy.__all__, "words"])


def prose(page: Page) -> list[str]:
    code = {number for block in page.blocks for number in range(block.start, block.end)}
    return [line for number, line in enumerate(page.lines) if number not in code]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_command_in_a_process_of_its_own_prints_the_same(language: str, tmp_path: Path) -> None:
    page = BY_NAME[f"docs/{language}/guides/first-answer.md"]
    (command,) = next(each for each in page.blocks if each.language == "console").commands()
    program, *arguments = command.words
    assert program == "ptc-policy"
    with scratch_folder(page, tmp_path / "scratch") as folder:
        done = subprocess.run(
            [sys.executable, "-c", "from ptc_service_policy.cli import main; main()", *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=folder,
            check=False,
        )
    printed = tuple(line.rstrip() for line in done.stdout.splitlines())
    assert (printed, done.stderr, done.returncode) == (command.shown, "", 0)


RIGHT = """
```python
print(1 + 1)
```

```text
2
```

```console
$ ptc-policy check policies
No problem in policies.
$ echo $?
0
```

```diff title="policies/1.0.0/policy.yaml"
-version: 1.0.0
+version: 1.0.1
 title:
```

```yaml title="policies/1.0.0/policy.yaml"
version: 1.0.1
```
"""
WRONG = {
    "another output": ("```text\n2", "```text\n3"),
    "an output that is not there": ("print(1 + 1)", "1 + 1"),
    "an output that is not shown": ("```text\n2\n```\n", ""),
    "an exception": ("print(1 + 1)", "print(1 / 0)"),
    "another exit code": ("$ echo $?\n0", "$ echo $?\n1"),
    "another line of a command": ("No problem", "One problem"),
    "a line that a command does not print": ("in policies.", "in policies.\nIt ends here."),
    "an edit of what is not there": ("-version: 1.0.0", "-version: 1.9.9"),
    "a quotation of what is not there": ("version: 1.0.1\n```", "version: 1.0.2\n```"),
    "a kind that cannot be run": ("```python", "```ruby"),
    "a command that is not known": ("$ echo $?", "$ true"),
}


def test_what_is_right_passes(tmp_path: Path) -> None:
    assert run(read_page(RIGHT, "right.md"), tmp_path) == []


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_fails(what: str, tmp_path: Path) -> None:
    before, after = WRONG[what]
    assert RIGHT.count(before) == 1
    assert run(read_page(RIGHT.replace(before, after), "wrong.md"), tmp_path) != []


def test_a_marked_block_is_not_run(tmp_path: Path) -> None:
    text = "<!-- not run: it would fail -->\n\n```python\n1 / 0\n```\n"
    assert run(read_page(text, "marked.md"), tmp_path) == []
