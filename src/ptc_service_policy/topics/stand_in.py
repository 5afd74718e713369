"""Whether somebody stands in for an absent manager."""

from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import more
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import yes_or_no

STAND_IN: Topic[bool] = Topic(
    name="stand-in",
    group="availability",
    label=LocalizedText(fr="Remplaçant", en="Stand-in"),
    question=LocalizedText(
        fr="Un remplaçant est-il prévu en cas d'absence ?", en="Is there a stand-in for absences?"
    ),
    address="availability.stand-in",
    words=lambda value, _: yes_or_no(value),
    reason=LocalizedText(fr="{description}", en="{description}"),
    permits="recourse",
    judge=more,
)
