"""How YAML text is read: every scalar, every place, every refusal, with either parser."""

import json
import math
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy.loading import strict_yaml
from ptc_service_policy.loading.files import MAX_BYTES, MOST_VALUES
from ptc_service_policy.loading.strict_yaml import MAX_DEPTH, Document, read_yaml

Reader = Callable[[str | bytes], Document]

LOADERS = {"C": getattr(yaml, "CSafeLoader", None), "Python": yaml.SafeLoader}


@pytest.fixture(params=LOADERS)
def read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Read with one of the two parsers, which must not be told apart."""
    loader = LOADERS[request.param]
    if loader is None:
        pytest.skip("PyYAML was built without libyaml here")
    monkeypatch.setattr(strict_yaml, "LOADER", loader)
    return lambda given: read_yaml(given.encode() if isinstance(given, str) else given, "a.yaml")


def found(document: Document) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.line, problem.column) for problem in document.problems]


def whole(document: Document) -> tuple[object, ...]:
    return document.data, document.keys, document.values, document.problems


SCALARS: dict[str, object] = {
    "17:00": "17:00",
    "09:00": "09:00",
    "1:30:00": "1:30:00",
    "no": "no",
    "No": "No",
    "on": "on",
    "off": "off",
    "yes": "yes",
    "y": "y",
    "n": "n",
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    "tRue": "tRue",
    "0": 0,
    "-0": 0,
    "7": 7,
    "-7": -7,
    "+7": "+7",
    "010": "010",
    "00": "00",
    "-01": "-01",
    "0o14": "0o14",
    "0x1F": "0x1F",
    "0b11": "0b11",
    "1_000": "1_000",
    "1,000": "1,000",
    "1e3": "1e3",
    "1.5e3": "1.5e3",
    "1.5": 1.5,
    "-1.5": -1.5,
    "0.10": 0.1,
    "01.5": "01.5",
    "1.10": 1.1,
    "2.0": 2,
    "1.": "1.",
    ".5": ".5",
    "1.0.0": "1.0.0",
    ".inf": ".inf",
    "-.inf": "-.inf",
    ".nan": ".nan",
    "NaN": "NaN",
    "2026-01-01": "2026-01-01",
    "2026-02-30": "2026-02-30",
    "2026-01-01T09:00:00Z": "2026-01-01T09:00:00Z",
    "999999999999999999": 999_999_999_999_999_999,
    "-99999999999999999": -99_999_999_999_999_999,
    "Null value": "Null value",
    "=": "=",
    "٣": "٣",
    "²": "²",
    '"quoted"': "quoted",
    "'quoted'": "quoted",
    '"7"': "7",
    "'true'": "true",
    '""': "",
    "'~'": "~",
    '"null"': "null",
    '"a\\tb"': "a\tb",
    '"\\u00e9"': "é",
    '"\\U0001F600"': "😀",
    "'it''s'": "it's",
    "été": "été",
    "😀": "😀",
    "a # comment": "a",
    "a#b": "a#b",
    "a: b\n  ": {"a": "b"},
    "|\n  one\n  two\n": "one\ntwo\n",
    "|-\n  7\n": "7",
    ">-\n  one\n  two\n": "one two",
    ">-\n  null\n": "null",
    "one\n  two": "one two",
    "[]": [],
    "{}": {},
    "[1, no, '2']": [1, "no", "2"],
    "{on: off}": {"on": "off"},
}


@pytest.mark.parametrize(("written", "meant"), SCALARS.items(), ids=map(repr, SCALARS))
def test_scalars_are_what_an_owner_means(written: str, meant: object, read: Reader) -> None:
    text = written if ": " not in written else f"\n  {written}"
    document = read(f"key: {text}\n")
    assert found(document) == []
    assert document.data == {"key": meant}
    assert type(document.data["key"]) is type(meant)


@pytest.mark.parametrize("number", ["12345678.9", "0.1", "-3.25", "123456789012345"])
def test_numbers_are_the_ones_that_python_and_json_read(number: str, read: Reader) -> None:
    assert read(f"a: {number}\n").data["a"] == json.loads(number)


@pytest.mark.parametrize(
    "key", ["7", "1.5", "true", "no", "on", "2026-01-01", "~", "null", "17:00", "é", '"a b"']
)
def test_keys_are_text_however_they_look(key: str, read: Reader) -> None:
    document = read(f"{key}: 1\n")
    assert found(document) == []
    assert document.data == {key.strip('"'): 1}


PLACES = """\
# a comment
première: &refused é
liste:
  - "😀": ünï
    deux: [a, é, {x: "😀", y: 2}]
  - >-
    bloc
fin: 'oui'
"""


def test_places_count_characters_from_one(read: Reader) -> None:
    document = read(PLACES.replace("&refused ", ""))
    assert document.keys == {
        ("première",): (2, 1),
        ("liste",): (3, 1),
        ("liste", 0, "😀"): (4, 5),
        ("liste", 0, "deux"): (5, 5),
        ("liste", 0, "deux", 2, "x"): (5, 19),
        ("liste", 0, "deux", 2, "y"): (5, 27),
        ("fin",): (8, 1),
    }
    assert document.values == {
        (): (2, 1),
        ("première",): (2, 11),
        ("liste",): (4, 3),
        ("liste", 0): (4, 5),
        ("liste", 0, "😀"): (4, 10),
        ("liste", 0, "deux"): (5, 11),
        ("liste", 0, "deux", 0): (5, 12),
        ("liste", 0, "deux", 1): (5, 15),
        ("liste", 0, "deux", 2): (5, 18),
        ("liste", 0, "deux", 2, "x"): (5, 22),
        ("liste", 0, "deux", 2, "y"): (5, 30),
        ("liste", 1): (6, 5),
        ("fin",): (8, 6),
    }


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no-mark", "byte-order-mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_neither_line_ends_nor_a_byte_order_mark_change_anything(
    line_end: str, mark: bytes, read: Reader
) -> None:
    plain = read(PLACES)
    document = read(mark + PLACES.replace("\n", line_end).encode())
    assert whole(document) == whole(plain)
    assert found(document) == [("PSP103", 2, 11)]


def test_a_byte_order_mark_shifts_no_place_on_the_first_line(read: Reader) -> None:
    assert found(read(b"\xef\xbb\xbfa: *x\n")) == [("PSP103", 1, 4)]


def test_the_place_of_what_is_not_there_is_the_nearest_above(read: Reader) -> None:
    document = read("a:\n  b: 1\n")
    assert document.place_of(("a", "b")) == (2, 6)
    assert document.place_of(("a", "c", 7)) == (2, 3)
    assert document.place_of(("z",)) == (1, 1)
    assert document.place_of_key(("a", "b")) == (2, 3)
    assert document.place_of_key(("a", "c")) == (2, 3)


REFUSALS: dict[str, tuple[str | bytes, list[tuple[str, int, int]]]] = {
    "invalid UTF-8": (b"a: \xff\n", [("PSP004", 1, 4)]),
    "invalid UTF-8 after accents": ("é: é".encode() + b"\n\xc3", [("PSP004", 2, 1)]),
    "invalid UTF-8 after a mark": (b"\xef\xbb\xbfa: \xff\n", [("PSP004", 1, 4)]),
    "invalid UTF-8 after a mark and an accent": (b"\xef\xbb\xbf\xc3\xa9\xc3\xa9: \xff", [("PSP004", 1, 5)]),
    "invalid UTF-8 after another line end": (b"a: 1\rb: \xff", [("PSP004", 2, 4)]),
    "UTF-16": ("a: 1\n".encode("utf-16"), [("PSP004", 1, 1)]),
    "UTF-16 without a mark": ("a: 1\n".encode("utf-16-le"), [("PSP112", 1, 2)]),
    "too large": (b"#" * (MAX_BYTES + 1), [("PSP005", 1, 1)]),
    "unclosed quote": ('a: 1\nb: "c\nd: 2\n', [("PSP101", 2, 4)]),
    "tab": ("a:\n\tb: 1\n", [("PSP101", 2, 1)]),
    "percent": ("a: %b\n", [("PSP101", 1, 4)]),
    "backtick": ("a: `b`\n", [("PSP101", 1, 4)]),
    "directive": ("%YAML 3.0\n---\na: 1\n", [("PSP101", 1, 1)]),
    "anchor": ("a: &b 1\n", [("PSP103", 1, 4)]),
    "anchor of a mapping": ("a: &b\n  c: 1\n", [("PSP103", 1, 4)]),
    "anchor of a key": ("&b a: 1\n", [("PSP103", 1, 1)]),
    "anchor and alias": ("a: &b 1\nc: *b\n", [("PSP103", 1, 4), ("PSP103", 2, 4)]),
    "alias without an anchor": ("c: *b\n", [("PSP103", 1, 4)]),
    "alias as a document": ("*b\n", [("PSP103", 1, 1)]),
    "alias as a key": ("*b : 1\n", [("PSP103", 1, 1)]),
    "recursion": ("a: &a [*a]\n", [("PSP103", 1, 4), ("PSP103", 1, 8)]),
    "merge": ("a: 1\n<<: {b: 2}\n", [("PSP104", 2, 1)]),
    "tag": ("a: !!int 1\n", [("PSP105", 1, 4)]),
    "tag of a list": ("a: !!set [b]\n", [("PSP105", 1, 4)]),
    "tag without a name": ("a: ! b\n", [("PSP105", 1, 4)]),
    "tag of a programming language": ("!!python/object/apply:os.system ['ls']\n", [("PSP105", 1, 1)]),
    "too deep": ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), [("PSP106", 1, MAX_DEPTH + 1)]),
    "too deep by far": ("[" * 200_000, [("PSP106", 1, MAX_DEPTH + 1)]),
    "too deep in blocks": ("- " * 100_000, [("PSP106", 1, 2 * MAX_DEPTH + 1)]),
    "too many values": ("- v\n" * MOST_VALUES, [("PSP113", MOST_VALUES, 3)]),
    "too many values in a line": ("[" + "v," * MOST_VALUES + "]", [("PSP113", 1, 2 * MOST_VALUES)]),
    "key is a list": ("[a]: 1\n", [("PSP107", 1, 1)]),
    "key is a mapping": ("{a: 1}: 1\n", [("PSP107", 1, 1)]),
    "two documents": ("a: 1\n---\nb: 2\n", [("PSP108", 2, 1)]),
    "two documents, one empty": ("a: 1\n---\n", [("PSP108", 2, 1)]),
    "two documents after an end mark": ("a: 1\n...\nb: 2\n", [("PSP101", 3, 1)]),
    "no bytes": ("", [("PSP109", 1, 1)]),
    "only a mark": (b"\xef\xbb\xbf", [("PSP109", 1, 1)]),
    "only spaces": ("  \n \n", [("PSP109", 1, 1)]),
    "only a comment": ("# nothing\n", [("PSP109", 1, 1)]),
    "only a start mark": ("---\n", [("PSP109", 1, 1)]),
    "only null": ("~\n", [("PSP109", 1, 1)]),
    "empty value": ("a:\nb: 1\n", [("PSP110", 1, 3)]),
    "empty value at the end": ("b: 1\na:", [("PSP110", 2, 3)]),
    "tilde": ("a: ~\n", [("PSP110", 1, 4)]),
    "null": ("a: null\n", [("PSP110", 1, 4)]),
    "Null": ("a: Null\n", [("PSP110", 1, 4)]),
    "empty item": ("-\n- 1\n", [("PSP110", 1, 2)]),
    "key without a colon in braces": ("{a, b: 1}\n", [("PSP110", 1, 3)]),
    "duplicate": ("a: 1\nb: 2\na: 3\n", [("PSP102", 3, 1)]),
    "duplicate twice": ("a: 1\na: 2\na: 3\n", [("PSP102", 2, 1), ("PSP102", 3, 1)]),
    "duplicate with a list": ("a: 1\na: [x, {y: 2}]\n", [("PSP102", 2, 1)]),
    "duplicate in quotes": ("a: 1\n'a': 2\n", [("PSP102", 2, 1)]),
    "nineteen digits": ("a: 1234567890123456789\n", [("PSP111", 1, 4)]),
    "nineteen digits of a fraction": ("a: 0.12345678901234567\n", [("PSP111", 1, 4)]),
    "five thousand digits": (f"a: {'9' * 5000}\n", [("PSP111", 1, 4)]),
    "bell": ("a: b\x07\n", [("PSP112", 1, 5)]),
    "zero byte": ("a: 1\n\0", [("PSP112", 2, 1)]),
    "escape": ("é: \x1b[1m\n", [("PSP112", 1, 4)]),
    "noncharacter": ("a: \uffff\n", [("PSP112", 1, 4)]),
    "C1 control": ("a: \x9f\n", [("PSP112", 1, 4)]),
    "second byte order mark": ("a: 1\n\ufeffb: 2\n", [("PSP112", 2, 1)]),
    "next line": ('a: "b\x85c"\n', [("PSP112", 1, 6)]),
    "line separator": ('a: "b\u2028c"\n', [("PSP112", 1, 6)]),
    "paragraph separator": ('a: "b\u2029c"\n', [("PSP112", 1, 6)]),
}


@pytest.mark.parametrize(("given", "expected"), REFUSALS.values(), ids=REFUSALS)
def test_refusals_stand_where_the_fault_is(
    given: str | bytes, expected: list[tuple[str, int, int]], read: Reader
) -> None:
    document = read(given)
    assert found(document) == expected
    assert all(problem.file == "a.yaml" for problem in document.problems)


CAUSES = [
    ('a: "b" c\n', "the text goes on after the sign that closes it; put all of it in quotes", (1, 8)),
    (
        "a:\n  - b: 'c' d\n",
        "the text goes on after the sign that closes it; put all of it in quotes",
        (2, 12),
    ),
    ("a: {b: 1}}\n", "this closes what was not opened", (1, 10)),
    ("a: b: 1 }\n", "an opening { is missing here", (1, 4)),
    ("a: 1\nb: c: 2 }\nd: 3\n", "an opening { is missing here", (2, 4)),
    ("a:\n  - c: d: 2 }\n", "an opening { is missing here", (2, 8)),
    ("a: { b: 1\nc: 2\n", "this { is not closed", (1, 4)),
    ("a: [1, 2\nb: 3\n", "this [ is not closed", (1, 4)),
    ("a:\n  b: { c: 1\n  d: 2\n", "this { is not closed", (2, 6)),
    ("a:\n  - [1\n  - 2\n", "this [ is not closed", (2, 5)),
    ("a:\n\tb: 1\n", "a tab is used to indent", (2, 1)),
    ("a: 1\n\tb: 2\n", "a tab is used to indent", (2, 1)),
    ("a:1\nb: 2\n", "a space is missing after the colon", (1, 3)),
    ("a:\n  b:1\n  c: 2\n", "a space is missing after the colon", (2, 5)),
    ("a:\xa01\nb: 2\n", "the space after the colon is a no-break space", (1, 3)),
    ("a: 1\nb\nc: 2\n", "a colon is missing after the key, or the indentation of a text", (2, 1)),
    ("a: 1\nb 2\n", "a colon is missing after the key, or the indentation of a text", (2, 1)),
    ("key value\nb: 1\n", "a colon is not allowed here", (2, 2)),
    ("a: 1\n  b: 2\n", "a colon is not allowed here", (2, 4)),
    ("a: [1, 2}\n", "a comma or ] is missing", (1, 9)),
    ("a: {b: 1]\n", "a comma or } is missing", (1, 9)),
    ("a: }\n", "a value was expected", (1, 4)),
    ("a: ]\n", "a value was expected", (1, 4)),
    ("a: {b: 1}, c\n", "the text goes on after the sign that closes it; put all of it in quotes", (1, 10)),
    ("<<<<<<< HEAD\na: 1\n=======\n", "the mark of a merge conflict was left here", (1, 1)),
    ("a: 'b\nc: 1\n", "a quotation mark is not closed", (1, 4)),
    ('a: "b\nc: 1\n', "a quotation mark is not closed", (1, 4)),
    ("a: b: c\n", "a colon is not allowed here", (1, 5)),
    ("- a\nb: 1\n", "a list dash was expected", (2, 1)),
    ("a: @b\n", "a text with this character needs quotes", (1, 4)),
    ("a: %b\n", "a text with this character needs quotes", (1, 4)),
    ("a: `b`\n", "a text with this character needs quotes", (1, 4)),
    ("a: {b: {c: 1}\nd: 2\n", "this { is not closed", (1, 4)),
    ("a:\n  b: c\n d: e\n", "a key was expected, or the indentation changes", (3, 2)),
]


@pytest.mark.parametrize(("given", "cause", "place"), CAUSES)
def test_the_cause_of_a_refusal_is_said_where_it_is_mended(
    given: str, cause: str, place: tuple[int, int], read: Reader
) -> None:
    (problem,) = read(given).problems
    assert problem.message.en == f"This is not valid YAML: {cause}."
    assert (problem.line, problem.column) == place


def test_a_file_just_within_the_limits_is_read(read: Reader) -> None:
    assert read("#" * (MAX_BYTES - 5) + "\na: 1").data == {"a": 1}
    assert found(read("[" * MAX_DEPTH + "]" * MAX_DEPTH)) == []
    assert len(read("- v\n" * (MOST_VALUES - 1)).data) == MOST_VALUES - 1
    assert read("a: 123456789012345678\n").data == {"a": 123_456_789_012_345_678}


def test_a_larger_file_may_hold_a_value_for_each_ten_of_its_bytes() -> None:
    item = "- abcdefg\n"
    for items, codes in ((30_000 - 1, []), (30_000, ["PSP113"])):
        raw = (item * items).encode().ljust(10 * 30_000)
        assert [problem.code for problem in read_yaml(raw, "a.yaml", MAX_BYTES * 2).problems] == codes


def test_an_alias_bomb_is_read_in_no_time_and_refused(read: Reader) -> None:
    levels = "\n".join(f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 9))
    document = read(f"l0: &l0 [x]\n{levels}\n")
    assert {problem.code for problem in document.problems} == {"PSP103"}
    assert len(json.dumps(document.data)) < 1000


def test_what_is_read_despite_problems_is_as_good_as_it_can_be(read: Reader) -> None:
    document = read("a: 1\na: 2\nb: &x [1]\nc: *x\nd: ~\n")
    assert found(document) == [("PSP102", 2, 1), ("PSP103", 3, 4), ("PSP103", 4, 4), ("PSP110", 5, 4)]
    assert document.data == {"a": 1, "b": [1], "c": None, "d": None}


def test_half_a_surrogate_pair_is_refused_however_it_is_written(read: Reader) -> None:
    assert found(read('a: "\\ud800"\n')) != []
    assert found(read(b"a: \xed\xa0\x80\n")) == [("PSP004", 1, 4)]


def read_with(loader: object, given: bytes) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "LOADER", loader)
        return read_yaml(given, "a.yaml")


def outcome(given: bytes, loader: object) -> tuple[object, ...]:
    document = read_with(loader, given)
    return document.data, document.keys, document.values, found(document)


def said(given: bytes, loader: object) -> list[str]:
    return [each.write("en") for each in read_with(loader, given).problems]


def yields_data_or_problems(given: bytes) -> bool:
    document = read_yaml(given, "a.yaml")
    return (document.data is not None) or bool(document.problems)


TOKENS = """a b ': ' : ' ' '  ' '- ' [ ] { } ', ' '&x ' '*x' '!t ' | > --- ... ~ '? ' << é 😀 1 0 . % @"""
PLAIN_TOKENS = [*shlex.split(TOKENS), "'", '"', "\n"]
# These the two parsers take differently, though neither takes them for anything else.
RARE_TOKENS = ["#", "\t", "\r", "\\", "\x85", "\u2028", "\ufeff"]


def texts_of(tokens: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(tokens), max_size=30).map("".join)


YAML_LIKE = texts_of([*PLAIN_TOKENS, *RARE_TOKENS])


@given(st.one_of(st.text(), YAML_LIKE))
def test_no_text_raises_anything(text: str) -> None:
    assert yields_data_or_problems(text.encode("utf-8", "surrogatepass"))


@given(
    st.one_of(
        st.binary(),
        YAML_LIKE.map(str.encode),
        st.tuples(YAML_LIKE, st.binary()).map(lambda parts: b"\xef\xbb\xbf" + parts[0].encode() + parts[1]),
    )
)
def test_no_bytes_raise_anything(raw: bytes) -> None:
    assert yields_data_or_problems(raw)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]))
NUMBERS = st.integers(-(10**16), 10**16) | st.decimals(-(10**6), 10**6, places=4).map(float)
JSON_LIKE = st.recursive(
    st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def nesting(data: object) -> int:
    match data:
        case dict():
            return 1 + max(map(nesting, data.values()), default=0)
        case list():
            return 1 + max(map(nesting, data), default=0)
        case _:
            return 0


@given(JSON_LIKE, st.booleans())
def test_what_is_dumped_as_json_comes_back(data: object, indented: bool) -> None:
    written = json.dumps({"data": data}, ensure_ascii=False, indent=2 if indented else None)
    document = read_yaml(written.encode(), "a.yaml")
    if nesting(data) < MAX_DEPTH:
        assert found(document) == []
        assert document.data == {"data": data}


@given(JSON_LIKE, st.sampled_from([None, False, True]))
def test_what_is_dumped_as_yaml_comes_back(data: object, flow: bool | None) -> None:
    written = yaml.dump(
        {"data": data}, Dumper=_NoAliases, default_flow_style=flow, allow_unicode=True, default_style=None
    )
    document = read_yaml(written.encode(), "a.yaml")
    if nesting(data) < MAX_DEPTH:
        assert found(document) == []
        assert document.data == {"data": data}


class _NoAliases(yaml.SafeDumper):
    """Write every value out, every text in quotes and every fraction without an exponent."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_NoAliases.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, '"')
)
_NoAliases.add_representer(
    float, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", f"{number:.4f}")
)


@pytest.mark.skipif(LOADERS["C"] is None, reason="PyYAML was built without libyaml here")
@given(texts_of(PLAIN_TOKENS))
def test_both_parsers_read_the_same(text: str) -> None:
    in_c, in_python = (outcome(text.encode(), loader) for loader in LOADERS.values())
    if not in_c[-1] or not in_python[-1]:
        assert in_c == in_python


@pytest.mark.skipif(LOADERS["C"] is None, reason="PyYAML was built without libyaml here")
def test_both_parsers_read_the_real_files_alike(root: Path) -> None:
    for file in root.glob("policies/**/*.yaml"):
        in_c, in_python = (outcome(file.read_bytes(), loader) for loader in LOADERS.values())
        assert in_c == in_python


@pytest.mark.skipif(LOADERS["C"] is None, reason="PyYAML was built without libyaml here")
def test_both_parsers_say_the_same_of_what_owners_mistype(root: Path) -> None:
    cases = yaml.safe_load((root / "tests" / "editor" / "mistakes.yaml").read_text("utf-8"))["unreadable"]
    for case in cases:
        text = (root / case["file"]).read_text("utf-8").replace(case["replace"], case["by"], 1)
        in_c, in_python = (said(text.encode(), loader) for loader in LOADERS.values())
        assert in_c == in_python != [], case["by"]


def test_no_number_is_infinite_or_undefined(read: Reader) -> None:
    data = read("[.inf, -.inf, .nan, 1e999, 99999999999999999.9]\n").data
    assert all(isinstance(item, str) or math.isfinite(item) for item in data)
