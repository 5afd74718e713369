"""Many contracts in one file, each under a key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

from ptc_service_policy.errors import MOST_PROBLEMS, InvalidContractError, Problem, describe
from ptc_service_policy.loading.files import read_named
from ptc_service_policy.loading.strict_yaml import Document, read_yaml
from ptc_service_policy.loading.validation import each_fault_once
from ptc_service_policy.settling.contract import Contract

_MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class ContractFile:
    """Hold the contracts of a file by key, and where each thing stands in it."""

    contracts: Mapping[str, Contract]
    document: Document

    def locate(self, key: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Place the problems of one contract in the file."""
        return tuple(_locate(self.document, key, problems))


def read_contracts(path: str | PathLike[str]) -> dict[str, Contract]:
    """Read contracts by key from a YAML or JSON file.

    Raises:
        InvalidContractError: if the file cannot be read, or with every fault and its place in it.
    """
    return dict(read_contract_file(path).contracts)


def read_contract_file(path: str | PathLike[str]) -> ContractFile:
    """Read contracts by key from a YAML or JSON file, with their places.

    Raises:
        InvalidContractError: if the file cannot be read, or with every fault and its place in it.
    """
    raw = read_named(Path(path), _MAX_BYTES, called=str(path), refused=InvalidContractError)
    document = read_yaml(raw, str(path), _MAX_BYTES)
    if document.data is None:
        raise InvalidContractError(*document.problems)
    if not isinstance(document.data, dict) or not document.data:
        raise InvalidContractError(describe("PSP774", file=str(path), line=1, column=1))
    contracts: dict[str, Contract] = {}
    found: list[Problem] = []
    for key, terms in document.data.items():
        try:
            contracts[key] = Contract.model_validate(terms)
        except InvalidContractError as error:
            found += _locate(document, key, error.problems)
            if len(found) >= MOST_PROBLEMS:
                break
    if problems := each_fault_once(document, found):
        raise InvalidContractError(*problems)
    return ContractFile(contracts, document)


def _locate(document: Document, key: str, problems: Iterable[Problem]) -> Iterable[Problem]:
    return (document.locate(replace(each, path=(key, *each.path))) for each in problems)
