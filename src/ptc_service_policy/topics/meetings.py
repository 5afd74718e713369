"""Which meetings the manager may join."""

from ptc_service_policy.model.availability import Meetings
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import more_of, neutral
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import Wording

_KINDS = LocalizedText(fr="{kinds}, {methods}", en="{methods}, {kinds}")


def _words(value: Meetings, wording: Wording) -> LocalizedText:
    methods = wording.methods(value.methods)
    return methods if value.kinds is None else _KINDS.format(methods=methods, kinds=value.kinds)


MEETINGS: Topic[Meetings] = Topic(
    name="meetings",
    group="availability",
    label=LocalizedText(fr="Réunions", en="Meetings"),
    question=LocalizedText(
        fr="À quelles réunions le gestionnaire peut-il participer ?",
        en="Which meetings may the manager join?",
    ),
    address="availability.meetings",
    words=_words,
    reason=LocalizedText(
        fr="Réunions auxquelles le gestionnaire peut participer : {value}.",
        en="Meetings that the manager may join: {value}.",
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
