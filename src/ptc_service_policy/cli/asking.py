"""What every question for a contract shares: how the contract is given and the answer written."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from ptc_service_policy.cli.options import (
    Format,
    FormatOption,
    Lang,
    LangOption,
    PathOption,
    VersionOption,
    choose_policy,
)
from ptc_service_policy.cli.printing import print_decision, reporting
from ptc_service_policy.cli.values import name_value
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import InvalidContractError
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.evaluation.engagement import Engagement
from ptc_service_policy.evaluation.policy import Policy


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold the policy and the contract that a question is about, and how to write the answer."""

    policy: Policy
    contract: Path | None
    terms: dict[str, Any]
    lang: Lang
    form: Format

    @property
    def knows_only_the_offering(self) -> bool:
        """Tell whether nothing else of a contract is given, so that the policy alone can be asked."""
        return self.contract is None and set(self.terms) == {"offering"}

    def engage(self) -> Engagement:
        """Apply the policy to the contract; raise InvalidContractError with all that is wrong with it."""
        return self.policy.engage(self._read())

    def _read(self) -> Contract:
        if self.contract is None:
            return Contract.model_validate(self.terms)
        try:
            read = Contract.from_file(self.contract)
        except OSError as error:
            cause = error.strerror or type(error).__name__
            name = str(self.contract)
            raise InvalidContractError.of("PSP003", file=name, name=name, cause=cause) from None
        return Contract.model_validate({**read.model_dump(exclude_none=True), **self.terms})

    def print(self, decision: Decision[Any]) -> None:
        """Print a decision as the options ask."""
        answer = name_value(decision.value, self.policy, self.lang.value)
        print_decision(decision, answer, self.lang, self.form)


def _shared(
    *,
    contract: Annotated[Path | None, typer.Option(help="A contract file, in YAML or JSON.")] = None,
    offering: Annotated[str | None, typer.Option(help="tsam, standard or premium.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="An IANA zone, such as Europe/Paris.")] = None,
    holidays: Annotated[str | None, typer.Option(help="A country (FR), a region (US-CA) or none.")] = None,
    start: Annotated[str | None, typer.Option(help="The contract's first day, YYYY-MM-DD.")] = None,
    reading: Annotated[
        list[str] | None, typer.Option(help="INTERPRETATION=READING that the contract chose; repeatable.")
    ] = None,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
    version: VersionOption = None,
    path: PathOption = None,
) -> Asked:
    """Gather the shared options; terms given by option win over those of the file."""
    given = {"offering": offering, "time_zone": time_zone, "holidays": holidays, "start": start}
    terms: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if reading:
        terms["readings"] = dict(map(_read_reading, reading))
    return Asked(choose_policy(version, path), contract, terms, lang, form)


def _read_reading(text: str) -> tuple[str, str]:
    gap, equals, name = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r}: INTERPRETATION=READING", param_hint="--reading")
    return gap, name


def question(ask: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of ``_shared``, after its own, and what they gather as ``asked``."""
    own = [parameter for name, parameter in inspect.signature(ask).parameters.items() if name != "asked"]
    shared = list(inspect.signature(_shared).parameters.values())

    @wraps(ask)
    def command(**options: Any) -> None:
        with reporting(options["lang"], options["form"]):
            asked = _shared(**{each.name: options.pop(each.name) for each in shared})
            ask(asked=asked, **options)

    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*own, *shared)]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
