"""Finding instants among sorted ones, as a bisection does."""

import numpy as np
import pytest

from ptc_service_policy.columns.search import Search


@pytest.mark.parametrize("step", [1, 7, 1_000, 86_400])
@pytest.mark.parametrize("count", [0, 1, 2, 5, 100, 3_000])
@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("every", [1, 50])
def test_a_search_finds_what_a_bisection_does(count: int, step: int, twice: bool, every: int) -> None:
    draw = np.random.default_rng(count)
    once = draw.choice(10**6 // every, count, replace=False) * every
    keys = np.sort(np.append(once, once[::2]) if twice else once).astype(np.int64)
    values = np.concatenate((draw.integers(-10, 10**6 + 10, 500), keys, keys + 1, keys - 1))

    found = Search(keys, step).positions(values)

    assert np.array_equal(found, np.searchsorted(keys, values, "right"))
