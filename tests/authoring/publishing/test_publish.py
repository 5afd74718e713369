"""Publishing: after all checks, with the right number, once, and without touching the rest of the lock."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy.authoring.publishing import Governed, Published, publish_version, start_version
from ptc_service_policy.authoring.publishing.lock_text import (
    add_version,
    lock_calendars,
    locked_calendars,
    read_lock,
)
from ptc_service_policy.authoring.scenarios.suite import Report
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.versions import LOCK, load_policies, published_digests, read_published

publish_module = import_module("ptc_service_policy.authoring.publishing.publish")
DAY = date(2026, 12, 1)
STAY = Governed(date(2027, 1, 1), "stay")
DIGEST = f"sha256:{'1' * 64}"


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def check(folder: Path) -> tuple[Problem, ...]:
    return load_policies(folder, called="policies").problems


def publish(
    policies: Path, version: str, governed: Governed | None = STAY, *, same_meaning: bool = False
) -> Published:
    return publish_version(
        policies, version, governed, recorded=DAY, fail_under=0, same_meaning=same_meaning, examine=check
    )


def codes(error: pytest.ExceptionInfo[PolicyError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_version_is_added_at_the_end_and_all_else_stays(policies: Path) -> None:
    before = policies.joinpath(LOCK).read_text(encoding="utf-8")
    start_version(policies, "1.1.0")
    done = publish(policies, "1.1.0")
    digest = read_policy_folder(policies / "1.1.0").digest
    assert (done.digest, done.is_new) == (digest, True)
    after = policies.joinpath(LOCK).read_text(encoding="utf-8")
    added = f"  1.1.0:\n    digest: {digest}\n    coverage: 0.4\n"
    calendar = read_policy_folder(policies / "1.1.0", calendars=policies / "calendars").holiday_calendars
    locked = f"calendars:\n  france:\n    digest: {calendar['france'].digest}\n"
    assert after == f"{before}{added}{locked}", "a calendar that was not locked is locked with the version"
    assert read_published(policies, "1.1.0").policy.version == "1.1.0"
    assert load_policies(policies).problems == ()
    assert sorted(entry.name for entry in policies.iterdir()) == [
        "1.0.0",
        "1.1.0",
        "calendars",
        EDITIONS,
        LOCK,
    ]


def test_publishing_again_does_nothing(policies: Path) -> None:
    start_version(policies, "1.1.0")
    publish(policies, "1.1.0")
    lock = policies / LOCK
    before, node = lock.read_bytes(), lock.stat().st_ino
    assert not publish(policies, "1.1.0").is_new
    assert (lock.read_bytes(), lock.stat().st_ino) == (before, node)


def test_a_published_version_that_changed_is_refused(policies: Path) -> None:
    before = policies.joinpath(LOCK).read_bytes()
    rewrite(policies / "1.0.0" / "engagement.yaml", "maximum: 30", "maximum: 31")
    for examine in (lambda folder: load_policies(folder).problems, lambda _: ()):
        with pytest.raises(PolicyError) as caught:
            publish_version(policies, "1.0.0", recorded=DAY, examine=examine)
        assert codes(caught) == ["PSP403"]
    assert policies.joinpath(LOCK).read_bytes() == before


@pytest.mark.parametrize(
    ("version", "old", "new", "least"),
    [
        ("1.0.1", "maximum: 3,", "maximum: 4,", "1.1.0"),
        ("1.1.0", "maximum: 3,", "maximum: 2,", "2.0.0"),
    ],
)
def test_a_number_that_is_too_small_is_refused(
    policies: Path, version: str, old: str, new: str, least: str
) -> None:
    before = policies.joinpath(LOCK).read_bytes()
    start_version(policies, version)
    rewrite(policies / version / "engagement.yaml", old, new)
    with pytest.raises(PolicyError) as caught:
        publish(policies, version)
    assert codes(caught) == ["PSP905"]
    assert least in caught.value.problems[0].message.fr
    assert caught.value.problems[0].line == 3
    assert policies.joinpath(LOCK).read_bytes() == before


@pytest.mark.parametrize(
    ("version", "file", "old", "new", "says"),
    [
        ("1.0.1", "vocabulary.yaml", "en: by email", "en: through the customer portal", "Email"),
        (
            "1.0.1",
            "engagement.yaml",
            "en: Annual support contract",
            "en: Three-year support contract",
            "contract",
        ),
        ("1.1.0", "vocabulary.yaml", "en: at no extra charge", "en: for an additional charge", "phrase"),
    ],
)
def test_what_rewords_answers_is_published_if_its_owner_says_that_it_means_the_same(
    policies: Path, version: str, file: str, old: str, new: str, says: str
) -> None:
    start_version(policies, version)
    rewrite(policies / version / file, old, new)
    before = policies.joinpath(LOCK).read_bytes(), policies.joinpath(EDITIONS).read_bytes()
    with pytest.raises(PolicyError) as caught:
        publish(policies, version)
    assert codes(caught) == ["PSP916"]
    (problem,) = caught.value.problems
    assert str(problem.file).endswith(file)
    assert says in problem.message.en
    assert (policies.joinpath(LOCK).read_bytes(), policies.joinpath(EDITIONS).read_bytes()) == before
    assert publish(policies, version, same_meaning=True).is_new
    assert "    same_meaning: true\n" in policies.joinpath(LOCK).read_text(encoding="utf-8")
    assert load_policies(policies).problems == ()
    assert not publish(policies, version).is_new


@pytest.mark.parametrize(
    ("version", "file", "old", "new"),
    [
        ("1.0.1", "register.yaml", "The time is set in business days", "The time is in business days"),
        ("1.0.1", "policy.yaml", "PTC service management", "Service management by PTC"),
        ("2.0.0", "vocabulary.yaml", "en: by email", "en: by e-mail"),
    ],
)
def test_nothing_is_asked_of_texts_that_nobody_is_told_nor_of_a_major_number(
    policies: Path, version: str, file: str, old: str, new: str
) -> None:
    start_version(policies, version)
    rewrite(policies / version / file, old, new)
    assert publish(policies, version).is_new
    assert "same_meaning" not in policies.joinpath(LOCK).read_text(encoding="utf-8")


def test_a_number_is_held_against_the_version_before_it(policies: Path) -> None:
    start_version(policies, "2.0.0")
    rewrite(policies / "2.0.0" / "engagement.yaml", "maximum: 3,", "maximum: 2,")
    publish(policies, "2.0.0")
    start_version(policies, "1.0.1", "1.0.0")
    rewrite(policies / "1.0.1" / "vocabulary.yaml", "en: by email", "en: by e-mail")
    assert publish(policies, "1.0.1", same_meaning=True).is_new
    assert list(published_digests(policies)) == ["1.0.0", "1.0.1", "2.0.0"]
    assert list(read_lock(policies.joinpath(LOCK).read_bytes())) == ["1.0.0", "2.0.0", "1.0.1"]


def test_any_problem_in_the_folder_is_an_obstacle(policies: Path) -> None:
    before = policies.joinpath(LOCK).read_bytes()
    start_version(policies, "1.1.0")
    rewrite(policies / "1.1.0" / "cadences.yaml", "frequency: monthly", "frequency: yearly")
    with pytest.raises(PolicyError) as caught:
        publish(policies, "1.1.0")
    assert {problem.file for problem in caught.value.problems} == {"policies/1.1.0/cadences.yaml"}
    assert policies.joinpath(LOCK).read_bytes() == before


@pytest.mark.parametrize(("version", "code"), [("3.0.0", "PSP901"), ("1.0", "PSP902"), ("..", "PSP902")])
def test_what_is_no_version_is_refused(policies: Path, version: str, code: str) -> None:
    with pytest.raises(PolicyError) as caught:
        publish(policies, version)
    assert codes(caught) == [code]


def test_a_rule_that_is_gone_without_a_word_is_refused(policies: Path) -> None:
    start_version(policies, "2.0.0")
    file = policies / "2.0.0" / "availability.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("meetings:\n")] + text[text.index("stand-in:\n") :], encoding="utf-8")
    of_meetings = "norm: 2\n    normative: true\n    digest: sha256:e366f3a4"
    unencoded = f"not_encoded: {{ fr: Sans règle., en: Without a rule. }}\n    {of_meetings}"
    rewrite(policies / "2.0.0" / "source.yaml", of_meetings, unencoded)
    with pytest.raises(PolicyError) as caught:
        publish(policies, "2.0.0")
    assert codes(caught) == ["PSP909"]
    named = (
        "version: 2.0.0\nwithdrawn:\n  - rule: availability.meetings\n    answer: silent\n    " + AND_MEETINGS
    )
    rewrite(policies / "2.0.0" / "policy.yaml", "version: 2.0.0", named)
    rewrite(policies / "2.0.0" / "source.yaml", unencoded, of_meetings)
    assert publish(policies, "2.0.0").is_new


AND_MEETINGS = "source: [availability-meetings]"
GOVERNED = {
    "others stay": (STAY, "{ from: 2027-01-01 }", "[{ governed_by: 1.0.0, stay: true }]"),
    "others move": (
        Governed("never", date(2027, 7, 1)),
        "never",
        "[{ governed_by: 1.0.0, from: 2027-07-01 }]",
    ),
    "others move when they renew": (
        Governed(date(2027, 1, 1), date(2027, 7, 1), at_renewal=True),
        "{ from: 2027-01-01 }",
        "[{ governed_by: 1.0.0, at: first-renewal-from, from: 2027-07-01 }]",
    ),
}


@pytest.mark.parametrize(("governed", "new", "others"), GOVERNED.values(), ids=GOVERNED)
def test_whom_it_governs_is_entered_in_the_journal(
    policies: Path, governed: Governed, new: str, others: str
) -> None:
    before = policies.joinpath(EDITIONS).read_text(encoding="utf-8")
    start_version(policies, "1.1.0")
    publish(policies, "1.1.0", governed)
    event = f"id: e2, recorded: 2026-12-01, edition: 1.1.0, new_contracts: {new}, others: {others}"
    assert policies.joinpath(EDITIONS).read_text(encoding="utf-8") == f"{before}  - {{ {event} }}\n"


def test_whom_it_governs_must_be_said(policies: Path) -> None:
    before = policies.joinpath(LOCK).read_bytes(), policies.joinpath(EDITIONS).read_bytes()
    start_version(policies, "1.1.0")
    with pytest.raises(PolicyError) as caught:
        publish(policies, "1.1.0", None)
    assert codes(caught) == ["PSP910"]
    with pytest.raises(PolicyError) as left_out:
        publish(policies, "1.1.0", Governed(date(2027, 1, 1), "none"))
    (problem,) = left_out.value.problems
    assert (problem.code, problem.line) == ("PSP915", None)
    assert "1.0.0" in problem.message.fr
    assert "--others stay" in problem.hint.fr
    assert (policies.joinpath(LOCK).read_bytes(), policies.joinpath(EDITIONS).read_bytes()) == before


def test_whom_it_governs_is_not_said_otherwise_again(policies: Path) -> None:
    start_version(policies, "1.1.0")
    publish(policies, "1.1.0")
    before = policies.joinpath(LOCK).read_bytes(), policies.joinpath(EDITIONS).read_bytes()
    assert not publish(policies, "1.1.0", STAY).is_new
    for otherwise in (
        Governed(date(2027, 1, 2), "stay"),
        Governed(date(2027, 1, 1), date(2027, 7, 1)),
        Governed("always", "stay"),
    ):
        with pytest.raises(PolicyError) as caught:
            publish(policies, "1.1.0", otherwise)
        assert codes(caught) == ["PSP911"]
        (problem,) = caught.value.problems
        assert problem.file == EDITIONS
        assert problem.path == ("editions", 1)
        assert "e2" in problem.message.fr
    assert (policies.joinpath(LOCK).read_bytes(), policies.joinpath(EDITIONS).read_bytes()) == before


def test_what_a_crash_between_the_two_files_left_is_completed(policies: Path) -> None:
    start_version(policies, "1.1.0")
    lock = policies.joinpath(LOCK).read_bytes()
    publish(policies, "1.1.0")
    journal, done = policies.joinpath(EDITIONS).read_bytes(), policies.joinpath(LOCK).read_bytes()
    policies.joinpath(LOCK).write_bytes(lock)
    assert publish(policies, "1.1.0", None).is_new
    assert (policies.joinpath(EDITIONS).read_bytes(), policies.joinpath(LOCK).read_bytes()) == (journal, done)


LOCKS = {
    "nothing published": "versions: {}\n",
    "comments everywhere": "# a\nversions: # b\n  # c\n  1.0.0: # d\n    digest: D # e\n  # f\n# g\n",
    "deep indentation": "versions:\n      1.0.0:\n          digest: D\n",
    "no line end at the end": "versions:\n  1.0.0:\n    digest: D",
    "entries in braces": "versions:\n  1.0.0: { digest: D } # e\n",
    "all in braces": '{ "versions": { "1.0.0": { "digest": "D" } } }\n',
    "all in braces, comma at the end": '{"versions": {"1.0.0": {"digest": "D",},},}\n',
    "JSON over several lines": '{\n  "versions": {\n    "1.0.0": {\n      "digest": "D"\n    }\n  }\n}\n',
    "quoted digest": "versions:\n  '1.0.0':\n    digest: 'D'   \n\n\n",
    "newest first": "versions:\n  3.0.0:\n    digest: D\n  1.0.0:\n    digest: D\n",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("written", LOCKS.values(), ids=LOCKS)
def test_calendars_are_locked_however_the_lock_is_written(written: str, line_end: str) -> None:
    raw = written.replace("D", DIGEST).replace("\n", line_end).encode()
    first = lock_calendars(raw, {"france": DIGEST})
    assert locked_calendars(first) == {"france": DIGEST}
    assert read_lock(first) == read_lock(raw)
    kept = iter(first)
    assert all(byte in kept for byte in raw), "every byte of the old text stays, in order"
    other = f"sha256:{'2' * 64}"
    second = lock_calendars(first, {"us-ca": DIGEST, "france": other})
    assert locked_calendars(second) == {"france": other, "us-ca": DIGEST}
    assert list(locked_calendars(second)) == ["france", "us-ca"]
    assert read_lock(second) == read_lock(raw)
    assert lock_calendars(second, {}) == second
    assert read_lock(add_version(second, "2.0.0", DIGEST)) == {**read_lock(raw), "2.0.0": DIGEST}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("written", LOCKS.values(), ids=LOCKS)
def test_a_version_is_added_however_the_lock_is_written(written: str, line_end: str) -> None:
    raw = written.replace("D", DIGEST).replace("\n", line_end).encode()
    edited = add_version(raw, "2.0.0", DIGEST)
    assert read_lock(edited) == {**read_lock(raw), "2.0.0": DIGEST}
    assert list(read_lock(edited))[-1] == "2.0.0"
    kept = iter(edited)
    assert all(byte in kept for byte in raw), "every byte of the old text stays, in order"
    assert edited.count(b"\r\n") == (edited.count(b"\n") if line_end == "\r\n" and b"\n" in raw else 0)


def test_a_lock_that_cannot_be_read_is_a_problem(policies: Path) -> None:
    policies.joinpath(LOCK).unlink()
    policies.joinpath(LOCK).mkdir()
    with pytest.raises(PolicyError) as caught:
        publish_version(policies, "1.0.0", recorded=DAY, examine=lambda _: ())
    assert codes(caught) == ["PSP003"]


def prove(policies: Path, fail_under: float = 100) -> Published:
    return publish_version(policies, "1.1.0", STAY, recorded=DAY, fail_under=fail_under, examine=lambda _: ())


@pytest.mark.parametrize(
    ("edit", "fail_under", "expected"),
    [
        (lambda scenarios: rewrite(scenarios / "one.yaml", "value: true", "value: false"), 0, "PSP803"),
        (lambda scenarios: rewrite(scenarios / "one.yaml", "ask: stand-in", "ask: standin"), 0, "PSP204"),
        (lambda scenarios: (scenarios / "one.yaml").unlink(), 0, "PSP801"),
        (lambda _: None, 1, "PSP812"),
        (lambda _: None, 100, "PSP812"),
    ],
    ids=["a failing scenario", "a wrong scenario", "no scenario", "too few cells", "not all cells"],
)
def test_what_scenarios_do_not_prove_is_refused(
    edit: Callable[[Path], Any], fail_under: float, expected: str, policies: Path
) -> None:
    files = policies / LOCK, policies / EDITIONS
    before = [file.read_bytes() for file in files]
    edit(start_version(policies, "1.1.0").folder / "scenarios")
    with pytest.raises(PolicyError) as caught:
        prove(policies, fail_under)
    assert codes(caught) == [expected]
    assert [file.read_bytes() for file in files] == before


def test_the_lock_records_how_much_was_proven_where_it_is_not_all(policies: Path) -> None:
    start_version(policies, "1.1.0")
    prove(policies, 0)
    entry = yaml.safe_load(policies.joinpath(LOCK).read_bytes())["versions"]["1.1.0"]
    percent = entry["coverage"]
    assert 0 < percent < 100
    assert load_policies(policies).problems == ()
    start_version(policies, "1.2.0")
    assert publish_version(
        policies, "1.2.0", STAY, recorded=DAY, fail_under=percent, examine=lambda _: ()
    ).is_new
    start_version(policies, "1.3.0")
    with pytest.raises(PolicyError) as caught:
        publish_version(policies, "1.3.0", STAY, recorded=DAY, fail_under=percent + 0.1, examine=lambda _: ())
    assert codes(caught) == ["PSP812"]


def test_a_lock_that_records_no_tested_cell_can_be_read(policies: Path) -> None:
    edited = add_version(policies.joinpath(LOCK).read_bytes(), "1.1.0", DIGEST, 0.0)
    assert list(read_lock(edited)) == ["1.0.0", "1.1.0"]


def test_what_is_published_is_what_was_proven(policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start_version(policies, "1.1.0")
    run: Callable[[Path, str], Report] = publish_module.run_scenarios

    def change_meanwhile(folder: Path, called: str) -> Report:
        rewrite(folder / "engagement.yaml", "maximum: 3,", "maximum: 4,")
        return run(folder, called)

    monkeypatch.setattr(publish_module, "run_scenarios", change_meanwhile)
    with pytest.raises(PolicyError) as caught:
        prove(policies, 0)
    assert codes(caught) == ["PSP908"]
    assert list(published_digests(policies)) == ["1.0.0"]
