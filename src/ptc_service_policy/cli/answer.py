"""``ptc-policy answer``: one question, for one contract."""

import re
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.table import Table
from rich.text import Text

from ptc_service_policy.business_time import Window
from ptc_service_policy.cli.answer_terms import add_terms
from ptc_service_policy.cli.asking import Asked, question
from ptc_service_policy.cli.options import Format, Lang, read_date, read_instant
from ptc_service_policy.cli.printing import console, print_json
from ptc_service_policy.cli.values import (
    BASES,
    EFFECTS,
    FULFILMENTS,
    WITHIN_THE_LIMITS,
    has_dates,
    name_delivery,
    name_window,
)
from ptc_service_policy.evaluation.comparison import Comparison
from ptc_service_policy.evaluation.engagement import Engagement
from ptc_service_policy.evaluation.obligations import Delivered, Obligation
from ptc_service_policy.evaluation.workload import Finding
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.text import LocalizedText

app = typer.Typer(
    help="Answer one question for a contract, which is given as a file or by options.", no_args_is_help=True
)

add_terms(app)

_PAUSE = re.compile(r"(?P<start>[^/\[\]]+(\[[^\[\]]+\])?)/(?P<end>.+)")
"""START/END, where a zone in brackets may hold slashes of its own."""

_COLUMNS = (
    LocalizedText(fr="Prestation", en="What is owed"),
    LocalizedText(fr="Du", en="From"),
    LocalizedText(fr="Au", en="To"),
    LocalizedText(fr="Date proposée", en="Suggested date"),
    LocalizedText(fr="Comment", en="How"),
    LocalizedText(fr="État", en="State"),
)
_NO_DATES = LocalizedText(fr="Sans échéance : {service} - {reason}", en="Without dates: {service} - {reason}")
_BASIS = LocalizedText(fr="Fondement : {basis}.", en="Basis: {basis}.")


@app.command()
@question
def due(
    asked: Asked,
    received: Annotated[str, typer.Option(help="2026-04-03T16:30+02:00 or 2026-04-03T16:30[Europe/Paris]")],
    pause: Annotated[
        list[str] | None, typer.Option(help="START/END of a wait for the customer; repeatable.")
    ] = None,
) -> None:
    """Tell when the manager must respond to a request, and why."""
    pauses = [_read_pause(each) for each in pause or ()]
    asked.print(asked.engage().response_due(read_instant(received), pauses=pauses))


@app.command()
@question
def availability(
    asked: Asked,
    at: Annotated[str, typer.Option(help="2026-04-03T16:30+02:00 or 2026-04-03T16:30[Europe/Paris]")],
) -> None:
    """Tell whether the manager can be reached at an instant, and from when if not."""
    engagement, instant = asked.engage(), read_instant(at)
    decision = engagement.availability(instant)
    asked.print(decision)
    if asked.form is Format.TEXT and decision.value not in {"available", None}:
        console().print(engagement.next_available(instant).reason[asked.lang.value])


@app.command(name="next-available")
@question
def next_available(
    asked: Asked,
    at: Annotated[str, typer.Option(help="2026-04-03T16:30+02:00 or 2026-04-03T16:30[Europe/Paris]")],
) -> None:
    """Tell from when on the manager can be reached, not before an instant."""
    asked.print(asked.engage().next_available(read_instant(at)))


@app.command()
@question
def windows(
    asked: Asked,
    from_: Annotated[str, typer.Option("--from", help="The first instant, as for `due`.")],
    until: Annotated[str, typer.Option(help="The instant at which the range ends.")],
) -> None:
    """List the stretches of time in which the manager can be reached."""
    found = asked.engage().available_windows(read_instant(from_), read_instant(until))
    if asked.form is Format.JSON:
        print_json(TypeAdapter(tuple[Window, ...]).dump_python(found, mode="json"))
        return
    for window in found:
        console().print(name_window(window, asked.lang.value))


@app.command()
@question
def workload(
    asked: Asked,
    open_cases: Annotated[int | None, typer.Option(help="Cases that the manager handles now.")] = None,
    hours: Annotated[
        list[float] | None, typer.Option(help="Hours spent in one week; repeatable, the newest last.")
    ] = None,
    contacts: Annotated[int | None, typer.Option(help="People who turn to the manager.")] = None,
) -> None:
    """Tell which limits are exceeded."""
    findings = asked.engage().check_workload(
        open_cases=open_cases, weekly_hours=hours or (), contacts=contacts
    )
    if asked.form is Format.JSON:
        print_json(TypeAdapter(tuple[Finding, ...]).dump_python(findings, mode="json"))
        return
    for finding in findings:
        console().print(finding.reason[asked.lang.value])
        console().print(_BASIS.format(basis=BASES[finding.basis])[asked.lang.value])
    if not findings:
        console().print(WITHIN_THE_LIMITS[asked.lang.value])


@app.command()
@question
def compare(
    other: Annotated[str, typer.Argument(help="The offering to move to, such as premium.")], asked: Asked
) -> None:
    """Tell what a move from the contract's offering to another one changes."""
    offering = asked.terms["offering"] if asked.knows_only_the_offering else asked.engage().contract.offering
    comparison = asked.policy.compare(offering, other)
    if asked.form is Format.JSON:
        print_json(TypeAdapter(Comparison).dump_python(comparison, mode="json"))
        return
    for difference in comparison.differences:
        effect = EFFECTS[difference.effect][asked.lang.value]
        console().print(Text.assemble((effect, "bold"), f" - {difference.reason[asked.lang.value]}"))


@app.command()
@question
def obligations(
    asked: Asked,
    from_: Annotated[str, typer.Option("--from", help="The first day, YYYY-MM-DD.")],
    until: Annotated[str, typer.Option(help="The day after the last one, YYYY-MM-DD.")],
    as_of: Annotated[str | None, typer.Option(help="Judge each period as of this day.")] = None,
    delivered: Annotated[
        list[str] | None, typer.Option(help="SERVICE=YYYY-MM-DD that was delivered; repeatable.")
    ] = None,
    icalendar: Annotated[bool, typer.Option("--icalendar", help="Write an iCalendar file.")] = False,
) -> None:
    """List what is owed, in which periods, and whether it was done."""
    engagement = asked.engage()
    found = engagement.obligations(
        read_date(from_),
        read_date(until),
        delivered=[_read_delivered(each) for each in delivered or ()],
        as_of=None if as_of is None else read_date(as_of),
    )
    if icalendar:
        _print_icalendar(engagement, found, asked.lang)
        return
    if asked.form is Format.JSON:
        print_json(TypeAdapter(tuple[Obligation, ...]).dump_python(found, mode="json"))
        return
    _print_obligations(asked, found)
    for service, noun in asked.policy.services.items():
        decision = engagement.delivery(service)
        if engagement.entitlement(service).value and not has_dates(decision.value):
            line = _NO_DATES.format(service=noun.name, reason=decision.reason)
            console().print(line[asked.lang.value])


def _print_icalendar(engagement: Engagement, found: tuple[Obligation, ...], lang: Lang) -> None:
    try:
        typer.echo(engagement.write_icalendar(found, lang.value), nl=False)
    except ModuleNotFoundError:
        raise typer.BadParameter(
            "pip install 'ptc-service-policy[calendar]'", param_hint="--icalendar"
        ) from None


def _print_obligations(asked: Asked, found: tuple[Obligation, ...]) -> None:
    lang: Lang = asked.lang
    table = Table()
    for column in _COLUMNS:
        table.add_column(column[lang.value], overflow="fold")
    for each in found:
        how = Delivery(methods=each.methods, frequency=each.frequency)  # type: ignore[arg-type]
        table.add_row(
            Text(each.name[lang.value]),
            str(each.first),
            str(each.last),
            "-" if each.suggested is None else str(each.suggested),
            Text(name_delivery(how, asked.policy, lang.value)),
            FULFILMENTS[each.fulfilment][lang.value],
        )
    console().print(table, soft_wrap=False)
    for basis in dict.fromkeys(each.basis for each in found):
        console().print(_BASIS.format(basis=BASES[basis])[lang.value])


def _read_pause(text: str) -> tuple[Any, Any]:
    parts = _PAUSE.fullmatch(text)
    if parts is None:
        raise typer.BadParameter(f"{text!r}: START/END", param_hint="--pause")
    return read_instant(parts["start"]), read_instant(parts["end"])


def _read_delivered(text: str) -> Delivered:
    subject, equals, day = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r}: SERVICE=YYYY-MM-DD", param_hint="--delivered")
    return Delivered(subject, read_date(day))
