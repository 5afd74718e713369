"""The language of communication."""

from ptc_service_policy.language_names import language_name
from ptc_service_policy.text import LocalizedText, write_list
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import Wording, languages


def _in_languages(value: str | tuple[str, ...], _: Wording) -> LocalizedText:
    """Write in which languages; French says of each that it is so."""
    codes = (value,) if isinstance(value, str) else value
    each = [f"en {language_name(code).fr}" for code in codes]
    return LocalizedText(fr=write_list(each, "fr"), en=f"in {languages(value).en}")


LANGUAGE: Topic[str | tuple[str, ...]] = Topic(
    name="language",
    group="terms",
    label=LocalizedText(fr="Langue de communication", en="Language of communication"),
    question=LocalizedText(
        fr="Dans quelle langue PTC communique-t-il ?", en="In which language does PTC communicate?"
    ),
    address="availability.language",
    words=lambda value, _: languages(value),
    within=_in_languages,
    reason=LocalizedText(fr="La communication se fait {value}.", en="Communication is {value}."),
    gained=Effect.DIFFERENT,
)
