"""What the YAML parser says of a fault, in words for people who do not write parsers."""

import re
from typing import NamedTuple

from ptc_service_policy.text import LocalizedText

Place = tuple[int, int]


class Fault(NamedTuple):
    """Hold a fault as the parser tells it: what, where, and the place where what it is in has begun."""

    said: str
    place: Place
    begun: Place | None


_NEEDS_QUOTES = LocalizedText(
    fr="un texte qui comporte ce caractère doit être mis entre guillemets",
    en="a text with this character needs quotes",
)
_CAUSES = {
    "mapping values are not allowed": LocalizedText(
        fr="un deux-points ne peut pas figurer ici",
        en="a colon is not allowed here",
    ),
    "could not find expected ':'": LocalizedText(
        fr="il manque un deux-points après la clé, ou le retrait d'un texte",
        en="a colon is missing after the key, or the indentation of a text",
    ),
    "did not find expected ',' or ']'": LocalizedText(
        fr="il manque une virgule ou un crochet fermant",
        en="a comma or ] is missing",
    ),
    "did not find expected ',' or '}'": LocalizedText(
        fr="il manque une virgule ou une accolade fermante",
        en="a comma or } is missing",
    ),
    "did not find expected key": LocalizedText(
        fr="une clé était attendue, ou l'indentation change",
        en="a key was expected, or the indentation changes",
    ),
    "did not find expected '-' indicator": LocalizedText(
        fr="un tiret de liste était attendu",
        en="a list dash was expected",
    ),
    "did not find expected node content": LocalizedText(
        fr="une valeur était attendue",
        en="a value was expected",
    ),
    "block sequence entries are not allowed": LocalizedText(
        fr="un tiret de liste ne peut pas figurer ici",
        en="a list dash is not allowed here",
    ),
    "unexpected end of stream": LocalizedText(
        fr="des guillemets ne sont pas refermés",
        en="a quotation mark is not closed",
    ),
    "unexpected document indicator": LocalizedText(
        fr="des guillemets ne sont pas refermés",
        en="a quotation mark is not closed",
    ),
    "tab character": LocalizedText(
        fr="une tabulation sert à l'indentation",
        en="a tab is used to indent",
    ),
    "cannot start any token": _NEEDS_QUOTES,
    "did not find expected comment or line break": _NEEDS_QUOTES,
    "mapping keys are not allowed": _NEEDS_QUOTES,
    "unknown escape character": LocalizedText(
        fr="une barre oblique inverse est mal employée",
        en="a backslash is used wrongly",
    ),
    "undefined tag handle": LocalizedText(
        fr="cette étiquette est inconnue",
        en="this tag is unknown",
    ),
}
_IN_PURE_PYTHON = (
    ("", "expected ',' or ']'", "did not find expected ',' or ']'"),
    ("", "expected ',' or '}'", "did not find expected ',' or '}'"),
    ("block mapping", "expected <block end>", "did not find expected key"),
    ("block collection", "expected <block end>", "did not find expected '-' indicator"),
    ("", "expected the node content", "did not find expected node content"),
    ("", "sequence entries are not allowed", "block sequence entries are not allowed"),
    ("", "expected a comment or a line break", "did not find expected comment or line break"),
    ("", "unexpected document separator", "unexpected document indicator"),
)
"""What the parser in pure Python says, while it parses what and how, as the one in C says it."""

_UNKNOWN = LocalizedText(fr="la structure est incompréhensible", en="the structure makes no sense")
NO_SPACE_AFTER_DASH = LocalizedText(
    fr="il manque une espace après le tiret de liste", en="a space is missing after the list dash"
)
CUT_BY_A_COMMENT = LocalizedText(
    fr="le texte s'arrête avant « # », qui ouvre un commentaire ; mettez-le entre guillemets",
    en='the text ends before " #", which begins a comment; put it in quotes',
)
_NO_SPACE_AFTER_COLON = LocalizedText(
    fr="il manque une espace après le deux-points", en="a space is missing after the colon"
)
_HARD_SPACE_AFTER_COLON = LocalizedText(
    fr="l'espace qui suit le deux-points est insécable", en="the space after the colon is a no-break space"
)
_CONFLICT_LEFT = LocalizedText(
    fr="une marque de conflit de fusion est restée ici", en="the mark of a merge conflict was left here"
)
_NO_COLON = _CAUSES["could not find expected ':'"]
OF_INDENTATION = (_CAUSES["did not find expected key"], _CAUSES["did not find expected '-' indicator"])
_GOES_ON = LocalizedText(
    fr="le texte continue après le signe qui le ferme ; mettez-le tout entier entre guillemets",
    en="the text goes on after the sign that closes it; put all of it in quotes",
)
_NEVER_CLOSED = {
    "{": LocalizedText(fr="cette accolade n'est pas refermée", en="this { is not closed"),
    "[": LocalizedText(fr="ce crochet n'est pas refermé", en="this [ is not closed"),
}
_ONE_TOO_MANY = LocalizedText(
    fr="cette accolade ou ce crochet ferme ce qui n'est pas ouvert", en="this closes what was not opened"
)
_NOT_OPENED = LocalizedText(fr="il manque ici une accolade ouvrante", en="an opening { is missing here")

_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>)(?=\s|$)", re.MULTILINE)
_KEY = r"[^\W_][\w-]*"
_ONE_WORD = re.compile(rf"\s*(?:- +)?{_KEY}:(?P<here>[^\s]|\xa0)")
_DASHED_WORD = re.compile(r"\s*(?P<here>-[^\W\d])")
_BARE_KEY = re.compile(rf"\s*(?P<here>{_KEY})\s*$")
_CLOSED_BEFORE = re.compile(rf"""\s*(?:- +)?{_KEY}: +["'\[{{].*["'\]}}]\s*""")
_ON_ONE_LINE = (
    (_ONE_WORD, _NO_SPACE_AFTER_COLON),
    (_DASHED_WORD, NO_SPACE_AFTER_DASH),
    (_BARE_KEY, _NO_COLON),
)


def find_conflict(text: str) -> tuple[int, LocalizedText] | None:
    """Find the first mark that a merge left: where it stands in the text, and what it is."""
    found = _CONFLICT.search(text)
    return None if found is None else (found.start(), _CONFLICT_LEFT)


def as_in_c(parsing: str, said: str) -> str:
    """Return what the parser in C says where the one in pure Python says this."""
    known = (in_c for what, how, in_c in _IN_PURE_PYTHON if what in parsing and said.startswith(how))
    return next(known, said)


def explain_cause(fault: Fault, text: str) -> tuple[Place, LocalizedText]:
    """Say where a fault is mended, and what it is; one that nobody knows is called a fault.

    The parser tells where it can go on no longer, which is often a line below the mistake.
    """
    lines = text.splitlines()
    (line, column), begun = fault.place, fault.begun
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: column + 1] and here[:column].isspace():
        return (line, here.index("\t") + 1), _CAUSES["tab character"]
    if here[column - 1 : column] in {"}", "]"} and "expected key" in fault.said:
        return fault.place, _ONE_TOO_MANY
    if "expected key" in fault.said and _CLOSED_BEFORE.fullmatch(here[: column - 1]):
        return fault.place, _GOES_ON
    if "expected ','" in fault.said and begun is not None and begun[0] != line:
        opened = lines[begun[0] - 1][begun[1] - 1]
        closing = {"{": "}", "[": "]"}[opened]
        if here.count(closing) <= here.count(opened):
            return begun, _NEVER_CLOSED[opened]
    if "mapping values" in fault.said and here[column:].count("}") > here.count("{"):
        return (line, here.index(": ") + 3), _NOT_OPENED
    if (suspect := _suspect(fault, lines)) is not None:
        for pattern, cause in _ON_ONE_LINE:
            if found := pattern.match(lines[suspect - 1]):
                hard = found["here"] == "\xa0"
                return (suspect, found.start("here") + 1), _HARD_SPACE_AFTER_COLON if hard else cause
        if fault.begun is not None and "expected ':'" in fault.said:
            return fault.begun, _NO_COLON
    known = (cause for part, cause in _CAUSES.items() if part in fault.said)
    return fault.place, next(known, _UNKNOWN)


def _suspect(fault: Fault, lines: list[str]) -> int | None:
    """Return the line that the parser took for the beginning of a text, if it stopped further down."""
    line, column = fault.place
    if "expected ':'" in fault.said:
        return None if fault.begun is None else fault.begun[0]
    if "mapping values" in fault.said and re.fullmatch(rf"\s*{_KEY}", lines[line - 1][: column - 1]):
        return next((above for above in range(line - 1, 0, -1) if lines[above - 1].strip()), None)
    return None
