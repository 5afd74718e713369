"""Finding many instants among sorted ones: a guess by division, corrected, in place of a bisection each."""

import numpy as np
import numpy.typing as npt

Instants = npt.NDArray[np.int64]
"""Microseconds since the epoch, or lengths of time in microseconds."""
Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_] | np.bool_
"""One truth for each row, or one for all."""

NEVER = np.iinfo(np.int64).max

# With more keys than that in one step, a bisection is as good.
_MOST_CORRECTIONS = 8
# A step that holds one key at most takes one correction; so many steps still stay near the processor.
_MOST_STEPS = 1 << 16


class Search:
    """Find positions in sorted ``keys`` as ``bisect`` does, for arrays.

    The keys are cut into steps of equal length. A value's step gives the least position that it can have, and
    as many comparisons as a step has keys after its beginning at most lead from there to its own.
    """

    __slots__ = ("_base", "_corrections", "_keys", "_least", "_step")

    def __init__(self, keys: Instants, step: int) -> None:
        """Cut ``keys`` into steps of at most ``step`` microseconds."""
        gaps = np.diff(keys)
        if gaps.sum() < gaps.min(initial=step) * _MOST_STEPS:
            step = int(gaps.min(initial=step))
        self._step = step
        self._keys = np.append(keys, NEVER)
        self._base = int(keys[0]) - step if len(keys) else 0
        steps = (int(keys[-1]) - self._base) // step + 2 if len(keys) else 1
        inside = (keys - self._base) // step
        begins = inside * step + self._base == keys
        # Of each key the first step that begins with it or after it.
        self._least = np.cumsum(np.bincount(inside + ~begins, minlength=steps + 1))
        self._corrections = int(np.bincount(inside[~begins], minlength=1).max())

    def positions(self, values: Instants) -> Positions:
        """Return the position of each value."""
        if self._corrections > _MOST_CORRECTIONS:
            return np.searchsorted(self._keys[:-1], values, "right")
        found = np.take(self._least, (values - self._base) // self._step, mode="clip")
        for _ in range(self._corrections):
            found += np.take(self._keys, found) <= values
        return found
