"""What it is to the customer that a reading of the register is chosen, or no longer: nothing but known."""

from copy import deepcopy
from itertools import permutations
from typing import Any

import pytest
import yaml

from ptc_service_policy.authoring.diff import Edition, Effect, compare_editions
from ptc_service_policy.decisions import OPEN
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.register import NONE_CHOSEN

from .conftest import POLICY
from .making import made

REGISTER: dict[str, dict[str, Any]] = yaml.safe_load((POLICY / "register.yaml").read_text("utf-8"))[
    "register"
]
WITHOUT_A_MEANING = {("deliveries-beyond-table-2", "as-needed")}
"""The readings that no policy may choose: a value names their entry, and they say none."""


def with_chosen(edition: Edition, name: str, reading: str) -> Edition | None:
    data = deepcopy(edition.data["register"])
    data["register"][name]["chosen"] = reading
    return made(edition, {"register": data})


@pytest.mark.parametrize("name", REGISTER)
def test_what_becomes_known_is_neither_gain_nor_loss(name: str, original: Edition) -> None:
    unknown = with_chosen(original, name, NONE_CHOSEN)
    assert unknown is not None
    for reading in REGISTER[name]["readings"]:
        known = with_chosen(original, name, reading)
        assert (known is None) == ((name, reading) in WITHOUT_A_MEANING)
        for before, after in () if known is None else ((unknown, known), (known, unknown)):
            effects = {effect for change in compare_editions(before, after) for effect in change.effects}
            assert effects <= {Effect.DIFFERENT, Effect.WORDING}


@pytest.mark.parametrize("name", REGISTER)
def test_an_offering_of_which_more_is_known_than_of_another_gains_and_loses_nothing_by_it(
    name: str, original: Edition
) -> None:
    for reading in (*REGISTER[name]["readings"], NONE_CHOSEN):
        edition = with_chosen(original, name, reading)
        if edition is None:
            continue
        policy = Policy(edition.files)
        for before, after in permutations(policy.offerings, 2):
            for each in policy.compare(before, after).differences:
                is_open = each.before.basis in OPEN or each.after.basis in OPEN
                assert is_open == (each.effect in {"becomes-known", "no-longer-known"})
