"""The comparison: which offering includes which service, and what a move to another one changes."""

from itertools import permutations

from docs.generator.answers import answer, value_words
from docs.generator.desk import Desk
from docs.generator.markup import block, heading, page, table
from docs.generator.questions import questions, questions_of
from docs.generator.tables import answers_table, described
from ptc_service_policy import Comparison, Difference, LocalizedText
from ptc_service_policy.evaluation.comparison import EFFECTS
from ptc_service_policy.evaluation.summary import name_cases
from ptc_service_policy.topics.registry import topic

TITLE = LocalizedText(fr="Comparer les offres", en="Compare the offerings")
_LEAD = LocalizedText(
    fr="Les services du tableau 1 de la description de service, et l'offre qui comprend chacun d'eux.",
    en="The services of Table 1 of the service description, and which offering includes each of them.",
)
_TABLE = LocalizedText(fr="Services compris dans chaque offre", en="Services that each offering includes")
_SERVICE = LocalizedText(fr="Service", en="Service")
_INCLUDED = LocalizedText(fr="Quelle offre comprend quoi", en="Which offering includes what")
_ESSENTIALS = LocalizedText(
    fr="Pour qui, à quel coût, sous quel délai", en="For whom, at what cost, how soon"
)
_FIND = LocalizedText(fr="Filtrer les services", en="Filter the services")
_ONLY_DIFFERENT = LocalizedText(fr="Seulement ce qui diffère", en="Only what differs")
_SHOWN = LocalizedText(fr="Services affichés : {shown} sur {total}", en="Services shown: {shown} of {total}")
_SHOW_COLUMNS = LocalizedText(fr="Offres affichées", en="Offerings shown")
_UPGRADE = LocalizedText(
    fr="Ce que change le passage d'une offre à l'autre", en="What a change of offering changes"
)
_UPGRADE_LEAD = LocalizedText(
    fr="Dépliez un changement d'offre : ce qu'il ajoute, améliore, modifie ou retire tient en une vue. "
    "Deux offres ne s'adressent pas toujours aux mêmes clients : le mode de déploiement figure parmi les "
    "différences.",
    en="Expand a change of offering to see at a glance what it adds, improves, changes or removes. Two "
    "offerings are not always for the same customers: the deployment is among the differences.",
)
_MOVE = LocalizedText(fr="De {before} à {after}", en="From {before} to {after}")
_COUNT = LocalizedText(fr="{count:# différence|# différences}", en="{count:# difference|# differences}")
_IN_FULL = LocalizedText(
    fr="Chaque réponse, avant et après, et son fondement",
    en="Each answer, before and after, and what it is based on",
)
_FROM_TO = LocalizedText(fr="{label} : {sides}", en="{label}: {sides}")
_BEFORE = LocalizedText(fr="Avant", en="Before")
_AFTER = LocalizedText(fr="Après", en="After")
_SUBJECT = LocalizedText(fr="Sujet", en="Subject")
_EFFECTS = {
    **EFFECTS,
    "adds": LocalizedText(fr="Ajouté", en="Added"),
    "improves": LocalizedText(fr="Amélioré", en="Improved"),
    "changes": LocalizedText(fr="Modifié", en="Changed"),
    "takes-away": LocalizedText(fr="Retiré ou dégradé", en="Removed or made worse"),
}


def compare(desk: Desk) -> str:
    """Write the comparison."""
    policy = desk.policy
    return page(
        desk.say(TITLE),
        desk.say(_LEAD),
        heading(2, desk.say(_INCLUDED), "services"),
        _controls(desk),
        answers_table(
            desk,
            _TABLE,
            questions_of(policy, "entitlement"),
            first=_SERVICE,
            head=lambda question: described(desk, question),
            classes="compare",
        ),
        heading(2, desk.say(_ESSENTIALS), "essentials"),
        answers_table(desk, _ESSENTIALS, questions(policy, "essentials", "response")),
        heading(2, desk.say(_UPGRADE), "upgrade"),
        f"{desk.say(_UPGRADE_LEAD)}\n",
        "".join(_move(desk, policy.compare(*pair)) for pair in _moves(desk)),
    )


def _controls(desk: Desk) -> str:
    """Write the filter, which a script needs; without it, everything is shown."""
    columns = "".join(
        f'<label><input type="checkbox" data-column="{number}" checked> {desk.say(offering.name)}</label>'
        for number, offering in enumerate(desk.policy.offerings.values(), 2)
    )
    shown = desk.say(_SHOWN, shown="{shown}", total="{total}").replace("&#123;", "{").replace("&#125;", "}")
    total = len(desk.policy.services)
    all_shown = desk.say(_SHOWN, shown=total, total=total)
    return block(
        "form",
        f'<label>{desk.say(_FIND)} <input type="search" name="find" autocomplete="off"></label>'
        f'<label><input type="checkbox" name="different"> {desk.say(_ONLY_DIFFERENT)}</label>'
        f"<fieldset><legend>{desk.say(_SHOW_COLUMNS)}</legend>{columns}</fieldset>"
        f'<output data-words="{shown}" aria-live="polite">{all_shown}</output>',
        classes="filter",
    )


def _moves(desk: Desk) -> list[tuple[str, str]]:
    """List every move from one offering to another, those within one deployment first."""
    pairs = permutations(desk.policy.offerings, 2)
    return sorted(pairs, key=lambda pair: len({repr(desk.policy.deployment(name).value) for name in pair}))


def _move(desk: Desk, comparison: Comparison) -> str:
    names = desk.policy.offerings
    title = desk.say(_MOVE, before=names[comparison.before].name, after=names[comparison.after].name)
    count = desk.say(_COUNT, count=len(comparison.differences))
    brief, full = [], []
    for effect, words in _EFFECTS.items():
        found = [each for each in comparison.differences if each.effect == effect]
        if found:
            brief.append(_in_brief(desk, desk.say(words), effect, found))
            full.append(_effect(desk, f"{title} – {desk.say(words)}", effect, found))
    return block(
        "details",
        f'<summary>{title} <span class="fine">{count}</span></summary>'
        f'<dl class="brief">{"".join(brief)}</dl>'
        f'<details class="full"><summary>{desk.say(_IN_FULL)}</summary>{"".join(full)}</details>',
        classes="move",
        attributes=f' id="{comparison.before}-{comparison.after}" data-search-exclude',
    )


def _in_brief(desk: Desk, title: str, effect: str, found: list[Difference]) -> str:
    """Write in one line each what is added or becomes known by name, and what else differs by its values."""
    by_name = effect in {"adds", "becomes-known", "no-longer-known"}
    told = "".join(f"<li>{_name(desk, each) if by_name else _from_to(desk, each)}</li>" for each in found)
    return (
        f'<div class="effect--{effect}"><dt>{title} <span class="fine">{len(found)}</span></dt>'
        f'<dd><ul class="{"names" if by_name else "values"}">{told}</ul></dd></div>'
    )


def _name(desk: Desk, difference: Difference) -> str:
    asked = topic(difference.topic)
    is_service = asked.name == "entitlement" and difference.id is not None
    name = asked.name_of(desk.policy.files, difference.id or "") if is_service else difference.label
    case = ", ".join(desk.say(each) for each in name_cases(desk.policy, dict(difference.case)))
    return f"{desk.say(name)} ({case})" if case else desk.say(name)


def _from_to(desk: Desk, difference: Difference) -> str:
    asked, about = topic(difference.topic), difference.id or ""
    sides = dict.fromkeys(
        value_words(desk, asked, about, decision) for decision in (difference.before, difference.after)
    )
    told = desk.say(_FROM_TO, label="LABEL", sides="SIDES")
    return told.replace("LABEL", _name(desk, difference)).replace("SIDES", " → ".join(sides))


def _effect(desk: Desk, caption: str, effect: str, found: list[Difference]) -> str:
    rows = []
    for each in found:
        asked = topic(each.topic)
        before, after = (
            answer(desk, asked, each.id or "", decision) for decision in (each.before, each.after)
        )
        rows.append(("", [desk.say(each.label), before, after]))
    columns = [desk.say(_SUBJECT), desk.say(_BEFORE), desk.say(_AFTER)]
    return table(caption, columns, rows, classes=f"answers effect effect--{effect}")
