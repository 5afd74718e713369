"""Each reading of the register is followed: readings.yaml says which answers it changes, or why none."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from ptc_service_policy import Policy
from ptc_service_policy.authoring.diff import Edition, read_edition
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.register import NONE_CHOSEN
from ptc_service_policy.text import LocalizedText

from .readings import answers, with_chosen

CHANGED: dict[str, dict[str, list[str] | str]] = yaml.safe_load(
    Path(__file__).with_name("readings.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(Path(str(shipped("policies") / "1.0.0")))


@pytest.fixture(scope="module")
def as_it_is(edition: Edition) -> dict[tuple[str, ...], str]:
    return answers(Policy(edition.files))


def test_every_reading_of_the_register_is_in_the_table(edition: Edition) -> None:
    register = edition.files.register.entries
    assert {name: list(readings) for name, readings in CHANGED.items()} == {
        name: list(entry.readings) for name, entry in register.items()
    }


@pytest.mark.parametrize("name", CHANGED)
def test_a_reading_changes_the_answers_that_the_table_says(
    name: str, edition: Edition, as_it_is: dict[tuple[str, ...], str]
) -> None:
    chosen = edition.files.register.entries[name].chosen
    for reading, expected in CHANGED[name].items():
        other = answers(with_chosen(edition, name, NONE_CHOSEN if reading == chosen else reading))
        keys = [key for key in {**as_it_is, **other} if as_it_is.get(key) != other.get(key)]
        found = dict.fromkeys(" ".join(key[:2]).strip() for key in keys)
        assert set(found) == (set() if isinstance(expected, str) else set(expected)), reading


def test_a_silent_source_is_reason_enough_for_no_reading(edition: Edition) -> None:
    name = "response-target-for-tsam"
    entry = edition.files.register.entries[name].model_copy(update={"why": None})
    register = edition.files.register.model_copy(
        update={"entries": FrozenDict({**edition.files.register.entries, name: entry})}
    )
    decision = Policy(replace(edition.files, register=register)).reading(name)
    assert decision.reason == LocalizedText(
        fr=f"{entry.question.fr} Aucune lecture n'est retenue. La source n'en dit rien.",
        en=f"{entry.question.en} No reading is chosen. The source says nothing about it.",
    )
