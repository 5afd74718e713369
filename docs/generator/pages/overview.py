"""The home page: the offerings side by side, which one is for whom, and how to read the answers."""

from collections.abc import Iterator

from docs.generator.answers import BASIS_MEANINGS, answer, badge, translated
from docs.generator.desk import Desk
from docs.generator.frame import spans
from docs.generator.markup import block, esc, heading, listing, page
from docs.generator.questions import Question, case_words, questions, questions_of
from ptc_service_policy import Basis, LocalizedText
from ptc_service_policy.topics.entitlement import includes

_TITLE = LocalizedText(
    fr="Contenu et délais des offres de service de PTC",
    en="What PTC's service offerings include, and how soon",
)
_LEAD = LocalizedText(
    fr="Chaque réponse de ce site vient des fichiers de la politique, dit sur quoi elle se fonde "
    "et cite le passage de la description de service.",
    en="Every answer on this site comes from the policy files, says what it is based on and cites "
    "the passage of the service description.",
)
_VERSION = LocalizedText(fr="Version {version} de la politique", en="Policy version {version}")
_OFFERINGS = LocalizedText(fr="Les offres", en="The offerings")
_INCLUDED = LocalizedText(
    fr="{count:# service|# services} sur {total}", en="{count} of {total:# service|# services}"
)
_SERVICES = LocalizedText(fr="Services compris", en="Services included")
_WHICH = LocalizedText(fr="Quelle offre est pour moi ?", en="Which offering is for me?")
_YOUR_CASE = LocalizedText(
    fr="Tout dépend d'abord de la façon dont vous utilisez les logiciels PTC.",
    en="It depends first of all on how you use the PTC software.",
)
_ASK = LocalizedText(fr="Trouver une réponse", en="Find an answer")
_OF_AN_OFFERING = LocalizedText(
    fr="Que comprend, et que ne comprend pas, l'offre « {offering} » ?",
    en='What does "{offering}" include, and what does it not?',
)
_QUESTIONS = {
    "compare.md": LocalizedText(
        fr="Quels services chaque offre comprend-elle ?", en="Which services does each offering include?"
    ),
    "compare.md#upgrade": LocalizedText(
        fr="Que m'apporte une offre supérieure ?", en="What would upgrading give me?"
    ),
    "deliveries.md": LocalizedText(
        fr="Comment et à quelle fréquence chaque service est-il assuré ?",
        en="How, and how often, is each service delivered?",
    ),
    "response.md": LocalizedText(
        fr="Sous quel délai PTC vise-t-il à répondre ?", en="How soon does PTC aim to respond?"
    ),
    "response.md#example": LocalizedText(
        fr="Une demande envoyée un vendredi après-midi : réponse pour quand ?",
        en="A request sent on a Friday afternoon: answered by when?",
    ),
    "availability.md": LocalizedText(
        fr="Quand puis-je joindre le gestionnaire ?", en="When can I reach the manager?"
    ),
    "availability.md#on-request": LocalizedText(
        fr="Est-il joignable le week-end ?", en="Can the manager be reached at the weekend?"
    ),
    "availability.md#holidays": LocalizedText(
        fr="Est-il joignable un jour férié, comme le 14 juillet ?",
        en="Can the manager be reached on a public holiday, such as 14 July?",
    ),
    "availability.md#stand-in": LocalizedText(
        fr="Qui répond en son absence ?", en="Who answers when the manager is away?"
    ),
    "limits.md": LocalizedText(
        fr="Combien de nos interlocuteurs, de dossiers et d'heures chaque offre couvre-t-elle ?",
        en="How many of our people, cases and hours does each offering cover?",
    ),
    "limits.md#beyond": LocalizedText(
        fr="Que se passe-t-il au-delà de ces limites ?", en="What happens beyond these limits?"
    ),
    "terms.md": LocalizedText(
        fr="Dans quelle langue, pour quelle durée, avec quels engagements ?",
        en="In which language, for what term, with which commitments?",
    ),
    "register.md": LocalizedText(
        fr="Qu'est-ce qui n'est ici qu'une interprétation ?", en="What here is only an interpretation?"
    ),
    "versions/index.md": LocalizedText(
        fr="Qu'est-ce qui a changé, et quelle version régit mon contrat ?",
        en="What has changed, and which version governs my contract?",
    ),
    "errors/index.md": LocalizedText(
        fr="Que signifie un code d'erreur ?", en="What does an error code mean?"
    ),
    "ask.md": LocalizedText(fr="Et dans mon cas précis ?", en="And in my own case?"),
}
_BASES = LocalizedText(fr="Sur quel fondement", en="What each answer is based on")
_BASES_LEAD = LocalizedText(
    fr="Une réponse qui repose sur plusieurs éléments prend le fondement le plus faible. Du plus fort au "
    "plus faible :",
    en="An answer that rests on several things takes the weakest basis. From the strongest to the weakest:",
)


def overview(desk: Desk) -> str:
    """Write the home page."""
    policy = desk.policy
    version = desk.say(_VERSION, version=policy.version)
    return page(
        desk.say(_TITLE),
        desk.say(_LEAD),
        heading(2, desk.say(_OFFERINGS), "offerings"),
        block("div", "\n".join(_card(desk, name) for name in policy.offerings), classes="cards"),
        heading(2, desk.say(_WHICH), "which"),
        f"{desk.say(_YOUR_CASE)}\n",
        block(
            "div",
            "\n".join(_case(desk, name) for name in policy.files.vocabulary.deployments),
            classes="cases",
        ),
        heading(2, desk.say(_ASK), "ask"),
        block(
            "nav",
            listing(_ways(desk)),
            classes="ways",
            attributes=f' aria-label="{desk.say(_ASK)}"',
        ),
        heading(2, desk.say(_BASES), "bases"),
        f"{desk.say(_BASES_LEAD)}\n",
        block(
            "dl",
            "\n".join(
                f"<div><dt>{badge(desk, basis)}</dt><dd>{desk.say(BASIS_MEANINGS[basis])}</dd></div>"
                for basis in Basis
            ),
            classes="bases",
        ),
        block(
            "p",
            f'<a href="{desk.link(f"versions/{policy.version}.md")}">{version}</a> · {_since(desk)}',
            classes="fine",
        ),
        translated(desk),
    )


def _since(desk: Desk) -> str:
    """Say from when on the version answers: beside others, which contracts it governs."""
    if len(desk.reigns) > 1:
        return spans(desk, desk.policy.version)
    since = desk.policy.effective_from()
    return " ".join((esc(since.reason[desk.language]), *(desk.cite(each) for each in since.citations)))


def _card(desk: Desk, name: str) -> str:
    policy, offering = desk.policy, desk.policy.offerings[name]
    included = {
        each.id for each in questions_of(policy, "entitlement") if includes(each.decisions[name].value)
    }
    count = desk.say(_INCLUDED, count=len(included), total=len(policy.services))
    address = desk.link(f"offerings/{name}.md")
    asked = (*questions_of(policy, "charge"), *questions(policy, "response"))
    facts = [(_label(desk, each), answer(desk, each.topic, each.id, each.decisions[name])) for each in asked]
    facts.append((desk.say(_SERVICES), f'<a class="value" href="{desk.link("compare.md")}">{count}</a>'))
    listed = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in facts)
    return (
        f'<section class="card"><h3><a href="{address}">{desk.say(offering.name)}</a></h3>'
        f"<p>{desk.say(offering.description) if offering.description else ''}</p><dl>{listed}</dl></section>"
    )


def _label(desk: Desk, question: Question) -> str:
    return ", ".join(map(desk.say, (question.name, *case_words(desk.policy, question))))


def _case(desk: Desk, deployment: str) -> str:
    policy = desk.policy
    noun = policy.files.vocabulary.deployments[deployment]
    offered = listing(
        f'<a href="{desk.link(f"offerings/{name}.md")}">{desk.say(policy.offerings[name].name)}</a> '
        + "".join(
            answer(desk, each.topic, each.id, each.decisions[name]) for each in questions_of(policy, "charge")
        )
        for name in policy.offerings_for(deployment)
    )
    told = f"<h3>{desk.say(noun.name)}</h3><p>{desk.say(noun.description)}</p>{offered}"
    return f'<section class="case">{told}</section>'


def _ways(desk: Desk) -> Iterator[str]:
    """Lead from each question to the place that answers it."""
    for name, noun in desk.policy.offerings.items():
        words = desk.say(_OF_AN_OFFERING, offering=noun.name)
        yield f'<a href="{desk.link(f"offerings/{name}.md")}">{words}</a>'
    for to, question in _QUESTIONS.items():
        file, _, anchor = to.partition("#")
        yield f'<a href="{desk.link(file, anchor)}">{desk.say(question)}</a>'
