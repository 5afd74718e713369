"""Settings of the whole suite: HYPOTHESIS_PROFILE=nightly gives every property 10,000 examples."""

import os

import pytest
from hypothesis import HealthCheck, settings

SLOW_ORACLE = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("normal", max_examples=60, deadline=None, suppress_health_check=SLOW_ORACLE)
settings.register_profile("nightly", settings.get_profile("normal"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--packaging", action="store_true", help="build and install the distributions too (slow)"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--packaging"):
        return
    skip = pytest.mark.skip(reason="builds and installs distributions: give --packaging")
    for item in items:
        if "packaging" in item.keywords:
            item.add_marker(skip)
