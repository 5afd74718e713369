"""The policy, and contracts that differ from the usual one in what a test is about."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ptc_service_policy import AppliedPolicy, Contract, Policy, load_policy

USUAL = {"time_zone": "Europe/Paris", "holidays": "FR", "start": date(2026, 1, 15)}


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy("1.0.0")


@pytest.fixture(scope="session")
def apply(policy: Policy) -> Callable[..., AppliedPolicy]:
    """Apply it to a contract in Paris from 15 January 2026; keywords replace terms, None removes one."""

    def apply(offering: str, **terms: Any) -> AppliedPolicy:
        given = {"offering": offering, **USUAL, **terms}
        return policy.apply(
            Contract.model_validate({key: value for key, value in given.items() if value is not None})
        )

    return apply
