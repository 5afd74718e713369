"""What public reports asked for is answered rightly, by contracts that say what they describe."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy import Contract, load_policy

from .kinds import KINDS


class AsWritten(yaml.SafeLoader):
    """Leave dates and times as they were written, as JSON would."""


AsWritten.yaml_implicit_resolvers = {
    first: [each for each in resolvers if not each[0].endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CASES = yaml.load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"), Loader=AsWritten)[
    "cases"
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} {case['about']}" for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    contract = Contract.model_validate({"offering": "premium", **case["contract"]})
    assert Contract.model_validate_json(contract.model_dump_json(by_alias=True)) == contract

    answers = list(KINDS[case["kind"]](load_policy("1.0.0"), contract, case["right"]))
    assert answers
    assert [each for each in answers if each[1] != each[2]] == []
