"""Which meetings the manager joins."""

from ptc_service_policy.model.availability import Meetings
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import more_of, neutral
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import Wording, joined


def _words(value: Meetings, wording: Wording) -> LocalizedText:
    methods = wording.methods(value.methods)
    return methods if value.kinds is None else joined((value.kinds, methods))


MEETINGS: Topic[Meetings] = Topic(
    name="meetings",
    group="availability",
    label=LocalizedText(fr="Réunions", en="Meetings"),
    question=LocalizedText(
        fr="À quelles réunions le gestionnaire participe-t-il ?",
        en="Which meetings does the manager join?",
    ),
    address="availability.meetings",
    words=_words,
    reason=LocalizedText(
        fr="Réunions auxquelles {manager} participe : {value}.",
        en="Meetings that {manager} joins: {value}.",
    ),
    parts=(
        Part(
            LocalizedText(fr="moyens", en="methods"),
            lambda value, wording: frozenset(
                (each, wording.terms.methods[each].means) for each in value.methods
            ),
            more_of,
            lambda value, wording: wording.methods(value.methods),
            "methods",
        ),
        Part(
            LocalizedText(fr="nature", en="kinds"),
            lambda value, _: value.kinds,
            neutral,
            lambda value, _: value.kinds,
            "kinds",
        ),
    ),
)
