"""How firmness is named, also where a record of another library says a word that has no name here."""

import pytest

from ptc_service_policy.decisions import Firmness
from ptc_service_policy.topics.sentences import name_firmness


@pytest.mark.parametrize(
    ("firmness", "fr", "en"),
    [
        (Firmness("objective"), "objectif", "objective"),
        (Firmness("solemn"), "solemn", "solemn"),
        (Firmness("owed", list="partial"), "obligation, partial", "obligation, partial"),
        (Firmness("may", decided_by="both"), "faculté, both", "optional, both"),
    ],
)
def test_a_word_without_a_name_stays_as_it_is_written(firmness: Firmness, fr: str, en: str) -> None:
    assert (name_firmness(firmness).fr, name_firmness(firmness).en) == (fr, en)
