"""The shared description, where PTC_SERVICE_DESCRIPTION names it, our English edition, and policies."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ptc_service_policy.authoring.source.check import check_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.learn import Lesson
from ptc_service_policy.authoring.source.learned import read_learned
from ptc_service_policy.errors import Problem

from .making import EDITION, POLICY, teach_english

SOURCE = os.environ.get("PTC_SERVICE_DESCRIPTION")
Check = Callable[[str], tuple[Problem, ...]]


@pytest.fixture(scope="session")
def policy() -> EncodedPolicy:
    return EncodedPolicy.read(POLICY, "1.0.0")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The service description itself."""
    if SOURCE is None:
        pytest.skip("PTC_SERVICE_DESCRIPTION does not name the service description")
    return Path(SOURCE)


@pytest.fixture(scope="session")
def check_shared(policy: EncodedPolicy, tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Compare an edit of the shared description with the policy."""
    return _checking(policy, tmp_path_factory.mktemp("shared") / "doc.txt")


@pytest.fixture(scope="session")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[EncodedPolicy, Lesson]:
    return teach_english(tmp_path_factory.mktemp("english") / "1.0.0")


@pytest.fixture(scope="session")
def english(taught: tuple[EncodedPolicy, Lesson]) -> EncodedPolicy:
    """A policy that knows our English edition beside the French description."""
    return taught[0]


@pytest.fixture(scope="session")
def edition() -> str:
    return EDITION.read_text("utf-8")


@pytest.fixture(scope="session")
def check_english(english: EncodedPolicy, tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Compare an edit of our English edition with its policy."""
    return _checking(english, tmp_path_factory.mktemp("edition") / "doc.txt")


def _checking(policy: EncodedPolicy, file: Path) -> Check:
    learned = read_learned(policy)

    def check(text: str) -> tuple[Problem, ...]:
        file.write_bytes(text.encode())
        return check_document(file, file.name, policy, learned).problems

    return check
