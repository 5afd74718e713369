"""How deep names may lead, whatever else they lead to."""

import pytest

from ptc_service_policy.loading.spreading import MOST_WITHIN, Names, spreading_most


def chain(length: int, beside: tuple[str, ...]) -> Names:
    """Make names of which each leads to the next one, and to others beside it."""
    names = {f"n{i}": {"": (*beside[:1], f"n{i + 1}", *beside[1:])} for i in range(length - 1)}
    return {**names, f"n{length - 1}": {"": ()}, **{each: {"": ()} for each in beside}}


@pytest.mark.parametrize("beside", [(), ("leaf",), ("leaf", "other"), ("unknown",)])
def test_names_lead_only_so_deep(beside: tuple[str, ...]) -> None:
    within, beyond = (
        {name: each for name, each in chain(length, beside).items() if name != "unknown"}
        for length in (MOST_WITHIN - 1, MOST_WITHIN)
    )
    assert spreading_most(within, ()) is None
    assert spreading_most(beyond, ()) == "n0"
