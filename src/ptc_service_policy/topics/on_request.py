"""The days on which the manager is reached on request only."""

from ptc_service_policy.model.availability import OnRequestDays
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.entitlement import notice_alone, notice_words
from ptc_service_policy.topics.judging import Effect, more_of, neutral
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import Wording, both

_WORDS = LocalizedText(fr="{days} ; {hours}", en="{days}; {hours}")
_ANY_HOUR = LocalizedText(fr="à toute heure", en="at any hour")
_AT_HOURS = LocalizedText(fr="heures : {hours}", en="hours: {hours}")
_AND_NOTICE = LocalizedText(fr="{said} ; {notice}", en="{said}; {notice}")
_OPEN_HOURS = LocalizedText(fr="non précisées", en="not stated")


def _words(value: OnRequestDays, wording: Wording) -> LocalizedText:
    hours = _hours(value, wording)
    if value.hours != "always":
        hours = _AT_HOURS.format(hours=hours)
    said = _WORDS.format(days=wording.days(value.days), hours=hours)
    notice = notice_alone(value.notice)
    return said if notice is None else _AND_NOTICE.format(said=said, notice=notice)


def _hours(value: OnRequestDays, wording: Wording) -> LocalizedText:
    """Write the hours of the days on request, which need not be all days."""
    if value.hours is None:
        return _OPEN_HOURS
    return _ANY_HOUR if value.hours == "always" else wording.hours(value.hours)


ON_REQUEST: Topic[OnRequestDays] = Topic(
    name="on-request",
    group="availability",
    label=LocalizedText(fr="Jours sur demande", en="Days on request"),
    question=LocalizedText(
        fr="Quels jours le gestionnaire n'est-il joignable que sur demande ?",
        en="On which days can the manager be reached only on request?",
    ),
    address="availability.on-request",
    words=_words,
    reason=LocalizedText(
        fr="Certains jours, {manager} n'est joignable que sur demande : {value}.",
        en="On some days {manager} can be reached only on request: {value}.",
    ),
    parts=(
        Part(
            LocalizedText(fr="jours", en="days"),
            lambda value, _: frozenset(value.days),
            more_of,
            lambda value, wording: both(wording.days(value.days)),
            "days",
        ),
        Part(
            LocalizedText(fr="heures", en="hours"),
            lambda value, wording: wording.terms.hours.get(value.hours, value.hours),
            neutral,
            _hours,
            "hours",
        ),
        Part(
            LocalizedText(fr="préavis", en="notice"),
            lambda value, _: value.notice,
            lambda _old, _new: Effect.DIFFERENT,
            lambda value, _: notice_words(value),
            "notice",
        ),
    ),
)
