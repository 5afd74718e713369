"""Which step of the version number the changes demand."""

import pytest

from ptc_service_policy.authoring.diff import Bump, demanded_bump, is_enough, least_version


def test_no_change_demands_no_step() -> None:
    assert demanded_bump(()) is Bump.NONE


@pytest.mark.parametrize(
    ("before", "bump", "least"),
    [
        ("1.2.3", Bump.NONE, "1.2.3"),
        ("1.2.3", Bump.PATCH, "1.2.4"),
        ("1.2.3", Bump.MINOR, "1.3.0"),
        ("1.2.3", Bump.MAJOR, "2.0.0"),
        ("1.9.9", Bump.MINOR, "1.10.0"),
    ],
)
def test_the_least_version_of_a_step(before: str, bump: Bump, least: str) -> None:
    assert least_version(before, bump) == least


@pytest.mark.parametrize(
    ("before", "after", "bump", "enough"),
    [
        ("1.0.0", "1.0.0", Bump.NONE, True),
        ("1.0.0", "1.0.0", Bump.PATCH, False),
        ("1.0.0", "1.0.1", Bump.PATCH, True),
        ("1.0.0", "1.0.9", Bump.MINOR, False),
        ("1.9.0", "1.10.0", Bump.MINOR, True),
        ("1.0.0", "1.9.9", Bump.MAJOR, False),
        ("1.0.0", "10.0.0", Bump.MAJOR, True),
        ("1.0.0", "3.0.0", Bump.PATCH, True),
        ("2.0.0", "1.9.0", Bump.NONE, False),
    ],
)
def test_a_version_is_large_enough_or_not(before: str, after: str, bump: Bump, enough: bool) -> None:
    assert is_enough(before, after, bump) is enough
