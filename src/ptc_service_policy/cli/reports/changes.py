"""What changes from one version to another, written for people, programs, code hosts and build servers."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from rich.text import Text

from ptc_service_policy.authoring.diff import (
    Change,
    Effect,
    Place,
    demanded_bump,
    is_enough,
    least_version,
)
from ptc_service_policy.authoring.diff.changes import CLASSES
from ptc_service_policy.authoring.diff.comparison import (
    NO_DIFFERENCE,
    Comparison,
    listed,
    say_beside,
    say_cause,
    say_change,
)
from ptc_service_policy.cli.printing import say
from ptc_service_policy.cli.reports.json_records import record_of
from ptc_service_policy.cli.reports.junit import Case, case_of, write_suite
from ptc_service_policy.cli.reports.lines import Lines
from ptc_service_policy.errors.catalogue import severity_of
from ptc_service_policy.text import Language, LocalizedText, capitalised

_STYLES = {Effect.WORSE: "red", Effect.DIFFERENT: "yellow", Effect.BETTER: "green", Effect.WORDING: "dim"}
_LEVELS = {
    Effect.WORSE: "error",
    Effect.DIFFERENT: "warning",
    Effect.BETTER: "note",
    Effect.WORDING: "none",
}
_MEANINGS = {
    Effect.WORSE: LocalizedText(
        fr="Quelque chose est retiré ou dégradé : il faut une version majeure.",
        en="Something is removed or made worse: a major version is required.",
    ),
    Effect.DIFFERENT: LocalizedText(
        fr="Ce n'est clairement ni mieux, ni moins bien : il faut une version majeure.",
        en="It is neither clearly better nor clearly worse: a major version is required.",
    ),
    Effect.BETTER: LocalizedText(
        fr="Quelque chose est ajouté ou amélioré : il faut une version mineure.",
        en="Something is added or improved: a minor version is required.",
    ),
    Effect.WORDING: LocalizedText(
        fr="Seule la formulation d'un texte change : une version corrective suffit.",
        en="Only the wording of a text changes: a patch version is enough.",
    ),
}
_ASKED = LocalizedText(
    fr="Contrats examinés : {asked}, dont {reached:# concerné|# concernés} par une modification au moins "
    "et {left} par aucune{keys}.",
    en="Contracts checked: {asked}, of which {reached:# is|# are} affected by a change and {left} by none"
    "{keys}.",
)
_IDLE = LocalizedText(
    fr="Modifications qui ne concernent aucun de ces contrats : {count} sur {all}.",
    en="Changes that affect none of these contracts: {count} of {all}.",
)
_REFUSED = LocalizedText(
    fr="Contrats que la version {version} refuse : {keys}.",
    en="Contracts that version {version} refuses: {keys}.",
)
_NAME = "ptc-policy diff"


def changes_text(found: Comparison, to: Language) -> Iterator[Text]:
    """Write what changes cause by cause, the gravest first, with places and consequences, and a summary."""
    names = found.names
    for effect, causes in groupby(found.causes, attrgetter("effect")):
        yield Text(say(capitalised(CLASSES[effect]), to), style=f"bold {_STYLES[effect]}")
        for cause in causes:
            yield Text(f"  {say(say_cause(cause, names), to)}")
            for edit in cause.head.edits:
                places = " → ".join(str(place or "-") for place in (edit.before, edit.after))
                yield Text(f"      {places}", style="dim")
            yield from (Text(f"      {say(each, to)}", style="dim") for each in say_beside(cause, names))
        yield Text()
    if found.contracts:
        yield from (Text(say(each, to)) for each in _about_contracts(found))
    yield Text(say(found.verdict if found.changes else NO_DIFFERENCE, to))
    if found.beside_the_verdict is not None:
        yield Text(say(found.beside_the_verdict, to))


def _about_contracts(found: Comparison) -> Iterator[LocalizedText]:
    left = found.unreached
    named = LocalizedText(fr=" ({keys})", en=" ({keys})").format(keys=listed(left)) if left else ""
    reached = len(found.asked) - len(left)
    yield _ASKED.format(asked=len(found.asked), reached=reached, left=len(left), keys=named)
    idle = sum(not cause.contracts for cause in found.causes)
    yield _IDLE.format(count=idle, all=len(found.causes))
    for version, keys in found.refused.items():
        yield _REFUSED.format(version=version, keys=listed(keys))


def changes_record(found: Comparison) -> dict[str, Any]:
    """Return everything in plain types, both languages in it."""
    listed = TypeAdapter(tuple[Change, ...]).dump_python(found.changes, mode="json")
    for record in (*listed, *(each for change in listed for each in change["follows"])):
        record["class"] = record.pop("effect")
    return {
        "before": {"version": found.old.version, "digest": found.old.files.digest},
        "after": {"version": found.new.version, "digest": found.new.files.digest},
        "demanded_bump": found.bump.value,
        "least_version": least_version(found.old.version, found.bump),
        "is_enough": found.is_enough,
        "problems": [record_of(problem) for problem in found.problems],
        "contracts": {
            "asked": list(found.asked),
            "unreached": list(found.unreached),
            "refused": {version: list(keys) for version, keys in found.refused.items()},
        },
        "changes": listed,
    }


def changes_sarif(found: Comparison, to: Language, lines: Lines, home: Path) -> str:
    """Write a SARIF log; the class of a change is its level: error, warning, note, none."""
    from ptc_service_policy.cli.reports.sarif import result_of, rule_of, write_log

    effects = [effect for effect in Effect if any(each.effect is effect for each in found.changes)]
    codes = dict.fromkeys(problem.code for problem in found.problems)
    return write_log(
        [*(_rule(effect, to) for effect in effects), *(rule_of(code, to) for code in codes)],
        [
            *(_result(found, change, to, lines, home) for change in found.changes),
            *(result_of(problem, to, lines, home) for problem in found.problems),
        ],
        to,
    )


def _rule(effect: Effect, to: Language) -> dict[str, Any]:
    meaning = _MEANINGS[effect][to]
    return {
        "id": f"change-{effect}",
        "name": f"Change{effect.capitalize()}",
        "shortDescription": {"text": capitalised(CLASSES[effect])[to]},
        "fullDescription": {"text": meaning},
        "help": {"text": meaning, "markdown": meaning},
        "defaultConfiguration": {"level": _LEVELS[effect]},
    }


def _result(found: Comparison, change: Change, to: Language, lines: Lines, home: Path) -> dict[str, Any]:
    from ptc_service_policy.cli.reports.sarif import where

    place, rule = _place_of(change), f"change-{change.effect}"
    name = "/".join((change.topic, change.id or "", change.offering or ""))
    return {
        "ruleId": rule,
        "level": _LEVELS[change.effect],
        "message": {"text": "\n".join(each[to] for each in say_change(change, found.names))},
        **({} if place is None else where(place, place.column, name, lines, home, of=rule)),
        "properties": {"contracts": list(change.contracts)},
    }


def changes_junit(found: Comparison, to: Language) -> str:
    """Write a test suite: a change fails where the new version's number is too small for it."""
    cases = [_case(found, change, to) for change in found.changes]
    verdict = found.verdict[to]
    number = Case(
        found.new.documents["policy"].file, "version", verdict, verdict, None if found.is_enough else "error"
    )
    problems = (
        case_of(problem, to, is_failure=severity_of(problem) == "error") for problem in found.problems
    )
    return write_suite(_NAME, f"{found.old.version} -> {found.new.version}", [*cases, *problems, number])


def _case(found: Comparison, change: Change, to: Language) -> Case:
    place = _place_of(change)
    about = " ".join(filter(None, (change.topic, change.id, change.offering)))
    fails = not is_enough(found.old.version, found.new.version, demanded_bump((change,)))
    said, *beside = (each[to] for each in say_change(change, found.names))
    text = "\n".join((f"{place} {said}", *beside))
    name = f"{about} {'' if place is None else f'{place.line}:{place.column}'}".strip()
    classname = found.new.version if place is None else place.file
    return Case(classname, name, said, text, change.effect.value if fails else None)


def _place_of(change: Change) -> Place | None:
    """Return where a change stands: in the new version, or in the old one where the new has nothing there."""
    return next((edit.after or edit.before for edit in change.edits), None)
