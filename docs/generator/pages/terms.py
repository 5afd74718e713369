"""What stands beside the tables: limits on one page; language, sale and commitments on another."""

from docs.generator import questions
from docs.generator.desk import Desk
from docs.generator.markup import heading, page
from docs.generator.questions import Question
from docs.generator.tables import answers_table
from ptc_service_policy import LocalizedText

_LIMITS = LocalizedText(fr="Limites", en="Limits")
_LIMITS_LEAD = LocalizedText(
    fr="Jusqu'où va chaque offre, et ce que PTC peut demander au-delà.",
    en="How much each offering covers, and what PTC may ask beyond that.",
)
_LIMIT = LocalizedText(fr="Limite", en="Limit")
_BEYOND = LocalizedText(fr="Au-delà des limites", en="Beyond the limits")
_TERMS = LocalizedText(fr="Langue, vente et engagements", en="Language, sale and commitments")
_TERMS_LEAD = LocalizedText(
    fr="Ce que la description promet ou fixe en dehors des deux tableaux.",
    en="What the description promises or sets beside the two tables.",
)
_SALE = LocalizedText(fr="Langue, vente et réunions", en="Language, sale and meetings")
_COMMITMENTS = LocalizedText(fr="Engagements", en="Commitments")
_COMMITMENT = LocalizedText(fr="Engagement", en="Commitment")


def limits(desk: Desk) -> str:
    """Write the limits."""
    policy = desk.policy
    described = policy.files.engagement.limits

    def head(question: Question) -> str:
        noun = described[question.id or ""]
        return (
            f'<span id="{question.id}" class="name">{desk.say(noun.name)}</span>'
            f'<span class="description">{desk.say(noun.description)}</span>'
        )

    return page(
        desk.say(_LIMITS),
        desk.say(_LIMITS_LEAD),
        answers_table(desk, _LIMITS, questions.limits(policy), first=_LIMIT, head=head),
        heading(2, desk.say(_BEYOND), "beyond"),
        answers_table(desk, _BEYOND, questions.beyond_limits(policy)),
    )


def terms(desk: Desk) -> str:
    """Write the language, the sale and the commitments."""
    policy = desk.policy
    return page(
        desk.say(_TERMS),
        desk.say(_TERMS_LEAD),
        heading(2, desk.say(_SALE), "terms"),
        answers_table(desk, _SALE, questions.terms(policy)),
        heading(2, desk.say(_COMMITMENTS), "commitments"),
        answers_table(desk, _COMMITMENTS, questions.commitments(policy), first=_COMMITMENT),
    )
