"""Many contracts in one file, each under a key."""

from dataclasses import replace
from os import PathLike
from pathlib import Path

from ptc_service_policy.errors import InvalidContractError, describe
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.validation import each_fault_once
from ptc_service_policy.settling.contract import Contract

_MAX_BYTES = 100_000_000


def read_contracts(path: str | PathLike[str]) -> dict[str, Contract]:
    """Read contracts by key from a YAML or JSON file.

    Raises:
        InvalidContractError: with every fault and its place in the file.
        OSError: if the file cannot be read.
    """
    document = read_yaml(Path(path).read_bytes(), str(path), _MAX_BYTES)
    if document.data is None:
        raise InvalidContractError(*document.problems)
    if not isinstance(document.data, dict) or not document.data:
        raise InvalidContractError(describe("PSP774", file=str(path), line=1, column=1))
    contracts, found = {}, []
    for key, terms in document.data.items():
        try:
            contracts[str(key)] = Contract.model_validate(terms)
        except InvalidContractError as error:
            found += [document.locate(replace(each, path=(key, *each.path))) for each in error.problems]
    if problems := each_fault_once(document.problems, found):
        raise InvalidContractError(*problems)
    return contracts
