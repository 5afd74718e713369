"""A week: a row for each day, the hours from left to right, each state in a colour and a pattern."""

from collections.abc import Mapping, Sequence

from docs.generator.desk import Desk
from docs.generator.markup import esc
from docs.generator.pictures.svg import box, line, picture, words
from ptc_service_policy import LocalizedText
from ptc_service_policy.model.hours import Weekday

Spans = Sequence[tuple[int, int, str]]
"""Stretches of a day as (first minute, last minute, state)."""

LEFT, RIGHT, TOP, ROW, WIDTH = 100, 24, 30, 34, 1000
HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternTransform="rotate(45)"'
    ' patternUnits="userSpaceOnUse"><rect class="hatch-ground" width="7" height="7"/>'
    '<line class="hatch-line" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
)
_DAY = 24 * 60


def week(
    desk: Desk, name: str, title: str, description: str, days: Mapping[Weekday, tuple[LocalizedText, Spans]]
) -> str:
    """Draw a week; ``days`` are the weekdays by id, each with its name and its spans."""
    height = TOP + ROW * len(days) + 8
    shapes = [HATCH]
    for hour in range(0, 25, 2):
        x = across(hour * 60)
        shapes.append(words(x, 18, f"{hour:02}:00" if hour < 24 else "24:00", "fine", anchor="middle"))
    for number, (label, _) in enumerate(days.values()):
        top = TOP + ROW * number
        shapes.append(words(0, top + 20, esc(label[desk.language].capitalize()), "name"))
        shapes.append(box(LEFT, top + 2, WIDTH - LEFT - RIGHT, ROW - 6, "state state--unavailable"))
    shapes.append('<g class="spans">')
    for number, (_, spans) in enumerate(days.values()):
        top = TOP + ROW * number
        shapes += [
            box(across(start), top + 2, across(end) - across(start), ROW - 6, f"state state--{state}")
            for start, end, state in spans
        ]
    shapes.append("</g>")
    shapes += [line(across(h * 60), TOP, across(h * 60), height - 8, "rule") for h in range(0, 25, 2)]
    return picture(name, (WIDTH, height), title, description, shapes)


def across(minute: int) -> float:
    """Return where a minute of the day stands in the picture."""
    return LEFT + (WIDTH - LEFT - RIGHT) * minute / _DAY
