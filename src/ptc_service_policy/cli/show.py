"""``ptc-policy show``: the policy as tables, in one language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from ptc_service_policy.cli.bilingual import WrongUse, also_in_french
from ptc_service_policy.cli.help import told, told_of
from ptc_service_policy.cli.options import (
    Format,
    FormatOption,
    Lang,
    LangOption,
    PathOption,
    VersionOption,
    choose_policy,
)
from ptc_service_policy.cli.printing import (
    STYLES,
    console,
    print_json,
    print_table,
    print_translated,
    reporting,
    say,
    say_in_table,
)
from ptc_service_policy.decisions import Basis, Decision
from ptc_service_policy.errors import suggest
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.evaluation.summary import Answer, name_cases, questions_for
from ptc_service_policy.model.plain import plain
from ptc_service_policy.model.register import Entry
from ptc_service_policy.text import Language, LocalizedText
from ptc_service_policy.topics.registry import topic, topics
from ptc_service_policy.topics.sentences import name_limits
from ptc_service_policy.topics.wording import Wording

_ANSWERS = LocalizedText(fr="Réponses", en="Answers")
_OFFERINGS = LocalizedText(fr="Offres", en="Offerings")
_SERVICES = LocalizedText(fr="Services", en="Services")
_REGISTER = LocalizedText(fr="Registre", en="Register")
_NAME = LocalizedText(fr="Nom", en="Name")
_NUMBER = LocalizedText(fr="N°", en="No.")
_QUESTION = LocalizedText(fr="Question", en="Question")
_READINGS = LocalizedText(fr="Lectures", en="Readings")
_CHOSEN = LocalizedText(fr="{reading} (retenue) : {text}", en="{reading} (chosen): {text}")
_NOT_CHOSEN = LocalizedText(fr="{reading} : {text}", en="{reading}: {text}")
_CASE = LocalizedText(fr="{label} ({cases})", en="{label} ({cases})")
_LIMITED = LocalizedText(fr="{words} ({limits})", en="{words} ({limits})")
_MARKS = {Basis.AGREED: " +", Basis.INTERPRETED: " *", Basis.AMBIGUOUS: "?", Basis.UNSTATED: "-"}
_LEGEND = LocalizedText(
    fr="Fondement des réponses : * interprétée ; ? ambiguë dans la source ; - non précisée par la source ; "
    "sans marque, énoncée.",
    en="Basis of the answers: * interpreted; ? ambiguous in the source; - not stated by the source; "
    "no mark, stated.",
)
_AGREED = LocalizedText(
    fr="Fondement des réponses : + convenue par contrat ; * interprétée ; ? ambiguë dans la source ; "
    "- non précisée par la source ; sans marque, énoncée.",
    en="Basis of the answers: + agreed in the contract; * interpreted; ? ambiguous in the source; "
    "- not stated by the source; no mark, stated.",
)
_FEW = 2
"""So many columns read well without lines between the rows."""
_PART = LocalizedText(fr="PARTIE", en="PART")
_PARTS = ("all", "offerings", "services", "register")


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one question, in one case, with the answers of all offerings to it."""

    topic: str
    id: str
    case: Mapping[str, str]
    label: LocalizedText
    answers: Mapping[str, Decision[Any]]


@also_in_french(
    "Montrer ce que dit la politique : ses offres et services, toutes les réponses côte à côte, son registre."
)
def show(
    part: Annotated[
        str,
        typer.Argument(
            metavar=told_of(_PART),
            help=told(
                fr="all, offerings, services, register, ou une seule question.",
                en="all, offerings, services, register, or one question.",
            ),
        ),
    ] = "all",
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
    version: VersionOption = None,
    path: PathOption = None,
) -> None:
    """Show what the policy says: its offerings and services, every answer side by side, its register."""
    with reporting(lang, form):
        policy = choose_policy(version, path)
    questions = [each.name for each in topics() if not each.needs_contract]
    if part not in {*_PARTS, *questions}:
        raise WrongUse(suggest(part, (*_PARTS, *questions)), part)
    rows = [each for each in _rows(policy) if part in {"all", each.topic}]
    chosen = [each for each in _PARTS[1:] if part in {"all", each}]
    if form is Format.JSON:
        print_json(_as_record(policy, chosen, rows))
        return
    for table in _tables(policy, chosen, rows, lang.value):
        print_table(table)
    if rows:
        console().print(say(_LEGEND, lang))
    print_translated(policy.files.source.document.language, lang)


def print_summary(door: Policy | AppliedPolicy, summary: Iterable[Answer], offering: str, lang: Lang) -> None:
    """Print everything that an offering, or a contract, entitles to, as ``show`` prints the offerings."""
    rows = [Row(each.topic, each.id, each.case, each.label, {offering: each.decision}) for each in summary]
    titles = ("", say_in_table(door.files.offerings.offerings[offering].name, lang))
    print_table(_table(_ANSWERS, titles, [_cells(door, row, lang.value) for row in rows], lang.value))
    console().print(say(_LEGEND if isinstance(door, Policy) else _AGREED, lang))
    print_translated(door.files.source.document.language, lang)


def _rows(policy: Policy) -> Iterator[Row]:
    for asked, about, case in questions_for(policy, policy.offerings):
        label = asked.label.format(name=asked.name_of(policy.files, about))
        answers = {each: policy.ask(asked.name, each, about, **case) for each in policy.offerings}
        yield Row(asked.name, about, case, label, answers)


def _as_record(policy: Policy, chosen: Sequence[str], rows: Sequence[Row]) -> dict[str, Any]:
    nouns = {"offerings": policy.offerings, "services": policy.services, "register": policy.register}
    return {
        "version": policy.version,
        "digest": policy.digest,
        **{name: plain(nouns[name]) for name in chosen},
        **({"answers": plain(rows)} if rows else {}),
    }


def _tables(policy: Policy, chosen: Sequence[str], rows: Sequence[Row], lang: Language) -> Iterator[Table]:
    if "offerings" in chosen:
        names = [(name, say_in_table(each.name, lang)) for name, each in policy.offerings.items()]
        yield _table(_OFFERINGS, ("id", say_in_table(_NAME, lang)), names, lang)
    if "services" in chosen:
        names = [(name, say_in_table(each.name, lang)) for name, each in policy.services.items()]
        yield _table(_SERVICES, ("id", say_in_table(_NAME, lang)), names, lang)
    if rows:
        offerings = [say_in_table(each.name, lang) for each in policy.offerings.values()]
        yield _table(_ANSWERS, ("", *offerings), [_cells(policy, row, lang) for row in rows], lang)
    if "register" in chosen:
        titles = (
            say_in_table(_NUMBER, lang),
            "id",
            say_in_table(_QUESTION, lang),
            say_in_table(_READINGS, lang),
        )
        entries = [_entry(name, each, lang) for name, each in policy.register.items()]
        yield _table(_REGISTER, titles, entries, lang)


def _table(
    title: LocalizedText, columns: Sequence[str], rows: Sequence[Sequence[str | Text]], lang: Language
) -> Table:
    table = Table(title=say_in_table(title, lang), title_justify="left", show_lines=len(columns) > _FEW)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    return table


def _cells(policy: Policy | AppliedPolicy, row: Row, lang: Language) -> list[Text]:
    label = row.label
    if cases := name_cases(policy, row.case):
        label = _CASE.format(label=label, cases=cases)
    asked = Text.assemble(say_in_table(label, lang), "\n", (f"{row.topic} {row.id}".strip(), "dim"))
    return [asked, *(_cell(policy, row.topic, each, lang) for each in row.answers.values())]


def _cell(policy: Policy | AppliedPolicy, name: str, answer: Decision[Any], lang: Language) -> Text:
    if answer.value is None:
        return Text(_MARKS[answer.basis], style=STYLES[answer.basis])
    words, limits = topic(name).name_answer(answer, Wording(policy.files)), name_limits(answer)
    if limits[lang]:
        words = _LIMITED.format(words=words, limits=limits)
    said = say_in_table(words, lang)
    return Text(said + _MARKS.get(answer.basis, ""), style=STYLES[answer.basis])


def _entry(name: str, entry: Entry, lang: Language) -> tuple[str, ...]:
    readings = [
        say_in_table(
            (_CHOSEN if reading == entry.chosen else _NOT_CHOSEN).format(reading=reading, text=each.text),
            lang,
        )
        for reading, each in entry.readings.items()
    ]
    return str(entry.number), name, say_in_table(entry.question, lang), "\n".join(readings)
