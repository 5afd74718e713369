"""What a party may do: ask for an additional offering, share a manager."""

from ptc_service_policy.decisions import Firmness
from ptc_service_policy.model.engagement import Right
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect, neutral, whose
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import OF_PARTIES, PARTIES, Wording, both, joined, span

_RIGHT = LocalizedText(fr="droit {party}", en="right of {party}")
_WHOSE_IS_OPEN = LocalizedText(fr="droit", en="right")
_BEYOND = LocalizedText(fr="au-delà de la limite « {limit} »", en='beyond the limit "{limit}"')
_AVERAGE = LocalizedText(fr="en moyenne sur {span}", en="on average over {span}")
MEASURED = {
    "asked": LocalizedText(fr="selon ce que le client demande", en="by what the customer requests"),
    "spent": LocalizedText(fr="selon ce qui est effectivement utilisé", en="by what is actually used"),
}
_REASON = LocalizedText(fr="{description} C'est un {value}.", en="{description} This is a {value}.")


def _words(value: Right, wording: Wording) -> LocalizedText:
    whose = value.right_of
    said = [_WHOSE_IS_OPEN if whose is None else _RIGHT.format(party=OF_PARTIES[whose])]
    if value.limit is not None:
        said.append(_BEYOND.format(limit=wording.limit(value.limit)))
    if value.average_over is not None:
        said.append(_AVERAGE.format(span=span(value.average_over)))
    if value.measured is not None:
        said.append(MEASURED[value.measured])
    return joined(said)


def _said(value: Right) -> Firmness:
    """Say that a right may be used, as its holder decides: its words say no less."""
    return Firmness("may", value.right_of)


_PARTS = (
    Part(
        LocalizedText(fr="titulaire", en="whose right"),
        lambda value, _: value.right_of,
        whose,
        lambda value, _: PARTIES[value.right_of],
        "right_of",
    ),
    Part(
        LocalizedText(fr="limite dépassée", en="limit exceeded"),
        lambda value, _: value.limit,
        neutral,
        lambda value, wording: wording.limit(value.limit),
        "limit",
    ),
    Part(
        LocalizedText(fr="durée", en="period"),
        lambda value, _: value.average_over,
        neutral,
        lambda value, _: span(value.average_over),
        "average_over",
    ),
    Part(
        LocalizedText(fr="mesure", en="what counts"),
        lambda value, _: value.measured,
        neutral,
        lambda value, _: both(MEASURED[value.measured]),
        "measured",
    ),
)

ADDITIONAL_OFFERING: Topic[Right] = Topic(
    name="additional-offering",
    group="limits",
    label=LocalizedText(fr="Achat d'une offre supplémentaire", en="Purchase of an additional offering"),
    question=LocalizedText(
        fr="Quand l'achat d'une offre supplémentaire peut-il être demandé ?",
        en="When may the purchase of an additional offering be requested?",
    ),
    address="engagement.additional-offering",
    words=_words,
    reason=_REASON,
    said=_said,
    gained=Effect.WORSE,
    parts=_PARTS,
)
SHARED_MANAGER: Topic[Right] = Topic(
    name="shared-manager",
    group="limits",
    label=LocalizedText(
        fr="Gestionnaire commun à plusieurs offres", en="Manager shared by several offerings"
    ),
    question=LocalizedText(
        fr="Un même gestionnaire peut-il suivre plusieurs offres ?",
        en="May one manager serve several offerings?",
    ),
    address="engagement.shared-manager",
    words=_words,
    reason=_REASON,
    said=_said,
    gained=Effect.WORSE,
    parts=_PARTS,
)
