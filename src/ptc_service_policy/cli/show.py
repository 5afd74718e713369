"""``ptc-policy show``: the policy as tables, in one language."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.table import Table
from rich.text import Text

from ptc_service_policy.cli.options import (
    Format,
    FormatOption,
    Lang,
    LangOption,
    PathOption,
    VersionOption,
    choose_policy,
)
from ptc_service_policy.cli.printing import STYLES, console, print_json, reporting
from ptc_service_policy.cli.values import name_value
from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.text import LocalizedText


class Topic(StrEnum):
    """What can be shown."""

    ALL = "all"
    ENTITLEMENTS = "entitlements"
    DELIVERIES = "deliveries"
    TERMS = "terms"
    INTERPRETATIONS = "interpretations"


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one question and the answers of all offerings to it."""

    id: str
    name: LocalizedText
    answers: dict[str, Decision[Any]]


_TITLES = {
    Topic.ENTITLEMENTS: LocalizedText(fr="Services compris", en="Services included"),
    Topic.DELIVERIES: LocalizedText(fr="Moyens et fréquences", en="Methods and frequencies"),
    Topic.TERMS: LocalizedText(fr="Délais, horaires et limites", en="Response times, hours and limits"),
}
_QUESTIONS: tuple[tuple[str, LocalizedText, Callable[[Policy, str], Decision[Any]]], ...] = (
    ("deployment", LocalizedText(fr="Déploiement", en="Deployment"), Policy.deployment),
    ("charge", LocalizedText(fr="Coût", en="Charge"), Policy.charge),
    ("response-target", LocalizedText(fr="Délai de réponse", en="Response target"), Policy.response_target),
    (
        "proactive-contact",
        LocalizedText(fr="Contact proactif", en="Proactive contact"),
        Policy.proactive_contact,
    ),
    ("support-hours", LocalizedText(fr="Horaires d'assistance", en="Support hours"), Policy.support_hours),
    ("on-request-days", LocalizedText(fr="Jours sur demande", en="Days on request"), Policy.on_request_days),
    ("language", LocalizedText(fr="Langue", en="Language"), Policy.language),
)
_REGISTER = LocalizedText(fr="Registre des interprétations", en="Register of interpretations")
_QUESTION = LocalizedText(fr="Question", en="Question")
_CHOSEN = LocalizedText(fr="Lecture retenue", en="Chosen reading")
_OPEN = LocalizedText(fr="(question laissée ouverte)", en="(left open)")
_LEGEND = LocalizedText(
    fr="Fondement des réponses : * interprétée, - non précisée par la source ; les autres sont énoncées.",
    en="Basis of the answers: * interpreted, - not stated by the source; the others are stated.",
)


def show(
    topic: Annotated[Topic, typer.Argument(help="What to show.")] = Topic.ALL,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
    version: VersionOption = None,
    path: PathOption = None,
) -> None:
    """Show the policy's tables."""
    with reporting(lang, form):
        policy = choose_policy(version, path)
    tables = {each: _rows(policy, each) for each in _TITLES if topic in {Topic.ALL, each}}
    register = topic in {Topic.ALL, Topic.INTERPRETATIONS}
    if form is Format.JSON:
        _print_as_json(policy, tables, with_register=register)
        return
    for each, rows in tables.items():
        _print_table(policy, each, rows, lang)
    if tables:
        console().print(_LEGEND[lang.value])
    if register:
        _print_register(policy, lang)


def _rows(policy: Policy, topic: Topic) -> list[Row]:
    services = policy.services.items()
    if topic is Topic.ENTITLEMENTS:
        return [Row(name, each.name, _ask(policy, Policy.entitlement, name)) for name, each in services]
    if topic is Topic.DELIVERIES:
        return [Row(name, each.name, _ask(policy, Policy.delivery, name)) for name, each in services]
    limits = policy.files.engagement.limits.items()
    return [
        *(Row(name, title, _ask(policy, question)) for name, title, question in _QUESTIONS),
        *(Row(name, each.name, _ask(policy, Policy.limit, name)) for name, each in limits),
    ]


def _ask(policy: Policy, question: Callable[..., Decision[Any]], *about: str) -> dict[str, Decision[Any]]:
    return {offering: question(policy, offering, *about) for offering in policy.offerings}


def _print_table(policy: Policy, topic: Topic, rows: list[Row], lang: Lang) -> None:
    table = Table(title=_TITLES[topic][lang.value], title_justify="left")
    table.add_column("", overflow="fold")
    for offering in policy.offerings.values():
        table.add_column(offering.name[lang.value], overflow="fold")
    for row in rows:
        cells = [_cell(answer, policy, lang) for answer in row.answers.values()]
        table.add_row(Text(row.name[lang.value]), *cells)
    console().print(table, soft_wrap=False)


def _cell(answer: Decision[Any], policy: Policy, lang: Lang) -> Text:
    if answer.basis == "unstated":
        return Text("-", style=STYLES[answer.basis])
    mark = " *" if answer.basis == "interpreted" else ""
    return Text(name_value(answer.value, policy, lang.value) + mark, style=STYLES[answer.basis])


def _print_register(policy: Policy, lang: Lang) -> None:
    table = Table(title=_REGISTER[lang.value], title_justify="left", show_lines=True)
    for title in ("id", _QUESTION[lang.value], _CHOSEN[lang.value]):
        table.add_column(title, overflow="fold")
    for name, entry in policy.interpretations.items():
        chosen = _OPEN if entry.chosen is None else entry.readings[entry.chosen].meaning
        table.add_row(Text(name), Text(entry.question[lang.value]), Text(chosen[lang.value]))
    console().print(table, soft_wrap=False)


def _print_as_json(policy: Policy, tables: dict[Topic, list[Row]], *, with_register: bool) -> None:
    decision = TypeAdapter(Decision[Any])
    data: dict[str, Any] = {
        "version": policy.version,
        "digest": policy.digest,
        **{
            topic.value: {
                row.id: {
                    name: decision.dump_python(answer, mode="json") for name, answer in row.answers.items()
                }
                for row in rows
            }
            for topic, rows in tables.items()
        },
    }
    if with_register:
        register = policy.files.interpretations.model_dump(mode="json", exclude_none=True)
        data["interpretations"] = register["interpretations"]
    print_json(data)
