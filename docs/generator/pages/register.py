"""The register of interpretations: each gap, its readings, the chosen one, why, and what it touches."""

from collections.abc import Iterator

from docs.generator.desk import Desk
from docs.generator.markup import block, code, heading, listing, page
from ptc_service_policy import LocalizedText
from ptc_service_policy.errors.problem import write_path
from ptc_service_policy.evaluation.contract_checks import readings_to_choose
from ptc_service_policy.model.base import ByInterpretation, Noun, Path, Rule, Unstated, find_nouns
from ptc_service_policy.model.interpretations import Interpretation
from ptc_service_policy.model.policy import PolicyFile
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles

_TITLE = LocalizedText(fr="Registre des interprétations", en="Register of interpretations")
_LEAD = LocalizedText(
    fr="Ce que la description de service laisse ouvert, ce que nous en faisons, et pourquoi. Rien n'y est "
    "inventé : là où aucune lecture ne s'impose, la question reste ouverte et la réponse est « non "
    "précisé ».",
    en="What the service description leaves open, what we make of it, and why. Nothing is made up: where "
    'no reading imposes itself, the question stays open and the answer is "unstated".',
)
_NUMBERED = LocalizedText(fr="{number}. {question}", en="{number}. {question}")
_CHOSEN = LocalizedText(fr="Retenue", en="Chosen")
_REJECTED = LocalizedText(fr="Écartée", en="Rejected")
_WEIGHED = LocalizedText(fr="Examinée", en="Weighed")
_OPEN = LocalizedText(fr="La question reste ouverte.", en="The question stays open.")
_WHY = LocalizedText(fr="Pourquoi", en="Why")
_FROM = LocalizedText(fr="Passages en cause", en="Passages concerned")
_TOUCHES = LocalizedText(fr="Règles concernées", en="Rules that it touches")
_CONTRACT_MAY = LocalizedText(
    fr="Un contrat peut choisir une autre lecture, sous la clé {key}.",
    en="A contract may choose another reading, under the key {key}.",
)


def register(desk: Desk) -> str:
    """Write the register."""
    entries = enumerate(desk.policy.interpretations.items(), 1)
    touched = _touched(desk.policy.files)
    told = (_entry(desk, number, name, entry, touched.get(name, [])) for number, (name, entry) in entries)
    return page(desk.say(_TITLE), desk.say(_LEAD), *told, contents=True)


def _entry(desk: Desk, number: int, name: str, entry: Interpretation, touched: list[str]) -> str:
    facts = [
        (desk.say(_WHY), desk.say(entry.why)),
        (desk.say(_FROM), " ".join(map(desk.statement, entry.source))),
        (desk.say(_TOUCHES), listing(touched)),
    ]
    told = "".join(f"<div><dt>{label}</dt><dd>{words}</dd></div>" for label, words in facts)
    parts = [
        heading(2, desk.say(_NUMBERED, number=number, question=entry.question), name),
        block("ul", "".join(_readings(desk, entry)), classes="readings"),
        "" if entry.chosen else block("p", desk.say(_OPEN), classes="silence"),
        block("dl", told, classes="facts"),
    ]
    if name in readings_to_choose(desk.policy.files):
        key = code(f"readings: {{{name}: …}}")
        words = desk.say(_CONTRACT_MAY, key="KEY").replace("KEY", key)
        parts.append(block("p", words, classes="fine"))
    return "".join(parts)


def _readings(desk: Desk, entry: Interpretation) -> Iterator[str]:
    for name, reading in entry.readings.items():
        label = _WEIGHED if entry.chosen is None else _CHOSEN if name == entry.chosen else _REJECTED
        kind = "chosen" if name == entry.chosen else "rejected"
        yield (
            f'<li class="reading reading--{kind}"><span class="reading__label">{desk.say(label)}</span> '
            f"{desk.say(reading.meaning)} {code(name)}</li>"
        )


def _touched(files: PolicyFiles) -> dict[str, list[str]]:
    """List, by entry, the rules that follow it, take a value from it, or are silent because of it."""
    found: dict[str, list[str]] = {}
    for name in FILE_MODELS:
        for gap, path in _gaps_in(getattr(files, name.replace("-", "_"))):
            found.setdefault(gap, []).append(code(f"{name}.yaml: {write_path(path)}"))
    return found


def _gaps_in(file: Noun) -> Iterator[tuple[str, Path]]:
    if isinstance(file, PolicyFile) and file.effective_from_unstated is not None:
        yield file.effective_from_unstated, ("effective_from_unstated",)
    for path, follower in find_nouns(file, ByInterpretation):
        yield follower.interpretation, path
    for path, silent in find_nouns(file, Unstated):
        yield silent.unstated, path
    for path, rule in find_nouns(file, Rule):
        for key, gaps in (("interpreted", rule.interpreted), ("unstated", rule.unstated)):
            for offering, gap in gaps.items():
                yield gap, (*path, key, offering)
