"""Settings of the whole suite.

A normal run draws the same examples every time, on every machine. HYPOTHESIS_PROFILE=nightly draws 10,000 new
ones for every property, and prints how to repeat a failure.
"""

import gc
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from tests.profiles import PROFILE

from ptc_service_policy.authoring.scenarios import reading
from ptc_service_policy.authoring.scenarios.scenario_file import ScenariosFile
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading import strict_yaml
from ptc_service_policy.loading.files import MAX_BYTES
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.topics import registry

Judged = tuple[ScenariosFile | None, tuple[Problem, ...]]
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


def _read_as_data(stream: Any) -> Any:
    return yaml.load(stream, Loader=strict_yaml.LOADER)


# The tables of tests are half a megabyte of YAML, for which the loader in Python takes seconds.
yaml.safe_load = _read_as_data


# A suite keeps thousands of policies and makes few cycles: to look for them now and then is enough.
gc.set_threshold(50_000, 20, 50)


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


@pytest.fixture(scope="session", autouse=True)
def each_text_is_read_once() -> Iterator[None]:
    """Read once what stands alike in a thousand copies of the policy, and judge scenarios once."""
    read = strict_yaml.read_yaml
    alike = lru_cache(maxsize=1_000)(partial(read, file=""))

    @lru_cache(maxsize=1_000)
    def read_once(raw: bytes, file: str, limit: int = MAX_BYTES) -> Document:
        found = alike(raw, limit=limit)
        return read(raw, file, limit) if found.problems else replace(found, file=file)

    validate = reading.validate_scenarios

    @cache
    def judge(document: Document, _topics: object) -> Judged:
        return validate(document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "read_yaml", read_once)
        patch.setattr(reading, "validate_scenarios", lambda document: judge(document, registry.topics()))
        yield
