"""No fact of the real version can change without a scenario noticing; all are tried by mutate.py."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def load_tool() -> ModuleType:
    import sys

    spec = importlib.util.spec_from_file_location("mutate", HERE / "mutate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()
EVERY = int(os.environ.get("PTC_MUTATE_EVERY", "400"))
MUTANTS = list(TOOL.mutants())[::EVERY]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied: Path = TOOL.copy_of(TOOL.POLICY, tmp_path_factory.mktemp("mutated"))
    return copied


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_a_changed_fact_is_noticed(mutant: object, folder: Path) -> None:
    assert not TOOL.survives(mutant, folder)


def test_what_changes_nothing_is_not_noticed(folder: Path) -> None:
    same = TOOL.Mutant("offerings", ("charge", "values", "tsam"), "additional")
    assert TOOL.survives(same, folder)
