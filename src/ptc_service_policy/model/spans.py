"""Lengths of time as a policy writes them: one key names the unit."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from ptc_service_policy.model.noun import both_texts
from ptc_service_policy.model.place_names import Called
from ptc_service_policy.model.read_as import ReadAs

TargetUnit = Literal[
    "minutes", "hours", "calendar_days", "business_minutes", "business_hours", "business_days"
]
PeriodUnit = Literal["days", "weeks", "months", "years"]
NoticeUnit = Literal["hours", "calendar_days", "business_hours", "business_days", "weeks"]


SPAN_UNITS = {
    "minutes": ("Minutes, day and night.", "Minutes, de jour comme de nuit."),
    "hours": ("Hours, day and night.", "Heures, de jour comme de nuit."),
    "days": ("Days.", "Jours."),
    "calendar_days": ("Days of the calendar.", "Jours calendaires."),
    "weeks": ("Weeks.", "Semaines."),
    "months": ("Months.", "Mois."),
    "years": ("Years.", "Années."),
    "business_minutes": ("Minutes within the hours.", "Minutes comprises dans les heures."),
    "business_hours": ("Hours within the hours of work.", "Heures ouvrées."),
    "business_days": ("Business days.", "Jours ouvrables."),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Hold a length of time: an ``amount`` of a ``unit`` such as "business_days"."""

    amount: float
    unit: str


_IN_A_CENTURY = {
    "minutes": 52_596_000,
    "hours": 876_600,
    "days": 36_525,
    "weeks": 5_218,
    "months": 1_200,
    "years": 100,
}
"""The most of each unit, calendar or business: what is longer was mistyped."""
_IN_A_YEAR = {"days": 364, "weeks": 52, "months": 12, "years": 1}


def periods_in(length: Span, period: Span) -> Fraction:
    """Return how many periods a length of time holds; a year has 52 weeks here, and no day more."""
    return Fraction(
        int(length.amount) * _IN_A_YEAR[period.unit], int(period.amount) * _IN_A_YEAR[length.unit]
    )


def most_of(unit: str) -> int:
    """Return how many of a unit a length of time may have: a century of them."""
    return _IN_A_CENTURY[unit.removeprefix("calendar_").removeprefix("business_")]


def one_key(
    name: str, units: tuple[str, ...], *, least: int = 1, whole: tuple[str, ...] | bool = True
) -> tuple[ReadAs, Called]:
    """Read a mapping of exactly one unit to its amount as a Span, and say so in the schema."""
    in_whole = units if whole is True else whole or ()

    def read(core: Any, *_: Any) -> Any:
        def amount(unit: str) -> Any:
            most = most_of(unit)
            if unit in in_whole:
                return core.int_schema(strict=True, ge=least, le=most)
            either = (core.int_schema, core.float_schema)
            return core.union_schema([each(strict=True, gt=0, le=most) for each in either])

        fields = {unit: core.typed_dict_field(amount(unit), required=False) for unit in units}
        keys = core.typed_dict_schema(fields, extra_behavior="forbid", strict=True)
        as_written = core.plain_serializer_function_ser_schema(lambda span: {span.unit: span.amount})
        return core.no_info_after_validator_function(build, keys, serialization=as_written)

    def build(given: dict[str, float]) -> Span:
        if len(given) != 1:
            raise ValueError("exactly one unit")
        ((unit, value),) = given.items()
        return Span(value, unit)

    def properties(unit: str) -> dict[str, Any]:
        whole_number, number = (
            {"type": "integer", "minimum": least},
            {"type": "number", "exclusiveMinimum": 0},
        )
        bounds = whole_number if unit in in_whole else number
        return {**both_texts(*SPAN_UNITS[unit]), **bounds, "maximum": most_of(unit)}

    shape = {
        "type": "object",
        "properties": {unit: properties(unit) for unit in units},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return ReadAs(read, instead=shape), Called(name)


_WHOLE = ("calendar_days", "business_days", "minutes", "business_minutes")

Within = Annotated[Span, *one_key("Within", get_args(TargetUnit), least=0, whole=_WHOLE)]
"""How soon: `business_days: 0` is the same day; business units run on business hours only."""
Period = Annotated[Span, *one_key("Period", get_args(PeriodUnit))]
"""How often, or over how long."""
OF_THE_CALENDAR = frozenset(
    (
        *(Span(1, unit) for unit in get_args(PeriodUnit)),
        *(Span(number, "months") for number in (2, 3, 4, 6, 12)),
    )
)
"""The periods that a calendar has: any other begins on a day that somebody must say."""
Notice = Annotated[
    Span, *one_key("Notice", get_args(NoticeUnit), whole=("calendar_days", "business_days", "weeks"))
]
"""How long before."""
