"""The language of communication."""

from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import languages

LANGUAGE: Topic[str | tuple[str, ...]] = Topic(
    name="language",
    group="terms",
    label=LocalizedText(fr="Langue de communication", en="Language of communication"),
    question=LocalizedText(
        fr="Dans quelle langue PTC communique-t-il ?", en="In which language does PTC communicate?"
    ),
    address="availability.language",
    words=lambda value, _: languages(value),
    reason=LocalizedText(fr="La communication se fait en {value}.", en="Communication is in {value}."),
    gained=Effect.DIFFERENT,
)
