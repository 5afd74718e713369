"""``ptc-policy answer``: one question, for one contract."""

from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.table import Table
from rich.text import Text

from ptc_service_policy.cli.asking import Asked, question
from ptc_service_policy.cli.options import Format, Lang, read_date, read_instant
from ptc_service_policy.cli.printing import BASES, console, print_json
from ptc_service_policy.cli.values import name_delivery
from ptc_service_policy.evaluation.engagement import Engagement
from ptc_service_policy.evaluation.obligations import Delivered, Obligation
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.text import LocalizedText

app = typer.Typer(
    help="Answer one question for a contract, which is given as a file or by options.", no_args_is_help=True
)

ServiceArgument = Annotated[str, typer.Argument(help="A service, such as service-review.")]

_COLUMNS = (
    LocalizedText(fr="Prestation", en="What is owed"),
    LocalizedText(fr="Du", en="From"),
    LocalizedText(fr="Au", en="To"),
    LocalizedText(fr="Date proposée", en="Suggested date"),
    LocalizedText(fr="Comment", en="How"),
    LocalizedText(fr="État", en="State"),
)
_STATES = {
    "met": LocalizedText(fr="assurée", en="met"),
    "missed": LocalizedText(fr="manquée", en="missed"),
    "due": LocalizedText(fr="due", en="due"),
    "upcoming": LocalizedText(fr="à venir", en="upcoming"),
    None: LocalizedText(fr="", en=""),
}
_NO_DATES = LocalizedText(fr="Sans échéance : {service} - {reason}", en="Without dates: {service} - {reason}")
_BASIS = LocalizedText(fr="Fondement : {basis}.", en="Basis: {basis}.")


@app.command()
@question
def entitlement(service: ServiceArgument, asked: Asked) -> None:
    """Tell whether the contract includes a service."""
    asked.print(asked.ask_offering().entitlement(service))


@app.command()
@question
def delivery(service: ServiceArgument, asked: Asked) -> None:
    """Tell by which means, and how often, a service is delivered."""
    asked.print(asked.ask_offering().delivery(service))


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
        if engagement.entitlement(service).value and not _has_dates(decision.value):
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
            _STATES[each.fulfilment][lang.value],
        )
    console().print(table, soft_wrap=False)
    for basis in dict.fromkeys(each.basis for each in found):
        console().print(_BASIS.format(basis=BASES[basis])[lang.value])


def _has_dates(delivery: Delivery | None) -> bool:
    return delivery is not None and delivery.frequency != "as-needed"


def _read_pause(text: str) -> tuple[Any, Any]:
    start, slash, end = text.partition("/")
    if not slash:
        raise typer.BadParameter(f"{text!r}: START/END", param_hint="--pause")
    return read_instant(start), read_instant(end)


def _read_delivered(text: str) -> Delivered:
    subject, equals, day = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r}: SERVICE=YYYY-MM-DD", param_hint="--delivered")
    return Delivered(subject, read_date(day))
