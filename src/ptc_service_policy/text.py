"""Text in the two languages of the policies."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from ptc_service_policy.proper_names import PROPER

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_CAPITALS = {"fr": PROPER["fr"], "en": PROPER["en"] | {*WEEKDAYS["en"], *MONTHS["en"]} - {"May"}}
"""The words that keep their capital; "May" begins questions more often than dates."""
_FIRST_WORD = re.compile(r"[\w-]+")
_SHORT = 3
"""Longer words have capitals in a title, which says nothing of names."""
_ARTICLE = {
    "fr": re.compile(r"^(?:(?:le|la|un|une|votre)\s+|l['’]\s*)", re.IGNORECASE),
    "en": re.compile(r"^(?:the|an?|your)\s+", re.IGNORECASE),
}


_FRENCH_SIGNS = str.maketrans(",.", " ,")
_RISKY = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
"""What a terminal obeys, what turns the direction of what follows, and halves of characters."""
RISKY_IN_JSON = re.compile(f"[{_RISKY}]")
_RISKY_ON_A_LINE = re.compile(rf"[\x00-\x1f{_RISKY}]")
_RISKY_ON_LINES = re.compile(rf"[\x00-\x08\x0b-\x1f{_RISKY}]")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def on_one_line(text: str) -> str:
    """Show the characters of a text that are orders to a terminal, and its line ends, each by a sign."""
    return text if text.isprintable() else _RISKY_ON_A_LINE.sub(_sign, text)


def on_lines(text: str) -> str:
    """Show the characters of a text that are orders to a terminal by signs; its lines stay."""
    return _RISKY_ON_LINES.sub(_sign, text)


def in_a_cell(text: str) -> str:
    """Write a text for a cell of a CSV file, of which no spreadsheet makes a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def folded(text: str) -> str:
    """Write a text without capitals, accents and the number of its spaces."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in decomposed if not unicodedata.combining(each)).split())


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """Hold one text in French and in English, and neither is the lesser one."""

    fr: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Return the text in ``language`` ("fr" or "en"); raise KeyError for another one."""
        if language == "fr":
            return self.fr
        if language == "en":
            return self.en
        raise KeyError(language)

    def format(self, **values: object) -> "LocalizedText":
        """Fill the ``{placeholders}`` of both texts.

        A value that is itself a LocalizedText, a date or a datetime is written in each language. A count
        chooses its words: ``{count:# visit|# visits}`` is written "1 visit" or "2 visits".
        """
        return LocalizedText(fr=self.fill("fr", values), en=self.fill("en", values))

    def fill(self, language: Language, values: Mapping[str, object]) -> str:
        """Fill the ``{placeholders}`` of the text in one language, as ``format`` does in both."""
        return self[language].format_map(_Fillings(values, language))


class Writable:
    """Know how to write oneself in each language."""

    __slots__ = ()

    def write(self, language: Language) -> str:
        """Write oneself in ``language``."""
        raise NotImplementedError


def is_one(amount: float, language: Language) -> bool:
    """Tell whether a count takes the singular, by CLDR: below two in French, exactly one in English."""
    return abs(amount) < 2 if language == "fr" else amount == 1


class _Counted(str):
    """Choose between the words for one and for more, which a template writes "# visit|# visits"."""

    __slots__ = ("is_one",)
    is_one: bool

    def __format__(self, words: str) -> str:
        one, _, more = words.partition("|")
        return (one if self.is_one else more).replace("#", self) if words else str(self)


class _Fillings(dict[str, object]):
    """Write a value when a text asks for it: many texts ask for few of those that are told."""

    def __init__(self, values: Mapping[str, object], language: Language) -> None:
        super().__init__(values)
        self._language = language

    def __getitem__(self, name: str) -> str:
        return _filling(super().__getitem__(name), self._language)


def _filling(value: object, language: Language) -> str:
    written = write(value, language)
    if isinstance(value, int | float):
        written = _Counted(written)
        written.is_one = is_one(value, language)
    return written


def write(value: object, language: Language) -> str:
    """Write a value as a reader of ``language`` expects it: dates in words, lists with commas."""
    match value:
        case str():
            return str(value)
        case LocalizedText():
            return value[language]
        case float():
            return write_number(value, language)
        case datetime():
            return write_instant(value, language)
        case date():
            return write_date(value, language)
        case Writable():
            return value.write(language)
        case tuple() | list():
            return write_list([write(item, language) for item in value], language)
        case _:
            return str(value)


def write_number(amount: float, language: Language) -> str:
    """Write a number exactly, its thousands apart: "12 345,67" in French, "12,345.67" in English."""
    written = f"{Decimal(str(amount)).normalize():,f}"
    return written.translate(_FRENCH_SIGNS) if language == "fr" else written


@lru_cache(maxsize=1024)
def write_date(day: date, language: Language) -> str:
    """Write a date in words: "vendredi 3 avril 2026", "Friday 3 April 2026"."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    weekday, month = WEEKDAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    return f"{weekday} {number} {month} {day.year}"


def write_instant(at: datetime, language: Language) -> str:
    """Write a date, a time and its zone: "vendredi 3 avril 2026 à 17 h (Europe/Paris)"."""
    return _at(at, at.date(), write_time(at.time(), language), language)


def write_end(at: datetime, language: Language) -> str:
    """Write an instant until which there is time: a day ends at its own 24:00, not at the next one's 0:00."""
    if at.time() != time():
        return write_instant(at, language)
    return _at(at, at.date() - timedelta(days=1), "24 h" if language == "fr" else "24:00", language)


def _at(at: datetime, day: date, clock: str, language: Language) -> str:
    joint = " à " if language == "fr" else " at "
    zone = getattr(at.tzinfo, "key", None) or timezone(at.utcoffset() or timedelta()).tzname(None)
    return f"{write_date(day, language)}{joint}{clock} ({zone})"


@dataclass(frozen=True, slots=True)
class Until(Writable):
    """Write until when there is time: a date, or an instant as ``write_end`` does."""

    last: date

    def write(self, language: Language) -> str:
        """Write it in ``language``."""
        return (
            write_end(self.last, language)
            if isinstance(self.last, datetime)
            else write_date(self.last, language)
        )


def write_time(at: time, language: Language) -> str:
    """Write a time of day: "17 h", "9 h 30", "9 h 05 min 10 s" in French, "17:00", "09:05:10" in English."""
    if language == "en":
        return f"{at.hour:02}:{at.minute:02}" + (f":{at.second:02}" if at.second else "")
    if at.second:
        return f"{at.hour} h {at.minute:02} min {at.second} s"
    return f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"


@dataclass(frozen=True, slots=True)
class AnyOf(Writable):
    """Write a list of which one will do: "a, b ou c", "a, b or c"."""

    items: tuple[LocalizedText, ...]

    def write(self, language: Language) -> str:
        """Write the list in ``language``."""
        return write_list(
            [item[language] for item in self.items], language, last={"fr": " ou ", "en": " or "}
        )


def write_list(
    items: list[str],
    language: Language,
    *,
    last: Mapping[Language, str] = MappingProxyType({"fr": " et ", "en": " and "}),
) -> str:
    """Join items as a sentence does: "a, b et c", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return last[language].join((", ".join(items[:-1]), items[-1]))


def texts(said: Mapping[str, tuple[str, str]]) -> dict[str, LocalizedText]:
    """Return texts written as pairs, French first, by their keys."""
    return {key: LocalizedText(fr=fr, en=en) for key, (fr, en) in said.items()}


def uncapitalised(text: LocalizedText) -> LocalizedText:
    """Write a name as it stands within a sentence: an abbreviation and a proper name keep their capital."""
    return LocalizedText(fr=_lower(text.fr, "fr", text.en), en=_lower(text.en, "en", text.fr))


def without_article(text: LocalizedText) -> LocalizedText:
    """Write a noun without the article before it."""
    return LocalizedText(fr=_ARTICLE["fr"].sub("", text.fr), en=_ARTICLE["en"].sub("", text.en))


def capitalised(text: LocalizedText) -> LocalizedText:
    """Write words as they begin a line: "Dégradé", "Worse"."""
    return LocalizedText(fr=text.fr[:1].upper() + text.fr[1:], en=text.en[:1].upper() + text.en[1:])


def _lower(text: str, language: Language, other: str) -> str:
    start = text[:2]
    found = _FIRST_WORD.match(text)
    word = "" if found is None else found[0]
    is_proper = not _CAPITALS[language].isdisjoint((word, word.removesuffix("s")))
    is_proper = is_proper or _has_a_capital_within(word, other)
    return text if is_proper or (start.isupper() and start.isalnum()) else text[:1].lower() + text[1:]


def _has_a_capital_within(word: str, text: str) -> bool:
    """Tell whether a word has its capital within a text of the other language, as names have."""
    inner = _FIRST_WORD.findall(text)[1:]
    return word in inner and any(len(each) > _SHORT and each.islower() for each in inner)


def separated(texts: Iterable[LocalizedText]) -> LocalizedText:
    """Write texts one after another, set off by semicolons."""
    said = tuple(texts)
    return LocalizedText(fr=" ; ".join(each.fr for each in said), en="; ".join(each.en for each in said))
