"""Columns tell whether managers can be reached as the scalar API does, whatever the next edition says."""

from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from tests.columns.conftest import EPOCH, MICROSECOND, Row
from tests.columns.test_equality import Scalar, plain
from tests.evaluation.test_edits import EDITS, PARIS, USUAL, write

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion

ABOUT = [name for name in EDITS if name.startswith("availability: ")]
BEGINS = [datetime(2026, *day, tzinfo=PARIS) for day in ((4, 3), (5, 14), (8, 7))]


@pytest.mark.parametrize("name", ABOUT)
def test_edit(name: str, tmp_path: Path) -> None:
    policy = load_policy(path=write(EDITS[name], tmp_path))
    contracts = {
        f"{number}": Contract.model_validate(
            {**USUAL, "offering": question["offering"], **question.get("contract", {})}
        )
        for number, question in enumerate(EDITS[name]["ask"])
    }
    applied = AppliedPolicies(policy, contracts)
    instants = [begin + timedelta(minutes=53 * step) for begin in BEGINS for step in range(120)]
    asked = [Row(key, (at - EPOCH) // MICROSECOND, None) for key in contracts for at in instants]
    received = pa.array([row.received_at for row in asked], pa.timestamp("us", "Europe/Paris"))
    rows = pa.table({"contract": pa.array([row.contract for row in asked]), "received_at": received})
    answers = plain(applied.answer(rows, AvailabilityQuestion(at="received_at")).read_all())
    scalar = Scalar(applied)
    for row, answer in zip(asked, answers, strict=True):
        assert answer == scalar.availability(row), row
