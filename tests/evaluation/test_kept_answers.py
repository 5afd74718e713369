"""What a policy keeps of its answers: one for each case, however many numbers tell it."""

from pathlib import Path

import pytest
from tests.evaluation.test_edits import write

from ptc_service_policy import Policy, UnknownIdError, load_policy


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    folder: Path = tmp_path_factory.mktemp("kept")
    few, many = ({"fr": each, "en": each} for each in ("few", "many"))
    seats = {
        "name": {"fr": "Postes", "en": "Seats"},
        "known_from": "request",
        "number": True,
        "unit": "person",
        "bands": {"few": {"to": 10, "name": few}, "many": {"name": many}},
    }
    within = {"few": {"business_hours": 8}, "many": {"business_hours": 4}}
    changes = [
        {"file": "vocabulary", "at": "attributes/seats", "value": seats},
        {
            "file": "service-levels",
            "at": "targets/response/values/premium/value",
            "value": {"within": {"by": "seats", "cases": within}},
        },
    ]
    return load_policy(path=write({"changes": changes}, folder))


def test_an_answer_is_kept_for_a_case_not_for_a_number(policy: Policy) -> None:
    few = policy.response_target("premium", seats=3)
    assert all(policy.response_target("premium", seats=number / 7) is few for number in range(70))
    assert policy.response_target("premium", seats="few") is few
    many = policy.response_target("premium", seats=11)
    assert many.value != few.value
    assert all(policy.response_target("premium", seats=number) is many for number in range(11, 99))


def test_what_tells_no_case_is_refused_whatever_was_asked_before(policy: Policy) -> None:
    policy.response_target("premium", seats=1)
    with pytest.raises(UnknownIdError):
        policy.response_target("premium", seats=True)
