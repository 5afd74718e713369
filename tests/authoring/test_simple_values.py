"""What a form may change in a file: each value is found, named, and written in its place alone."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy import load_policy
from ptc_service_policy.authoring.simple_values import SimpleValue, simple_values
from ptc_service_policy.loading.strict_yaml import read_yaml

POLICY = Path(__file__).parents[2] / "policies" / "1.0.0"
FILES = load_policy("1.0.0").files
RULES = ("offerings", "entitlements", "cadences", "service-levels", "availability", "engagement")
OTHERS = {"number": "7", "tick": "false", "time": '"08:30"'}


def read(name: str, text: str | None = None) -> tuple[SimpleValue, ...]:
    return simple_values(name, text or (POLICY / f"{name}.yaml").read_text("utf-8"), FILES)


def leaves(data: Any, path: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], Any]:
    """List every leaf of some data by its path."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else None
    if items is None:
        return {path: data}
    return {at: leaf for key, each in items for at, leaf in leaves(each, (*path, key)).items()}


@pytest.mark.parametrize("name", RULES)
def test_what_is_written_in_place_of_a_value_changes_it_and_nothing_else(name: str) -> None:
    text = (POLICY / f"{name}.yaml").read_text("utf-8")
    before = leaves(read_yaml(text.encode(), "").data)
    for value in read(name, text):
        lines = text.split("\n")
        line, start = lines[value.line - 1], value.column - 1
        assert line[start : start + len(value.written)] == value.written
        other = "true" if value.value == "false" else OTHERS[value.kind]
        lines[value.line - 1] = f"{line[:start]}{other}{line[start + len(value.written) :]}"
        after = leaves(read_yaml("\n".join(lines).encode(), "").data)
        assert after == {**before, value.path: yaml.safe_load(other)}, value.path


@pytest.mark.parametrize("name", RULES)
def test_no_two_values_of_a_file_are_named_alike(name: str) -> None:
    for to in ("fr", "en"):
        named = [(each.entry[to], each.label[to]) for each in read(name)]
        assert len(set(named)) == len(named)
        assert all(entry and label for entry, label in named)


def test_every_number_tick_and_time_of_the_rules_is_found() -> None:
    for name in RULES:
        data = read_yaml((POLICY / f"{name}.yaml").read_bytes(), "").data
        wanted = {
            path
            for path, leaf in leaves(data).items()
            if (isinstance(leaf, bool) and path[-2] == "values")
            or (isinstance(leaf, int | float) and not isinstance(leaf, bool))
            or path[-1] in {"opens", "closes"}
        }
        assert {each.path for each in read(name)} == wanted


def test_a_value_is_named_as_a_reader_knows_it() -> None:
    named = {each.label.en: each for each in read("service-levels")}
    target = named["SaaS Service Management Premium, time, business days"]
    assert (target.entry.en, target.kind, target.value) == ("Response to a request", "number", "1")
    assert target.label.fr == "Gestion de service SaaS Premium, délai, jours ouvrables"
    (first, *_) = read("availability")
    assert (first.entry.fr, first.label.fr) == (
        "Heures de travail",
        "Gestion de service SaaS Premium, lundi, ouverture",
    )
    assert (first.kind, first.value, first.written) == ("time", "09:00", '"09:00"')


@pytest.mark.parametrize("name", ["register", "source", "vocabulary", "policy", "terms"])
def test_what_is_no_rule_has_none(name: str) -> None:
    assert simple_values(name, "number: 3\n", FILES) == ()
