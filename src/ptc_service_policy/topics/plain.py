"""Values in plain form: what a scenario expects and JSON tells, without a type of Python."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from pydantic import BaseModel

from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.spans import Span
from ptc_service_policy.text import LocalizedText


def plain(value: Any) -> Any:
    """Write a value in plain form, ready for JSON.

    A noun is written by the keys of its file, without what it does not say; a length of time as
    ``{"business_days": 1}``, a text in both languages, dates and instants as ISO 8601 has them.
    """
    match value:
        case Enum():
            return value.value
        case LocalizedText():
            return {"fr": value.fr, "en": value.en}
        case Span():
            return {value.unit: value.amount}
        case date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case BaseModel():
            keys = {name: key for name, (key, _) in places_of(type(value)).items() if _is_said(value, name)}
            return {key: plain(getattr(value, name)) for name, key in keys.items()}
        case Mapping():
            return {str(plain(key)): plain(each) for key, each in value.items()}
        case AbstractSet():
            return sorted(map(plain, value))
        case list() | tuple():
            return [plain(each) for each in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _is_said(noun: BaseModel, name: str) -> bool:
    value = getattr(noun, name)
    return value is not None and (name in noun.model_fields_set or value not in ((), {}))
