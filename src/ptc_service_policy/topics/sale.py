"""With what the sale of an offering coincides."""

from ptc_service_policy.model.engagement import Sale
from ptc_service_policy.text import AnyOf, LocalizedText, uncapitalised
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import Wording, both


def _words(value: Sale, _wording: Wording) -> LocalizedText:
    return both(AnyOf(tuple(map(uncapitalised, value.with_any_of.values()))))


SALE: Topic[Sale] = Topic(
    name="sale",
    group="terms",
    label=LocalizedText(fr="Vente et durée", en="Sale and term"),
    question=LocalizedText(
        fr="Avec quoi la vente de l'offre coïncide-t-elle ?",
        en="What does the sale of the offering coincide with?",
    ),
    address="engagement.sale",
    words=_words,
    reason=LocalizedText(
        fr="Vente de l'offre « {offering} » : {value}. {description}",
        en='Sale of "{offering}": {value}. {description}',
    ),
    read=lambda value, _: frozenset(value.with_any_of),
    gained=Effect.DIFFERENT,
)
