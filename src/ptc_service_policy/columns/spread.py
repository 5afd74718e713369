"""Items of rows that stand one after another."""

import numpy as np

from ptc_service_policy.columns.search import Positions


def spread(first: Positions, last: Positions) -> tuple[Positions, Positions]:
    """Return for each item of each row the row's position, and the item's, which is from first to last."""
    counts = last - first
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) + np.repeat(first - (np.cumsum(counts) - counts), counts)
