"""What is offered in place of a name that does not exist."""

import pytest

from ptc_service_policy.business_time.zones import known_zones
from ptc_service_policy.errors import suggest
from ptc_service_policy.errors.suggestions import near_names


@pytest.mark.parametrize("zones", [known_zones(), ("contract", "Europe/Paris", *known_zones())])
def test_a_name_that_is_listed_twice_is_offered_once(zones: tuple[str, ...]) -> None:
    assert suggest("Europe/Pariss", zones) == suggest("Europe/Pariss", known_zones())
    assert len(set(near_names("Europe/Pariss", known_zones()))) == 3


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("standin", "Did you mean availability.stand-in?"),
        ("xyz", "Choose from: availability.stand-in, availability.meetings."),
    ],
)
def test_what_was_right_stands_around_what_is_offered(name: str, said: str) -> None:
    assert suggest(name, ("stand-in", "meetings"), before="availability.").en == said


@pytest.mark.parametrize(
    "name", ["response-of-1234", "Xesponse-of-1234", "response-of-1234X", "responze-of-1234"]
)
def test_of_many_names_those_that_begin_or_end_alike_are_looked_at(name: str) -> None:
    names = [f"{what}-of-{number}" for number in range(1_000, 3_000) for what in ("response", "change")]

    assert near_names(name, names)[0] == "response-of-1234"


@pytest.mark.parametrize(
    ("name", "near"), [("lun", []), ("sam", ["sat"]), ("thr", ["thu"]), ("sund", ["sun"])]
)
def test_a_short_name_with_another_first_letter_is_another_name(name: str, near: list[str]) -> None:
    assert near_names(name, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")) == near
