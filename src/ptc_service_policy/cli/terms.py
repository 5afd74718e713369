"""The contract that a question is about: a file, options, or both."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from ptc_service_policy.cli.help import told, told_of
from ptc_service_policy.cli.options import DATE, FILE, OFFERING, read_pairs
from ptc_service_policy.errors import InvalidContractError, Problem
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.files import MAX_BYTES, read_named
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.text import LocalizedText

_STANDARD_INPUT = Path("-")
_READING = LocalizedText(fr="ENTRÉE=LECTURE", en="ENTRY=READING")
_MISSING = "PSP202"
_BY_OPTION = LocalizedText(
    fr="Indiquez-la par l'option `--{option}`, ou nommez un contrat par `--contract`.",
    en="Give it by the option `--{option}`, or name a contract by `--contract`.",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Hold what is told of a contract; terms that are given by option win over those of the file."""

    file: Path | None
    told: dict[str, Any]

    @property
    def only_offering(self) -> str | None:
        """Return the offering where nothing else is told, so that the policy alone can be asked."""
        return self.told["offering"] if self.file is None and set(self.told) == {"offering"} else None

    def contract(self) -> Contract:
        """Return the contract; raise InvalidContractError with all that is wrong with it."""
        return self._contract(self._text())

    def applied(self, policy: Policy) -> AppliedPolicy:
        """Apply a policy to the contract.

        Raises:
            InvalidContractError: with all that is wrong with it, by itself or with the policy, and its place.
        """
        text = self._text()
        contract = self._contract(text)
        try:
            return policy.apply(contract)
        except InvalidContractError as error:
            if text is None:
                raise
            from ptc_service_policy.loading.strict_yaml import read_yaml

            document = read_yaml(text, str(self.file))
            told = [{*each.path[:1]} <= self.told.keys() for each in error.problems]
            pairs = zip(error.problems, told, strict=True)
            placed = (each if by_option else document.locate(each) for each, by_option in pairs)
            raise InvalidContractError(*placed) from None

    def _text(self) -> bytes | None:
        if self.file is None:
            return None
        if self.file == _STANDARD_INPUT:
            return typer.get_binary_stream("stdin").read(MAX_BYTES + 1)
        return read_named(self.file, MAX_BYTES, called=str(self.file), refused=InvalidContractError)

    def _contract(self, text: bytes | None) -> Contract:
        if text is None:
            try:
                return Contract.model_validate(self.told)
            except InvalidContractError as error:
                raise InvalidContractError(*map(_led_to_its_option, error.problems)) from None
        written = Contract.from_text(text, file=str(self.file)).model_dump(exclude_none=True, by_alias=True)
        return Contract.model_validate({**written, **self.told})


def _led_to_its_option(problem: Problem) -> Problem:
    """Name the option that gives a key which is missing, where no file could have it."""
    if problem.code != _MISSING or len(problem.path) != 1:
        return problem
    return replace(problem, hint=_BY_OPTION.format(option=str(problem.path[0]).replace("_", "-")))


def read_terms(
    *,
    contract: Annotated[
        Path | None,
        typer.Option(
            metavar=FILE,
            help=told(
                fr="Un fichier de contrat, en YAML ou en JSON ; - pour l'entrée standard.",
                en="A contract file, in YAML or JSON; - for standard input.",
            ),
        ),
    ] = None,
    offering: Annotated[
        str | None,
        typer.Option(
            metavar=OFFERING,
            help=told(fr="L'offre, par exemple premium.", en="The offering, such as premium."),
        ),
    ] = None,
    time_zone: Annotated[
        str | None,
        typer.Option(
            metavar=told(fr="FUSEAU", en="ZONE"),
            help=told(
                fr="Un fuseau IANA, par exemple Europe/Paris.", en="An IANA zone, such as Europe/Paris."
            ),
        ),
    ] = None,
    holidays: Annotated[
        str | None,
        typer.Option(
            metavar=told(fr="CALENDRIER", en="CALENDAR"),
            help=told(
                fr="Un pays (FR), une région (US-CA), un calendrier ou none (aucun jour férié).",
                en="A country (FR), a region (US-CA), a calendar or none.",
            ),
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar=DATE, help=told(fr="Le premier jour du contrat.", en="The contract's first day.")
        ),
    ] = None,
    reading: Annotated[
        list[str] | None,
        typer.Option(
            metavar=told_of(_READING),
            help=told(
                fr="La lecture que le contrat retient pour une entrée du registre ; répétable.",
                en="The reading of an entry of the register that the contract chose; repeatable.",
            ),
        ),
    ] = None,
) -> Terms:
    """Gather what the options tell of a contract."""
    given = {"offering": offering, "time_zone": time_zone, "holidays": holidays, "start": start}
    told: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if reading:
        told["readings"] = dict(read_pairs(reading, "--reading", _READING))
    return Terms(contract, told)
