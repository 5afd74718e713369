"""Half-open stretches of time as pairs of instants, and the two operations that a calendar needs."""

from collections.abc import Iterable
from datetime import timedelta

Span = tuple[timedelta, timedelta]


def union(spans: Iterable[Span]) -> list[Span]:
    """Return the sorted, disjoint spans that cover what any of ``spans`` covers; touching ones are one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """Return what is left of the sorted, disjoint ``spans`` outside all ``holes``, in order."""
    left = list(spans)
    for hole_start, hole_end in holes:
        pieces = ((start, min(end, hole_start), max(start, hole_end), end) for start, end in left)
        left = [
            piece
            for start, before, after, end in pieces
            for piece in ((start, before), (after, end))
            if piece[0] < piece[1]
        ]
    return left
