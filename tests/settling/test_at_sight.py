"""Contracts of plain terms are read without pydantic, exactly as pydantic reads them."""

import subprocess
import sys
from datetime import date, datetime
from itertools import combinations
from typing import Any

import pytest

from ptc_service_policy import Contract, InvalidContractError
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.settling.contract import AgreedClosure

BASE = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
LEAVE: dict[str, Any] = {"kind": "leave", "first": date(2026, 7, 1), "last": date(2026, 7, 3)}
FROM_JULY = {"first": "2026-07-01", "weekly": {"mon": [{"opens": "09:00", "closes": "12:00"}]}}
SUMMER = {**FROM_JULY, "last": "2026-08-31"}
TERMS: dict[str, list[Any]] = {
    "id": ["c-1", "é", "", " ", "\ud83d", 1, None],
    "offering": ["standard", "Premium", "a\n", None],
    "time_zone": ["UTC", "Mars/Olympus", b"UTC"],
    "holidays": [
        "FR",
        "fr",
        "XX",
        "none",
        "france",
        [date(2026, 1, 1)],
        (date(2026, 1, 1), "2026-05-01"),
        ["2026-1-1"],
        {"country": "FR"},
        {"country": "FR", "categories": ["public"], "half_days": {"2026-12-24": "12:00"}},
        {"days": [date(2026, 1, 1)], "last": "2026-12-31"},
        {"land": "FR"},
        {},
    ],
    "signed": ["2026-01-01", date(2026, 1, 1), datetime(2026, 1, 1), "20260101", "2026-02-30", 5],  # noqa: DTZ001
    "renewed": [["2026-03-01"], ("2026-03-01", "2026-03-01")],
    "end": ["2025-01-01", "2027-01-01"],
    "start": ["2026-01-01"],
    "attributes": [
        {},
        {"region": "emea"},
        {"seats": 5},
        {"seats": 2.5, "kept": True},
        {"Region": "emea"},
        [],
    ],
    "language": [
        {"value": "fr", "approved_by": "PTC"},
        {"value": "fr"},
        {"value": "xx1", "approved_by": "PTC"},
    ],
    "contacts": [["A", "B"], ["A", "A"]],
    "closures": [
        [LEAVE],
        (LEAVE, {"kind": "leave", "first": "2026-08-01"}),
        [AgreedClosure(**LEAVE)],
        [{**LEAVE, "last": date(2026, 6, 1)}],
        [{**LEAVE, "hours": {"opens": "09:00", "closes": "12:00"}}],
        [{**LEAVE, "why": "rest"}],
        [{"kind": "leave"}],
        {"kind": "leave"},
        [LEAVE, None],
        [],
    ],
    "readings": [{}, {"business-days": "working-hours"}, FrozenDict({"a": "b"}), {"a": 1}, {1: "a"}, "a"],
    "hours": [
        {"weekly": "always", "approved_by": "PTC"},
        {"weekly": {"mon": []}, "approved_by": "PTC"},
        {"weekly": "always", "periods": [SUMMER], "approved_by": "PTC"},
        {"weekly": "always", "periods": [{**SUMMER, "each_year": True}], "approved_by": "PTC"},
        {"weekly": "always", "periods": [FROM_JULY], "approved_by": "PTC"},
        {"weekly": "always", "periods": [{**FROM_JULY, "each_year": True}], "approved_by": "PTC"},
    ],
    "agreed": [[{"rule": "limits.contacts", "value": {"maximum": 5}, "approved_by": "PTC"}], [{}]],
    "nonsense": [1],
}
SINGLE = [(name, value) for name, values in TERMS.items() for value in values]
PAIRS = [(one, other) for one, other in combinations(SINGLE, 2) if one[0] != other[0]]


def read(terms: dict[str, Any], **options: Any) -> Any:
    """Read a contract, by pydantic where there are options, and return all that it holds, or every fault."""
    try:
        contract = Contract.model_validate(terms, **options)
    except InvalidContractError as error:
        return error.problems
    return contract, contract.model_fields_set, repr(contract), contract.model_dump_json(exclude_unset=True)


@pytest.mark.parametrize(("name", "value"), SINGLE, ids=str)
def test_a_term_is_read_as_pydantic_reads_it(name: str, value: Any) -> None:
    terms = {**BASE, name: value}
    assert read(terms) == read(terms, context={})


def test_terms_together_are_read_as_pydantic_reads_them() -> None:
    for one, other in PAIRS[::7]:
        terms = {**BASE, one[0]: one[1], other[0]: other[1]}
        assert read(terms) == read(terms, context={}), terms


def test_a_contract_of_plain_terms_needs_no_pydantic() -> None:
    terms = {
        **BASE,
        "start": "2026-01-01",
        "readings": {"business-days": "working-hours"},
        "attributes": {"region": "emea"},
        "language": {"value": "fr", "approved_by": "PTC"},
        "closures": [{"kind": "leave", "first": "2026-07-01", "last": "2026-07-03"}],
    }
    script = (
        "import sys; from ptc_service_policy import Contract; "
        f"Contract(**{terms!r}); sys.exit('pydantic_core' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_what_was_said_of_one_contract_is_not_what_was_said_of_another() -> None:
    one, other = map(Contract.model_validate, (BASE, {**BASE, "start": date(2026, 1, 1)}))
    assert (one.model_fields_set, other.model_fields_set) == ({*BASE}, {*BASE, "start"})


@pytest.mark.parametrize("period", [SUMMER, FROM_JULY])
def test_hours_for_some_dates_may_be_lists(period: Any) -> None:
    hours = {"weekly": "always", "periods": [period], "approved_by": "PTC"}
    agreed = Contract.model_validate({**BASE, "hours": hours}).hours
    assert agreed is not None
    assert len(agreed.periods) == 1


@pytest.mark.parametrize("holidays", [b"FR", {"country": b"FR"}])
def test_bytes_are_no_text(holidays: Any) -> None:
    with pytest.raises(InvalidContractError, match="PSP205"):
        Contract.model_validate({**BASE, "holidays": holidays})
