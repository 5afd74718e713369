"""Of the contracts of a file every fault is told, up to as many as anybody mends."""

from pathlib import Path

import pytest

from ptc_service_policy import Contract, InvalidContractError
from ptc_service_policy.errors import MOST_PROBLEMS
from ptc_service_policy.settling.contract import terms_of
from ptc_service_policy.settling.contract_file import read_contract_file


@pytest.mark.parametrize(
    ("wrong", "told"),
    [(1, 1), (2, 2), (MOST_PROBLEMS, MOST_PROBLEMS), (MOST_PROBLEMS + 2, MOST_PROBLEMS)],
)
def test_the_faults_of_all_contracts_are_told(tmp_path: Path, wrong: int, told: int) -> None:
    file = tmp_path / "contracts.yaml"
    terms = "{ offering: premium, time_zone: UTC, holidays: XX }"
    file.write_text("".join(f"c{number}: {terms}\n" for number in range(wrong)), "utf-8")
    with pytest.raises(InvalidContractError) as refused:
        read_contract_file(file)
    assert [each.path[0] for each in refused.value.problems] == [f"c{number}" for number in range(told)]


def test_what_lacks_a_term_is_told_what() -> None:
    with pytest.raises(InvalidContractError, match="PSP202"):
        terms_of(Contract.model_construct(offering="premium"))


def test_what_lacks_no_term_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    contract = Contract(offering="premium", time_zone="UTC", holidays="none")
    monkeypatch.setattr(Contract, "model_validate", None)
    assert terms_of(contract).offering == "premium"
