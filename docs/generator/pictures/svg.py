"""What every picture is made of."""

from collections.abc import Iterable
from datetime import date

from ptc_service_policy.text import Language, write_date


def picture(name: str, size: tuple[int, int], title: str, description: str, shapes: Iterable[str]) -> str:
    """Write a picture that scrolls by itself where it is too wide.

    Args:
        name: an id that is unique in the page.
        size: its width and height, in units of its own.
        title: what it shows, escaped.
        description: what is to be seen in it, escaped; the table below it says it in full.
        shapes: its elements.
    """
    width, height = size
    drawn = "\n".join(shapes)
    return (
        f'\n<div class="wide picture" role="group" aria-label="{title}" tabindex="0">\n'
        f'<svg viewBox="0 0 {width} {height}" style="min-width:{width * 0.7:.0f}px" role="img"'
        f' aria-labelledby="{name}-title {name}-description" xmlns="http://www.w3.org/2000/svg">\n'
        f'<title id="{name}-title">{title}</title>\n<desc id="{name}-description">{description}</desc>\n'
        f"{drawn}\n</svg>\n</div>\n"
    )


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """Draw a rectangle."""
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" {size} rx="2"/>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """Draw a line."""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def dot(x: float, y: float, radius: float, kind: str) -> str:
    """Draw a dot."""
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def words(x: float, y: float, text: str, kind: str = "", *, anchor: str = "start") -> str:
    """Write escaped words."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'


def weekday_and_month(day: date, language: Language) -> tuple[str, str]:
    """Return the names of a date's weekday and month."""
    weekday, _, month, _ = write_date(day, language).split()
    return weekday, month
