"""What questions are asked with, as options: each kind of input has one form of text."""

import re
from collections.abc import Callable
from datetime import date, datetime
from inspect import Parameter
from typing import Annotated, Any, NamedTuple

import typer

from ptc_service_policy.cli.options import read_date, read_instant, read_pairs
from ptc_service_policy.topics.obligations import Delivered, Happened
from ptc_service_policy.topics.topic import Input

_PAUSE = re.compile(r"(?P<start>[^/\[\]]+(\[[^\[\]]+\])?)/(?P<end>.+)")
"""START/END, where a zone in brackets may hold slashes of its own."""
_SPELT = {"start": "from", "end": "until", "pauses": "pause", "events": "event"}
"""The options that are not called as what they tell: a contract has a --start and an end too."""


class _Form(NamedTuple):
    """Hold how a kind of input is written, and what reads it."""

    help: str
    read: Callable[[Any, str], Any]
    repeatable: bool = False


def _pauses(texts: list[str], option: str) -> list[tuple[datetime, datetime]]:
    found = [_PAUSE.fullmatch(text) for text in texts]
    if None in found:
        raise typer.BadParameter(f"{texts[found.index(None)]!r}: START/END", param_hint=option)
    return [(read_instant(each["start"]), read_instant(each["end"])) for each in found if each]


def _dated(make: Callable[[str, date], Any], form: str) -> Callable[[list[str], str], list[Any]]:
    return lambda texts, option: [make(name, read_date(day)) for name, day in read_pairs(texts, option, form)]


def _figures(texts: list[str], option: str) -> dict[str, list[float]]:
    used: dict[str, list[float]] = {}
    for limit, figures in read_pairs(texts, option, _FIGURES):
        try:
            used.setdefault(limit, []).extend(map(float, figures.split(",")))
        except ValueError:
            raise typer.BadParameter(f"{figures!r}: {_FIGURES}", param_hint=option) from None
    return used


_FIGURES = "LIMIT=FIGURE[,FIGURE...]"
_FORMS = {
    "instant": _Form(
        "2026-04-03T16:30+02:00 or 2026-04-03T16:30[Europe/Paris]", lambda text, _: read_instant(text)
    ),
    "date": _Form("YYYY-MM-DD", lambda text, _: read_date(text)),
    "pauses": _Form("START/END", _pauses, repeatable=True),
    "deliveries": _Form("SERVICE=YYYY-MM-DD", _dated(Delivered, "SERVICE=YYYY-MM-DD"), repeatable=True),
    "events": _Form("EVENT=YYYY-MM-DD", _dated(Happened, "EVENT=YYYY-MM-DD"), repeatable=True),
    "figures": _Form(f"{_FIGURES}, the newest last", _figures, repeatable=True),
}


def option_of(asked: Input) -> Parameter:
    """Return the option that tells an input."""
    form = _FORMS[asked.kind]
    plain = list[str] if form.repeatable else str
    told = typer.Option(
        _spelling(asked), help=f"{asked.label.en}: {form.help}{'; repeatable.' * form.repeatable}"
    )
    return Parameter(
        parameter_of(asked),
        Parameter.KEYWORD_ONLY,
        default=None if asked.optional else Parameter.empty,
        annotation=Annotated[plain | None if asked.optional else plain, told],
    )


def parameter_of(asked: Input) -> str:
    """Return the name of the parameter; a contract has a start too."""
    return f"asked_{asked.name}"


def read_input(asked: Input, given: Any) -> Any:
    """Read what an option tells."""
    return _FORMS[asked.kind].read(given, _spelling(asked))


def _spelling(asked: Input) -> str:
    return f"--{_SPELT.get(asked.name, asked.name.replace('_', '-'))}"
