"""What topics say in words where the value is a list, a plain no or nothing."""

from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from ptc_service_policy import AppliedPolicy, Contract, PolicyError, UnknownIdError, load_policy
from ptc_service_policy.decisions import Basis, Firmness, Grounds, Reason
from ptc_service_policy.model.engagement import Right
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.rules import Part
from ptc_service_policy.model.service_levels import Target
from ptc_service_policy.settling.part_names import PARTS
from ptc_service_policy.settling.subject import Book, Settled, Subject
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.kinds import LIMITS, TARGETS
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.sentences import name_firmness, sentences_of
from ptc_service_policy.topics.topic import Case
from ptc_service_policy.topics.wording import Wording, holiday_name

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture(scope="module")
def applied() -> AppliedPolicy:
    contract = Contract(offering="standard", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))
    return load_policy("1.0.0").apply(contract)


def test_obligations_are_named_one_a_line_and_the_reason_names_what_has_no_dates(
    applied: AppliedPolicy,
) -> None:
    asked, wording = topic("obligations"), Wording(load_policy("1.0.0").files)
    given = {"start": date(2026, 2, 1), "end": date(2026, 2, 2)}
    answer = applied.ask("obligations", **given, as_of=date(2026, 5, 1))
    said = asked.name_answer(answer, wording).en.splitlines()
    assert len(said) == len(answer.value) > 1
    assert said[0].startswith("Service review, from Thursday 15 January 2026 to ")
    assert said[0].endswith("; suggested date: Thursday 15 January 2026; missed")
    assert not asked.name_answer(applied.ask("obligations", **given), wording).en.endswith("missed")
    assert "Included services with no due date: Customer enablement, Maintenance" in answer.reason.en
    assert "Services compris, mais sans date d'échéance : " in answer.reason.fr
    before = applied.ask("obligations", start=date(2026, 2, 1), end=date(2026, 2, 1))
    assert asked.name_answer(before, wording).fr == "rien"


def test_what_a_workload_exceeds_is_said_one_a_line(applied: AppliedPolicy) -> None:
    asked, wording = topic("workload"), Wording(load_policy("1.0.0").files)
    found = applied.ask("workload", used={"contacts": 4, "open-cases": 31})
    assert asked.name_answer(found, wording).fr.splitlines() == [each.reason.fr for each in found.value or ()]
    premium = applied.contract.model_copy(update={"offering": "premium"})
    within = load_policy("1.0.0").apply(premium).ask("workload", used={"contacts": 3})
    assert asked.name_answer(within, wording).en == "No limit is exceeded."


def test_windows_are_named_one_a_line() -> None:
    policy = load_policy("1.0.0")
    applied = policy.apply(Contract(offering="premium", time_zone="Europe/Paris", holidays="FR"))
    week = {"start": datetime(2026, 4, 6, tzinfo=UTC), "end": datetime(2026, 4, 10, tzinfo=UTC)}
    said = topic("windows").name_answer(applied.ask("windows", **week), Wording(policy.files)).fr.splitlines()
    assert len(said) == 3
    assert said[0].startswith("du mardi 7 avril 2026 à 9 h (Europe/Paris) au mardi 7 avril 2026 à 17 h")


@pytest.mark.parametrize(
    ("basis", "fr", "en"),
    [
        ("unstated", "non précisé", "not stated"),
        ("ambiguous", "susceptible de plusieurs lectures", "open to several readings"),
    ],
)
def test_an_open_answer_is_named_by_its_basis(basis: str, fr: str, en: str) -> None:
    policy = load_policy("1.0.0")
    for answer in policy.summary("standard"):
        said = topic(answer.topic).name_answer(answer.decision, Wording(policy.files))
        assert (answer.decision.basis == basis) == ((said.fr, said.en) == (fr, en))


def test_a_commitment_that_is_not_given_is_said_with_no(tmp_path: Path) -> None:
    copytree(POLICIES, tmp_path / "policies")
    file = tmp_path / "policies" / "1.0.0" / "engagement.yaml"
    text = file.read_text("utf-8")
    assert "coordination:\n" in text
    file.write_text(text.replace("premium: true", "premium: false"), "utf-8")
    policy = load_policy(path=file.parent)
    answer = policy.commitment("premium", "coordination")
    assert answer.value is False
    assert answer.reason.en.startswith('"SaaS Service Management Premium" does not include the commitment')
    assert topic("commitment").name_answer(answer, Wording(policy.files)).fr == "non"


@pytest.mark.parametrize(
    ("firmness", "fr", "en"),
    [
        (Firmness("owed"), "obligation", "obligation"),
        (Firmness("usual", of=("times",)), "habituel pour les heures", "usual regarding the times"),
        (
            Firmness("may", decided_by="ptc", list="examples"),
            "faculté, à la discrétion de PTC, énumération non limitative",
            "optional, at PTC's discretion, list not exhaustive",
        ),
    ],
)
def test_firmness_is_named(firmness: Firmness, fr: str, en: str) -> None:
    said = name_firmness(firmness)
    assert (said.fr, said.en) == (fr, en)


def test_the_entry_that_is_meant_where_none_is_named(applied: AppliedPolicy) -> None:
    files = load_policy("1.0.0").files
    assert (TARGETS.meant(files), LIMITS.meant(files)) == ("response", "")
    with pytest.raises(PolicyError) as refused:
        applied.ask("limit")
    assert refused.value.problems[0].code == "PSP723"
    assert "contacts, open-cases, weekly-hours" in refused.value.problems[0].hint.fr
    with pytest.raises(UnknownIdError):
        applied.ask("limit", "contact")


@pytest.mark.parametrize(
    ("firmness", "fr", "en"),
    [
        (
            Firmness("objective", "ptc", of=("times",)),
            "Pour les heures : c'est un objectif ; la décision appartient à PTC.",
            "Regarding the times: this is an objective; it is for PTC to decide.",
        ),
        (
            Firmness("may", "ptc"),
            "La source en fait une faculté, non une obligation. La décision appartient à PTC.",
            "The source makes this an option, not an obligation. It is for PTC to decide.",
        ),
        (Firmness("owed", of=("days",)), "", ""),
    ],
)
def test_what_is_hedged_is_named_once(firmness: Firmness, fr: str, en: str) -> None:
    reason = Reason.of_sentences(sentences_of(firmness))
    assert (reason.fr, reason.en) == (fr, en)


@pytest.mark.parametrize("name", ["additional-offering", "shared-manager"])
@pytest.mark.parametrize(
    ("firmness", "fr", "en"),
    [
        (Firmness("may", "ptc"), "", ""),
        (
            Firmness("may", "customer"),
            "La décision appartient au client.",
            "It is for the customer to decide.",
        ),
        (Firmness("objective"), "C'est un objectif.", "This is an objective."),
    ],
)
def test_a_right_says_itself_that_it_may_be_used(name: str, firmness: Firmness, fr: str, en: str) -> None:
    asked, files = topic(name), load_policy("1.0.0").files
    case: Case[Right] = Case(Subject(Book(files), "premium"))
    value = Right.model_construct(right_of="ptc")
    settled = Settled.of(value, Grounds(Basis.STATED, firmness=(firmness,)))
    reason = asked.decide(case, settled).reason
    assert (reason.fr.partition("C'est un droit de PTC.")[2].strip(), reason.fr.count("faculté")) == (fr, 0)
    assert reason.en.partition("This is a right of PTC.")[2].strip() == en


def test_a_share_of_cases_is_a_phrase_of_its_own_where_it_is_told_alone() -> None:
    (part,) = (each for each in topic("target").parts if each.key == "kept_in")
    kept = {"percent": 95, "each": {"months": 3}}
    value = Target.model_validate({"within": {"hours": 4}, "kept_in": kept})
    said = part.words(value, Wording(load_policy("1.0.0").files))
    assert (said.fr, said.en) == ("dans 95 % des cas par trimestre", "in 95% of cases a quarter")


@pytest.mark.parametrize(
    ("name", "fr"),
    [
        ("Lundi de Pâques", "lundi de Pâques"),
        ("Fête du Travail", "fête du Travail"),
        ("Jour de l'An", "jour de l'An"),
        ("Noël", "Noël"),
        ("Assomption", "Assomption"),
        ("Ponts de PTC", "Ponts de PTC"),
    ],
)
def test_a_holiday_keeps_its_capital_where_it_is_a_name(name: str, fr: str) -> None:
    said = holiday_name(LocalizedText(fr=name, en="Labour Day"))
    assert (said.fr, said.en) == (fr, "Labour Day")


def test_each_part_of_a_value_can_be_named_in_what_is_said_of_its_hedge() -> None:
    kinds = Part.__subclasses__()
    assert kinds
    parts = {name for kind in kinds for name, (_, place) in places_of(kind).items() if place is not None}
    assert parts <= PARTS.keys()
