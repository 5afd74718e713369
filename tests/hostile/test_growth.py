"""Twice the input takes twice the steps, and not four times: counted, so that every machine says the same."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.hostile.steps import steps

from ptc_service_policy import Contract, PolicyError
from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.diff import compare_editions, compare_with_contracts, read_edition
from ptc_service_policy.authoring.source import reader, text_reader
from ptc_service_policy.authoring.source.reader import read_description
from ptc_service_policy.cli.reports.lines import end_column, underline
from ptc_service_policy.errors import MOST_PROBLEMS, suggest
from ptc_service_policy.loading.contract_edition import Told, Ways
from ptc_service_policy.loading.editions import check_editions
from ptc_service_policy.loading.in_force import turns_for_new_contracts
from ptc_service_policy.loading.policy_folder import examine_policy_folder
from ptc_service_policy.loading.rewriting import rewritings
from ptc_service_policy.loading.strict_yaml import Document, read_yaml
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.editions import EditionsFile
from ptc_service_policy.text import on_lines
from ptc_service_policy.typography import typeset, typeset_html


def _read(text: str) -> object:
    return read_yaml(text.encode(), "file")


def _blocks(text: str) -> object:
    return tuple(text_reader.read_text(text, "file"))


READING: dict[str, tuple[Callable[[str], object], Callable[[int], str]]] = {
    "keys of one mapping": (_read, lambda n: "".join(f"k{i}: v\n" for i in range(n))),
    "the same key": (_read, lambda n: "k: v\n" * n),
    "merge keys": (_read, lambda n: "<<: v\n" * n),
    "keys in one line": (_read, lambda n: "{" + ", ".join(f"k{i}" for i in range(n)) + "}"),
    "items": (_read, lambda n: "- v\n" * n),
    "items in one line": (_read, lambda n: "[" + "v, " * n + "]"),
    "blanks": (_read, lambda n: f"k: v{' ' * n}v"),
    "blanks in quotes": (_read, lambda n: f'k: "v{" " * n}v"'),
    "open brackets": (_read, lambda n: "[" * n),
    "tags": (_read, lambda n: "- !t v\n" * n),
    "empty values": (_read, lambda n: "- \n" * n),
    "unknown keys of a contract": (Contract.from_text, lambda n: "".join(f"k{i}: v\n" for i in range(n))),
    "a long name of a contract": (Contract.from_text, lambda n: f"offering: {'x-' * n}y"),
    "lines": (_blocks, lambda n: "Support is given.\n" * n),
    "blank lines": (_blocks, lambda n: "\n" * n),
    "a line of words": (_blocks, lambda n: "response time " * n),
    "a line of blanks": (_blocks, lambda n: " " * n),
    "a line with a run of blanks": (_blocks, lambda n: f"a{' ' * n}b"),
    "numbering": (_blocks, lambda n: "1.1.1" * n),
    "numbering with blanks": (_blocks, lambda n: "1.1 " * n),
    "bars": (_blocks, lambda n: "|" * n),
    "rows": (_blocks, lambda n: "a\tb\n" * n),
    "tabs": (_blocks, lambda n: "\t" * n),
}


@pytest.mark.parametrize("what", READING)
def test_reading_grows_with_the_input(what: str) -> None:
    read, make = READING[what]
    once, twice = (steps(lambda n=n: read(make(n))) for n in (1_000, 2_000))  # type: ignore[misc]

    assert twice <= 2.2 * once + 500


LONG: dict[str, Callable[[str], object]] = {
    "a terminal": on_lines,
    "French typography": lambda text: typeset(text, "fr"),
    "typography in HTML": lambda text: typeset_html(text, "fr"),
    "a document": _blocks,
    "YAML": _read,
    "a contract": Contract.from_text,
    "what is underlined": lambda text: underline(text, len(text) // 2),
    "where it ends": lambda text: end_column(text, 1),
    "near names": lambda text: suggest(text, ("premium", "standard")),
}
PIECES = {
    "blanks": " ",
    "blanks between words": "a" + " " * 999,
    "tabs": "\t",
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "points": "1.",
    "numbering": "1.1.1",
    "dashes": "- ",
    "quotes": "'",
    "double quotes": '"',
    "guillemets": "« ",
    "stars": "*a ",
    "braces": "{",
    "brackets": "[",
    "colons": ":",
    "bars": "|",
    "tags": "<",
    "comments": "<!--",
    "code": "<code>",
    "entities": "&quot;",
    "signs": "#",
    "ticks": "`",
    "ticks of two lengths": "`a``",
    "fences": "```a\n",
    "paths": "/a",
}


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("reads", LONG)
def test_no_pattern_looks_at_a_place_again_and_again(reads: str, piece: str) -> None:
    """Patterns take their steps where none can be counted: of a square of them none would come to an end."""
    size = 200_000
    text = (PIECES[piece] * size)[:size]
    for shape in (text, f"a{text}b", f"k: a{text}"):
        with suppress(PolicyError):
            LONG[reads](shape)


def test_no_long_text_is_taken_for_a_value_that_was_written_another_way() -> None:
    """Its words would be sought, all at once: a megabyte of them took a hundred."""
    assert list(rewritings("05")) != []
    assert list(rewritings("0" * 300 + "5")) == []


@pytest.mark.parametrize("length", [1, 6, 20, 40, 400])
def test_more_names_to_choose_from_take_no_more_steps(length: int) -> None:
    """A user's file may hold 200 unknown names, and thousands that are known."""
    once, often = (
        steps(lambda n=n: suggest("a" * length, [f"{'a' * (2 * length)}{i}" for i in range(n)]))  # type: ignore[misc]
        for n in (1_000, 10_000)
    )

    assert often <= 1.1 * once


def _policy(policies: Path, file: str, before: str, after: str) -> Path:
    path = policies / "1.0.0" / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    return policies


SOURCES = "source: [availability-days, availability-hours]"
EDITS: dict[str, tuple[str, str, Callable[[int], str]]] = {
    "unknown sources": (
        "availability.yaml",
        SOURCES,
        lambda n: f"source: [{', '.join(f'availability-{i}' for i in range(n))}]",
    ),
    "sources twice": ("availability.yaml", SOURCES, lambda n: f"source: [{', '.join(['a'] * n)}]"),
    "different sources and a number": (
        "availability.yaml",
        SOURCES,
        lambda n: f"source: [{', '.join(f'a{i}' for i in range(n))}, 5]",
    ),
    "different citations of a scenario": (
        "scenarios/availability.yaml",
        "citations: [availability-days",
        lambda n: f"citations: [{', '.join(f'a{i}' for i in range(n))}, availability-days",
    ),
    "blanks": ("offerings.yaml", "SaaS Standard", lambda n: f"SaaS{' ' * 40 * n}Standard"),
    "words": ("offerings.yaml", "SaaS Standard", lambda n: "SaaS 1.1 within one hour " * n),
    "periods": (
        "vocabulary.yaml",
        "\nevents:\n",
        lambda n: (
            "\nhours:\n  h: { name: { fr: Heures, en: Hours }, time_zone: UTC, weekly: always, periods: ["
            + ", ".join(
                f"{{ first: {day}, last: {day}, weekly: always }}"
                for day in (date(2000, 1, 1) + timedelta(days=2 * i) for i in range(n))
            )
            + "] }\n\nevents:\n"
        ),
    ),
    "offerings": (
        "offerings.yaml",
        "\nofferings:\n",
        lambda n: "\nofferings:\n" + "".join(f"  o{i}: {{}}\n" for i in range(n)),
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_check_grows_with_its_policy(policies: Path, edit: str) -> None:
    file, before, make = EDITS[edit]
    counted = []
    was = before
    for n in (0, 750, 1_500):
        now = make(n) if n else before
        _policy(policies, file, was, now)
        was = now
        counted.append(steps(lambda: _check_anew(policies, file)))
    base, once, twice = counted

    assert twice - base <= 2.2 * max(once - base, 0) + 0.2 * base


MEANT = "text: {{ fr: Lecture {i} {r}, en: Reading {i} {r} }}, means: {{ register: e{to} }}"
ENTRY = """
  e{i}:
    number: {number}
    text_is: silent
    question: {{ fr: Question {i}, en: Question {i} }}
    readings: {{ {readings} }}
    chosen: r0
    why: {{ fr: Choix, en: Choice }}
    source: [title]
"""
SPREADS: dict[str, tuple[int, int, Callable[[int, int], int], set[tuple[str, str]]]] = {
    "three readings that name the next entry": (12, 3, lambda i, _: i + 1, {("PSP315", "e4")}),
    "entries one within the other": (400, 1, lambda i, _: i + 1, {("PSP315", "e381")}),
    "readings that name all entries": (12, 12, lambda _, r: r, {("PSP327", "e0")}),
    "readings that name all entries before": (12, 12, lambda i, r: min(i + 1 + r, 12), {("PSP315", "e2")}),
}


@pytest.mark.parametrize("spread", SPREADS)
def test_few_lines_do_not_spread_to_more_readings_than_anybody_follows(policies: Path, spread: str) -> None:
    """Twelve entries, three readings each, come to half a million: it had no end, and took all memory."""
    entries, readings, names, expected = SPREADS[spread]
    register = policies / "1.0.0" / "register.yaml"
    with register.open("a", encoding="utf-8") as written:
        for i in range(entries + 1):
            means = [MEANT.format(i=i, r=r, to=names(i, r)) for r in range(readings)]
            if i == entries:
                means = ["text: { fr: Un jour, en: A day }, means: { within: { business_days: 1 } }"]
            named = ", ".join(f"r{r}: {{ {each} }}" for r, each in enumerate(means))
            written.write(ENTRY.format(i=i, number=500 + i, readings=named))
    _policy(policies, "service-levels.yaml", "{ register: response-target-for-tsam }", "{ register: e0 }")

    found = examine_policy_folder(policies / "1.0.0")[1]

    assert {(each.code, each.path[1]) for each in found} == expected


NAMES = {
    "hours": "  h{i}: {{ name: {{ fr: Heures {i}, en: Hours {i} }}, any_of: [{to}] }}\n",
    "events": "  h{i}: {{ name: {{ fr: Fait {i}, en: Event {i} }}, means: {{ any_of: [{to}] }} }}\n",
}
LAST = {
    "hours": "  {i}: {{ name: {{ fr: Dernières, en: Last }}, time_zone: UTC, weekly: always }}\n",
    "events": "  {i}: {{ name: {{ fr: Dernier, en: Last }}, means: other }}\n",
}
NAMED: dict[str, tuple[int, Callable[[int, int], tuple[int, ...]], str]] = {
    "the next two": (30, lambda i, n: (i + 1, min(i + 2, n)), "PSP315"),
    "the next": (1_500, lambda i, _: (i + 1,), "PSP315"),
    "all": (30, lambda _, n: tuple(range(n)), "PSP328"),
}


@pytest.mark.parametrize("way", NAMED)
@pytest.mark.parametrize("key", NAMES)
def test_names_that_name_others_do_not_spread(policies: Path, key: str, way: str) -> None:
    """Thirty hours, of which each is any of two others, came to a million ways."""
    size, names, code = NAMED[way]
    written = "".join(
        NAMES[key].format(i=i, to=", ".join(f"h{each}" for each in dict.fromkeys(names(i, size))))
        for i in range(size)
    ) + LAST[key].format(i=f"h{size}")
    vocabulary = policies / "1.0.0" / "vocabulary.yaml"
    text = vocabulary.read_text("utf-8")
    head = f"\n{key}:\n"
    text = text.replace(head, head + written) if head in text else f"{text}{head}{written}"
    vocabulary.write_text(text, "utf-8")

    found = examine_policy_folder(policies / "1.0.0")[1]

    assert [(each.code, each.path[0]) for each in found] == [(code, key)]


@pytest.mark.parametrize(("cases", "codes"), [((25, 40), set()), ((91, 11), {"PSP316"})])
def test_no_answer_depends_on_more_cases_than_anybody_reads(
    policies: Path, cases: tuple[int, int], codes: set[str]
) -> None:
    """Two attributes, of which one decides one part of a target and one another, came to their product."""
    vocabulary = policies / "1.0.0" / "vocabulary.yaml"
    name = "{{ name: {{ fr: Cas {0}, en: Case {0} }} }}"
    named = (", ".join(f"c{i}: {name.format(i)}" for i in range(count)) for count in cases)
    attribute = (
        "  {0}: {{ name: {{ fr: Attribut {0}, en: Attribute {0} }}, known_from: request, cases: {{ {1} }} }}"
    )
    attributes = "\n".join(map(attribute.format, "ab", named))
    vocabulary.write_text(f"{vocabulary.read_text('utf-8')}\nattributes:\n{attributes}\n", "utf-8")
    days = ", ".join(f"c{i}: {{ business_days: {i + 1} }}" for i in range(cases[0]))
    times = ", ".join(f'c{i}: "10:{i:02}"' for i in range(cases[1]))
    _policy(
        policies,
        "service-levels.yaml",
        "within: { business_days: 1 }",
        f"within: {{ by: a, cases: {{ {days} }} }}, until: {{ by: b, cases: {{ {times} }} }}",
    )

    assert {each.code for each in examine_policy_folder(policies / "1.0.0")[1]} == codes


def test_no_mixture_of_two_versions_leads_back_to_itself(policies: Path) -> None:
    """What one version says of an entry and the other of another may: it was followed without end."""
    before = read_edition(policies / "1.0.0")
    plain, named = "means: { working_hours_of: premium }", "means: { register: business-days }"
    _policy(policies, "register.yaml", named, "means: { working_hours_of: standard }")
    _policy(policies, "register.yaml", plain, named.replace("business-days", "business-hours-for-standard"))
    after = read_edition(policies / "1.0.0")

    for versions in ((before, after), (after, before)):
        assert compare_editions(*versions) != ()


def _check_anew(policies: Path, file: str) -> object:
    """Check what no test has read before, for the suite reads each text once."""
    with (policies / "1.0.0" / file).open("a", encoding="utf-8") as written:
        written.write("#\n")
    return check_policies(policies, as_of=None)


DELIVERY = """
  extra-{number}:
    name: {{ fr: Extra, en: Extra }}
    values:
      tsam: not-provided
      standard: not-provided
      premium: {{ methods: [email], frequency: weekly }}
    source: [table-2-service-review]
"""


@pytest.mark.parametrize("way", [1, -1], ids=["come", "leave"])
def test_a_diff_grows_with_the_rules_that_come_and_leave(policies: Path, way: int) -> None:
    cadences = policies / "1.0.0" / "cadences.yaml"
    text = cadences.read_text("utf-8")
    original = read_edition(policies / "1.0.0")
    counted = []
    for n in (0, 40, 80):
        cadences.write_text(text + "".join(DELIVERY.format(number=number) for number in range(n)), "utf-8")
        editions = (original, read_edition(policies / "1.0.0"))[::way]
        counted.append(steps(partial(compare_editions, *editions)))
    base, once, twice = counted

    assert twice - base <= 2.2 * (once - base)
    assert once - base <= 40 * 20_000


def test_a_diff_grows_with_the_rules_that_change(policies: Path) -> None:
    cadences = policies / "1.0.0" / "cadences.yaml"
    text = cadences.read_text("utf-8")
    counted = []
    for n in (0, 40, 80):
        old = text + "".join(DELIVERY.format(number=number) for number in range(n))
        editions = []
        for said in (
            old,
            old.replace("methods: [email], frequency: weekly", "methods: [phone], frequency: monthly"),
        ):
            cadences.write_text(said, "utf-8")
            editions.append(read_edition(policies / "1.0.0"))
        counted.append(steps(partial(compare_editions, *editions)))
    base, once, twice = counted

    assert twice - base <= 2.2 * (once - base)
    assert once - base <= 40 * 60_000


def test_no_more_contracts_are_refused_than_anybody_mends(policies: Path) -> None:
    """Of a megabyte of contracts of no offering all seventeen thousand were asked about, six times each."""
    edition = read_edition(policies / "1.0.0")
    terms = {"time_zone": "Europe/Paris", "holidays": "FR"}
    contracts = {f"c{i}": Contract.model_validate({"offering": f"p{i}", **terms}) for i in range(1_000)}

    assert len(compare_with_contracts(edition, edition, contracts).refusals) == MOST_PROBLEMS


def test_no_file_tells_more_problems_than_anybody_mends(policies: Path) -> None:
    many = "".join(f"  o{i}: x\n" for i in range(3_000))
    _policy(policies, "offerings.yaml", "\nofferings:\n", f"\nofferings:\n{many}")
    found = check_policies(policies, as_of=None).problems

    assert MOST_PROBLEMS <= len(found) <= 3 * MOST_PROBLEMS


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_P = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
_STYLED = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'


def _chain(links: int) -> str:
    link = '<w:style w:styleId="{}"><w:name w:val="x"/><w:basedOn w:val="{}"/></w:style>'
    return "".join(link.format(number, number + 1) for number in range(links))


def _cell(properties: str) -> str:
    return f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{_P}</w:tc></w:tr></w:tbl>"


def _runs(properties: str, text: str) -> str:
    """Nest runs, each with a mark of its own: what repeats itself too often is refused before."""
    begins = "".join(f'<w:r w:rsidR="{number * 7919 % 65_521:x}">{properties}' for number in range(80))
    runs = "".join(
        f'{begins}<w:t w:n="{number * 104_729 % 99_991:x}">{text}</w:t>{"</w:r>" * 80}'
        for number in range(900)
    )
    return f"<w:p>{runs}</w:p>"


WORD: dict[str, tuple[str, str | None, str | None]] = {
    "fine": (_P, None, None),
    "a style based on itself": (
        _STYLED.format("a"),
        '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>',
        None,
    ),
    "styles in a ring": (
        _STYLED.format("0"),
        _chain(2) + '<w:style w:styleId="2"><w:basedOn w:val="0"/></w:style>',
        None,
    ),
    "a style without a value": (_STYLED.format("a"), "<w:style><w:name/><w:basedOn/></w:style>", None),
    "a paragraph without a style": ("<w:p><w:pPr><w:pStyle/></w:pPr></w:p>", "", None),
    "a long chain of styles": (_STYLED.format("0") * 1_000, _chain(20_000), "PSP352"),
    "a chain of twenty styles": (_STYLED.format("0"), _chain(20), None),
    "a chain of one more": (_STYLED.format("0"), _chain(21), "PSP352"),
    "a wide cell": (_cell('<w:gridSpan w:val="2000000000"/>'), None, "PSP352"),
    "a cell of sixty": (_cell('<w:gridSpan w:val="60"/>'), None, None),
    "a cell of sixty-one": (_cell('<w:gridSpan w:val="61"/>'), None, "PSP352"),
    "a width that is no number": (_cell('<w:gridSpan w:val="abc"/>'), None, "PSP352"),
    "a width in another script": (_cell('<w:gridSpan w:val="²"/>'), None, "PSP352"),
    "a width of zeros": (_cell('<w:gridSpan w:val="0002"/>'), None, "PSP352"),
    "a width without a value": (_cell("<w:gridSpan/>"), None, None),
    "depth": ("<w:sdt>" * 90 + _P + "</w:sdt>" * 90, None, None),
    "too much depth": ("<w:sdt>" * 110 + _P + "</w:sdt>" * 110, None, "PSP350"),
    "millions of paragraphs": ("<w:p/>" * 8_000_000, None, "PSP350"),
    "more paragraphs than a description has": (_P * 2_001, None, "PSP351"),
    "a bomb": (" " * 9_000_000, None, "PSP350"),
    "tables in tables": (
        ("<w:tbl>" + "<w:tr><w:tc>" * 45 + _P * 5 + "</w:tc></w:tr>" * 45 + "</w:tbl>") * 1_000,
        None,
        "PSP352",
    ),
    "runs in runs": (_runs("", "x" * 20), None, "PSP351"),
    "struck runs in runs": (_runs("<w:rPr><w:strike/></w:rPr>", " "), None, None),
}


@pytest.mark.parametrize("document", WORD)
def test_no_word_file_takes_long(tmp_path: Path, document: str) -> None:
    body, styles, code = WORD[document]
    file = tmp_path / "document.docx"
    _write(file, f"<w:document {_W}><w:body>{body}</w:body></w:document>", styles)
    if code is None:
        read_description(file, "document.docx")
        return
    with pytest.raises(PolicyError) as error:
        read_description(file, "document.docx")
    assert {(problem.code, problem.file) for problem in error.value.problems} == {(code, "document.docx")}
    assert code == "PSP350" or all(problem.path for problem in error.value.problems)


def _write(file: Path, document: str, styles: str | None) -> None:
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        if styles is not None:
            archive.writestr("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>")


XML = {
    "no body": f"<w:document {_W}/>",
    "an entity": f'<!DOCTYPE w [<!ENTITY a "b">]><w:document {_W}><w:body/></w:document>',
    "an entity of another": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a "b">]><w/>',
    "no XML": "x",
    "nothing": "",
}


@pytest.mark.parametrize("document", XML)
def test_no_word_file_declares_anything(tmp_path: Path, document: str) -> None:
    file = tmp_path / "document.docx"
    _write(file, XML[document], None)
    with pytest.raises(PolicyError, match="PSP350"):
        read_description(file, "document.docx")


@pytest.mark.parametrize(("size", "code"), [(reader.MAX_BYTES, "PSP351"), (reader.MAX_BYTES + 1, "PSP005")])
@pytest.mark.parametrize("text", ["response time ", "1.1.1", "a"])
def test_no_text_takes_long(tmp_path: Path, text: str, size: int, code: str) -> None:
    file = tmp_path / "document.txt"
    file.write_text((text * size)[:size])
    with pytest.raises(PolicyError, match=code):
        read_description(file, "document.txt")


DAY = date(2026, 1, 1)


def _edition(number: int, *lines: str) -> str:
    day = DAY + timedelta(30 * number)
    return (
        f"{{ id: e{number}, recorded: {day}, edition: 1.0.{number}, new_contracts: {{ from: {day} }}, "
        f"others: [{', '.join(lines)}] }}"
    )


def _line(edition: int, says: str) -> str:
    return f"{{ governed_by: 1.0.{edition}, {says} }}"


def _all_move(number: int) -> str:
    return _edition(number, _line(number - 1, f"from: {DAY + timedelta(30 * number)}"))


def _some_stay(number: int) -> str:
    """Move all within a year, at their renewals, and leave those of the first edition there for ever."""
    day = f"from: {DAY + timedelta(30 * number)}"
    renewing = (_line(each, f"{day}, at: first-renewal-from") for each in range(max(1, number - 11), number))
    last = [_line(number - 12, day)] if number > 12 else []
    return _edition(number, _line(0, "stay: true"), *renewing, *last)


JOURNALS = {"all move": _all_move, "some stay": _some_stay}


@pytest.mark.parametrize("shape", JOURNALS)
def test_a_journal_is_checked_and_followed_event_by_event(shape: str) -> None:
    counted = []
    for count in (200, 400):
        first = f"{{ id: e0, recorded: {DAY}, edition: 1.0.0, new_contracts: always, others: none }}"
        events = [first, *(JOURNALS[shape](number) for number in range(1, count))]
        text = "editions:\n" + "".join(f"  - {each}\n" for each in events)
        document = read_yaml(text.encode(), "editions.yaml", 10**6)
        journal, _ = validate(document, EditionsFile, "editions")
        assert journal is not None

        def run(journal: EditionsFile = journal, document: Document = document) -> None:
            published = [event.edition for event in journal.editions if event.edition]
            found = check_editions(journal, document, published)
            assert not {each.code for each in found} - {"PSP425", "PSP427", "PSP428"}
            Ways(journal.editions).editions(Told(), DAY)
            turns_for_new_contracts(journal.editions)

        counted.append(steps(run))
    once, twice = counted

    assert twice <= 2.2 * once
