"""Keys that do not go together are refused by the models as by their schemas."""

from typing import Any

import pytest
from pydantic import ValidationError

from ptc_service_policy.model.engagement import Counted
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.service_levels import Target

A_DAY = {"days": 1}
TOGETHER: list[tuple[type[Noun], dict[str, Any], bool]] = [
    (Counted, {"at_once": True}, True),
    (Counted, {"each": A_DAY}, True),
    (Counted, {"at_once": True, "each": A_DAY}, False),
    (Counted, {"average_over": A_DAY}, False),
    (Target, {"immediately": True}, True),
    (Target, {"immediately": True, "within": {"hours": 4}}, False),
]


@pytest.mark.parametrize(("kind", "said", "is_so"), TOGETHER)
def test_keys_go_together_as_the_schema_has_it(
    kind: type[Noun], said: dict[str, Any], *, is_so: bool
) -> None:
    if is_so:
        assert kind.model_validate(said).model_fields_set == set(said)
    else:
        with pytest.raises(ValidationError):
            kind.model_validate(said)
