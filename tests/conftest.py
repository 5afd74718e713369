"""Settings of the whole suite.

A normal run draws the same examples every time, on every machine. HYPOTHESIS_PROFILE=nightly draws 10,000 new
ones for every property, and prints how to repeat a failure.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from tests.profiles import PROFILE

SLOW_ORACLE = (HealthCheck.too_slow, HealthCheck.data_too_large)

# The parent is named because Hypothesis takes another one where the variable CI is set.
settings.register_profile(
    "normal",
    settings.get_profile("default"),
    max_examples=60,
    deadline=None,
    suppress_health_check=SLOW_ORACLE,
    derandomize=True,
    database=None,
)
settings.register_profile(
    "nightly", settings.get_profile("normal"), max_examples=10_000, derandomize=False, print_blob=True
)
settings.load_profile(PROFILE)

if PROFILE == "normal":
    # Hypothesis draws some values from the constants of whatever modules are loaded by then, which depends on
    # the tests that ran before in the same process.
    providers._get_local_constants = Constants
    # The order of sets, in the workers of pytest-xdist and in the commands that tests run.
    os.environ.setdefault("PYTHONHASHSEED", "0")


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
