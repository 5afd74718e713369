"""What questions are asked with is read from text, and what contradicts itself is not."""

import pytest

from ptc_service_policy.topics.reading import FORMS, UnreadableError

# a text, and the instant that it is, if it is one
INSTANTS = [
    ("2026-04-03T16:30[Europe/Paris]", "2026-04-03T16:30:00+02:00"),
    ("2026-04-03T16:30+02:00[Europe/Paris]", "2026-04-03T16:30:00+02:00"),
    ("2026-04-03T14:30Z[Europe/Paris]", "2026-04-03T16:30:00+02:00"),
    ("2026-01-03T16:30+02:00[Europe/Paris]", None),
    ("2026-04-03T16:30+05:00[Europe/Paris]", None),
    ("2026-04-03T16:30+00:00[Europe/Paris]", None),
    ("2026-04-03T16:30+05:00", "2026-04-03T16:30:00+05:00"),
]


@pytest.mark.parametrize(("text", "expected"), INSTANTS)
def test_an_offset_beside_a_zone_is_that_of_the_zone(text: str, expected: str | None) -> None:
    if expected is not None:
        assert FORMS["instant"].read(text).isoformat() == expected
        return
    with pytest.raises(UnreadableError) as caught:
        FORMS["instant"].read(text)
    assert "Europe/Paris" in caught.value.said.fr
    assert ("+01:00" if "-01-" in text else "+02:00") in caught.value.said.en


@pytest.mark.parametrize("text", ["2026-04-03T16:30Z/", "2026-04-03T16:30Z/ ", "2026-04-03T16:30Z", "/.."])
def test_a_pause_without_its_end_is_none(text: str) -> None:
    assert FORMS["pauses"].read(["2026-04-03T16:30Z/.."])[0][1] is None
    with pytest.raises(UnreadableError):
        FORMS["pauses"].read([text])
