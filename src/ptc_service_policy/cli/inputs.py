"""What questions are asked with, as options."""

from inspect import Parameter
from typing import Annotated, Any

import typer

from ptc_service_policy.cli.options import readable
from ptc_service_policy.topics import reading
from ptc_service_policy.topics.topic import Input


def option_of(asked: Input) -> Parameter:
    """Return the option that tells an input."""
    form = reading.FORMS[asked.kind]
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
    with readable(_spelling(asked)):
        return reading.read_input(asked, given)


def _spelling(asked: Input) -> str:
    return f"--{reading.spelling(asked)}"
