"""Values in plain form, as a policy writes them: maps, lists, texts and numbers, ready for JSON."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.spans import Span
from ptc_service_policy.text import LocalizedText


def plain(value: Any, instant: Callable[[datetime], str] = datetime.isoformat) -> Any:
    """Return a value in plain form.

    A noun is written by the keys of its file, without what it does not say; a length of time as
    ``{"business_days": 1}``, a text in both languages, dates as ISO 8601 has them.

    Args:
        value: what a question answers, or any part of it.
        instant: how instants are written; as ISO 8601 has them if left out.
    """
    match value:
        case Enum():
            return value.value
        case LocalizedText():
            return {"fr": value.fr, "en": value.en}
        case Span():
            return {value.unit: value.amount}
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Noun():
            keys = {name: key for name, (key, _) in places_of(type(value)).items() if _is_said(value, name)}
            return {key: plain(getattr(value, name), instant) for name, key in keys.items()}
        case Mapping():
            return {str(plain(key)): plain(each, instant) for key, each in value.items()}
        case AbstractSet():
            return sorted(plain(each, instant) for each in value)
        case list() | tuple():
            return [plain(each, instant) for each in value]
        case _ if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name), instant) for each in fields(value)}
        case _:
            return value


def _is_said(noun: Noun, name: str) -> bool:
    value = getattr(noun, name)
    return value is not None and (name in noun.model_fields_set or value not in ((), {}))


def parts_of(value: Any) -> dict[str, Any] | None:
    """Return all parts of a value by the keys of its plain form, said or not; None where it has no keys."""
    match value:
        case LocalizedText() | Span() | Enum():
            return None
        case Noun():
            return {key: getattr(value, name) for name, (key, _) in places_of(type(value)).items()}
        case _ if is_dataclass(value):
            return {each.name: getattr(value, each.name) for each in fields(value)}
        case _:
            return None
