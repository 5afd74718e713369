"""The deployment whose customers may have an offering."""

from dataclasses import replace

from ptc_service_policy.decisions import Decision
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.text import AnyOf, LocalizedText
from ptc_service_policy.topics.topic import Case, Topic
from ptc_service_policy.topics.wording import QUOTED, Wording, both


def deployments_of(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of one deployment, or of several."""
    return (value,) if isinstance(value, str) else value


def _words(value: str | tuple[str, ...], wording: Wording) -> LocalizedText:
    return both(AnyOf(_named(value, wording)))


def _quoted(value: str | tuple[str, ...], wording: Wording) -> LocalizedText:
    return both(AnyOf(tuple(QUOTED.format(name=each) for each in _named(value, wording))))


def _named(value: str | tuple[str, ...], wording: Wording) -> tuple[LocalizedText, ...]:
    return tuple(wording.terms.deployments[name].name for name in deployments_of(value))


def _answer(case: Case[str | tuple[str, ...]]) -> Decision[str | tuple[str, ...] | Absence | None]:
    """Answer; where there are several, a permission may be about the choice of one as well."""
    settled = case.subject.settle(DEPLOYMENT.rule(case.about))
    has_choice = isinstance(settled.value, tuple) and len(settled.value) > 1
    return (_ONE_OF_SEVERAL if has_choice else DEPLOYMENT).decide(case, settled)


DEPLOYMENT: Topic[str | tuple[str, ...]] = Topic(
    name="deployment",
    group="essentials",
    label=LocalizedText(fr="Mode de déploiement", en="Deployment"),
    question=LocalizedText(
        fr="À quel mode de déploiement l'offre s'adresse-t-elle ?",
        en="Which deployment is the offering for?",
    ),
    address="offerings.deployment",
    words=_words,
    within=_quoted,
    reason=LocalizedText(
        fr="L'offre « {offering} » s'adresse aux clients dont le mode de déploiement est {value}.",
        en='"{offering}" is for customers whose deployment is {value}.',
    ),
    permits="purchase",
    answer=_answer,
)
_ONE_OF_SEVERAL = replace(DEPLOYMENT, permits="")
