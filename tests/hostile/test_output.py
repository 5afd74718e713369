"""What stands in files, names and arguments reaches no terminal, log, report or page as an order."""

import csv
import io
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from docs.generator.markup import esc, page
from tests.commands import ptc_policy

from ptc_service_policy import LocalizedText, PolicyError
from ptc_service_policy.errors import describe
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.text import in_a_cell, on_lines, on_one_line

ORDERS = {
    "colour": "\x1b[31m",
    "title": "\x1b]0;own\x07",
    "line break": "\nFORGED:1:1 PSP101 it is not",
    "carriage return": "\rFORGED",
    "next line": "\x85",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "turned round": "\u202eXfed",
    "isolated": "\u2067",
    "control of one byte": "\x9b31m",
    "null": "\0",
    "backspace": "\b\b",
    "delete": "\x7f",
    "half a character": "\udcff",
}
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("order", ORDERS)
def test_a_text_loses_its_orders_and_keeps_its_length(order: str) -> None:
    text = f"a{ORDERS[order]}b"
    for shown in (on_one_line(text), on_lines(text)):
        assert not _OBEYED.search(shown)
        assert len(shown) == len(text)  # so that what is underlined or coloured stays so
    assert "\n" not in on_one_line(text)


def test_plain_texts_stay() -> None:
    text = "Délai : 24\u202fh, « à l'heure »\u00a0— 日本 ☑ 👍"
    assert on_one_line(text) == on_lines(text) == text


@pytest.mark.parametrize("order", ORDERS)
def test_no_problem_forges_another(order: str) -> None:
    name = f"a{ORDERS[order]}"
    problem = describe("PSP002", file=f"{name}.yaml", name=name, suggestion=name, path=(name,))

    for language in ("fr", "en"):
        assert not _OBEYED.search(problem.write(language))
        assert "\n" not in problem.write(language)
    assert len(str(PolicyError(problem)).splitlines()) == 1
    assert problem.file == f"{name}.yaml"  # for programs, which open it


def test_the_catalogue_writes_single_lines() -> None:
    for entry in CATALOGUE.values():
        for text in (entry.message, entry.hint):
            assert on_one_line(text.fr) == text.fr
            assert on_one_line(text.en) == text.en


YAML_ORDERS = {"colour", "line break", "turned round", "next line", "delete", "carriage return"}
FORMS = ("text", "json", "sarif", "junit")


@pytest.fixture
def hostile(policies: Path) -> Path:
    """Return policies whose keys, tags, values and file names hold orders."""
    lines = []
    for number, order in enumerate(sorted(YAML_ORDERS)):
        escaped = json.dumps(ORDERS[order])[1:-1]
        tag = "".join(f"%{byte:02x}" for byte in ORDERS[order].encode())
        lines += [f'"{number}{escaped}": 1', f"t{number}: !<tag{tag}> x", f'"v{number}": "{escaped}"']
    file = policies / "1.0.0" / "policy.yaml"
    file.write_text(file.read_text("utf-8") + "\n".join(lines) + "\n", "utf-8")
    for order in ORDERS.values():
        if "\0" not in order:
            name = os.fsencode(policies / "1.0.0") + b"/n" + os.fsencode(order.replace("/", "")) + b".yaml"
            with open(name, "wb"):  # noqa: PTH123 - the name is bytes
                pass
    return policies


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_report_holds_an_order(hostile: Path, form: str, language: str) -> None:
    done = ptc_policy("check", hostile, "--format", form, "--lang", language)

    assert done.returncode == 1, done.stderr
    assert not _OBEYED.search(done.stdout)
    assert not any(line.startswith("FORGED") for line in done.stdout.splitlines())
    match form:
        case "json" | "sarif":
            json.loads(done.stdout)
        case "junit":
            suite = ET.fromstring(done.stdout)
            assert len(suite.findall(".//failure")) > len(ORDERS)


@pytest.mark.parametrize(
    "command",
    [
        ("{}",),
        ("check", "{}"),
        ("check", "--{}"),
        ("show", "{}"),
        ("show", "--version", "{}"),
        ("explain", "{}"),
        ("answer", "{}"),
        ("answer", "target", "--offering", "{}"),
        ("answer", "target", "--offering", "premium", "--attribute", "{}=1"),
        ("answer", "working-hours", "--contract", "{}"),
        ("replay", "{}"),
        ("diff", "{}", "{}"),
        ("new", "{}"),
        ("publish", "{}"),
        ("source", "check", "{}"),
        ("schema", "{}"),
        ("calendar", "freeze", "{}"),
        ("bulk", "{}", "--contracts", "{}", "-o", "{}"),
    ],
)
@pytest.mark.parametrize("order", sorted(ORDERS.keys() - {"null"}))
def test_no_argument_gives_an_order(tmp_path: Path, command: tuple[str, ...], order: str) -> None:
    done = ptc_policy(*(word.format(f"a{ORDERS[order]}") for word in command), cwd=tmp_path)

    assert done.returncode in (1, 2)
    assert not _OBEYED.search(done.stdout + done.stderr), done
    assert not any(line.startswith("FORGED") for line in (done.stdout + done.stderr).splitlines())


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(begins: str) -> None:
    assert in_a_cell(begins) == f"'{begins}"
    assert in_a_cell(f"a{begins}") == f"a{begins}"
    assert in_a_cell("") == ""


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"])
def test_no_reject_is_a_formula(tmp_path: Path, begins: str) -> None:
    contracts, requests = tmp_path / "contracts.yaml", tmp_path / "requests.csv"
    contracts.write_text("a: {offering: premium, time_zone: Europe/Paris, holidays: FR, start: 2026-01-01}\n")
    text = io.StringIO()
    csv.writer(text).writerows([("contract", "received_at"), (begins, "2026-03-02T10:00:00Z"), ("a", begins)])
    requests.write_text(text.getvalue())

    ptc_policy("bulk", requests, "--contracts", contracts, "-o", tmp_path / "answers.csv")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "answers.rejects.csv").read_text())))
    assert [rows[0]["contract"], rows[1]["received_at"]] == [f"'{begins}"] * 2
    answered = csv.DictReader(io.StringIO((tmp_path / "answers.csv").read_text()))
    assert next(answered)["contract"] == begins  # what passes through stays as it was


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append(tag)


@pytest.mark.parametrize(
    "title", ["X</title><script>hack()</script>", "a: b", '"', "---\nhide: x", "\\", "{{ 1 }}", "A & B <i>"]
)
@pytest.mark.parametrize("contents", [True, False])
def test_no_page_takes_its_title_for_markup(title: str, contents: bool) -> None:
    written = page(esc(title), "lead", contents=contents)

    front = yaml.safe_load(written.split("---\n")[1]) if written.startswith("---\n") else {}
    # MkDocs puts a title that is given into the page as it is, and one that is not given unescaped.
    shown = front.get("title", title)
    elements = _Elements()
    elements.feed(f"<title>{shown}</title>")
    assert elements.found == ["title"]


def test_an_obligation_writes_one_event() -> None:
    pytest.importorskip("icalendar")
    from dataclasses import replace
    from datetime import date

    from ptc_service_policy import Contract, load_policy

    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 1))
    applied = load_policy("1.0.0").apply(contract)
    known = applied.obligations(date(2026, 1, 1), date(2026, 3, 1))[0]
    for order in ORDERS.values():
        name = LocalizedText(fr=f"a{order}\nEND:VEVENT", en=f"a{order}\r\nEND:VEVENT")
        text = applied.write_icalendar([replace(known, name=name)], "en")
        assert text.count("\nEND:VEVENT") == 1
        assert not _OBEYED.search(text.replace("\r\n", "\n"))
