"""The names of countries and of their parts, and the codes that stand for them."""

import pytest

from ptc_service_policy import BusinessTimeError, Contract, PolicyError, load_policy
from ptc_service_policy.business_time import PublicHolidays
from ptc_service_policy.business_time.place_names import as_words, codes_of, known_names

NAMES = {
    "Germany": "DE",
    "Allemagne": "DE",
    "Deutschland": "DE",
    "germany": "DE",
    "DEU": "DE",
    "Bavaria": "DE-BY",
    "Bavière": "DE-BY",
    "Bayern": "DE-BY",
    "DE-Bavaria": "DE-BY",
    "DE-by": "DE-BY",
    "Alsace": "FR-6AE",
    "FR-Bas-Rhin": "FR-6AE",
    "England": "GB-ENG",
    "Angleterre": "GB-ENG",
    "Royaume-Uni": "GB",
    "royaume-uni": "GB",
    "United Kingdom": "GB",
    "Québec": "CA-QC",
    "Quebec": "CA-QC",
    "États-Unis": "US",
    "Etats-Unis": "US",
    "USA": "US",
    "Suisse": "CH",
    "Schweiz": "CH",
    "Österreich": "AT",
    "Côte d’Ivoire": "CI",
    "Norge": "NO",
    "日本": "JP",
}


@pytest.mark.parametrize(("name", "code"), NAMES.items())
def test_a_name_leads_to_the_code_to_write(name: str, code: str) -> None:
    contract = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": name}
    with pytest.raises(PolicyError) as caught:
        load_policy("1.0.0").apply(Contract.model_validate(contract))
    (problem,) = caught.value.problems
    assert problem.path == ("holidays",)
    for hint in (problem.hint.fr, problem.hint.en):
        assert code in hint.replace(",", " ").replace(".", " ").split()
    written = {**contract, "holidays": code}
    assert load_policy("1.0.0").apply(Contract.model_validate(written))


def test_the_short_name_that_the_package_knows_too_is_taken() -> None:
    assert codes_of("UK") == ("GB",)
    assert PublicHolidays("UK").in_year(2026) == PublicHolidays("GB").in_year(2026)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (("Germany",), ": DE"),
        (("Bavaria",), "the country, DE, and the subdivision, BY, apart"),
        (("DE", "Bavaria"), ": BY"),
    ],
)
def test_a_calendar_names_the_code_alone(given: tuple[str, ...], codes: str) -> None:
    with pytest.raises(BusinessTimeError, match=f"{codes}\\."):
        PublicHolidays(*given)


def test_one_name_may_be_that_of_several_places() -> None:
    assert codes_of("Georgia") == ("GE", "US-GA")
    assert codes_of("Nowhere") == codes_of("") == codes_of("x" * 10_000) == ()


def test_every_name_is_folded_and_every_code_is_known() -> None:
    for name in known_names():
        assert as_words(name) == name
        for code in codes_of(name):
            assert PublicHolidays(*code.split("-", 1)).country


def test_the_table_is_what_its_sources_say() -> None:
    pytest.importorskip("babel", reason="the table is made with Babel")
    from tools.place_names import MODULE, write_module

    assert MODULE.read_text("utf-8") == write_module(), "run `make places`"
