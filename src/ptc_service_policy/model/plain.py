"""Values in the plain form in which a policy writes them: maps, lists, texts and numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel

from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.spans import Span
from ptc_service_policy.text import LocalizedText


def plain(value: Any, instant: Callable[[datetime], str] = datetime.isoformat) -> Any:
    """Return a value as a policy writes it, by the keys of its files; what a noun leaves out is left out.

    Args:
        value: what a question answers, or any part of it.
        instant: how instants are written.
    """
    match value:
        case Span():
            return {value.unit: value.amount}
        case LocalizedText():
            return {"fr": value.fr, "en": value.en}
        case Enum():
            return value.value
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case BaseModel():
            keys = {name: key for name, (key, _) in places_of(type(value)).items() if _is_said(value, name)}
            return {key: plain(getattr(value, name), instant) for name, key in keys.items()}
        case Mapping():
            return {str(key): plain(each, instant) for key, each in value.items()}
        case str():
            return value
        case Iterable():
            return [plain(each, instant) for each in value]
        case _ if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name), instant) for each in fields(value)}
        case _:
            return value


def _is_said(noun: BaseModel, name: str) -> bool:
    value = getattr(noun, name)
    return value is not None and (name in noun.model_fields_set or value not in ((), {}))
