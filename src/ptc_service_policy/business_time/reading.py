"""Reading what callers give, in its own type or in a plain shape, and refusing what is neither."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from ptc_service_policy.errors import BusinessTimeError, PathItem, near_names, shown, write_path
from ptc_service_policy.text import LocalizedText

Path = tuple[PathItem, ...]
DateLike = date | str
TextLike = LocalizedText | Mapping[str, str] | None

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FEW = 7


def read_date(value: object, path: Path) -> date:
    """Return a date given as such or as "YYYY-MM-DD"; raise BusinessTimeError (PSP606) for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BusinessTimeError.of("PSP606", value=shown(value), place=write_path(path), path=path)


def read_text(value: object, path: Path) -> LocalizedText | None:
    """Return a text given as such, as {"fr": ..., "en": ...} or None; raise BusinessTimeError (PSP607)."""
    match value:
        case None | LocalizedText():
            return value
        case {"fr": str(fr), "en": str(en), **rest} if not rest:
            return LocalizedText(fr=fr, en=en)
    raise wrong_shape(value, path, "{fr: ..., en: ...}")


def read_choice(value: str, choices: tuple[str, ...], path: Path) -> None:
    """Raise BusinessTimeError (PSP613), naming the near ones, unless ``value`` is one of ``choices``."""
    if value not in choices:
        raise BusinessTimeError.of(
            "PSP613", value=shown(value), place=write_path(path), choices=near(value, choices), path=path
        )


def require_date(day: date) -> None:
    """Raise BusinessTimeError (PSP614) unless ``day`` is a date without a time."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BusinessTimeError.of("PSP614", value=shown(day))


def wrong_shape(value: object, path: Path, expected: str) -> BusinessTimeError:
    """Return the error (PSP607) of a value that has not the ``expected`` shape."""
    return BusinessTimeError.of(
        "PSP607", value=shown(value), place=write_path(path), expected=expected, path=path
    )


def require_texts(given: Iterable[object], path: Path, expected: str) -> None:
    """Raise BusinessTimeError (PSP607) unless each is a text that can be written, as names have to be."""
    for each in given:
        if not isinstance(each, str) or each.encode(errors="ignore").decode() != each:
            raise wrong_shape(each, path, expected)


def require_mapping(given: object, path: Path, expected: str) -> None:
    """Raise BusinessTimeError (PSP607) unless it is a mapping whose keys are texts."""
    if not isinstance(given, Mapping):
        raise wrong_shape(given, path, expected)
    require_texts(given, path, expected)


def near(value: object, choices: Iterable[str]) -> list[str]:
    """Return the choices that resemble ``value``, the best first, or all of them where they are few."""
    known = list(choices)
    return known if len(known) <= _FEW else near_names(value, known, cutoff=0.5)
