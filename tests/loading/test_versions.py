"""Which version answers: the newest, one by its number, the one in force on a day, or a folder."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from ptc_service_policy import load_policies, load_policy
from ptc_service_policy.errors import (
    InvalidPolicyError,
    PolicyError,
    PolicyNotFoundError,
)
from ptc_service_policy.loading import versions
from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.versions import (
    LOCK,
    newest_version,
    published_digests,
    read_published,
)

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "1.0.0"

Publish = Callable[..., Path]


def codes(error: pytest.ExceptionInfo[PolicyError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def version_in_force(policies: Path, day: date) -> str:
    """Return the version that governs a contract that is signed on a day."""
    return load_policies(policies).for_new_contracts(day).version


def with_version(folder: Path, version: str) -> None:
    """Give a copy of the policy another version."""
    file = folder / "policy.yaml"
    text = file.read_text(encoding="utf-8").replace("version: 1.0.0", f"version: {version}")
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Make a folder of published versions, in the order given, each for new contracts from a day on."""

    def make(*versions: str, first: dict[str, str] | None = None) -> Path:
        policies = tmp_path / "policies"
        digests, events = {}, []
        for number, version in enumerate(versions, 1):
            folder = policies / version
            copytree(POLICY, folder, ignore=lambda _, names: {"scenarios"} & set(names))
            with_version(folder, version)
            digests[version] = {"digest": read_policy_folder(folder).digest}
            day = (first or {}).get(version)
            contracts: Any = "always" if day is None else {"from": day}
            recorded = f"2026-01-{number:02}"
            stay = {"governed_by": list(versions[: number - 1]), "stay": True}
            others: Any = "none" if day is None or number == 1 else [stay]
            events.append({"id": f"e{number}", "recorded": recorded, "edition": version,
                           "new_contracts": contracts, "others": others})  # fmt: skip
        policies.mkdir(exist_ok=True)
        policies.joinpath(LOCK).write_text(json.dumps({"versions": digests}, indent=2), encoding="utf-8")
        policies.joinpath(EDITIONS).write_text(json.dumps({"editions": events}, indent=2), encoding="utf-8")
        return policies

    return make


def test_without_a_choice_the_newest_published_version_answers() -> None:
    policy = load_policy()
    assert policy.version == newest_version(ROOT / "policies")
    assert policy.digest == published_digests(ROOT / "policies")[policy.version]


def test_a_version_is_loaded_by_its_number() -> None:
    assert load_policy("1.0.0").version == "1.0.0"
    assert load_policy(version="1.0.0").digest == published_digests(ROOT / "policies")["1.0.0"]


@pytest.mark.parametrize("day", [date.min, date(2026, 11, 23), date.max])
def test_a_version_without_days_has_been_in_force_since_ever(day: date) -> None:
    assert load_policy(as_of=day).version == "1.0.0"


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_is_loaded_by_its_path(kind: Callable[[Path], str | Path]) -> None:
    assert load_policy(path=kind(POLICY)).digest == load_policy("1.0.0").digest


def test_a_folder_is_read_anew_each_time(policy_copy: Path) -> None:
    before = load_policy(path=policy_copy).digest
    file = policy_copy / "engagement.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("maximum: 30", "maximum: 31"), encoding="utf-8")
    assert load_policy(path=policy_copy).digest != before


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("1.0.1", "1.0.0"), ("1.0", "1.0.0"), ("v1.0.0", "1.0.0"), ("latest", "1.0.0"), ("../1.0.0", "1.0.0")],
)
def test_an_unknown_version_names_the_near_ones(asked: str, hint: str) -> None:
    with pytest.raises(PolicyNotFoundError) as caught:
        load_policy(asked)
    assert codes(caught) == ["PSP404"]
    assert asked in caught.value.problems[0].message.fr
    assert hint in caught.value.problems[0].hint.fr
    assert hint in caught.value.problems[0].hint.en


def test_an_empty_version_is_unknown_and_not_the_newest() -> None:
    with pytest.raises(PolicyNotFoundError) as caught:
        load_policy("")
    assert codes(caught) == ["PSP404"]


@pytest.mark.parametrize(
    "choices",
    [
        {"version": "1.0.0", "as_of": date(2026, 1, 1)},
        {"version": "1.0.0", "path": POLICY},
        {"as_of": date(2026, 1, 1), "path": POLICY},
        {"version": "1.0.0", "as_of": date(2026, 1, 1), "path": POLICY},
    ],
)
def test_two_ways_to_choose_are_one_too_many(choices: dict[str, Any]) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy(**choices)
    assert codes(caught) == ["PSP406"]


def test_versions_are_in_the_order_of_their_numbers_and_not_of_their_letters(publish: Publish) -> None:
    policies = publish("1.10.0", "1.9.0", "10.0.0", "2.0.0")
    assert list(published_digests(policies)) == ["1.9.0", "1.10.0", "2.0.0", "10.0.0"]
    assert newest_version(policies) == "10.0.0"


def test_a_draft_is_not_published(publish: Publish) -> None:
    policies = publish("1.0.0")
    draft = copytree(policies / "1.0.0", policies / "1.1.0")
    with_version(draft, "1.1.0")
    assert newest_version(policies) == "1.0.0"
    assert version_in_force(policies, date(2026, 1, 1)) == "1.0.0"
    with pytest.raises(PolicyNotFoundError) as caught:
        read_published(policies, "1.1.0")
    assert codes(caught) == ["PSP404"]
    assert load_policy(path=draft).version == "1.1.0"


def test_nothing_published_is_said_so(publish: Publish) -> None:
    policies = publish()
    for ask in (newest_version, lambda folder: version_in_force(folder, date(2026, 1, 1))):
        with pytest.raises(PolicyNotFoundError):
            ask(policies)


FOLLOWED = {"1.1.0": "2026-04-01", "2.0.0": "2027-02-01"}
IN_FORCE = [
    (date.min, "1.0.0"),
    (date(2026, 3, 31), "1.0.0"),
    (date(2026, 4, 1), "1.1.0"),
    (date(2027, 1, 31), "1.1.0"),
    (date(2027, 2, 1), "2.0.0"),
    (date.max, "2.0.0"),
]


@pytest.mark.parametrize(("day", "expected"), IN_FORCE)
def test_the_first_day_of_a_version_counts(day: date, expected: str, publish: Publish) -> None:
    policies = publish("1.0.0", "1.1.0", "2.0.0", first=FOLLOWED)
    assert version_in_force(policies, day) == expected


def test_before_the_first_day_of_the_first_version_none_is_in_force(publish: Publish) -> None:
    policies = publish("1.0.0", first={"1.0.0": "2026-04-01"})
    assert version_in_force(policies, date(2026, 4, 1)) == "1.0.0"
    with pytest.raises(PolicyNotFoundError) as caught:
        version_in_force(policies, date(2026, 3, 31))
    assert codes(caught) == ["PSP405"]
    assert "2026" in caught.value.problems[0].message.fr


def test_what_the_journal_names_is_in_effect_once_it_is_published(publish: Publish) -> None:
    policies = publish("1.0.0", "1.1.0")
    lock = json.loads(policies.joinpath(LOCK).read_text("utf-8"))
    del lock["versions"]["1.1.0"]
    policies.joinpath(LOCK).write_text(json.dumps(lock), "utf-8")
    assert version_in_force(policies, date(2026, 1, 1)) == "1.0.0"


@pytest.mark.parametrize(
    ("content", "code"), [(None, "PSP001"), (b"", "PSP109"), (b"{editions: 1}", "PSP203")]
)
def test_a_broken_journal_is_a_problem_like_any_other(
    content: bytes | None, code: str, publish: Publish
) -> None:
    policies = publish("1.0.0")
    policies.joinpath(EDITIONS).unlink()
    if content is not None:
        policies.joinpath(EDITIONS).write_bytes(content)
    with pytest.raises(InvalidPolicyError) as caught:
        version_in_force(policies, date(2026, 1, 1))
    assert codes(caught) == [code]


@pytest.mark.parametrize("broken", [(EDITIONS,), (LOCK,), (LOCK, EDITIONS)])
def test_what_cannot_be_read_of_all_versions_is_told_once_and_judged_no_further(
    broken: tuple[str, ...], publish: Publish
) -> None:
    policies = publish("1.0.0")
    for name in broken:
        policies.joinpath(name).write_text("a: [", "utf-8")
    found = [(each.code, Path(each.file or "").name) for each in versions.load_policies(policies).problems]
    assert [each for each in found if each[1] in {LOCK, EDITIONS}] == [("PSP101", name) for name in broken]


def test_a_published_version_that_changed_is_refused(publish: Publish) -> None:
    policies = publish("1.0.0")
    published = published_digests(policies)["1.0.0"]
    file = policies / "1.0.0" / "service-levels.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("business_days: 2", "business_days: 3"), encoding="utf-8")
    with pytest.raises(InvalidPolicyError) as caught:
        read_published(policies, "1.0.0")
    assert codes(caught) == ["PSP403"]
    assert published in caught.value.problems[0].message.en


def test_a_published_version_that_is_gone_is_refused(publish: Publish) -> None:
    policies = publish("1.0.0")
    (policies / "1.0.0").rename(policies / "kept-elsewhere")
    with pytest.raises(InvalidPolicyError) as caught:
        read_published(policies, "1.0.0")
    assert codes(caught) == ["PSP006"]


LOCKS: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "PSP001"),
    "empty": (b"", "PSP109"),
    "not UTF-8": (b"\xff", "PSP004"),
    "no versions": (b"{}", "PSP202"),
    "unknown key": (b"{versions: {}, newest: 1.0.0}", "PSP201"),
    "version that is none": (b"{versions: {latest: {digest: x}}}", "PSP209"),
    "no digest": (b"{versions: {1.0.0: {}}}", "PSP202"),
    "digest that is none": (b"{versions: {1.0.0: {digest: abc}}}", "PSP205"),
    "version twice": (b"versions:\n  1.0.0: {digest: x}\n  1.0.0: {digest: x}\n", "PSP102"),
}


@pytest.mark.parametrize(("content", "code"), LOCKS.values(), ids=LOCKS)
def test_a_broken_lock_is_a_problem_like_any_other(content: bytes | None, code: str, tmp_path: Path) -> None:
    if content is not None:
        tmp_path.joinpath(LOCK).write_bytes(content)
    with pytest.raises(InvalidPolicyError) as caught:
        published_digests(tmp_path)
    assert code in codes(caught)
    assert {problem.file for problem in caught.value.problems} == {LOCK}


def test_the_committed_lock_fits_the_committed_policies() -> None:
    policies = ROOT / "policies"
    for version in published_digests(policies):
        assert read_published(policies, version).policy.version == version


def test_comments_quotes_spaces_and_line_ends_change_no_digest(policy_copy: Path) -> None:
    published = read_policy_folder(POLICY).digest
    for file in policy_copy.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        respaced = text.replace("[", "[  ").replace("\n\n", "\n\n# a comment\n\n").replace("{ ", "{")
        quoted = respaced.replace("source:", '"source":').replace("  standard:", "  'standard':")
        file.write_bytes(b"\xef\xbb\xbf" + (quoted + "\n# the end\n").replace("\n", "\r\n").encode())
        assert file.read_bytes() != (POLICY / file.name).read_bytes()
    assert read_policy_folder(policy_copy).digest == published


MEANINGFUL_EDITS = {
    "a number": ("service-levels.yaml", "business_days: 2", "business_days: 3"),
    "a boolean": ("entitlements.yaml", "tsam: false", "tsam: true"),
    "a choice": ("offerings.yaml", "premium: additional", "premium: included"),
    "hours": ("availability.yaml", 'fri: [{ opens: "09:00"', 'fri: [{ opens: "09:01"'),
    "one more item": (
        "engagement.yaml",
        "source: [scope-open-cases]",
        "source: [scope-open-cases, scope-contacts]",
    ),
    "the order of a list": ("availability.yaml", "days: [sat, sun, ", "days: [sun, sat, "),
    "a reading": ("register.yaml", "chosen: thirteen-weeks", "chosen: four-weeks"),
    "a date": ("policy.yaml", "version:", "review_by: 2027-01-01\nversion:"),
    "a capital letter": ("vocabulary.yaml", "en: by email", "en: By email"),
    "a space within a text": ("vocabulary.yaml", "en: by email", 'en: "by  email"'),
    "an accent": ("source.yaml", "fr: Page de titre", "fr: Page de titré"),
    "a kind of space": ("source.yaml", "fr: Page de titre", "fr: Page de\u00a0titre"),
    "a service's text": ("entitlements.yaml", "en: Case management", "en: Management of cases"),
}


@pytest.mark.parametrize(("file", "old", "new"), MEANINGFUL_EDITS.values(), ids=MEANINGFUL_EDITS)
def test_any_other_value_changes_the_digest(file: str, old: str, new: str, policy_copy: Path) -> None:
    edited = policy_copy / file
    text = edited.read_text(encoding="utf-8")
    assert old in text
    edited.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert read_policy_folder(policy_copy).digest != read_policy_folder(POLICY).digest


def test_the_order_of_the_services_is_part_of_the_digest(policy_copy: Path) -> None:
    file = policy_copy / "entitlements.yaml"
    text = file.read_text(encoding="utf-8")
    first, second, third = (
        text.index(f"  {key}:\n") for key in ("customer-enablement", "service-review", "maintenance")
    )
    file.write_text(text[:first] + text[second:third] + text[first:second] + text[third:], encoding="utf-8")
    assert read_policy_folder(policy_copy).digest != read_policy_folder(POLICY).digest


def test_scenarios_are_no_part_of_the_digest(policy_copy: Path) -> None:
    scenarios = policy_copy / "scenarios"
    scenarios.mkdir()
    scenarios.joinpath("one.yaml").write_text("anything: at all\n", encoding="utf-8")
    assert read_policy_folder(policy_copy).digest == read_policy_folder(POLICY).digest


def test_a_digest_is_written_as_the_lock_has_it() -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", read_policy_folder(POLICY).digest)
