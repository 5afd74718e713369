"""A week: a row for each day, the hours from left to right, each state in a colour and a pattern."""

from collections.abc import Mapping, Sequence
from datetime import date

from docs.generator.desk import Desk
from docs.generator.markup import esc
from docs.generator.pictures.svg import box, line, picture, short_day, spare, words

Spans = Sequence[tuple[int, int, str]]
"""Stretches of a day as (first minute, last minute, state)."""

_LEFT, _RIGHT, _TOP, _ROW = 16, 2, 30, 34
_HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternTransform="rotate(45)"'
    ' patternUnits="userSpaceOnUse"><rect class="hatch-ground" width="7" height="7"/>'
    '<line class="hatch-line" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
)
_DAY = 24 * 60
_HOURS = range(0, 25, 2)
_QUARTER = 6


def week(desk: Desk, name: str, title: str, description: str, days: Mapping[date, Spans]) -> str:
    """Draw a week, day by day."""
    height = _TOP + _ROW * len(days) + 8
    shapes = [_HATCH]
    for hour in _HOURS:
        kind = spare("fine", where=hour % _QUARTER != 0)
        shapes.append(words(_across(hour * 60), 18, f"{hour:02}:00", kind, anchor="middle"))
    for number, day in enumerate(days):
        top = _TOP + _ROW * number
        shapes.append(words(0, top + 20, esc(short_day(day, desk.language)), "name"))
        shapes.append(box(_LEFT, top + 2, 100 - _LEFT - _RIGHT, _ROW - 6, "state state--unavailable"))
    shapes.append('<g class="spans">')
    for number, spans in enumerate(days.values()):
        top = _TOP + _ROW * number
        shapes += [
            box(_across(start), top + 2, _across(end) - _across(start), _ROW - 6, f"state state--{state}")
            for start, end, state in spans
        ]
    shapes.append("</g>")
    shapes += [line(_across(h * 60), _TOP, _across(h * 60), height - 8, "rule") for h in _HOURS]
    return picture(name, height, title, description, shapes)


def _across(minute: int) -> float:
    return _LEFT + (100 - _LEFT - _RIGHT) * minute / _DAY
