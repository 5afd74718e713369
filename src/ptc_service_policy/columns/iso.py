"""Instants and pauses written as text, as in ISO 8601 with an offset."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ptc_service_policy.columns.answers import INSTANT
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.pauses import bounds_of
from ptc_service_policy.columns.reading import PAUSE
from ptc_service_policy.columns.reasons import ANSWERED, NAIVE_INSTANT, NOT_AN_INSTANT, UNREADABLE_PAUSE

_DAY = (
    r"\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
    r"|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
)
_TIME = r"(?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?)?"
_OFFSET = r"(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)"
_INSTANT = f"^(?:{_DAY})[T ]{_TIME}{_OFFSET}$"
"""What Arrow casts: a single text that it cannot cast fails a whole column, and does not say which it is."""
_NAIVE = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$"
_PAUSE = r"^(?P<start>[^/]*[^/\s])\s*/\s*(?:(?P<end>[^/]*[^/\s.])|\.\.)$"
_BEYOND_MICROSECONDS = r"(\.\d{6})\d+"


def read_iso(texts: pa.Array) -> tuple[pa.Array, Reasons]:
    """Read instants such as 2026-04-03T16:30:00+02:00; what comes after the microseconds is cut off.

    Returns:
        The instants, null where the text is empty or cannot be read, and why it cannot be.
    """
    trimmed = pc.utf8_trim_whitespace(texts.cast(pa.string()))
    trimmed = pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
    reasons = np.full(len(texts), ANSWERED, np.int8)
    try:
        return trimmed.cast(INSTANT), reasons
    except pa.ArrowInvalid:
        cut = pc.replace_substring_regex(trimmed, _BEYOND_MICROSECONDS, r"\1")
        there = pc.fill_null(pc.match_substring_regex(cut, _INSTANT), fill_value=False)
        instants = pc.if_else(there, cut, pa.scalar(None, pa.string())).cast(INSTANT)
    unread = pc.and_(pc.is_null(instants), pc.is_valid(trimmed))
    naive = pc.and_(unread, pc.fill_null(pc.match_substring_regex(trimmed, _NAIVE), fill_value=False))
    reasons[unread.to_numpy(zero_copy_only=False)] = NOT_AN_INSTANT
    reasons[naive.to_numpy(zero_copy_only=False)] = NAIVE_INSTANT
    return instants, reasons


def read_iso_pauses(texts: pa.Array) -> tuple[pa.Array, Reasons]:
    """Read pauses such as 2026-04-03T16:30Z/2026-04-03T17:00Z; several are separated by semicolons.

    Two dots for the end stand for a pause that goes on.

    Returns:
        Lists of pauses, and why one cannot be read.
    """
    lists = pc.split_pattern(texts.cast(pa.string()), ";")
    items = pc.utf8_trim_whitespace(pc.list_flatten(lists))
    rows = pc.list_parent_indices(lists)
    written = pc.not_equal(items, "")
    items, rows = items.filter(written), rows.filter(written).to_numpy(zero_copy_only=False)
    halves = pc.extract_regex(items, _PAUSE)
    reasons = np.full(len(texts), ANSWERED, np.int8)
    reasons[rows[halves.is_null().to_numpy(zero_copy_only=False)]] = UNREADABLE_PAUSE
    instants = []
    for name in PAUSE:
        read, wrong = read_iso(pc.struct_field(halves, name))
        for reason, told in ((NAIVE_INSTANT, NAIVE_INSTANT), (NOT_AN_INSTANT, UNREADABLE_PAUSE)):
            reasons[rows[wrong == reason]] = told
        instants.append(read)
    bounds = bounds_of(rows, len(texts)).astype(np.int32)
    return pa.ListArray.from_arrays(bounds, pa.StructArray.from_arrays(instants, PAUSE)), reasons
