"""How counts choose their words, by the rules of CLDR."""

from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from ptc_service_policy.model.spans import Span
from ptc_service_policy.text import (
    LANGUAGES,
    Language,
    LocalizedText,
    is_one,
    uncapitalised,
    write_instant,
    write_time,
)
from ptc_service_policy.topics.wording import number, span

VISITS = LocalizedText(fr="{count:# visite est due|# visites sont dues}", en="{count:# visit|# visits}")


@pytest.mark.parametrize(
    ("count", "fr", "en"),
    [
        (0, "0 visite est due", "0 visits"),
        (0.5, "0,5 visite est due", "0.5 visits"),
        (1, "1 visite est due", "1 visit"),
        (1.0, "1 visite est due", "1 visit"),
        (1.5, "1,5 visite est due", "1.5 visits"),
        (2, "2 visites sont dues", "2 visits"),
        (-1, "-1 visite est due", "-1 visits"),
        (30, "30 visites sont dues", "30 visits"),
    ],
)
def test_a_count_chooses_its_words(count: float, fr: str, en: str) -> None:
    assert VISITS.format(count=count) == LocalizedText(fr=fr, en=en)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("amount", [0, 1, 1.5, 1.99, 2, 2.5, 3, 21, 100])
def test_the_rule_is_that_of_cldr(amount: float, language: Language) -> None:
    assert is_one(amount, language) is (Locale(language).plural_form(amount) == "one")


@pytest.mark.parametrize(
    ("amount", "fr", "en"),
    [
        (999.0, "999", "999"),
        (1000, "1 000", "1,000"),
        (12345.67, "12 345,67", "12,345.67"),
        (1250000, "1 250 000", "1,250,000"),
        (99.99995, "99,99995", "99.99995"),
        (0.0000125, "0,0000125", "0.0000125"),
        (123456789012345678, "123 456 789 012 345 678", "123,456,789,012,345,678"),
        (1e21, "1 000 000 000 000 000 000 000", "1,000,000,000,000,000,000,000"),
    ],
)
def test_a_number_is_written_exactly(amount: float, fr: str, en: str) -> None:
    assert number(amount) == LocalizedText(fr=fr, en=en)


def test_a_count_without_words_is_the_number_alone() -> None:
    assert LocalizedText(fr="{count} sur {total}", en="{count} of {total}").format(count=1, total=2.5) == (
        LocalizedText(fr="1 sur 2,5", en="1 of 2.5")
    )


def test_units_choose_their_words_in_the_same_way() -> None:
    assert span(Span(1.5, "hours")) == LocalizedText(fr="1,5 heure", en="1.5 hours")
    assert span(Span(0, "weeks")) == LocalizedText(fr="0 semaine", en="0 weeks")


@pytest.mark.parametrize(
    ("at", "fr", "en"),
    [
        (time(17), "17 h", "17:00"),
        (time(0), "0 h", "00:00"),
        (time(9, 5), "9 h 05", "09:05"),
        (time(16, 59), "16 h 59", "16:59"),
        (time(17, 0, 1), "17 h 00 min 1 s", "17:00:01"),
    ],
)
def test_a_whole_hour_has_no_minutes_in_french(at: time, fr: str, en: str) -> None:
    assert (write_time(at, "fr"), write_time(at, "en")) == (fr, en)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (ZoneInfo("Europe/Paris"), "Europe/Paris"),
        (UTC, "UTC"),
        (timezone(timedelta(hours=1)), "UTC+01:00"),
        (timezone(timedelta(hours=-3, minutes=-30), "Newfoundland"), "UTC-03:30"),
    ],
)
def test_a_zone_without_an_iana_name_is_told_by_its_offset(zone: tzinfo, name: str) -> None:
    at = datetime(2026, 4, 3, 17, 0, tzinfo=zone)
    assert write_instant(at, "fr") == f"vendredi 3 avril 2026 à 17 h ({name})"
    assert write_instant(at, "en") == f"Friday 3 April 2026 at 17:00 ({name})"


@pytest.mark.parametrize(
    ("fr", "en", "in_fr", "in_en"),
    [
        (
            "Jours fériés de France",
            "French public holidays",
            "jours fériés de France",
            "French public holidays",
        ),
        ("Québec, jours fériés", "Quebec's holidays", "Québec, jours fériés", "Quebec's holidays"),
        ("Noël", "Christmas", "Noël", "Christmas"),
        ("Lundis", "Mondays", "lundis", "Mondays"),
        ("Lundi de Pâques", "Monday after Easter", "lundi de Pâques", "Monday after Easter"),
        ("PTC seule ?", "PTC alone?", "PTC seule ?", "PTC alone?"),
        ("Peut-il refuser ?", "May the manager decline?", "peut-il refuser ?", "may the manager decline?"),
        ("L'Allemagne", "Germany", "l'Allemagne", "Germany"),
        (
            "Standard comprend-il cela ?",
            "Does Standard include this?",
            "Standard comprend-il cela ?",
            "does Standard include this?",
        ),
        ("Service annuel", "Yearly Service Review", "service annuel", "yearly Service Review"),
    ],
)
def test_a_name_within_a_sentence_keeps_the_capital_of_a_proper_name(
    fr: str, en: str, in_fr: str, in_en: str
) -> None:
    said = uncapitalised(LocalizedText(fr=fr, en=en))
    assert (said.fr, said.en) == (in_fr, in_en)
