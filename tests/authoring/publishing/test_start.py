"""A new version is a copy with another number and without the dates of the old one."""

from pathlib import Path

import pytest

from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.loading.policy_folder import read_policy_folder


def rewrite(policies: Path, old: str, new: str) -> None:
    file = policies / "1.0.0" / "policy.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_only_the_number_differs(policies: Path) -> None:
    started = start_version(policies, "1.1.0")
    assert started.start == "1.0.0"
    for file in (policies / "1.0.0").glob("*.yaml"):
        expected = file.read_bytes().replace(b"version: 1.0.0", b"version: 1.1.0")
        assert policies.joinpath("1.1.0", file.name).read_bytes() == (
            expected if file.name == "policy.yaml" else file.read_bytes()
        )
    assert read_policy_folder(policies / "1.1.0").policy.version == "1.1.0"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_comments_quotes_and_line_ends_stay(policies: Path, line_end: str, mark: str) -> None:
    file = policies / "1.0.0" / "policy.yaml"
    text = file.read_text(encoding="utf-8").replace("version: 1.0.0", "version: '1.0.0'  # the first")
    file.write_bytes((mark + text).replace("\n", line_end).encode())
    start_version(policies, "1.1.0")
    expected = file.read_bytes().replace(b"'1.0.0'", b"'1.1.0'")
    assert policies.joinpath("1.1.0", "policy.yaml").read_bytes() == expected


def test_the_newest_version_is_copied_unless_another_is_named(policies: Path) -> None:
    for version in ("1.2.0", "1.10.0"):
        start_version(policies, version)
    assert start_version(policies, "1.11.0").start == "1.10.0"
    assert start_version(policies, "1.2.1", "1.2.0").start == "1.2.0"


def test_the_day_of_the_old_review_is_left_out(policies: Path) -> None:
    rewrite(policies, "version: 1.0.0\n", "version: 1.0.0\nreview_by: 2026-06-30\n")
    start_version(policies, "1.1.0")
    assert "review_by" not in policies.joinpath("1.1.0", "policy.yaml").read_text(encoding="utf-8")


def test_scenarios_come_along(policies: Path) -> None:
    start_version(policies, "1.1.0")
    copied, own = (policies / version / "scenarios" / "one.yaml" for version in ("1.1.0", "1.0.0"))
    assert copied.read_bytes() == own.read_bytes()


@pytest.mark.parametrize(
    ("version", "start", "code"),
    [
        ("1.0.0", None, "PSP903"),
        ("0.9.0", None, "PSP904"),
        ("1.0", None, "PSP902"),
        ("1.01.0", None, "PSP902"),
        ("v1.1.0", None, "PSP902"),
        ("../1.1.0", None, "PSP902"),
        ("1.1.0", "7.0.0", "PSP901"),
        ("1.1.0", "../policies/1.0.0", "PSP901"),
    ],
)
def test_what_is_refused_leaves_nothing(policies: Path, version: str, start: str | None, code: str) -> None:
    before = sorted(policies.rglob("*"))
    with pytest.raises(PolicyError) as caught:
        start_version(policies, version, start)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert sorted(policies.rglob("*")) == before


def test_a_file_without_lines_of_its_own_is_refused(policies: Path) -> None:
    file = policies / "1.0.0" / "policy.yaml"
    file.write_text('{version: 1.0.0, review_by: "2026-01-01"}\n', encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        start_version(policies, "1.1.0")
    assert [problem.code for problem in caught.value.problems] == ["PSP906"]


def test_what_a_crash_left_is_no_obstacle(policies: Path) -> None:
    policies.joinpath(".1.1.0.0123.new").mkdir()
    policies.joinpath(".1.1.0.0123.new", "half.yaml").write_text("half", encoding="utf-8")
    start_version(policies, "1.1.0")
    assert not policies.joinpath(".1.1.0.0123.new").exists()
    assert not policies.joinpath("1.1.0", "half.yaml").exists()
