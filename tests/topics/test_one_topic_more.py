"""A topic of the tests' own: its rule in a model, its file (here), its line in the registry, no more.

Each door through which topics are told has one test here.
"""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from docs.generator.desk import Desk
from docs.generator.pages.offering import offering as offering_page
from typer.testing import CliRunner

from ptc_service_policy import Policy, load_policy
from ptc_service_policy.authoring.diff import compare_editions, read_edition
from ptc_service_policy.authoring.scenarios.suite import run_scenarios
from ptc_service_policy.cli.app import app
from ptc_service_policy.model import policy_files
from ptc_service_policy.model.availability import AvailabilityFile
from ptc_service_policy.model.base import Id, Mapped, Text
from ptc_service_policy.model.forms import Value
from ptc_service_policy.model.noun import explained
from ptc_service_policy.model.rules import Rule, by_offering
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.text import LANGUAGES, LocalizedText
from ptc_service_policy.topics import registry
from ptc_service_policy.topics.judging import Effect, more
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import Wording, yes_or_no
from ptc_service_policy.typography import typeset


class WelcomeRule(Rule):
    """State for each offering whether the manager introduces himself at the start."""

    description: Text | None = explained(en="What is done.", fr="Ce qui est fait.", default=None)
    values: Mapped[Id, Value[bool]] = by_offering()


class WiderAvailabilityFile(AvailabilityFile):
    """Hold one rule more."""

    welcome: WelcomeRule | None = explained(
        en="Whether there is a first call.", fr="S'il y a un premier appel.", default=None
    )


WELCOME: Topic[bool] = Topic(
    name="welcome",
    group="availability",
    label=LocalizedText(fr="Premier appel", en="First call"),
    question=LocalizedText(fr="Y a-t-il un premier appel ?", en="Is there a first call?"),
    address="availability.welcome",
    words=lambda value, _: yes_or_no(value),
    reason=LocalizedText(
        fr="L'offre « {offering} » commence par un appel : {value}. {description}",
        en='"{offering}" begins with a call: {value}. {description}',
    ),
    judge=more,
)
RULE = {
    "description": {"fr": "Le gestionnaire se présente.", "en": "The manager introduces himself."},
    "values": {
        "tsam": {"same_as": "premium"},
        "standard": {"register": "manager-for-standard"},
        "premium": True,
    },
    "firmness": {"duty": "usual"},
    "source": ["scope-weekly-contact"],
}


SCENARIO = {
    "title": {"fr": "Le premier appel", "en": "The first call"},
    "scenarios": {
        "welcome": {
            "ask": "welcome",
            "expect_by_offering": {
                "tsam": {"value": True},
                "standard": {"value": "none", "basis": "unstated"},
                "premium": {"value": True, "firmness": {"duty": "usual"}},
            },
        }
    },
}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of 1.0.0 with the rule and a scenario, while the registry knows the topic."""
    monkeypatch.setattr(registry, "_TOPICS", (*registry.topics(), WELCOME))
    monkeypatch.setitem(policy_files.FILE_MODELS, "availability", WiderAvailabilityFile)
    folder = copytree(ROOT / "policies" / "1.0.0", tmp_path / "1.0.0")
    with (folder / "availability.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{yaml.safe_dump({'welcome': RULE}, allow_unicode=True)}")
    (folder / "scenarios" / "welcome.yaml").write_text(
        yaml.safe_dump(SCENARIO, allow_unicode=True), encoding="utf-8"
    )
    return folder


@pytest.fixture
def policy(folder: Path) -> Policy:
    """Return the policy of the folder."""
    return load_policy(path=folder)


def test_it_is_answered(policy: Policy) -> None:
    assert "welcome" in policy.topics
    assert {
        offering: (decision.value, decision.basis.value)
        for offering in policy.offerings
        for decision in [policy.ask("welcome", offering)]
    } == {"tsam": (True, "stated"), "standard": (None, "unstated"), "premium": (True, "stated")}
    decision = policy.ask("welcome", "tsam")
    assert [cited.id for cited in decision.citations] == ["scope-weekly-contact"]
    assert [each.duty for each in decision.firmness] == ["usual"]


def test_it_is_answered_for_a_contract(policy: Policy) -> None:
    agreed = {"rule": "availability.welcome", "value": True, "approved_by": "PTC"}
    terms = {"offering": "standard", "time_zone": "Europe/Paris", "holidays": "FR"}
    silent = policy.apply(Contract.model_validate(terms)).ask("welcome")
    assert (silent.value, silent.basis) == (None, "unstated")
    decision = policy.apply(Contract.model_validate({**terms, "agreed": [agreed]})).ask("welcome")
    assert (decision.value, decision.basis) == (True, "agreed")


def test_it_is_explained(policy: Policy) -> None:
    reason = policy.ask("welcome", "premium").reason
    assert reason.fr == (
        "L'offre « Gestion de service SaaS Premium » commence par un appel : oui. "
        "Le gestionnaire se présente. La source n'indique que ce qui est habituel."
    )
    assert reason.en == (
        '"SaaS Service Management Premium" begins with a call: yes. '
        "The manager introduces himself. The source describes this as usual."
    )
    silent = policy.ask("welcome", "standard").reason
    assert silent.fr.endswith(": premier appel.")
    assert silent.en.endswith(": first call.")


def test_it_is_summarised(policy: Policy) -> None:
    (answer,) = (each for each in policy.summary("premium") if each.topic == "welcome")
    assert (answer.id, answer.label) == ("", WELCOME.label)
    assert answer.decision == policy.ask("welcome", "premium")


def test_it_is_compared(policy: Policy) -> None:
    (difference,) = (
        each for each in policy.compare("standard", "premium").differences if each.topic == "welcome"
    )
    assert (difference.effect, difference.label) == ("becomes-known", WELCOME.label)
    assert "Premier appel".casefold() in difference.reason.fr.casefold()


def test_a_change_of_it_is_judged(policy: Policy) -> None:
    words = Wording(policy.files)
    assert WELCOME.effect(True, False, words, words) is Effect.WORSE
    assert WELCOME.effect(False, True, words, words) is Effect.BETTER
    assert WELCOME.effect(None, True, words, words) is Effect.DIFFERENT


def test_it_is_asked_by_scenarios_and_counted_by_coverage(folder: Path) -> None:
    report = run_scenarios(folder, "1.0.0")
    assert (report.failed, report.problems) == (0, ())
    assert report.coverage is not None
    assert report.coverage.untested == ()
    (folder / "scenarios" / "welcome.yaml").unlink()
    without = run_scenarios(folder, "1.0.0").coverage
    assert without is not None
    assert {each.path[:2] for each in without.untested} == {("welcome", "values")}
    assert all("welcome" in each.message.fr for each in without.untested)


def test_it_is_told_by_diff(folder: Path) -> None:
    before = read_edition(folder)
    file = folder / "availability.yaml"
    said, _, rest = file.read_text("utf-8").rpartition("premium: true")
    file.write_text(f"{said}premium: false{rest}", encoding="utf-8")
    changes = compare_editions(before, read_edition(folder))
    assert [(each.topic, each.offering, each.effect, each.label, each.after.fr) for each in changes] == [
        ("welcome", "tsam", Effect.WORSE, WELCOME.label, "non"),
        ("welcome", "premium", Effect.WORSE, WELCOME.label, "non"),
    ]


def test_it_is_shown_on_a_page(policy: Policy, folder: Path) -> None:
    for language in LANGUAGES:
        desk = Desk(policy, folder.parent, {}, language, (), date(2026, 11, 27), here="offerings/premium.md")
        assert WELCOME.label[language] in offering_page(desk, "premium")


def test_it_is_offered_by_the_page_that_asks(policy: Policy) -> None:
    catalogue = pytest.importorskip("docs.ask.catalogue")
    offered = [each for group in catalogue.catalogue_of(policy)["groups"] for each in group["questions"]]
    (question,) = (each for each in offered if each["id"] == "welcome")
    assert question["label"] == {each: typeset(WELCOME.question[each], each) for each in LANGUAGES}


def test_nobody_knows_it_afterwards() -> None:
    assert "welcome" not in load_policy("1.0.0").topics


def test_it_is_listed_and_asked_by_the_command_line(folder: Path) -> None:
    listed = CliRunner().invoke(app, ["answer", "--help"])
    assert "welcome" in listed.output
    terms = ["--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR"]
    asked = CliRunner().invoke(app, ["answer", "welcome", *terms, "--policy", str(folder), "--lang", "fr"])
    assert asked.exit_code == 0, asked.output
    assert "commence par un appel" in " ".join(asked.output.split())
