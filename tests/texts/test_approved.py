"""What the public reads is what was approved: a change of wording shows as a difference of a file."""

from difflib import unified_diff

import pytest
from tests.texts.approve import APPROVED, written
from tests.texts.collecting import Told, texts

from ptc_service_policy.text import LANGUAGES, Language

AT_MOST = 60
"""How many lines of a difference are shown."""


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return list(texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_as_it_was_approved(language: Language, told: list[Told]) -> None:
    path = APPROVED[language]
    was, now = path.read_text(encoding="utf-8"), written(told, language)
    differs = list(unified_diff(was.splitlines(), now.splitlines(), path.name, "now", lineterm="", n=1))
    assert not differs, "\n".join(
        (
            f"read the {len(differs)} lines that differ, then approve: python -m tests.texts.approve",
            *differs[:AT_MOST],
        )
    )


def test_the_texts_are_of_every_kind(told: list[Told]) -> None:
    names = [each.name for each in told]
    assert len(names) >= 450
    for basis in ("stated", "agreed", "interpreted", "ambiguous", "unstated"):
        assert any(name.endswith(f"({basis})") for name in names)
    for kind, least in (("PSP", 150), ("notice", 10), ("refused", 10), ("owed", 5), ("workload", 3)):
        assert sum(name.startswith(kind) for name in names) >= least
