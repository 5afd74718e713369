"""Whether somebody stands in for an absent manager."""

from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import more
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import yes_or_no

STAND_IN: Topic[bool] = Topic(
    name="stand-in",
    group="availability",
    label=LocalizedText(fr="Remplaçant du gestionnaire", en="Stand-in for the manager"),
    question=LocalizedText(
        fr="Un gestionnaire absent est-il remplacé ?", en="Does somebody stand in for an absent manager?"
    ),
    address="availability.stand-in",
    words=lambda value, _: yes_or_no(value),
    reason=LocalizedText(fr="{description}", en="{description}"),
    permits="recourse",
    judge=more,
)
