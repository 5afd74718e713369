"""Every question of ``ptc-policy answer`` gives the library's own answer, whatever the registry holds."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.plainly import plainly
from typer.testing import CliRunner, Result

from ptc_service_policy import AppliedPolicy, Contract, Delivered, Happened, Policy, load_policy
from ptc_service_policy.cli.app import app
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import Language, LocalizedText
from ptc_service_policy.topics import registry
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import Wording

DESCRIPTIONS = Path(__file__).parents[1] / "descriptions"
TERMS: dict[str, Any] = {
    "offering": "premium",
    "time_zone": "Europe/Paris",
    "holidays": "FR",
    "start": date(2026, 1, 15),
}
OPTIONS = (
    *("--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR"),
    *("--start", "2026-01-15"),
)
AT = datetime(2026, 4, 3, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))
END = datetime(2026, 4, 10, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))
WRITTEN, UNTIL = "2026-04-03T18:00[Europe/Paris]", "2026-04-10T18:00[Europe/Paris]"
OFFERINGS = ("tsam", "standard", "premium")
PLAIN = [each for each in topics() if not each.needs_contract]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["answer", *arguments])


def said(*arguments: str, lang: Language = "en") -> str:
    done = run(*arguments, "--lang", lang)
    assert done.exit_code == 0, done.output
    return plainly(done.stdout)


def answer(*arguments: str) -> Any:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("1.0.0")


@pytest.fixture(scope="module")
def applied(policy: Policy) -> AppliedPolicy:
    return policy.apply(Contract.model_validate(TERMS))


@pytest.mark.parametrize("topic", PLAIN, ids=lambda each: each.name)
@pytest.mark.parametrize("offering", OFFERINGS)
def test_questions_about_an_offering(policy: Policy, topic: Topic[Any], offering: str) -> None:
    about = topic.entries(policy.files)[-1]
    words = (about,) if about else ()
    decision = policy.ask(topic.name, offering, about)
    assert answer(topic.name, *words, "--offering", offering) == plain(decision)
    value = topic.name_answer(decision, Wording(policy.files))
    assert said(topic.name, *words, "--offering", offering).startswith(f"Answer: {value.en}\nBasis: ")
    in_french = said(topic.name, *words, "--offering", offering, lang="fr")
    assert in_french.startswith(f"Réponse : {value.fr}\nFondement : ")
    assert f"Motif : {decision.reason.fr}\n" in in_french


@pytest.mark.parametrize(
    ("name", "options", "given"),
    [
        ("due", ("--received", WRITTEN), {"received": AT}),
        (
            "due",
            ("--received", WRITTEN, "--pause", f"{WRITTEN}/{UNTIL}", "--pause", f"{UNTIL}/{UNTIL}"),
            {"received": AT, "pauses": [(AT, END), (END, END)]},
        ),
        (
            "request-state",
            ("--received", WRITTEN, "--as-of", UNTIL, "--pause", f"{WRITTEN}/.."),
            {"received": AT, "as_of": END, "pauses": [(AT, None)]},
        ),
        (
            "request-state",
            ("--received", WRITTEN, "--as-of", UNTIL, "--answered-at", UNTIL, "--pause", f"{WRITTEN}/.."),
            {"received": AT, "as_of": END, "answered_at": END, "pauses": [(AT, None)]},
        ),
        (
            "request-state",
            (
                *("--received", WRITTEN, "--as-of", UNTIL),
                *("--remind-at", "0.8", "--remind-at", "0,5", "--remind-at", "PT1H30M"),
            ),
            {"received": AT, "as_of": END, "remind_at": [0.8, 0.5, timedelta(hours=1, minutes=30)]},
        ),
        ("availability", ("--at", WRITTEN), {"at": AT}),
        ("next-available", ("--at", WRITTEN), {"at": AT}),
        ("windows", ("--from", WRITTEN, "--until", UNTIL), {"start": AT, "end": END}),
        (
            "obligations",
            ("--from", "2026-02-01", "--until", "2026-04-01"),
            {"start": date(2026, 2, 1), "end": date(2026, 4, 1)},
        ),
        (
            "obligations",
            (
                *("--from", "2026-02-01", "--until", "2026-04-01", "--as-of", "2026-03-01"),
                *("--delivered", "service-review=2026-02-03", "--event", "resolved=2026-02-03"),
            ),
            {
                "start": date(2026, 2, 1),
                "end": date(2026, 4, 1),
                "as_of": date(2026, 3, 1),
                "delivered": [Delivered("service-review", date(2026, 2, 3))],
                "events": [Happened("resolved", date(2026, 2, 3))],
            },
        ),
        (
            "workload",
            (
                *("--used", "open-cases=31", "--used", "contacts=4"),
                *("--used", "weekly-hours=9,12", "--used", "weekly-hours=" + ",".join(["12.5"] * 11)),
            ),
            {"used": {"open-cases": 31, "contacts": 4, "weekly-hours": [9, 12, *[12.5] * 11]}},
        ),
    ],
)
def test_questions_about_a_contract(
    applied: AppliedPolicy, name: str, options: tuple[str, ...], given: dict[str, Any]
) -> None:
    about = "response" if name in {"due", "request-state"} else ""
    decision = applied.ask(name, about, **given)
    assert answer(name, *OPTIONS, *options) == plain(decision)
    assert f"Why: {decision.reason.en}\n" in said(name, *OPTIONS, *options)


def test_every_topic_is_asked_by_these_tests() -> None:
    of_a_contract = {"due", "request-state", "availability", "next-available", "windows"}
    assert {each.name for each in topics()} == of_a_contract | {"obligations", "workload"} | {
        each.name for each in PLAIN
    }


def test_a_list_is_written_one_entry_a_line(applied: AppliedPolicy) -> None:
    options = ("--from", WRITTEN, "--until", UNTIL)
    lines = said("windows", *OPTIONS, *options, lang="fr").splitlines()
    first = "du mardi 7 avril 2026 à 9 h (Europe/Paris) au mardi 7 avril 2026 à 17 h (Europe/Paris)"
    assert lines[:2] == ["Réponse : ", f"  - {first}"]
    assert len([line for line in lines if line.startswith("  - du ")]) == 4
    assert said("workload", *OPTIONS, "--used", "open-cases=30").startswith("Answer: No limit is exceeded.\n")


def test_an_id_is_given_as_an_argument_or_as_an_option(policy: Policy) -> None:
    asked = plain(policy.limit("premium", "open-cases"))
    assert answer("limit", "open-cases", "--offering", "premium") == asked
    assert answer("limit", "--about", "open-cases", "--offering", "premium") == asked


def test_without_an_id_the_usual_one_is_meant_and_else_the_choices_are_named(policy: Policy) -> None:
    assert answer("target", "--offering", "standard") == plain(policy.response_target("standard"))
    done = run("limit", "--offering", "premium", "--lang", "fr")
    assert done.exit_code == 2
    assert "PSP723" in done.output
    assert "Indiquez l'un de ceux-ci : contacts, open-cases, weekly-hours." in plainly(done.output)


def test_an_answer_names_how_firmly_it_is_meant() -> None:
    assert "\nFirmness: optional, at PTC's discretion\n" in said("on-request", "--offering", "premium")
    assert "\nFermeté : habituel\n" in said("sale", "--offering", "premium", lang="fr")
    assert "Firmness" not in said("language", "--offering", "standard")


def test_a_reading_of_the_contract_changes_the_answer(policy: Policy) -> None:
    entry = next(
        name
        for name, each in policy.register.items()
        if name.startswith("response-expiry") and len(each.readings) > 1
    )
    for reading in policy.register[entry].readings:
        applied = policy.apply(Contract.model_validate({**TERMS, "readings": {entry: reading}}))
        found = answer("due", *OPTIONS, "--reading", f"{entry}={reading}", "--received", WRITTEN)
        assert found == plain(applied.response_due(AT))


def test_attributes_are_told_by_option() -> None:
    folder = DESCRIPTIONS / "severity" / "1.0.0"
    policy = load_policy(path=folder)
    offering = next(iter(policy.offerings))
    of_one = next(
        each for each in policy.summary(offering) if each.topic == "target" and "severity" in each.case
    )
    told = [word for name, case in of_one.case.items() for word in ("--attribute", f"{name}={case}")]
    where = ("--offering", offering, "--policy", str(folder))
    assert answer("target", of_one.id, *where, *told) == plain(of_one.decision)
    refused = run("target", of_one.id, *where)
    assert refused.exit_code == 2
    assert "PSP713" in refused.output
    unknown = run("target", of_one.id, *where, "--attribute", "severty=s1")
    assert unknown.exit_code == 2
    assert "severity" in unknown.output


def test_a_contract_file_may_hold_all_that_a_contract_says(tmp_path: Path, policy: Policy) -> None:
    terms = """\
offering: premium
time_zone: Europe/Paris
holidays: [2026-04-07]
start: 2026-01-15
agreed:
  - rule: limits.contacts
    value: { maximum: 5 }
    approved_by: PTC
    from: 2026-02-01
"""
    file = tmp_path / "contract.yaml"
    file.write_text(terms, "utf-8")
    agreed = policy.apply(Contract.from_text(terms)).limit("contacts")
    assert answer("limit", "contacts", "--contract", str(file)) == plain(agreed)
    assert answer("limit", "contacts", "--contract", str(file))["value"]["maximum"] == 5
    moved = policy.apply(Contract.from_text(terms.replace("Paris", "Athens"))).response_due(AT)
    options = ("--contract", str(file), "--time-zone", "Europe/Athens", "--received", WRITTEN)
    assert answer("due", *options) == plain(moved)


def test_what_contradicts_the_policy_is_told_where_the_contract_says_it(tmp_path: Path) -> None:
    file = tmp_path / "contract.yaml"
    terms = "offering: premiun\ntime_zone: UTC\nholidays: none\nreadings: { response-expiry: never }\n"
    terms += "agreed:\n  - { rule: limits.contact, value: { maximum: 3 }, approved_by: PTC }\n"
    file.write_text(terms, "utf-8")

    def told(*options: str, name: str = str(file)) -> list[tuple[object, ...]]:
        asked = ["answer", "language", "--contract", name, *options, "--format", "json"]
        problems = json.loads(CliRunner().invoke(app, asked, input=terms).output)
        return [(each["code"], each["file"], each["line"]) for each in problems]

    name = str(file)
    expected = [("PSP510", name, 1), ("PSP506", name, 4), ("PSP514", name, 6)]
    assert told() == expected
    assert told(name="-") == [(code, "-", line) for code, _, line in expected]
    assert told("--offering", "premiom") == [("PSP510", None, None), *expected[1:]]


def test_a_contract_comes_by_standard_input() -> None:
    terms = "offering: premium\ntime_zone: Europe/Paris\nholidays: FR\nstart: 2026-01-15\n"
    asked = ["answer", "due", "--contract", "-", "--received", WRITTEN, "--format", "json", "--lang", "en"]
    read = CliRunner().invoke(app, asked, input=terms)
    assert json.loads(read.stdout)["value"]["due"] == "2026-04-07T17:00:00+02:00"
    wrong = CliRunner().invoke(app, asked, input=terms.replace("FR", "XX"))
    assert wrong.exit_code != 0
    assert [(each["file"], each["line"]) for each in json.loads(wrong.output)] == [("-", 3)]
    endless = CliRunner().invoke(app, asked, input="#" * 2_000_000)
    assert "PSP005" in endless.output


def test_the_comparison(policy: Policy, tmp_path: Path) -> None:
    comparison = policy.compare("standard", "premium")
    assert answer("compare", "premium", "--offering", "standard") == plain(comparison)
    assert "Ajout. Avant" in said("compare", "premium", "--offering", "standard", lang="fr")
    file = tmp_path / "contract.yaml"
    file.write_text("offering: standard\ntime_zone: Europe/Paris\nholidays: FR\n", "utf-8")
    assert answer("compare", "premium", "--contract", str(file)) == plain(comparison)
    assert run("compare", "premium").exit_code == 2


def test_a_topic_of_the_registry_is_a_command(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = next(each for each in topics() if each.name == "stand-in")
    own = replace(usual, name="deputy", question=LocalizedText(fr="Qui supplée ?", en="Who deputises?"))
    assert "deputy" not in run("--help").output
    monkeypatch.setattr(registry, "_TOPICS", (*registry._TOPICS, own))
    assert "Who deputises?" in run("--help").output
    asked = answer("deputy", "--offering", "premium")
    assert asked == plain(policy.stand_in("premium"))


def test_a_summary_shows_all_that_an_offering_or_a_contract_entitles_to(policy: Policy) -> None:
    file = Path("examples/contracts/premium.yaml")
    applied = policy.apply(Contract.from_file(file))
    for asked, summary in (
        (("--offering", "tsam"), policy.summary("tsam")),
        (("--contract", str(file)), applied.summary()),
    ):
        assert answer("summary", *asked) == plain(summary)
        told = said("summary", *asked, lang="fr")
        assert all(f"{each.topic} " in told for each in summary)
    assert "+ convenue par contrat" in told
    assert run("summary").exit_code == 1
    assert run("summary", "--offering", "premum").exit_code == 2


@pytest.mark.parametrize(
    ("question", "french", "english"),
    [
        ("commitment at-disposal", "oui", "yes"),
        ("commitment planning-information", "oui (objectifs, stratégies et délais d'exécution)",
         "yes (objectives, strategies and timelines)"),
        ("exception leave", "oui, selon les politiques de PTC applicables aux congés payés",
         "yes, under PTC's policies on paid leave"),
        ("entitlement risk-mitigation", "oui", "yes"),
    ],
)  # fmt: skip
def test_whether_something_holds_is_answered_as_on_the_pages(
    question: str, french: str, english: str
) -> None:
    asked = (*question.split(), "--offering", "premium")
    assert said(*asked, lang="fr").splitlines()[0] == f"Réponse : {french}"
    assert said(*asked).splitlines()[0] == f"Answer: {english}"
