"""What a sentence may say otherwise and still be the same sentence: numbers, times, days, names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from ptc_service_policy.authoring.checks.numbers import NUMBER_WORDS
from ptc_service_policy.authoring.source.abbreviations import UNCLEAR
from ptc_service_policy.authoring.source.words import fold, lighten, masculine, root, short_digest, stem
from ptc_service_policy.authoring.statement_digest import SYMBOLS, WORDS
from ptc_service_policy.language_names import LANGUAGES, language_name
from ptc_service_policy.model.hours import WEEKDAYS

LISTS = frozenset(("offering", "deployment", "method", "day", "language", "item", "hours"))
"""The kinds of which several in a row are one slot."""
UNREADABLE = "?"
"""How the value of a number or a time begins that can be read in several ways, or in none."""

_TICKS = frozenset(("✓", "✔", "✅", "☑", "x", "oui", "yes"))
_NO_TICKS = frozenset(("", "-", "non", "no", "✗", "✘", "❌", "☐"))
_WORD = re.compile(r"[a-z0-9]+")
_GAP = re.compile(rf"[^a-z0-9.;:!?{SYMBOLS}]{{0,3}}")
_NO_VALUE = re.compile(r"[^\w\s.,;:!()\[\]«»“”\"-]|\.\.")
"""What beside a value makes a cell say something else: a sign, a question mark, dots that leave it open."""
_JOIN = re.compile(
    rf"(?P<apart>[^a-z0-9&=.:!?{SYMBOLS}-]*)(?:(?P<or>ou|or)\b|(?P<and>(?:et|and)\b|&))?\s*"
    r"(?:(?:par|by|les|des|the|a|au|la|le|l|avec|with|via|de|du|pour|for)\b\s*)*"
)
_TO = re.compile(r"\s*(?:-|\b(?:au|a|to|through|until|jusqu au)\b)\s*")
_CLOCK = r"(\d{1,2})(?: ?(h(?:eures?)?|:)(?: ?(\d{2}))?)?(?: ?([ap])\.?m\.?)?"
_HOURS = re.compile(
    rf"(?<![\w.,:/])(?:(?:de|from|(?P<between>entre|between)) )?{_CLOCK}\s*"
    rf"(?(between)(?:et|and)\b|(?:-|\b(?:a|to|until|jusqu a)\b))\s*{_CLOCK}(?!\w)"
)
_DIGITS = r"-?\d{1,3}(?: \d{3})+|-?\d+(?:[.,]\d+)*"
_BY_WORD = {fold(word): value for words in NUMBER_WORDS.values() for word, value in words.items()}
_IN_WORDS = "|".join(word.replace(" ", "[ -]") for word in sorted(_BY_WORD, key=len, reverse=True))
_NUMBER = re.compile(rf"(?<![\w.,:/])(?:{_DIGITS}|{_IN_WORDS})(?!\w|[.,]\d)")
_TWICE = re.compile(
    rf"(?<![\w.,:/])(?:(?P<word>{_IN_WORDS}|une?|one) ?\( ?(?P<digits>\d+) ?\)"
    rf"|(?P<figures>\d+) ?\( ?(?P<name>{_IN_WORDS}|une?|one) ?\))(?!\w)"
)
"""A number in words and again in figures, as contracts write it."""
_TOKENS = re.compile(rf"{WORDS.pattern}|&")
_SINCE = re.compile(r"\b(?:du|de|from) $")
"""What stands before a range of days, or does not, and says nothing of its own."""
_TERMS = re.compile(r"\bouvre|\bworking\b")
"""Terms that a lawyer tells from others of the same unit: with another one, a sentence says another thing."""
_ONE = frozenset(("un", "une", "one", "a", "an"))

_DAYS = (
    "lundi monday,mardi tuesday,mercredi wednesday,jeudi thursday,vendredi friday,samedi saturday,"
    "dimanche sunday"
)
_MONTHS = (
    "janvier january,fevrier february,mars march,avril april,mai,juin june,juillet july,aout august,"
    "septembre september,octobre october,novembre november,decembre december"
)
_UNITS = {
    "minutes": "minute",
    "hours": "heure,hour",
    "business_hours": "heure ouvree,heure ouvrable,business hour,working hour",
    "days": "jour,day,jour calendaire,calendar day",
    "business_days": "jour ouvrable,jour ouvre,business day,working day",
    "weeks": "semaine,week",
    "months": "mois,month",
    "years": "an,annee,year",
}
GENERAL: Mapping[str, Mapping[str, str]] = {
    "day": {
        name: day for day, names in zip(WEEKDAYS, _DAYS.split(","), strict=True) for name in names.split()
    },
    "month": {name: str(n) for n, names in enumerate(_MONTHS.split(","), start=1) for name in names.split()},
    "unit": {name: unit for unit, names in _UNITS.items() for name in names.split(",")},
}
"""What French and English have names for in every document: by kind, each folded name and what it means."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Hold a part of a sentence that may change: its kind, its value, and where it stands.

    The value is a number, an id, or for the kinds of ``LISTS`` a tuple; ``joined`` tells whether "or" or
    "and" stands between its items.
    """

    kind: str
    value: Any
    start: int
    end: int
    joined: str = ""


class _Word(NamedTuple):
    stem: str
    start: int
    end: int
    written: str


class Recogniser:
    """Find the slots of sentences, by the names that a policy gives to things."""

    def __init__(self, names: Mapping[str, Mapping[str, str]]) -> None:
        """Take the names: by kind, each name and the id that it means."""
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._ids: set[tuple[str, str]] = set()
        known: set[tuple[str, ...]] = set()
        for kind, meant in (*names.items(), *GENERAL.items(), ("language", _languages())):
            for name, id_ in meant.items():
                self._ids.add((kind, id_))
                words = tuple(map(stem, fold(name).split()))
                if words and words not in known:
                    known.add(words)
                    self._phrases.setdefault(words[0], []).append((words, kind, id_))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._found = lru_cache(maxsize=1024)(self._find)

    def slots(self, text: str) -> tuple[Slot, ...]:
        """Find the slots of a text, from left to right; what follows upon its like is one slot with it."""
        return self._found(lighten(text))

    def _find(self, light: str) -> tuple[Slot, ...]:
        found: list[Slot] = []
        taken = bytearray(len(light))
        every = (
            *_hours(light),
            *_twice(light),
            *self._named(light),
            *_numbers(light),
            *self._articles(light),
            *_unclear(light),
        )
        for slot in every:
            if not any(taken[slot.start : slot.end]):
                taken[slot.start : slot.end] = bytes([1]) * (slot.end - slot.start)
                found.append(slot)
        return tuple(_joined(sorted(found, key=lambda slot: slot.start), light))

    def shape(self, text: str) -> tuple[str, tuple[Slot, ...], int]:
        """Return the digest of a text with its slots masked, the slots, and how many words are outside.

        Plurals and feminines do not change it.
        """
        words, outside = list[str](), 0
        for written, slot in self._parts(text):
            if slot is None:
                outside += len(written)
                words += map(root, written)
            else:
                terms = (word for word in written if slot.kind == "unit" and _TERMS.match(word))
                words += [f"<{slot.kind}>", *terms]
        return short_digest(" ".join(words)), self.slots(text), outside

    def wording(self, cells: Iterable[str], of: Callable[[str], str] = masculine) -> str:
        """Return the digest of words that are the same however numbers, times and days are written.

        Args:
            cells: the cells of a row, or the one text of another statement.
            of: what to make of each word outside the slots.
        """
        return short_digest("|".join(" ".join(self._wording(cell, of)) for cell in cells))

    def _wording(self, text: str, of: Callable[[str], str]) -> Iterator[str]:
        counted = False
        for written, slot in self._parts(text):
            if slot is None:
                # The number before it tells whether a noun is one or several.
                yield from (of(stem(word) if counted and not at else word) for at, word in enumerate(written))
            elif _is_general(slot):
                yield from (slot.kind, str(slot.value), slot.joined)
            else:
                yield from map(stem, written)
            counted = slot is not None and slot.kind == "number"

    def _parts(self, text: str) -> Iterator[tuple[list[str], Slot | None]]:
        """Yield the words of a text, those outside of slots and those of each slot apart."""
        light, at = lighten(text), 0
        for slot in self.slots(text):
            yield _tokens(light[at : slot.start]), None
            yield _tokens(light[slot.start : slot.end]), slot
            at = slot.end
        yield _tokens(light[at:]), None

    def cell(self, text: str) -> Slot | None:
        """Read a cell of a table that says one thing; None where it says another, or nothing known."""
        light = lighten(text)
        slots = self.slots(text)
        if len(slots) != 1:
            return None
        before, after = fold(light[: slots[0].start]), fold(light[slots[0].end :])
        marked = _NO_VALUE.search(light[: slots[0].start] + light[slots[0].end :])
        return slots[0] if before in {"", "par", "by"} and not after and not marked else None

    def is_kind(self, kind: str, ids: Iterable[str]) -> bool:
        """Tell whether slots of a kind may say all of these ids."""
        return all((kind, id_) in self._ids for id_ in ids)

    def _named(self, light: str) -> Iterator[Slot]:
        words, at = _words(light), 0
        while at < len(words):
            found = self._phrase_at(words, at, light)
            if found is not None:
                length, kind, id_ = found
                yield Slot(
                    kind, (id_,) if kind in LISTS else id_, words[at].start, words[at + length - 1].end
                )
            at += 1 if found is None else found[0]

    def _articles(self, light: str) -> Iterator[Slot]:
        """Find the articles that count what follows: "within a business day"."""
        words = _words(light)
        for at, word in enumerate(words[:-1]):
            following = self._phrase_at(words, at + 1, light) if word.written in _ONE else None
            if following is not None and following[1] == "unit":
                yield Slot("number", 1, word.start, word.end)

    def _phrase_at(self, words: list[_Word], at: int, light: str) -> tuple[int, str, str] | None:
        for phrase, kind, id_ in self._phrases.get(words[at].stem, ()):
            here = words[at : at + len(phrase)]
            if tuple(word.stem for word in here) == phrase and all(
                _GAP.fullmatch(light, one.end, other.start) for one, other in pairwise(here)
            ):
                return len(phrase), kind, id_
        return None


def is_tick(text: str) -> bool | None:
    """Tell a cell that says yes from one that says no; None where it says neither."""
    bare = lighten(text).strip('_" ')
    return True if bare in _TICKS else False if bare in _NO_TICKS else None


def in_figures(word: str) -> str:
    """Write a folded word in figures where it is a number."""
    return str(_BY_WORD.get(word, word))


def _is_general(slot: Slot) -> bool:
    """Tell whether a slot is read in every document, whatever the names of a policy are."""
    if slot.kind == "day":
        return set(slot.value) <= set(WEEKDAYS)
    return slot.kind in {"number", "hours", "month", "language"}


def _tokens(light: str) -> list[str]:
    return ["&" if word in {"et", "and"} else word for word in _TOKENS.findall(light)]


def _words(light: str) -> list[_Word]:
    return [_Word(stem(each[0]), each.start(), each.end(), each[0]) for each in _WORD.finditer(light)]


def _languages() -> dict[str, str]:
    """Name the languages of ISO 639-1, in both languages."""
    found = {}
    for code in LANGUAGES:
        name = language_name(code)
        found[name.fr] = code
        found.setdefault(name.en, code)
    return found


def _hours(light: str) -> Iterator[Slot]:
    for found in _HOURS.finditer(light):
        first, last = found.groups()[1:5], found.groups()[5:]
        if any((first[1], first[3], last[1], last[3])):
            opens, closes = _clock(*first), _clock(*last)
            known = opens and closes and bool(first[3]) == bool(last[3])
            value = (opens, closes) if known else UNREADABLE + found[0]
            yield Slot("hours", (value,), found.start(), found.end())


def _clock(hour: str, _mark: str | None, minute: str | None, half: str | None) -> str | None:
    number = int(hour) % 12 + 12 * (half == "p") if half else int(hour)
    minutes = int(minute or 0)
    if minutes > 59 or number * 60 + minutes > 24 * 60 or (half and not 1 <= int(hour) <= 12):
        return None
    return f"{number:02}:{minutes:02}"


def _numbers(light: str) -> Iterator[Slot]:
    for found in _NUMBER.finditer(light):
        yield Slot("number", _number(found[0]), found.start(), found.end())


def _unclear(light: str) -> Iterator[Slot]:
    """Find what is short for a day or for a month, and nothing beside it says for which."""
    for found in UNCLEAR.finditer(light):
        yield Slot("day", (UNREADABLE + found[0],), found.start(), found.end())


def _twice(light: str) -> Iterator[Slot]:
    for found in _TWICE.finditer(light):
        word, digits = found["word"] or found["name"], found["digits"] or found["figures"]
        said = 1 if word in _ONE else _BY_WORD[fold(word)]
        yield Slot(
            "number", said if said == int(digits) else UNREADABLE + found[0], found.start(), found.end()
        )


def _number(text: str) -> int | float | str:
    if not re.search(r"\d", text):
        return _BY_WORD[fold(text)]
    digits = text.replace(" ", "")
    if re.search(r"[.,]\d{3}$|[.,].*[.,]", digits) or re.match(r"-?0\d", digits):
        return UNREADABLE + text
    number = float(digits.replace(",", "."))
    return int(number) if number.is_integer() else number


def _joined(found: list[Slot], light: str) -> Iterator[Slot]:
    last: Slot | None = None
    for slot in found:
        both = None if last is None else _both(last, slot, light)
        if last is not None and both is None:
            yield last
        last = both or slot
    if last is not None:
        yield last


def _both(one: Slot, other: Slot, light: str) -> Slot | None:
    between = light[one.end : other.start]
    if one.kind != other.kind or one.kind not in LISTS:
        return None
    if one.kind == "day" and _TO.fullmatch(between) and {one.value[-1], *other.value} <= set(WEEKDAYS):
        first, last = WEEKDAYS.index(one.value[-1]), WEEKDAYS.index(other.value[0])
        days = WEEKDAYS[first + 1 : last + 1] if first < last else (UNREADABLE,)
        since = _SINCE.search(light, max(0, one.start - 6), one.start)
        start = one.start if since is None else since.start()
        return replace(one, value=(*one.value, *days), start=start, end=other.end)
    found = _JOIN.fullmatch(between)
    if found is None or not (found["apart"].strip() or found["or"] or found["and"]):
        return None
    joined = {one.joined, other.joined, "or" if found["or"] else "and" if found["and"] else ""} - {""}
    return replace(one, value=one.value + other.value, end=other.end, joined=" ".join(sorted(joined)))
