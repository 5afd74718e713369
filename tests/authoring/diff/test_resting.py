"""On which entries an answer may rest."""

from typing import Any

import pytest

from ptc_service_policy.authoring.diff.differences import Difference
from ptc_service_policy.authoring.diff.resting import Resting, entry_of
from ptc_service_policy.model.base import Path


def entry(*about: str) -> dict[str, Any]:
    return {"register": {"register": {"asked": {"about": list(about)}}}}


@pytest.mark.parametrize(
    ("said", "of_response", "of_another"),
    [
        (entry("targets.response"), True, False),
        (entry("targets.response.within"), True, False),
        (entry("availability.working-hours"), True, True),
        (entry("availability"), True, True),
        (entry("editions", "targets.response"), True, True),
        (entry("limits.contacts"), False, False),
        (entry(), False, False),
        ({"service-levels": {"targets": {"response": {"within": {"register": "asked"}}}}}, True, False),
        ({"engagement": {"limits": {"contacts": {"maximum": {"register": "asked"}}}}}, False, False),
        ({"engagement": {"sale": {"register": "asked"}}}, True, True),
        ({"source": {"statements": {"response": {"text": "asked"}}}}, False, False),
    ],
)
def test_an_entry_matters_where_it_is_named_or_says_what_it_is_about(
    said: Any, *, of_response: bool, of_another: bool
) -> None:
    resting = Resting((), {}, said)
    assert ["asked" in resting.entries(about) for about in ("response", "another")] == [
        of_response,
        of_another,
    ]


@pytest.mark.parametrize(
    ("file", "path", "entry"),
    [
        ("service-levels", ("targets", "response", "values", "premium"), "response"),
        ("service-levels", ("targets", "response"), "response"),
        ("service-levels", ("targets",), ""),
        ("service-levels", ("all", "values"), ""),
        ("engagement", ("limits", "services"), "services"),
        ("engagement", ("sale", "limits", "x"), ""),
        ("vocabulary", ("units", "hour", "fr"), "hour"),
        ("vocabulary", ("attributes", "units"), ""),
        ("policy", ("title",), ""),
    ],
)
def test_the_entry_of_a_difference(file: str, path: Path, entry: str) -> None:
    assert entry_of(Difference(file, path, 1, 2)) == entry
