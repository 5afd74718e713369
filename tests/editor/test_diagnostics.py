"""What the editor underlines: nothing in the files as they stand, and one thing for one mistake."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.editor.conftest import FILES, POLICY, ROOT, LanguageServer, name

DATA = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text("utf-8"))
ERROR = 1


def called(case: dict[str, Any]) -> str:
    return f"{Path(case['file']).stem}: {case['by'].strip() or 'without ' + case['replace'].strip()}"


def edited(case: dict[str, Any]) -> str:
    text = (ROOT / str(case["file"])).read_text("utf-8")
    assert case["replace"] in text
    return text.replace(str(case["replace"]), str(case["by"]), 1)


def line_of(case: dict[str, Any]) -> int:
    text = (ROOT / str(case["file"])).read_text("utf-8")
    return text.count("\n", 0, text.index(case["replace"])) + 1 + int(case.get("below", 0))


@pytest.fixture(scope="module")
def diagnosed(server: LanguageServer) -> dict[str, list[dict[str, Any]]]:
    """The diagnostics of every case by its edited text: the server waits before each, and for all at once."""
    cases = {edited(case): ROOT / case["file"] for case in (*DATA["mistakes"], *DATA["unreadable"])}
    found = server.diagnose_all([(path, text) for text, path in cases.items()])
    return dict(zip(cases, found, strict=True))


def underlined(text: str, span: dict[str, Any]) -> str:
    start, end = span["start"], span["end"]
    line: str = text.splitlines()[start["line"]]
    return line[start["character"] : end["character"] if end["line"] == start["line"] else None].strip()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_as_it_stands_is_fine(path: Path, server: LanguageServer) -> None:
    assert server.diagnose(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize("case", DATA["mistakes"], ids=called)
def test_one_mistake_gives_one_diagnostic_in_its_place(
    case: dict[str, Any], diagnosed: dict[str, list[dict[str, Any]]]
) -> None:
    text = edited(case)
    found = [
        (each["range"]["start"]["line"] + 1, underlined(text, each["range"]), each["message"])
        for each in diagnosed[text]
    ]
    (line, where, message), *others = found or [(0, "", "")]
    assert others == [], found
    assert (line, where) == (line_of(case), case["underlined"])
    assert message.startswith(case["says"])
    assert ("Attendu :" in message) == message.startswith("Expected:")


def test_the_mistakes_are_many_and_of_every_kind_of_file() -> None:
    assert len(DATA["mistakes"]) >= 202
    led = {(ROOT / case["file"]).read_text("utf-8").partition("\n")[0] for case in DATA["mistakes"]}
    of_all = {path.read_text("utf-8").partition("\n")[0] for path in FILES}
    assert led == of_all


@pytest.mark.parametrize("case", DATA["unreadable"], ids=called)
def test_what_is_no_yaml_is_first_reported_where_it_is(
    case: dict[str, Any], diagnosed: dict[str, list[dict[str, Any]]]
) -> None:
    first = next(each for each in diagnosed[edited(case)] if each["severity"] == ERROR)
    assert first["range"]["start"]["line"] + 1 == line_of(case)
    assert first["message"].startswith(case["says"])


def test_an_id_that_is_not_known_yet_is_no_mistake(server: LanguageServer) -> None:
    """The ids of a new version are its owner's to give."""
    for file, known in [
        ("entitlements.yaml", "  maintenance:"),
        ("entitlements.yaml", "table-1-maintenance"),
        ("engagement.yaml", "reports-for-tsam"),
        ("engagement.yaml", "person"),
        ("offerings.yaml", "premium"),
        ("cadences.yaml", "  maintenance:"),
        ("cadences.yaml", "quarterly"),
        ("availability.yaml", "internal-training"),
        ("service-levels.yaml", "response-target-for-tsam"),
        ("vocabulary.yaml", "  teleconference:"),
        ("register.yaml", "as-received"),
        ("source.yaml", "  overview:"),
        ("scenarios/entitlements.yaml", "about: maintenance"),
    ]:
        text = (POLICY / file).read_text("utf-8")
        assert known in text
        new = known.replace(":", "-of-the-future:") if known.endswith(":") else f"{known}-of-the-future"
        assert server.diagnose(POLICY / file, text.replace(known, new)) == [], file
