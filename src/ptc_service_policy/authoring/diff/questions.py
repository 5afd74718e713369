"""The questions that a customer asks of a version, where they are answered, and how answers are judged."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.authoring.diff import judging, words
from ptc_service_policy.authoring.diff.changes import Effect
from ptc_service_policy.authoring.diff.judging import Judge
from ptc_service_policy.authoring.diff.words import Words
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.text import LocalizedText


@dataclass(frozen=True, slots=True)
class Aspect:
    """Describe one thing that a shared rule says, and the keys that it stands under."""

    label: LocalizedText
    keys: tuple[str, ...]
    judge: Judge
    words: Words
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Question:
    """Describe a question: the rule that answers it, or a mapping of such rules by id.

    ``gained`` is the effect of an answer where there was none. A rule by offering is judged by ``judge`` and
    written by ``words``; a shared rule says nothing else than its ``aspects``.
    """

    topic: str
    label: LocalizedText
    file: str
    key: str
    many: bool = False
    gained: Effect = Effect.BETTER
    judge: Judge = judging.neutral
    words: Words = words.token
    aspects: tuple[Aspect, ...] = ()


def _aspect(fr: str, en: str, key: str, judge: Judge, write: Words) -> Aspect:
    return Aspect(LocalizedText(fr=fr, en=en), (key,), judge, write, lambda rule: getattr(rule, key))


_CONTACT = Aspect(
    LocalizedText(fr="moyens et fréquence", en="methods and frequency"),
    ("methods", "frequency"),
    judging.judge_delivery,
    words.delivery,
    lambda rule: Delivery(methods=rule.methods, frequency=rule.frequency),
)
_BOUNDS = Aspect(
    LocalizedText(fr="cas couverts", en="cases covered"),
    ("scope",),
    judging.judge_entitlement,
    words.bounds,
    lambda rule: rule.scope is None,
)
_TERMS = _aspect("modification", "change", "change", judging.judge_terms, words.terms)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "deployment",
        LocalizedText(fr="Déploiement", en="Deployment"),
        "offerings",
        "deployment",
        words=words.deployment,
    ),
    Question(
        "charge",
        LocalizedText(fr="Coût", en="Charge"),
        "offerings",
        "charge",
        judge=judging.judge_charge,
    ),
    Question(
        "entitlement",
        LocalizedText(fr="Service « {name} »", en='Service "{name}"'),
        "entitlements",
        "services",
        many=True,
        judge=judging.judge_entitlement,
        words=words.entitlement,
        aspects=(_BOUNDS,),
    ),
    Question(
        "delivery",
        LocalizedText(fr="Prestation du service « {name} »", en='Delivery of "{name}"'),
        "cadences",
        "deliveries",
        many=True,
        judge=judging.judge_delivery,
        words=words.delivery,
    ),
    Question(
        "response-target",
        LocalizedText(fr="Délai de réponse", en="Response time"),
        "service-levels",
        "response_target",
        judge=judging.judge_target,
        words=words.target,
    ),
    Question(
        "support-hours",
        LocalizedText(fr="Horaires d'assistance", en="Support hours"),
        "availability",
        "support_hours",
        aspects=(
            _aspect("heures", "hours", "weekly", judging.judge_hours, words.hours),
            _TERMS,
        ),
    ),
    Question(
        "support-exception",
        LocalizedText(fr="Exception aux horaires : {name}", en="Exception to the hours: {name}"),
        "availability",
        "exceptions",
        many=True,
        gained=Effect.WORSE,
        aspects=(_aspect("nature", "kind", "kind", judging.neutral, words.token),),
    ),
    Question(
        "on-request-days",
        LocalizedText(fr="Jours sur demande", en="Days on request"),
        "availability",
        "on_request",
        aspects=(
            _aspect("jours de la semaine", "weekdays", "weekdays", judging.more_is_better, words.weekdays),
            _aspect("jours fériés", "holidays", "holidays", judging.judge_entitlement, words.token),
            _aspect("conditions", "conditions", "conditions", judging.fewer_is_better, words.tokens),
        ),
    ),
    Question(
        "meetings",
        LocalizedText(fr="Réunions", en="Meetings"),
        "availability",
        "meetings",
        aspects=(
            _aspect("moyen", "means", "method", judging.neutral, words.token),
            _aspect("téléconférences", "teleconferences", "kinds", judging.more_is_better, words.tokens),
        ),
    ),
    Question(
        "stand-in",
        LocalizedText(fr="Remplaçant du gestionnaire", en="Stand-in for the manager"),
        "availability",
        "stand_in",
    ),
    Question(
        "language",
        LocalizedText(fr="Langue de communication", en="Language of communication"),
        "availability",
        "language",
        aspects=(
            _aspect("langue", "language", "value", judging.neutral, words.language),
            _TERMS,
        ),
    ),
    Question(
        "proactive-contact",
        LocalizedText(fr="Contact à l'initiative du gestionnaire", en="Contact by the manager unasked"),
        "engagement",
        "proactive_contact",
        aspects=(_CONTACT,),
    ),
    Question(
        "limit",
        LocalizedText(fr="Limite « {name} »", en='Limit "{name}"'),
        "engagement",
        "limits",
        many=True,
        gained=Effect.DIFFERENT,
        aspects=(
            _aspect("maximum", "maximum", "maximum", judging.judge_limit, words.token),
            _aspect("unité", "unit", "unit", judging.neutral, words.token),
        ),
    ),
    Question(
        "additional-offering",
        LocalizedText(
            fr="Droit de PTC de demander une offre supplémentaire",
            en="PTC's right to ask for an additional offering",
        ),
        "engagement",
        "additional_offering",
        gained=Effect.WORSE,
        aspects=(_aspect("limite dépassée", "limit exceeded", "limit", judging.neutral, words.limit_name),),
    ),
    Question(
        "shared-manager",
        LocalizedText(fr="Gestionnaire commun à plusieurs offres", en="One manager for several offerings"),
        "engagement",
        "shared_manager",
        gained=Effect.WORSE,
    ),
    Question(
        "sale",
        LocalizedText(fr="Vente et durée", en="Sale and term"),
        "engagement",
        "sale",
        aspects=(
            _aspect("en même temps que", "along with", "coincides_with", judging.neutral, words.tokens),
            _aspect("fermeté", "firmness", "strength", judging.neutral, words.token),
        ),
    ),
    Question(
        "commitment",
        LocalizedText(fr="Engagement « {name} »", en='Commitment "{name}"'),
        "engagement",
        "commitments",
        many=True,
    ),
)
"""In the order of the customer's interest: what it is, what it holds, how soon, when, and what else."""
