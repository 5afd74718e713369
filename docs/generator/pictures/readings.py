"""One request under every reading: the days and their hours on top, a lane for each reading below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from math import ceil

from docs.generator.desk import Desk
from docs.generator.markup import esc
from docs.generator.pictures.svg import box, dot, line, picture, short_day, spare, words
from ptc_service_policy import Window

_LEFT, _RIGHT, _TOP, _LANE = 6, 2, 46, 30
_FEW = 4


@dataclass(frozen=True)
class Lane:
    """Show when a response is due under one reading; ``letter`` names the reading in the table below."""

    letter: str
    due: datetime
    chosen: bool


def readings(
    desk: Desk,
    name: str,
    title: str,
    description: str,
    received: datetime,
    lanes: Sequence[Lane],
    windows: Sequence[Window],
) -> str:
    """Draw one request; ``windows`` are the hours that count, in the zone of ``received``."""
    zone = received.tzinfo
    last_day = max(each.due for each in lanes).astimezone(zone).date()
    days = [received.date() + timedelta(days=n) for n in range((last_day - received.date()).days + 1)]
    begin, end = _midnight(days[0], zone), _midnight(days[-1] + timedelta(days=1), zone)
    height = _TOP + _LANE * (len(lanes) + 1)

    def across(at: datetime) -> float:
        return _LEFT + (100 - _LEFT - _RIGHT) * ((at - begin) / (end - begin))

    shapes = []
    for number, day in enumerate(days):
        x, next_x = across(_midnight(day, zone)), across(_midnight(day + timedelta(days=1), zone))
        kind = "open" if any(each.start.astimezone(zone).date() == day for each in windows) else "closed"
        shapes.append(box(x, 8, next_x - x, height - 14, f"day day--{kind}"))
        named = spare("fine", where=number % ceil(len(days) / _FEW) > 0)
        shapes.append(words((x + next_x) / 2, 26, esc(short_day(day, desk.language)), named, anchor="middle"))
    shapes += [
        box(across(each.start), 34, across(each.end) - across(each.start), height - 44, "hours")
        for each in windows
        if begin <= each.start < end
    ]
    shapes.append(line(across(received), 34, across(received), height - 10, "received"))
    for number, lane in enumerate(lanes):
        y = _TOP + _LANE * number + _LANE / 2
        kind = "chosen" if lane.chosen else "rejected"
        shapes.append(words(0.8, y + 5, lane.letter, f"name {kind}"))
        shapes.append(line(across(received), y, across(lane.due), y, f"span {kind}"))
        shapes.append(dot(across(received), y, 4, f"from {kind}"))
        shapes.append(dot(across(lane.due), y, 6, f"due {kind}"))
    return picture(name, height, title, description, shapes)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone)
