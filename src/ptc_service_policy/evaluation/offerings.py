"""Who may have an offering, and at what charge."""

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.subject import NOT_STATED, Subject
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText

_DEPLOYMENT = LocalizedText(
    fr="L'offre « {offering} » s'adresse aux clients dont le mode de déploiement est « {deployment} ».",
    en='"{offering}" is for customers whose deployment is "{deployment}".',
)
_CHARGE = {
    "included": LocalizedText(
        fr="L'offre « {offering} » est comprise dans l'abonnement, sans supplément.",
        en='"{offering}" comes with the subscription at no extra charge.',
    ),
    "additional": LocalizedText(
        fr="L'offre « {offering} » fait l'objet d'un paiement supplémentaire.",
        en='"{offering}" is charged for separately.',
    ),
}


def deployment(subject: Subject) -> Decision[str | None]:
    """Return the deployment whose customers may have the offering."""
    rule = subject.files.offerings.deployment
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    value = rule.values[like]
    name = subject.files.offerings.deployments[value].name
    return subject.decide(value, grounds, _DEPLOYMENT, deployment=name)


def charge(subject: Subject) -> Decision[str | None]:
    """Return "included" or "additional"."""
    rule = subject.files.offerings.charge
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    value = rule.values[like]
    return subject.decide(value, grounds, _CHARGE[value])


def offerings_for(files: PolicyFiles, deployment_id: str) -> tuple[str, ...]:
    """Return the offerings that customers of a deployment may have, in source order."""
    values = files.offerings.deployment.values
    return tuple(name for name in files.offerings.offerings if values.get(name) == deployment_id)
