"""What every picture is made of: across in per cent, down in pixels, so that it fits any page."""

from collections.abc import Iterable
from datetime import date

from ptc_service_policy.text import Language, write_date


def picture(name: str, height: int, title: str, description: str, shapes: Iterable[str]) -> str:
    """Write a picture as wide as the page, whose words keep their size.

    Args:
        name: an id that is unique in the page.
        height: its height in pixels.
        title: what it shows, escaped.
        description: what is to be seen in it, escaped; the table below it says it in full.
        shapes: its elements.
    """
    drawn = "\n".join(shapes)
    return (
        f'\n<div class="picture">\n<svg width="100%" height="{height}" role="img"'
        f' aria-labelledby="{name}-title {name}-description" xmlns="http://www.w3.org/2000/svg">\n'
        f'<title id="{name}-title">{title}</title>\n<desc id="{name}-description">{description}</desc>\n'
        f"{drawn}\n</svg>\n</div>\n"
    )


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """Draw a rectangle."""
    size = f'width="{width:.2f}%" height="{height:.0f}"'
    return f'<rect class="{kind}" x="{x:.2f}%" y="{y:.0f}" {size} rx="2"/>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """Draw a line."""
    return f'<line class="{kind}" x1="{x1:.2f}%" y1="{y1:.0f}" x2="{x2:.2f}%" y2="{y2:.0f}"/>'


def dot(x: float, y: float, radius: float, kind: str) -> str:
    """Draw a dot."""
    return f'<circle class="{kind}" cx="{x:.2f}%" cy="{y:.0f}" r="{radius}"/>'


def words(x: float, y: float, text: str, kind: str = "", *, anchor: str = "start") -> str:
    """Write escaped words; those of the kind "spare" are left out where there is no room."""
    return f'<text class="{kind}" x="{x:.2f}%" y="{y:.0f}" text-anchor="{anchor}">{text}</text>'


def spare(kind: str, *, where: bool) -> str:
    """Return the kind of words that a narrow picture leaves out where told so."""
    return f"{kind} spare" if where else kind


def weekday_and_month(day: date, language: Language) -> tuple[str, str]:
    """Return the names of a date's weekday and month."""
    weekday, _, month, _ = write_date(day, language).split()
    return weekday, month


def short_day(day: date, language: Language) -> str:
    """Return the weekday in short, and the day of the month."""
    return f"{weekday_and_month(day, language)[0][:3]} {day.day}"
