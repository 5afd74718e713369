"""The register: what the source leaves open, the readings, the chosen one, why, and what it touches."""

from collections.abc import Iterator, Mapping

from docs.generator.answers import translated
from docs.generator.desk import Desk
from docs.generator.markup import block, code, heading, listing, page
from ptc_service_policy import LocalizedText, Policy
from ptc_service_policy.errors.problem import write_path
from ptc_service_policy.model.forms import FromRegister
from ptc_service_policy.model.places import written_in
from ptc_service_policy.model.register import NONE_CHOSEN, Entry

TITLE = LocalizedText(fr="Registre", en="Register")
_LEAD = LocalizedText(
    fr="Ce que la description de service laisse ouvert, ce que nous en faisons, et pourquoi. Rien n'y est "
    "inventé : là où aucune lecture ne s'impose, la question reste ouverte, et la réponse le dit.",
    en="What the service description leaves open, what we make of it, and why. Nothing is invented: where "
    "no reading is compelling, the question stays open, and the answer says so.",
)
_INTERPRETED = LocalizedText(
    fr="{count:# question réglée par une interprétation|# questions réglées par une interprétation}",
    en="{count:# question settled by an interpretation|# questions settled by an interpretation}",
)
_BY_CONVENTION = LocalizedText(
    fr="{count:# convention du produit|# conventions du produit}, sans interprétation de la source",
    en="{count:# convention of the product|# conventions of the product}, no interpretation of the source",
)
_LEFT_OPEN = LocalizedText(
    fr="{count:# question laissée ouverte|# questions laissées ouvertes}",
    en="{count:# question left open|# questions left open}",
)
_NUMBERED = LocalizedText(fr="{number}. {question}", en="{number}. {question}")
_CHOSEN = LocalizedText(fr="Retenue", en="Chosen")
_REJECTED = LocalizedText(fr="Écartée", en="Rejected")
_WEIGHED = LocalizedText(fr="Examinée", en="Considered")
_TEXT_IS = {
    "silent": LocalizedText(fr="La source n'en dit rien.", en="The source says nothing about this."),
    "ambiguous": LocalizedText(
        fr="La source se lit de plusieurs façons.", en="The source can be read in several ways."
    ),
}
_OPEN = LocalizedText(fr="La question reste ouverte.", en="The question stays open.")
_WHY = LocalizedText(fr="Pourquoi", en="Why")
_FROM = LocalizedText(fr="Passages en cause", en="Passages concerned")
_TOUCHES = LocalizedText(fr="Règles concernées", en="Rules concerned")
_CONTRACT_MAY = LocalizedText(
    fr="Un contrat peut retenir une lecture, sous la clé {key}.",
    en="A contract may choose a reading, under the key {key}.",
)


def register(desk: Desk) -> str:
    """Write the register."""
    touched = _touched(desk.policy)
    entries = desk.policy.register
    told = (_entry(desk, name, entry, touched.get(name, [])) for name, entry in entries.items())
    return page(
        desk.say(TITLE), desk.say(_LEAD), *_by_state(desk, entries), *told, translated(desk), contents=True
    )


def _by_state(desk: Desk, entries: Mapping[str, Entry]) -> Iterator[str]:
    """List the questions by what became of them: interpreted, settled by a convention, or left open."""
    states: dict[LocalizedText, dict[str, Entry]] = {_INTERPRETED: {}, _LEFT_OPEN: {}, _BY_CONVENTION: {}}
    for name, entry in entries.items():
        is_open = entry.chosen == NONE_CHOSEN
        state = _LEFT_OPEN if is_open else _BY_CONVENTION if entry.convention else _INTERPRETED
        states[state][name] = entry
    for state, found in states.items():
        if found:
            links = listing(
                f'<a href="#{name}">{desk.say(_NUMBERED, number=each.number, question=each.question)}</a>'
                for name, each in found.items()
            )
            yield block(
                "details",
                f"<summary>{desk.say(state, count=len(found))}</summary>{links}",
                classes="by-state",
                attributes=" data-search-exclude",
            )


def _entry(desk: Desk, name: str, entry: Entry, touched: list[str]) -> str:
    facts = [
        *(() if entry.why is None else ((desk.say(_WHY), desk.say(entry.why)),)),
        (desk.say(_FROM), " ".join(map(desk.statement, entry.source))),
        (desk.say(_TOUCHES), listing(touched)),
    ]
    told = "".join(f"<div><dt>{label}</dt><dd>{words}</dd></div>" for label, words in facts)
    parts = [
        heading(2, desk.say(_NUMBERED, number=entry.number, question=entry.question), name),
        block("p", desk.say(_TEXT_IS[entry.text_is]), classes="fine"),
        block("ul", "".join(_readings(desk, entry)), classes="readings"),
        block("p", desk.say(_OPEN), classes="silence") if entry.chosen == NONE_CHOSEN else "",
        block("dl", told, classes="facts"),
    ]
    if name in desk.choices:
        key = code(f"readings: {{{name}: …}}")
        words = desk.say(_CONTRACT_MAY, key="KEY").replace("KEY", key)
        parts.append(block("p", words, classes="fine"))
    return "".join(parts)


def _readings(desk: Desk, entry: Entry) -> Iterator[str]:
    for name, reading in entry.readings.items():
        is_open = entry.chosen == NONE_CHOSEN
        label = _WEIGHED if is_open else _CHOSEN if name == entry.chosen else _REJECTED
        kind = "chosen" if name == entry.chosen else "rejected"
        yield (
            f'<li class="reading reading--{kind}"><span class="reading__label">{desk.say(label)}</span> '
            f"{desk.say(reading.text)} {code(name)}</li>"
        )


def _touched(policy: Policy) -> dict[str, list[str]]:
    """List, by entry, the places that take their answer from it, and what it is about."""
    found: dict[str, dict[str, None]] = {}
    for file, noun in policy.files.by_name().items():
        for written in written_in(noun):
            if isinstance(written.value, FromRegister):
                place = code(f"{file}.yaml: {write_path(written.path)}")
                found.setdefault(written.value.entry, {})[place] = None
    for name, entry in policy.register.items():
        for address in entry.about:
            found.setdefault(name, {})[code(address)] = None
    return {name: list(places) for name, places in found.items()}
