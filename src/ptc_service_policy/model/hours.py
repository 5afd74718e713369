"""Hours of a week, as a policy and a contract write them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from ptc_service_policy.model.base import (
    ClosingTime,
    Day,
    Id,
    OpeningTime,
    Phrase,
    SomeDistinct,
    SomeMapped,
)
from ptc_service_policy.model.noun import Noun, explained

K = TypeVar("K")

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
ALWAYS = "always"


class Interval(Noun):
    """Bound one stretch of hours, which may run past midnight."""

    opens: OpeningTime = explained(en="Opening time, `HH:MM`.", fr="Heure d'ouverture, `HH:MM`.")
    closes: ClosingTime = explained(
        en="Closing time, `HH:MM` or `24:00`, which is no longer within the hours; of the next day, where it "
        "is not after `opens`.",
        fr="Heure de fermeture, `HH:MM` ou `24:00`, qui n'est plus comprise dans les heures ; celle du "
        "lendemain si elle n'est pas postérieure à `opens`.",
    )


Intervals = tuple[Interval, ...]
WeeklyHours = SomeMapped[Weekday, Intervals]
WeeklyOrAlways = WeeklyHours | Literal["always"]

MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY


class DatedHours(
    Noun, strict=False, json_schema_extra={"if": {"required": ["each_year"]}, "then": {"required": ["last"]}}
):
    """Hold other hours for a stretch of dates, or from a date on."""

    # Not strict, for contracts are read from Python's lists as well.
    first: Day = explained(en="The first day.", fr="Le premier jour.")
    last: Day | None = explained(
        en="The last day, included, in the next year where it runs over New Year; left out: from the first "
        "day on, until others follow.",
        fr="Le dernier jour, inclus, l'année suivante si la période enjambe le Nouvel An ; omis : à compter "
        "du premier jour, tant que rien n'y succède.",
        default=None,
    )
    each_year: Literal[True] | None = explained(
        en="`true`: the same days and months in every year, before these as well; to end on the last day of "
        "February, write 29 February, of a leap year.",
        fr="`true` : les mêmes jours et mois tous les ans, y compris avant ceux-ci ; pour finir le dernier "
        "jour de février, écrivez le 29 février d'une année bissextile.",
        default=None,
    )
    weekly: WeeklyOrAlways = explained(
        en="The hours of each weekday between these days, or `always`; `{ mon: [] }`: none at all.",
        fr="Les heures de chaque jour de la semaine entre ces dates, ou `always` ; `{ mon: [] }` : aucune.",
    )

    def _agree(self) -> "DatedHours":
        if self.each_year and self.last is None:
            raise ValueError("what comes each year has a last day")
        return self


class Hours(Noun):
    """Hold hours without holidays: in which zone, on which weekdays, and for which dates others."""

    time_zone: Phrase | None = explained(
        en="`contract`: the contract's zone; or an IANA zone such as `Europe/Paris`.",
        fr="`contract` : le fuseau du contrat ; ou un fuseau IANA tel que `Europe/Paris`.",
        default=None,
    )
    weekly: WeeklyOrAlways | None = explained(
        en="The hours of each weekday; a day that is left out has none. `always`: day and night; "
        "`{ mon: [] }`: none at all.",
        fr="Les heures de chaque jour de la semaine ; un jour absent n'en a pas. `always` : jour et nuit ; "
        "`{ mon: [] }` : aucune.",
        default=None,
    )
    periods: tuple[DatedHours, ...] = explained(
        en="Periods with other hours.", fr="Les périodes qui ont d'autres heures.", default=()
    )
    any_of: SomeDistinct[Id] | None = explained(
        en="Hours that hand over to each other, by id: open where any of them is.",
        fr="Des heures qui se relaient, par identifiant : ouvert dès que l'une d'elles l'est.",
        default=None,
    )


class Stretch(NamedTuple):
    """Bound one interval of weekly hours in minutes since Monday 00:00; Sunday's may end beyond the week."""

    start: int
    end: int
    day: Weekday
    place: int


def stretches_of(weekly: Mapping[Weekday, Intervals]) -> Iterator[Stretch]:
    """List the intervals of weekly hours, each with its weekday and its place in that day."""
    for day, intervals in weekly.items():
        midnight = WEEKDAYS.index(day) * MINUTES_A_DAY
        for place, interval in enumerate(intervals):
            opens, closes = _minutes(interval.opens), _minutes(interval.closes)
            overnight = MINUTES_A_DAY if closes <= opens else 0
            yield Stretch(midnight + opens, midnight + closes + overnight, day, place)


def with_days_like(
    weekly: Mapping[Weekday, Intervals] | str, like: Mapping[Weekday, Weekday]
) -> Mapping[Weekday, Intervals] | str:
    """Return weekly hours in which weekdays take over others' hours.

    Where the other has none, a day keeps its own, or takes those of the last day before it that has any.
    """
    if isinstance(weekly, str):
        return weekly
    taken = dict(weekly)
    for day, other in like.items():
        order: tuple[Weekday, ...] = (other, day, "fri", "thu", "wed", "tue", "mon")
        taken[day] = next((weekly[each] for each in order if weekly.get(each)), ())
    return taken


def plain_hours(hours: Mapping[K, Intervals] | str) -> Any:
    """Return the hours of weekdays or dates in the plain shape of a business calendar."""
    if isinstance(hours, str):
        return hours
    return {str(day): [(each.opens, each.closes) for each in intervals] for day, intervals in hours.items()}


def empty_hours(hours: Mapping[K, Intervals] | str) -> Iterator[tuple[tuple[str, int], str]]:
    """Find what opens and closes at the same time of day: nobody can tell no time from a whole day."""
    for day, intervals in hours.items() if not isinstance(hours, str) else ():
        for place, each in enumerate(intervals):
            if each.opens == each.closes:
                yield (str(day), place), each.opens


def plain_periods(periods: Iterable[DatedHours]) -> list[dict[str, Any]]:
    """Return periods in the plain shape of a business calendar."""
    return [
        {
            "first": each.first,
            "last": each.last,
            "hours": plain_hours(each.weekly),
            "each_year": bool(each.each_year),
        }
        for each in periods
    ]


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
