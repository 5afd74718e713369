"""Where numbers are in another band, what follows for them is told, and for whom."""

from collections.abc import Callable

import pytest

from ptc_service_policy import Contract
from ptc_service_policy.authoring.diff import Edition, compare_with_contracts

MakeEdition = Callable[[list[dict[str, str]]], Edition]
Told = list[tuple[str, str, int, int]]
SIZES = """
attributes:
  size:
    known_from: contract
    name: {{ fr: Taille, en: Size }}
    number: true
    unit: seat
    bands: {bands}
"""
SEVERITY = """
attributes:
  severity:
    known_from: request
    name: { fr: Gravité, en: Severity }
    cases:
"""
SEAT = "  seat: { fr: { one: poste, other: postes }, en: { one: seat, other: seats } }\n"
CHANGES: dict[str, tuple[str, str, Told, set[int]]] = {
    "the same": ("small 250", "small 250", [], set()),
    "one more": ("small 250", "small 251", [("worse", "251 seats", 4, 3)], {251}),
    "fewer": ("small 250", "small 100", [("better", "250 seats", 3, 4)], {101, 250}),
    "a band before the last": (
        "small 250",
        "small 250, middle 500",
        [("worse", "500 seats", 4, 2)],
        {251, 400, 401, 500},
    ),
    "the band before the last leaves": (
        "small 250, middle 500",
        "small 250",
        [("better", "500 seats", 2, 4)],
        {251, 400, 401, 500},
    ),
    "two bounds": (
        "small 100, middle 400",
        "small 250, middle 500",
        [("better", "250 seats", 2, 3), ("worse", "500 seats", 4, 2)],
        {101, 250, 401, 500},
    ),
}
CONTACTS = {"small": 3, "middle": 2, "large": 4}
SEATS = (100, 101, 250, 251, 400, 401, 500, 501)


def with_bands(edited: MakeEdition, bands: str) -> Edition:
    ends = dict(each.split() for each in bands.split(", "))
    named = {
        name: f"{{ name: {{ fr: Taille {name}, en: Size {name} }}, to: {end} }}" for name, end in ends.items()
    }
    named["large"] = "{ name: { fr: Taille large, en: Size large } }"
    written = ", ".join(f"{name}: {said}" for name, said in named.items())
    cases = ", ".join(f"{name}: {contacts}" for name, contacts in CONTACTS.items() if name in named)
    maximum = f"premium: {{ maximum: {{ by: size, cases: {{ {cases} }} }}, unit"
    return edited(
        [
            {"file": "vocabulary.yaml", "append": SIZES.format(bands=f"{{ {written} }}")},
            {"file": "vocabulary.yaml", "replace": "units:\n", "with": f"units:\n{SEAT}"},
            {"file": "engagement.yaml", "replace": "premium: { maximum: 3, unit", "with": maximum},
        ]
    )


def premium(seats: int) -> Contract:
    terms = {
        "offering": "premium",
        "time_zone": "Europe/Paris",
        "holidays": "FR",
        "attributes": {"size": seats},
    }
    return Contract.model_validate(terms)


@pytest.mark.parametrize("case", CHANGES)
def test_each_number_that_is_in_another_band_is_told_with_what_follows(
    case: str, edited: MakeEdition
) -> None:
    before, after, told, moved = CHANGES[case]
    contracts = {str(seats): premium(seats) for seats in SEATS}
    found = compare_with_contracts(with_bands(edited, before), with_bands(edited, after), contracts).changes
    answers = [each for each in found if each.topic == "limit" and each.offering == "premium"]
    assert [
        (each.effect, each.label.en.rpartition(", ")[2], each.before.en[:9], each.after.en[:9])
        for each in answers
    ] == [(effect, seats, f"at most {was}", f"at most {now}") for effect, seats, was, now in told]
    assert {int(key) for each in answers for key in each.contracts} == moved
    assert {(each.topic, each.offering) for each in found} <= {("limit", "premium"), ("limit", "tsam")}


def with_cases(edited: MakeEdition, *names: str) -> Edition:
    cases = "".join(f"      {name}: {{ name: {{ fr: Cas {name}, en: Case {name} }} }}\n" for name in names)
    within = ", ".join(f"{name}: {{ business_days: {count} }}" for count, name in enumerate(names, start=1))
    return edited(
        [
            {"file": "vocabulary.yaml", "append": SEVERITY + cases},
            {
                "file": "service-levels.yaml",
                "replace": "within: { business_days: 1 },",
                "with": f"within: {{ by: severity, cases: {{ {within} }} }},",
            },
        ]
    )


@pytest.mark.parametrize("way", [1, -1])
def test_a_case_and_what_a_rule_says_in_it_come_and_leave_as_one_change(
    way: int, edited: MakeEdition
) -> None:
    before, after = (with_cases(edited, *names) for names in (("s1", "s2"), ("s1", "s2", "s3"))[::way])
    (change,) = compare_with_contracts(before, after, {}).changes
    assert (change.topic, change.id, change.offering, change.effect) == (
        *("terms", "response", "premium", "different"),
    )
    places = [each.before or each.after for each in change.edits]
    assert [place.file.rpartition("/")[2] for place in places if place] == [
        "service-levels.yaml",
        "vocabulary.yaml",
    ]


def test_a_last_band_that_no_rule_names_is_told_once(edited: MakeEdition) -> None:
    small, large = "name: { fr: Petite, en: Small }", "name: { fr: Grande, en: Large }"
    bands = (f"{{ small: {{ {small} }} }}", f"{{ small: {{ {small}, to: 250 }}, large: {{ {large} }} }}")
    written = (SIZES.format(bands=each) for each in bands)
    seat = {"file": "vocabulary.yaml", "replace": "units:\n", "with": f"units:\n{SEAT}"}
    before, after = (edited([{"file": "vocabulary.yaml", "append": each}, seat]) for each in written)
    assert [each.topic for each in compare_with_contracts(before, after, {}).changes] == ["terms"]
