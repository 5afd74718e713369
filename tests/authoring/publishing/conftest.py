"""A folder of policies with one published version, to be added to."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree, ignore_patterns
from subprocess import CompletedProcess

import pytest
from tests.commands import ptc_policy

from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.versions import LOCK

POLICIES = Path(__file__).parents[3] / "policies"
JOURNAL = """\
# Who is governed by what.
editions:
  - { id: e1, recorded: 2026-01-05, edition: 1.0.0, new_contracts: always, others: none } # the first
"""
SCENARIO = """\
title: { fr: Une question, en: One question }
scenarios:
  stand-in:
    ask: stand-in
    given: { contract: { offering: premium } }
    expect: { value: true, basis: stated }
"""
RunCommand = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="session")
def one_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 1.0.0, published, with one scenario, and its calendars."""
    folder = tmp_path_factory.mktemp("published") / "policies"
    copytree(POLICIES / "1.0.0", folder / "1.0.0", ignore=ignore_patterns("scenarios"))
    folder.joinpath("1.0.0", "scenarios").mkdir()
    folder.joinpath("1.0.0", "scenarios", "one.yaml").write_text(SCENARIO, encoding="utf-8")
    copytree(POLICIES / "calendars", folder / "calendars")
    digest = read_policy_folder(folder / "1.0.0").digest
    lock = f"# What is published.\nversions:\n  1.0.0:\n    digest: {digest} # the first\n"
    folder.joinpath(LOCK).write_text(lock, encoding="utf-8")
    folder.joinpath(EDITIONS).write_text(JOURNAL, encoding="utf-8")
    return folder


@pytest.fixture
def policies(one_version: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be added to."""
    return copytree(one_version, tmp_path / "policies")


@pytest.fixture
def command(policies: Path) -> RunCommand:
    """Run a command beside the folder of policies."""

    return partial(ptc_policy, cwd=policies.parent)
