"""What an owner may have meant by a value that does not fit: other ways to write it, nearest first."""

import json
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from ptc_service_policy.errors.suggestions import near_names, suggest
from ptc_service_policy.model.hours import WEEKDAYS as IDS
from ptc_service_policy.text import WEEKDAYS, LocalizedText

WRITE = LocalizedText(fr="Indiquez {expected}.", en="Write {expected}.")
_WORDS = {
    **dict.fromkeys(("yes", "oui", "on", "true", "vrai"), True),
    **dict.fromkeys(("no", "non", "off", "false", "faux"), False),
}
_TICKS = frozenset(("x", "✓", "✔", "✅"))
"""How a table says yes."""
_NOTHING = frozenset(("none", "nothing", "no", "aucun", "aucune", "rien", "non"))
_NUMBER = re.compile(r"\+?0*([0-9]+(?:\.[0-9]+)?)\s*%?")
_TIME = re.compile(r"([0-9]{1,2})\s*[h:]\s*([0-9]{2})?(?::00)?", re.IGNORECASE)
LIKE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{2}0")
"""A number that some read as thousands, and that nobody writes so as a decimal one: 2.400."""
_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_PHRASE = re.compile(r"[^\W\d][\w' -]*")
_NO_PART_OF_AN_ID = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*|[A-Z]{2,3}(-[A-Z0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUOTES = "“”„‘’«»\"' \u00a0\u202f"
"""Signs around a text that a word processor puts, and that belong to it here."""
_LONGEST = 60
_SHORTEST_DAY = 3
_LONGEST_MEANT = 200
"""No longer text is a value that was written another way."""


def rewritings(value: Any) -> Iterator[tuple[Any, str]]:
    """List what a value may have meant, each with how it is written in a file."""
    if isinstance(value, str) and len(value) > _LONGEST_MEANT:
        return
    for meant in _meanings(value):
        written = write_inline(meant)
        if (type(meant), meant) != (type(value), value) and len(written) <= _LONGEST:
            yield meant, written


def suggest_mark(value: Any) -> LocalizedText:
    """Say how a mark, true or false, is written that was meant by something else."""
    written = next((written for meant, written in rewritings(value) if isinstance(meant, bool)), None)
    return suggest(value, ("true", "false")) if written is None else WRITE.format(expected=written)


def as_id(text: str) -> str:
    """Write a name as an id: `Service review` is `service-review`; what is no name is none."""
    if not _PHRASE.fullmatch(text):
        return ""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NO_PART_OF_AN_ID.sub("-", plain).strip("-")


def _meanings(value: Any) -> Iterator[Any]:
    match value:
        case str():
            yield from _of_text(value)
        case bool():
            return  # a mark is a mark, and never a text
        case int() | float():
            if value in {0, 1}:
                yield bool(value)
            yield str(value)
            yield f"{value}.0" if "." in str(value) else f"{value}.0.0"
        case [only]:
            yield only
    if not isinstance(value, list):
        yield [value]


def _of_text(text: str) -> Iterator[Any]:
    from ptc_service_policy.business_time.place_names import codes_of

    bare = text.strip(_QUOTES)
    if bare != text:
        yield bare
        yield from _of_text(bare)
    for word in (text.lower(), *near_names(text.lower(), ("true", "false"), cutoff=0.75)):
        if word in _WORDS:
            yield _WORDS[word]
    if text.lower() in _TICKS:
        yield True
    if text.lower() in _NOTHING:
        yield []
    if (number := _NUMBER.fullmatch(text)) and not LIKE_THOUSANDS.fullmatch(text):
        yield float(number[1]) if "." in number[1] else int(number[1])
    if time := _TIME.fullmatch(text):
        yield f"{time[1]:0>2}:{time[2] or '00'}"
    if day := _DATE.fullmatch(text):
        yield f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}"
    yield from _days_called(text.lower().rstrip("."))
    yield from codes_of(text)
    yield text.lower()
    if written := as_id(text):
        yield written
    yield text.upper()
    yield f"limits.{text}"


def _days_called(word: str) -> Iterator[str]:
    """List the days of the week that are called so in either language, or so in short."""
    for names in WEEKDAYS.values() if len(word) >= _SHORTEST_DAY else ():
        yield from (day for day, name in zip(IDS, names, strict=True) if name.lower().startswith(word))


def write_inline(value: Any) -> str:
    """Write a value on one line, as an owner types it in a file."""
    match value:
        case str():
            is_plain = _PLAIN.fullmatch(value) and value not in _WORDS
            return value if is_plain else json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(write_inline, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key}: {write_inline(each)}' for key, each in value.items())} }}"
        case _:
            return json.dumps(value)
