"""What stands beside the tables: limits on one page; language, sale and commitments on another."""

from docs.generator.answers import translated
from docs.generator.desk import Desk
from docs.generator.markup import heading, page
from docs.generator.questions import questions
from docs.generator.tables import answers_table, described
from ptc_service_policy import LocalizedText

LIMITS = LocalizedText(fr="Limites", en="Limits")
_LIMITS_LEAD = LocalizedText(
    fr="Jusqu'où va chaque offre, et ce que PTC peut demander au-delà.",
    en="How much each offering covers, and what PTC may ask beyond that.",
)
_LIMIT = LocalizedText(fr="Limite", en="Limit")
_BEYOND = LocalizedText(fr="Au-delà des limites", en="Beyond the limits")
TERMS = LocalizedText(fr="Langue, vente et engagements", en="Language, sale and commitments")
_TERMS_LEAD = LocalizedText(
    fr="Ce que la description promet ou fixe en dehors des deux tableaux.",
    en="What the description promises or sets outside the two tables.",
)
_SALE = LocalizedText(fr="Langue et vente", en="Language and sale")
_COMMITMENTS = LocalizedText(fr="Engagements", en="Commitments")
_COMMITMENT = LocalizedText(fr="Engagement", en="Commitment")


def limits(desk: Desk) -> str:
    """Write the limits."""
    policy = desk.policy
    beyond = answers_table(desk, _BEYOND, (each for each in questions(policy, "limits") if not each.id))
    return page(
        desk.say(LIMITS),
        desk.say(_LIMITS_LEAD),
        answers_table(
            desk,
            LIMITS,
            (each for each in questions(policy, "limits") if each.id),
            first=_LIMIT,
            head=lambda each: described(desk, each),
        ),
        heading(2, desk.say(_BEYOND), "beyond") + beyond if beyond else "",
        translated(desk),
    )


def terms(desk: Desk) -> str:
    """Write the language, the sale and the commitments."""
    policy = desk.policy
    committed = answers_table(
        desk,
        _COMMITMENTS,
        (each for each in questions(policy, "terms") if each.id),
        first=_COMMITMENT,
        head=lambda each: described(desk, each),
    )
    return page(
        desk.say(TERMS),
        desk.say(_TERMS_LEAD),
        heading(2, desk.say(_SALE), "terms"),
        answers_table(desk, _SALE, (each for each in questions(policy, "terms") if not each.id)),
        heading(2, desk.say(_COMMITMENTS), "commitments") + committed if committed else "",
        translated(desk),
    )
