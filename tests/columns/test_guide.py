"""The command of the guide does what it says, in both languages; tests/docs runs the rest."""

import re
import shlex
from pathlib import Path

import pytest
from tests.commands import ptc_policy

from ptc_service_policy.text import LANGUAGES

ROOT = Path(__file__).parents[2]


def guide(language: str) -> str:
    return (ROOT / "docs" / language / "guides" / "columns.md").read_text("utf-8")


def blocks(language: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", guide(language), flags=re.S)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_command_answers_its_contracts(language: str, tmp_path: Path) -> None:
    (contracts,) = blocks(language, "yaml")
    (tmp_path / "contracts.yaml").write_text(contracts, "utf-8")
    (tmp_path / "requests.csv").write_text(
        "contract,received_at\nacme,2026-04-03T16:30:00+02:00\nglobex,2026-04-03T14:30:00Z\n", "utf-8"
    )
    (command,) = (block for block in blocks(language, "sh") if block.startswith("ptc-policy"))
    assert ptc_policy(*shlex.split(command)[1:], cwd=tmp_path).returncode == 0
    assert "2026-04-07T15:00:00Z" in (tmp_path / "answers.csv").read_text("utf-8")
