"""Published versions as one value: where they come from, which governs a contract, what changes nothing."""

import copy
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from tests.published import EVENTS, publish

from ptc_service_policy import (
    Contract,
    ContractHistory,
    InvalidContractError,
    InvalidPolicyError,
    MissingAttributeError,
    NotInForceError,
    Policies,
    PolicyError,
    PolicyNotFoundError,
    load_policies,
    load_policy,
)
from ptc_service_policy.errors import describe
from ptc_service_policy.loading import policy_folder
from ptc_service_policy.loading.editions import EDITIONS

VERSIONS = ("1.0.0", "1.0.1", "1.1.0", "2.0.0")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("design") / "policies")


@pytest.fixture(scope="module")
def policies(folder: Path) -> Policies:
    return load_policies(folder)


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """A copy of the folder to change."""
    return Path(shutil.copytree(folder, tmp_path / "policies"))


def contract(**terms: Any) -> Contract:
    return Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", **terms)


def test_the_versions_are_there_from_the_oldest_to_the_newest(policies: Policies) -> None:
    assert policies.versions == tuple(policies) == VERSIONS
    assert (len(policies), policies.newest.version) == (4, "2.0.0")
    assert policies["1.0.1"] is policies["1.0.1"]
    assert "1.0.2" not in policies
    with pytest.raises(PolicyNotFoundError, match="PSP404"):
        policies["1.0.2"]


def test_the_shipped_ones_are_those_of_load_policy() -> None:
    assert load_policies() is load_policies()
    assert load_policies()["1.0.0"] is load_policy("1.0.0")
    assert load_policies().newest is load_policy()
    assert load_policies().refreshed() is load_policies()


SIGNED, GRANDFATHERED = date(2026, 6, 1), {"grandfathered": True}
GOVERNED: list[tuple[dict[str, Any], date, str]] = [
    ({"signed": SIGNED, "attributes": {"grandfathered": False}}, date(2027, 6, 30), "1.0.0"),
    ({"signed": SIGNED, "attributes": {"grandfathered": False}}, date(2027, 7, 1), "1.1.0"),
    ({"signed": SIGNED, "attributes": GRANDFATHERED}, date(2027, 2, 28), "1.0.0"),
    ({"signed": SIGNED, "attributes": GRANDFATHERED}, date(2027, 3, 1), "1.0.1"),
    ({"signed": SIGNED, "attributes": GRANDFATHERED}, date(2030, 1, 1), "1.0.1"),
    ({"signed": date(2026, 12, 31)}, date(2026, 12, 31), "1.0.0"),
    ({"signed": date(2027, 1, 1)}, date(2027, 1, 1), "1.1.0"),
    ({"signed": date(2027, 1, 1)}, date(2028, 1, 1), "1.1.0"),
    ({"signed": date(2027, 1, 1), "renewed": [date(2027, 9, 30)]}, date(2028, 1, 1), "1.1.0"),
    ({"signed": date(2027, 1, 1), "renewed": [date(2027, 10, 1)]}, date(2027, 10, 1), "2.0.0"),
    ({"signed": date(2027, 10, 1)}, date(2027, 10, 1), "2.0.0"),
    # Signed after it began: until then under what governs it when it is signed.
    ({"start": date(2026, 5, 1), "signed": date(2027, 1, 1)}, date(2026, 5, 15), "1.1.0"),
    ({"start": date(2026, 5, 1), "signed": date(2026, 12, 31)}, date(2026, 5, 15), "1.0.0"),
    # Nobody tells when it was signed, or whether it is grandfathered, and nothing depends on that.
    ({}, date(2026, 12, 31), "1.0.0"),
    ({"signed": SIGNED}, date(2027, 2, 28), "1.0.0"),
]


@pytest.mark.parametrize(("terms", "day", "version"), GOVERNED)
def test_a_contract_is_governed_by(
    terms: dict[str, Any], day: date, version: str, policies: Policies
) -> None:
    governed = contract(**terms)
    assert policies.governing(governed, on=day).version == version
    assert policies.apply(governed).on(day).ask("language").policy_version == version


def test_amendments_tell_which_version_governs_on_each_day(policies: Policies) -> None:
    amended = ContractHistory(contract(signed=SIGNED), {date(2027, 5, 1): {"attributes": GRANDFATHERED}})
    assert policies.governing(amended, on=date(2027, 2, 28)).version == "1.0.0"
    assert policies.governing(amended, on=date(2027, 6, 1)).version == "1.0.1"
    with pytest.raises(MissingAttributeError):
        policies.governing(amended, on=date(2027, 4, 30))


@pytest.mark.parametrize(
    ("mark", "shown", "meant"),
    [
        ("ture", "ture", "Write true."),
        ("true", '"true"', "Write true."),
        ("oui", '"oui"', "Write true."),
        ("vrai", '"vrai"', "Write true."),
        (1, "1.0", "Write true."),
        ("no", '"no"', "Write false."),
        ("emea", "emea", "Choose from: true, false."),
    ],
)
def test_a_mark_that_is_neither_true_nor_false_is_refused(
    mark: Any, shown: str, meant: str, policies: Policies
) -> None:
    marked = contract(signed=SIGNED, attributes={"grandfathered": mark})
    for ask in (
        lambda: policies.governing(marked, on=date(2027, 3, 1)),
        lambda: policies.turning_days(marked),
        lambda: policies.apply(marked),
        lambda: policies["1.0.0"].apply(marked),
    ):
        with pytest.raises(InvalidContractError, match="PSP516") as caught:
            ask()
        (problem,) = caught.value.problems
        assert problem.path == ("attributes", "grandfathered")
        assert (problem.message.en.split()[-1], problem.hint.en) == (f"{shown}.", meant)


REFUSED: list[tuple[dict[str, Any], date, tuple[str, ...], str]] = [
    ({}, date(2027, 1, 1), ("signed",), "1.0.0 and 1.1.0"),
    ({"signed": SIGNED}, date(2027, 3, 1), ("grandfathered",), "1.0.0 and 1.0.1"),
]


@pytest.mark.parametrize(("terms", "day", "asked", "editions"), REFUSED)
def test_who_does_not_tell_what_it_depends_on_is_told_so(
    terms: dict[str, Any], day: date, asked: tuple[str, ...], editions: str, policies: Policies
) -> None:
    with pytest.raises(MissingAttributeError) as caught:
        policies.governing(contract(**terms), on=day)
    (problem,) = caught.value.problems
    assert (problem.code, caught.value.attributes) == ("PSP408", asked)
    assert editions in problem.message.en
    assert asked[0] in problem.hint.fr


def test_what_was_recorded_later_was_not_known_yet(policies: Policies) -> None:
    old = contract(signed=SIGNED, attributes={"grandfathered": True})
    day = date(2027, 3, 1)
    assert policies.governing(old, on=day).version == "1.0.1"
    assert policies.governing(old, on=day, known_on=date(2027, 1, 31)).version == "1.0.0"
    assert policies.for_new_contracts(date(2027, 10, 1)).version == "2.0.0"
    assert policies.for_new_contracts(date(2027, 10, 1), known_on=date(2027, 5, 31)).version == "1.1.0"


def test_what_governed_as_far_as_was_known_answers_so(policies: Policies) -> None:
    old = contract(signed=SIGNED, attributes={"grandfathered": True})
    day = date(2027, 3, 1)
    known = policies.governing(old, on=day, known_on=date(2027, 1, 31))
    assert known.apply(old).on(day).contract == old
    assert known.digest == policies["1.0.0"].digest
    with pytest.raises(NotInForceError):
        policies["1.0.0"].apply(old).on(day)
    new = policies.for_new_contracts(date(2027, 10, 1), known_on=date(2027, 5, 31))
    assert new.effective_from().value == date(2027, 1, 1)
    assert policies.governing(old, on=day) is policies["1.0.1"]


def test_a_moment_is_no_day(policies: Policies) -> None:
    with pytest.raises(PolicyError, match="PSP407"):
        policies.governing(contract(), on=datetime(2027, 1, 1))  # noqa: DTZ001 - no day, whatever its zone


def test_a_mark_of_the_contract_is_nothing_to_a_policy(policies: Policies) -> None:
    marked = contract(signed=SIGNED, attributes=GRANDFATHERED)
    governing = policies.governing(marked, on=date(2027, 3, 1))
    assert governing.apply(marked).limit("open-cases").value == governing.limit("premium", "open-cases").value


def test_they_come_from_a_zip_file(folder: Path, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "policies"), "zip", folder)
    for place in (packed, Path(packed)):
        assert load_policies(place).newest == load_policies(folder).newest


@pytest.fixture
def package(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    root = tmp_path / "acme_terms"
    root.mkdir()
    root.joinpath("__init__.py").touch()
    shutil.copytree(folder, root / "policies")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "acme_terms"
    sys.modules.pop("acme_terms", None)


def test_a_zip_file_may_have_the_folder_itself_at_its_top(own: Path, policies: Policies) -> None:
    archive = shutil.make_archive(str(own.parent / "whole"), "zip", own.parent, own.name)
    assert load_policies(archive) == policies


def test_they_come_from_a_package(package: str, policies: Policies) -> None:
    assert load_policies(files(package) / "policies").newest == policies.newest


def test_they_stay_as_they_were_and_are_refreshed_when_asked(own: Path) -> None:
    before = load_policies(own)
    shutil.rmtree(own)
    publish(own, EVENTS[:2])
    assert before.newest.version == "2.0.0"
    assert before.for_new_contracts(date(2028, 1, 1)).version == "2.0.0"
    after = before.refreshed()
    assert after is not before
    assert after.for_new_contracts(date(2028, 1, 1)).version == "1.1.0"
    assert after.refreshed() is after


def test_what_is_broken_replaces_nothing(own: Path) -> None:
    before = load_policies(own)
    own.joinpath(EDITIONS).write_text("editions: [", "utf-8")
    with pytest.raises(InvalidPolicyError):
        before.refreshed()
    assert before.for_new_contracts(date(2028, 1, 1)).version == "2.0.0"
    with pytest.raises(InvalidPolicyError):
        load_policies(own)


def test_a_version_that_is_broken_or_gone_replaces_nothing(own: Path) -> None:
    before = load_policies(own)
    file = own / "1.1.0" / "cadences.yaml"
    whole = file.read_text("utf-8")
    file.write_text(whole[: len(whole) // 2], "utf-8")
    with pytest.raises(InvalidPolicyError):
        before.refreshed()
    file.write_text(whole, "utf-8")
    (own / "1.1.0").rename(own / "1.1.0 (copy)")
    with pytest.raises(PolicyError):
        before.refreshed()
    assert before["1.1.0"].version == "1.1.0"


def test_a_published_version_that_changed_is_refused(own: Path) -> None:
    file = own / "1.1.0" / "service-levels.yaml"
    file.write_text(file.read_text("utf-8").replace("business_days: 2", "business_days: 3"), "utf-8")
    changed = load_policies(own)
    assert changed["1.0.0"].version == "1.0.0"
    with pytest.raises(InvalidPolicyError, match="PSP403"):
        changed["1.1.0"]


@pytest.mark.parametrize("place", ["nowhere", "empty.zip", "file.txt"])
def test_what_is_no_folder_of_policies_is_said_so(place: str, tmp_path: Path) -> None:
    if "." in place:
        tmp_path.joinpath(place).write_bytes(b"")
    with pytest.raises(PolicyError, match="PSP006"):
        load_policies(tmp_path / place)


def zipped(folder: Path, to: Path) -> Path:
    return Path(shutil.make_archive(str(to / "ours"), "zip", folder))


def test_a_zip_file_that_is_replaced_is_read_anew(own: Path, tmp_path: Path) -> None:
    before = load_policies(zipped(own, tmp_path))
    assert before.refreshed() is before
    shutil.rmtree(own)
    publish(own, EVENTS[:2])
    zipped(own, tmp_path / "new").replace(tmp_path / "ours.zip")
    assert before.for_new_contracts(date(2028, 1, 1)).version == "2.0.0"
    assert before.refreshed().for_new_contracts(date(2028, 1, 1)).version == "1.1.0"


@pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_copies_are_as_they_were_too(
    own: Path, tmp_path: Path, as_zip: bool, how: Callable[[Policies], Policies]
) -> None:
    place = zipped(own, tmp_path) if as_zip else own
    before = load_policies(place)
    pickled = pickle.dumps(before)
    shutil.rmtree(own)
    publish(own, EVENTS[:2])
    if as_zip:
        zipped(own, tmp_path)
    after = before.refreshed()
    for each in (how(before), pickle.loads(pickled)):
        assert each == before != after
        assert hash(each) == hash(before)
        assert each.for_new_contracts(date(2028, 1, 1)).version == "2.0.0"
        assert each.refreshed() == after


def test_what_answers_otherwise_is_another_value(own: Path, policies: Policies) -> None:
    """What is kept by a policy, or by a contract under it, is not found when the journal has gone on."""
    kept = {each: each for each in (policies["1.0.0"], policies["1.0.0"].apply(contract(signed=SIGNED)))}
    shutil.rmtree(own)
    publish(own, EVENTS[:1])
    fewer = load_policies(own)
    assert fewer["1.0.0"].digest == policies["1.0.0"].digest
    for each in (fewer["1.0.0"], fewer["1.0.0"].apply(contract(signed=SIGNED))):
        assert each not in kept
    again = pickle.loads(pickle.dumps(policies))
    for same in (again["1.0.0"], again["1.0.0"].apply(contract(signed=SIGNED))):
        assert same in kept
    assert again.apply(contract(signed=SIGNED)) == policies.apply(contract(signed=SIGNED))


def test_they_travel_and_are_shared(policies: Policies, folder: Path) -> None:
    copied = pickle.loads(pickle.dumps(policies))
    assert (copied.versions, copied.newest) == (policies.versions, policies.newest)
    fresh = load_policies(folder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: fresh["1.1.0"], range(32)))
    assert all(each is fresh["1.1.0"] for each in found)


def test_problems_stand_in_the_order_of_their_places() -> None:
    places = [("b.yaml", 1, 1), ("a.yaml", 10, 1), ("a.yaml", 2, 9), ("a.yaml", None, None), (None,) * 3]
    problems = [describe("PSP208", file=file, line=line, column=column) for file, line, column in places]
    assert sorted(problems, key=policy_folder._place) == problems[::-1]
