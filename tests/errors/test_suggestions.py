"""What is offered in place of a name that does not exist."""

import pytest

from ptc_service_policy import load_policy
from ptc_service_policy.business_time.zones import known_zones
from ptc_service_policy.errors import UnknownIdError, suggest
from ptc_service_policy.errors.suggestions import near_names
from ptc_service_policy.model.vocabulary import Plural, Unit
from ptc_service_policy.text import LocalizedText


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
    ("name", "near"), [("lun", []), ("sam", ["sat"]), ("thr", ["thu"]), ("sund", ["sun"]), ("weekend", [])]
)
def test_a_short_name_with_another_first_letter_is_another_name(name: str, near: list[str]) -> None:
    assert near_names(name, ("mon", "tue", "wed", "thu", "fri", "sat", "sun")) == near


def unit(fr: tuple[str, str], en: tuple[str, str]) -> Unit:
    return Unit(fr=Plural(one=fr[0], other=fr[1]), en=Plural(one=en[0], other=en[1]))


UNITS = {
    "call": unit(("appel", "appels"), ("call", "calls")),
    "visit": unit(("visite sur site", "visites sur site"), ("on-site visit", "on-site visits")),
    "meeting": unit(("réunion", "réunions"), ("meeting", "meetings")),
    "person": unit(("personne", "personnes"), ("person", "people")),
}


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("calls", "call"),
        ("appels", "call"),
        ("Appel", "call"),
        ("visites", "visit"),
        ("visite", "visit"),
        ("réunion", "meeting"),
        ("REUNIONS", "meeting"),
        ("réunoin", "meeting"),
        ("people", "person"),
        ("personnes", "person"),
        ("visite-sur-site", "visit"),
    ],
)
def test_what_something_is_called_in_either_language_leads_to_its_id(written: str, id_: str) -> None:
    assert suggest(written, UNITS) == LocalizedText(
        fr=f"Vouliez-vous dire {id_} ?", en=f"Did you mean {id_}?"
    )


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("mensuel", "monthly"),
        ("Mensuelle", "monthly"),
        ("trimestrielle", "quarterly"),
        ("hebdomadaire", "weekly"),
    ],
)
def test_the_names_of_the_vocabulary_lead_to_its_ids(written: str, id_: str) -> None:
    assert suggest(written, load_policy("1.0.0").files.vocabulary.frequencies).en == f"Did you mean {id_}?"


def test_a_service_is_found_by_a_word_of_its_name() -> None:
    with pytest.raises(UnknownIdError, match=r"escalation-management"):
        load_policy("1.0.0").entitlement("premium", "escalades")


@pytest.mark.parametrize("written", ["courrier", "xyz"])
def test_what_nothing_is_called_is_offered_everything(written: str) -> None:
    assert suggest(written, UNITS).en == "Choose from: call, visit, meeting, person."
