"""What questions are asked with, as options."""

from inspect import Parameter
from typing import Annotated, Any

import typer

from ptc_service_policy.cli.help import told_of
from ptc_service_policy.cli.options import readable
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics import reading
from ptc_service_policy.topics.topic import Input

_HELP = LocalizedText(fr="{label} : {form}.", en="{label}: {form}.")
_REPEATABLE = LocalizedText(fr="{label} : {form} ; répétable.", en="{label}: {form}; repeatable.")
_METAVARS = {
    "instant": LocalizedText(fr="INSTANT", en="INSTANT"),
    "date": LocalizedText(fr="DATE", en="DATE"),
    "pauses": LocalizedText(fr="DÉBUT/FIN", en="START/END"),
    "marks": LocalizedText(fr="PART|DURÉE", en="SHARE|LENGTH"),
    "deliveries": LocalizedText(fr="SERVICE=DATE", en="SERVICE=DATE"),
    "events": LocalizedText(fr="ÉVÉNEMENT=DATE", en="EVENT=DATE"),
    "figures": LocalizedText(fr="LIMITE=VALEURS", en="LIMIT=FIGURES"),
}


def option_of(asked: Input) -> Parameter:
    """Return the option that tells an input."""
    form = reading.FORMS[asked.kind]
    plain = list[str] if form.repeatable else str
    help_ = (_REPEATABLE if form.repeatable else _HELP).format(label=asked.label, form=form.help)
    option = typer.Option(_spelling(asked), metavar=told_of(_METAVARS[asked.kind]), help=told_of(help_))
    return Parameter(
        parameter_of(asked),
        Parameter.KEYWORD_ONLY,
        default=None if asked.optional else Parameter.empty,
        annotation=Annotated[plain | None if asked.optional else plain, option],
    )


def parameter_of(asked: Input) -> str:
    """Return the name of the parameter; a contract has a start too."""
    return f"asked_{asked.name}"


def read_input(asked: Input, given: Any) -> Any:
    """Read what an option tells."""
    with readable(_spelling(asked)):
        return reading.read_input(asked, given)


def _spelling(asked: Input) -> str:
    return f"--{reading.spelling(asked)}"
