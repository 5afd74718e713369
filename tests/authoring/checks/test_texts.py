"""Which parts of a file are texts in both languages."""

from typing import Any

import pytest

from ptc_service_policy.authoring.checks.texts import texts_in
from ptc_service_policy.loading.strict_yaml import Document


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        ({"name": {"fr": "un", "en": "one"}}, [("name",)]),
        ({"name": {"fr": "un", "en": " "}}, []),
        ({"name": {"fr": "un", "en": 1}}, []),
        ({"name": {"fr": "un"}}, []),
        ({"name": [{"fr": "un", "en": "one"}]}, []),
        ({"a": {"b": {"fr": "un", "en": "one"}}, "c": {"fr": "deux", "en": "two"}}, [("a", "b"), ("c",)]),
    ],
)
def test_texts_stand_in_both_languages(data: dict[str, Any], paths: list[tuple[str, ...]]) -> None:
    assert [each.path for each in texts_in(Document("policy.yaml", data, {}, {}))] == paths
