"""The codes of countries, and of their parts that have holidays of their own, by the names in use."""

import re
from functools import cache

from ptc_service_policy.text import folded

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LONGEST = 60


def as_words(name: str) -> str:
    """Return a name without its accents, its case and what stands between its words."""
    return _BETWEEN_WORDS.sub(" ", folded(name)).strip()


def codes_of(name: str) -> tuple[str, ...]:
    """Return the codes of the places of a name, such as DE-BY of Bavaria; none if no place is called so."""
    codes = _codes().get(as_words(name[:_LONGEST]))
    return () if codes is None else (*codes.split("|"),)


def known_names() -> tuple[str, ...]:
    """Return all names, as ``as_words`` writes them."""
    return (*_codes(),)


@cache
def _codes() -> dict[str, str]:
    """Return the table, which is read only where something has to be suggested."""
    from ptc_service_policy.business_time.place_codes import CODES

    return CODES
