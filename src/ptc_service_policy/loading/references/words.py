"""The ids that values name: words of the vocabulary, exceptions, calendars."""

from collections.abc import Iterator
from typing import NamedTuple

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy, Role, Use
from ptc_service_policy.model.hours import ALWAYS, WEEKDAYS
from ptc_service_policy.model.vocabulary import AnyEvent, Event, Rhythm
from ptc_service_policy.text import WEEKDAYS as DAY_NAMES
from ptc_service_policy.text import LocalizedText


class _Day(NamedTuple):
    """Say what a day of the week is called, in both languages."""

    called: tuple[str, ...]


WORDS_NAMED: dict[Role, str] = {
    ("DeploymentRule", "values"): "deployments",
    ("ChargeRule", "values"): "charges",
    ("ChargeTerms", "charge"): "charges",
    ("Entitled", "charge"): "charges",
    ("HoursOf", "hours"): "hours",
    ("TargetRule", "from"): "events",
    ("TargetRule", "to"): "events",
    ("WorkingHours", "hours"): "hours",
    ("OnRequestDays", "hours"): "hours",
    ("Meetings", "methods"): "methods",
    ("Delivery", "methods"): "methods",
    ("Delivery", "frequency"): "frequencies",
    ("AfterEvent", "after"): "events",
    ("Limit", "unit"): "units",
}
"""The key of vocabulary.yaml whose ids a value names, by the noun and the key that it is the value of."""

EXCEPTIONS_NAMED: dict[Role, frozenset[str]] = {
    ("Counting", "closures"): frozenset(),
    ("HoursOf", "closed_on"): frozenset(("none",)),
    ("WorkingHours", "closed_on"): frozenset(("none",)),
    ("OnRequestDays", "days"): frozenset(WEEKDAYS),
}
"""Where exceptions are named, and which words may stand there beside them."""

_ALONE = frozenset(("none",))
"""The words that stand in place of a list, and in none."""
_ON_REQUEST_HOURS = ("OnRequestDays", "hours")
_DAYS_CALLED = {day: _Day(tuple(names)) for day, *names in zip(WEEKDAYS, *DAY_NAMES.values(), strict=True)}
_DAYS = ("OnRequestDays", "days")
_HOLIDAYS = ("Holidays", "holidays")
_HELD_WITH = ("Delivery", "held_with")
_HOURS_OF = ("HoursOf", "working_hours_of")
_CONTRACT = "contract"
_DAY_AND_NIGHT = LocalizedText(
    fr="Définissez-y des heures dont `weekly` est `always`, et nommez-les ici.",
    en="Define hours there whose `weekly` is `always`, and name them here.",
)
_IN_NO_LIST = LocalizedText(
    fr="Écrivez seulement `closed_on: {word}`, ou supprimez-le.",
    en="Write `closed_on: {word}` alone, or remove it.",
)
_WITH_ITSELF = LocalizedText(
    fr="une prestation va toujours de pair avec elle-même", en="a delivery is always held with itself"
)


def check_words(policy: Policy) -> Iterator[Problem]:
    """Find ids that nothing defines."""
    for use in policy.uses:
        for name, at in _named(use):
            yield from _judge(policy, use, name, at)
    for file, path, rhythm in policy.find(Rhythm):
        if rhythm.after is not None:
            at = (*path, "after")
            yield from policy.unknown("PSP323", rhythm.after, policy.words("events"), file, at, key="events")
    for file, path, event in policy.find(Event):
        named = event.means.any_of if isinstance(event.means, AnyEvent) else ()
        for index, each in enumerate(named):
            at = (*path, "means", "any_of", index)
            yield from policy.unknown("PSP323", each, policy.words("events"), file, at, key="events")


def _named(use: Use) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """List the ids of a plain value: one, or a list of them."""
    if type(use.value) is str:
        yield use.value, use.path
    elif isinstance(use.value, tuple):
        for index, name in enumerate(use.value):
            if isinstance(name, str):
                yield name, (*use.path, index)


def _judge(policy: Policy, use: Use, name: str, at: tuple[str | int, ...]) -> Iterator[Problem]:
    role = use.role
    if (key := WORDS_NAMED.get(role)) is not None:
        if key == "hours" and name == ALWAYS:
            if role != _ON_REQUEST_HOURS:
                yield policy.problem("PSP323", use.file, at, id=name, key=key, suggestion=_DAY_AND_NIGHT)
        else:
            yield from policy.unknown("PSP323", name, policy.words(key), use.file, at, key=key)
    elif role == _HOURS_OF:
        yield from policy.unknown("PSP301", name, policy.offerings, use.file, at)
    elif role == _HELD_WITH:
        yield from _held_with(policy, use, name, at)
    elif role == _HOLIDAYS:
        if policy.calendars is not None and name != _CONTRACT:
            yield from policy.unknown("PSP347", name, [_CONTRACT, *policy.calendars], use.file, at)
    elif role in EXCEPTIONS_NAMED and "availability" in policy.nouns:
        yield from _exception(policy, use, name, at)


def _held_with(policy: Policy, use: Use, name: str, at: tuple[str | int, ...]) -> Iterator[Problem]:
    """Find what a delivery cannot be held with: nothing that is delivered, or itself."""
    if {"cadences", "entitlements"} <= policy.nouns.keys():
        known = {**policy.nouns["cadences"].deliveries, **policy.nouns["entitlements"].services}
        yield from policy.unknown("PSP397", name, known, use.file, at)
    _, path = use.named_at
    if path[:2] == ("deliveries", name):
        yield policy.problem("PSP380", use.file, at, key="held_with", cause=_WITH_ITSELF)


def _exception(policy: Policy, use: Use, name: str, at: tuple[str | int, ...]) -> Iterator[Problem]:
    """Find what is no exception where exceptions are named, and words that do not stand there."""
    exceptions, words = policy.nouns["availability"].exceptions, EXCEPTIONS_NAMED[use.role]
    beside = words - (frozenset() if at == use.path else _ALONE)
    if name in beside:
        return
    if name in words and name not in exceptions:
        yield policy.problem("PSP345", use.file, at, id=name, suggestion=_IN_NO_LIST.format(word=name))
        return
    days = {each: _DAYS_CALLED.get(each) for each in sorted(beside, key=_in_order_of_days)}
    yield from policy.unknown("PSP345", name, {**days, **exceptions}, use.file, at)
    if use.role == _DAYS and name in exceptions and exceptions[name].means == "closure":
        yield policy.problem("PSP346", use.file, at, id=name)


def _in_order_of_days(word: str) -> int:
    return WEEKDAYS.index(word) if word in WEEKDAYS else -1
