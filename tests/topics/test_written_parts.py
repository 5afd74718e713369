"""Whatever the files of a policy may say can be put in words when two versions are compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ptc_service_policy.authoring.diff import Edition, read_edition
from ptc_service_policy.text import LANGUAGES
from ptc_service_policy.topics.rule_parts import write_part
from ptc_service_policy.topics.wording import Wording

ROOT = Path(__file__).parents[2]
POLICIES = (ROOT / "policies", *(ROOT / "tests" / "descriptions" / name for name in ("mcad", "severity")))
OFFICE = {day: [{"opens": "09:00", "closes": "17:00"}] for day in ("mon", "tue", "wed")}
SUMMER = {"first": "2026-07-01", "last": "2026-08-31", "each_year": True, "weekly": OFFICE}


def parts(data: Any) -> Iterator[tuple[str, Any]]:
    """List every part of a file, with the key that it stands under."""
    if isinstance(data, dict):
        for name, each in data.items():
            yield name, each
            yield from parts(each)


@pytest.fixture(scope="module", params=POLICIES, ids=lambda folder: folder.name)
def edition(request: pytest.FixtureRequest) -> Edition:
    """A policy, as it is compared."""
    return read_edition(request.param / "1.0.0")


def test_every_part_of_every_file_is_put_in_words(edition: Edition) -> None:
    wording = Wording(edition.files)
    for file, data in edition.data.items():
        for key, value in parts(data):
            said = write_part(key, value, wording)
            assert all(said[to].strip() for to in LANGUAGES), (file, key)


@pytest.mark.parametrize(
    ("key", "value", "fr", "en"),
    [
        ("weekly", OFFICE, "du lundi au mercredi de 9 h à 17 h", "Monday to Wednesday from 09:00 to 17:00"),
        ("weekly", "always", "jour et nuit, sept jours sur sept", "day and night, seven days a week"),
        ("wed", OFFICE["wed"], "de 9 h à 17 h", "from 09:00 to 17:00"),
        (
            "wed",
            [{"opens": "08:00", "closes": "12:00"}, {"opens": "13:00", "closes": "24:00"}],
            "de 8 h à 12 h et de 13 h à 24 h",
            "from 08:00 to 12:00 and from 13:00 to 24:00",
        ),
        (
            "periods",
            [SUMMER],
            "chaque année, du 1er juillet au 31 août : du lundi au mercredi de 9 h à 17 h",
            "each year from 1 July to 31 August: Monday to Wednesday from 09:00 to 17:00",
        ),
        (
            "hours",
            {"time_zone": "contract", "weekly": OFFICE},
            "du lundi au mercredi de 9 h à 17 h, à l'heure du fuseau du contrat",
            "Monday to Wednesday from 09:00 to 17:00, in the contract's time zone",
        ),
    ],
)
def test_hours_are_told_as_they_are_said(key: str, value: Any, fr: str, en: str) -> None:
    said = write_part(key, value, Wording(read_edition(POLICIES[0] / "1.0.0").files))
    assert (said.fr, said.en) == (fr, en)
