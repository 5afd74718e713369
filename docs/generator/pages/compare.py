"""The comparison: which offering includes which service, and what a move to another one changes."""

from itertools import permutations

from docs.generator import questions
from docs.generator.answers import badge
from docs.generator.desk import Desk
from docs.generator.markup import block, heading, page, table
from docs.generator.questions import Question, every_question
from docs.generator.tables import answers_table, cell
from ptc_service_policy import Basis, Comparison, Difference, LocalizedText

_TITLE = LocalizedText(fr="Comparer les offres", en="Compare the offerings")
_LEAD = LocalizedText(
    fr="Les services du tableau 1 de la description de service, et l'offre qui comprend chacun d'eux.",
    en="The services of Table 1 of the service description, and which offering includes each of them.",
)
_TABLE = LocalizedText(fr="Services compris dans chaque offre", en="Services that each offering includes")
_SERVICE = LocalizedText(fr="Service", en="Service")
_INCLUDED = LocalizedText(fr="Qui comprend quoi", en="What includes what")
_ESSENTIALS = LocalizedText(
    fr="Pour qui, à quel coût, dans quel délai", en="For whom, at what charge, how soon"
)
_FIND = LocalizedText(fr="Filtrer les services", en="Filter the services")
_ONLY_DIFFERENT = LocalizedText(fr="Seulement ce qui diffère", en="Only what differs")
_SHOWN = LocalizedText(fr="{shown} services affichés sur {total}", en="{shown} of {total} services shown")
_SHOW_COLUMNS = LocalizedText(fr="Offres affichées", en="Offerings shown")
_UPGRADE = LocalizedText(
    fr="Ce que change le passage d'une offre à une autre", en="What a move to another offering changes"
)
_UPGRADE_LEAD = LocalizedText(
    fr="Ouvrez un passage pour voir ce qu'il ajoute, améliore, modifie ou retire. Deux offres ne "
    "s'adressent pas toujours aux mêmes clients : le mode de déploiement figure parmi les différences.",
    en="Open a move to see what it adds, improves, changes or takes away. Two offerings are not always for "
    "the same customers: the deployment is among the differences.",
)
_MOVE = LocalizedText(fr="De {before} à {after}", en="From {before} to {after}")
_COUNT = LocalizedText(fr="{count} différences", en="{count} differences")
_BEFORE = LocalizedText(fr="Avant", en="Before")
_AFTER = LocalizedText(fr="Après", en="After")
_SUBJECT = LocalizedText(fr="Sujet", en="Subject")
_EFFECTS = {
    "adds": LocalizedText(fr="Ajouté", en="Added"),
    "improves": LocalizedText(fr="Amélioré", en="Improved"),
    "changes": LocalizedText(fr="Modifié", en="Changed"),
    "takes-away": LocalizedText(fr="Retiré ou réduit", en="Taken away or reduced"),
}
_TOPICS = {
    "entitlement": LocalizedText(fr="Service compris : {label}", en="Service included: {label}"),
    "delivery": LocalizedText(fr="Moyens et fréquence : {label}", en="Means and frequency: {label}"),
    "commitment": LocalizedText(fr="Engagement : {label}", en="Commitment: {label}"),
    "limit": LocalizedText(fr="Limite : {label}", en="Limit: {label}"),
}


def compare(desk: Desk) -> str:
    """Write the comparison."""
    policy = desk.policy
    return page(
        desk.say(_TITLE),
        desk.say(_LEAD),
        heading(2, desk.say(_INCLUDED), "services"),
        _controls(desk),
        answers_table(
            desk,
            _TABLE,
            questions.services(policy),
            first=_SERVICE,
            head=lambda question: _service(desk, question),
            classes="compare",
        ),
        heading(2, desk.say(_ESSENTIALS), "essentials"),
        answers_table(desk, _ESSENTIALS, questions.essentials(policy)),
        heading(2, desk.say(_UPGRADE), "upgrade"),
        f"{desk.say(_UPGRADE_LEAD)}\n",
        "".join(_move(desk, policy.compare(*pair)) for pair in _moves(desk)),
    )


def _service(desk: Desk, question: Question) -> str:
    service = desk.policy.services[question.id or ""]
    scope = ""
    if service.scope is not None:
        rests_on = f"{badge(desk, Basis.INTERPRETED)} {desk.gap(service.scope.interpretation)}"
        scope = (
            f'<span class="description">{desk.say(service.scope.text)}</span>'
            f'<span class="grounds">{rests_on}</span>'
        )
    return (
        f'<span id="{question.id}" class="name">{desk.say(service.name)}</span>'
        f'<span class="description">{desk.say(service.description)}</span>{scope}'
    )


def _controls(desk: Desk) -> str:
    """Write the filter, which a script shows; without it, everything is shown."""
    columns = "".join(
        f'<label><input type="checkbox" data-column="{number}" checked> {desk.say(offering.name)}</label>'
        for number, offering in enumerate(desk.policy.offerings.values(), 2)
    )
    shown = desk.say(_SHOWN, shown="{shown}", total="{total}").replace("&#123;", "{").replace("&#125;", "}")
    return block(
        "form",
        f'<label>{desk.say(_FIND)} <input type="search" name="find" autocomplete="off"></label>'
        f'<label><input type="checkbox" name="different"> {desk.say(_ONLY_DIFFERENT)}</label>'
        f"<fieldset><legend>{desk.say(_SHOW_COLUMNS)}</legend>{columns}</fieldset>"
        f'<output data-words="{shown}" aria-live="polite"></output>',
        classes="filter",
        attributes=" hidden",
    )


def _moves(desk: Desk) -> list[tuple[str, str]]:
    """List every move from one offering to another, those within one deployment first."""
    pairs = permutations(desk.policy.offerings, 2)
    return sorted(pairs, key=lambda pair: len({desk.policy.deployment(name).value for name in pair}))


def _move(desk: Desk, comparison: Comparison) -> str:
    names = desk.policy.offerings
    title = desk.say(_MOVE, before=names[comparison.before].name, after=names[comparison.after].name)
    count = desk.say(_COUNT, count=len(comparison.differences))
    labels = {(each.topic, each.id): each for each in every_question(desk.policy)}
    parts = []
    for effect, words in _EFFECTS.items():
        found = [each for each in comparison.differences if each.effect == effect]
        if found:
            parts.append(_effect(desk, f"{title} – {desk.say(words)}", effect, found, labels))
    return block(
        "details",
        f'<summary>{title} <span class="fine">{count}</span></summary>{"".join(parts)}',
        classes="move",
        attributes=f' id="{comparison.before}-{comparison.after}" data-search-exclude',
    )


def _effect(
    desk: Desk,
    caption: str,
    effect: str,
    found: list[Difference],
    labels: dict[tuple[str, str | None], Question],
) -> str:
    rows = []
    for each in found:
        question = labels[each.topic, each.id]
        topic = _TOPICS.get(each.topic)
        head = desk.say(question.label) if topic is None else desk.say(topic, label=question.label)
        rows.append(("", [head, cell(desk, question, each.before), cell(desk, question, each.after)]))
    columns = [desk.say(_SUBJECT), desk.say(_BEFORE), desk.say(_AFTER)]
    return table(caption, columns, rows, classes=f"answers effect effect--{effect}")
