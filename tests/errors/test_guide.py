"""The guide on errors names every exception that callers can catch, and what it also is."""

import re
from pathlib import Path

import pytest

import ptc_service_policy
from ptc_service_policy import PolicyError, columns
from ptc_service_policy.text import LANGUAGES

GUIDES = Path(__file__).parents[2] / "docs"
PUBLIC = {
    f"{prefix}{name}": kind
    for prefix, module in (("", ptc_service_policy), ("columns.", columns))
    for name in module.__all__
    if isinstance(kind := getattr(module, name), type) and issubclass(kind, PolicyError)
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exception_stands_in_the_table(language: str) -> None:
    guide = (GUIDES / language / "guides" / "errors.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w.]*Error)` \|.*\|(.*)\|$", guide, re.MULTILINE))
    also = {name: kind.strip(" `") for name, kind in rows.items()}
    assert also.keys() == PUBLIC.keys()
    for name, other in also.items():
        assert other in {"", *(kind.__name__ for kind in PUBLIC[name].__mro__[1:])}
