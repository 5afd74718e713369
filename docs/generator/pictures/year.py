"""A year of deliveries: a lane for each, a box for each period, a dot for each suggested day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from docs.generator.desk import Desk
from docs.generator.pictures.svg import box, dot, line, picture, spare, weekday_and_month, words
from ptc_service_policy import Obligation

_RIGHT, _TOP, _NAME, _LANE = 1, 34, 20, 50
_QUARTER = 3
_VOWELS = "aeiouéû"
_ROOM_FOR_A_NAME = timedelta(days=20)


def year(
    desk: Desk,
    name: str,
    title: str,
    description: str,
    lanes: Mapping[str, Iterable[Obligation]],
    first: date,
) -> str:
    """Draw the twelve months from ``first``; ``lanes`` are obligations by subject."""
    last = date(first.year + 1, first.month, first.day)
    days = (last - first).days
    height = _TOP + _LANE * len(lanes) + 10

    def across(day: date) -> float:
        return (100 - _RIGHT) * min(max((day - first).days, 0), days) / days

    shapes = []
    for number, month in enumerate(_months(first, last)):
        x, kind = across(month), spare("fine", where=number % _QUARTER != 0)
        shapes.append(line(x, _TOP - 8, x, height - 8, "rule"))
        shapes.append(words(x, 18, _short(weekday_and_month(month, desk.language)[1]), kind))
    for number, obligations in enumerate(lanes.values()):
        top = _TOP + _LANE * number
        owed = list(obligations)
        shapes.append(words(0, top + _NAME - 6, desk.say(owed[0].name), "name"))
        for turn, each in enumerate(owed):
            start, end = across(each.first), across(each.last + timedelta(days=1))
            shapes.append(box(start, top + _NAME, end - start, 22, f"period period--{turn % 2}"))
            if each.suggested is not None:
                middle = (across(each.suggested) + across(each.suggested + timedelta(days=1))) / 2
                shapes.append(dot(middle, top + _NAME + 11, 2.6, "suggested"))
    return picture(name, height, title, description, shapes)


def _months(first: date, last: date) -> Iterable[date]:
    month = first.replace(day=1)
    while month < last - _ROOM_FOR_A_NAME:
        if month >= first:
            yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _short(month: str) -> str:
    """Shorten a month's name as both languages do: "janv.", "avril", "oct.", and "Febr."."""
    if len(month) <= 5:
        return month
    return f"{month[:3] if month[3] in _VOWELS else month[:4]}."
