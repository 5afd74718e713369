"""Bands that show a year of obligations: an inline SVG each, drawn by hand.

What happened shows by shape as well as by colour, so that it is seen in black and white.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from ptc_service_policy import Language, LocalizedText, Obligation, words

HEIGHT = 20
GAP = 0.6
"""What is left free between two periods, in days."""
PERIOD = LocalizedText(fr="Du {first} au {last} : {state}", en="From {first} to {last}: {state}")
UNDONE = ("missed", "objective-missed", "not-done")


def draw_band(
    identifier: str,
    title: str,
    said: str,
    owed: Sequence[Obligation],
    year: int,
    language: Language,
    as_of: date,
) -> str:
    """Draw the periods of one delivery over a year, with a title and a description for who cannot see it."""
    first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    parts = [f'<path class="line" d="M0 {HEIGHT - 0.5}H{days}"/>']
    for month in range(2, 13):
        x = (date(year, month, 1) - first).days
        parts.append(f'<path class="month" d="M{x} 0V{HEIGHT}"/>')
    for each in owed:
        begin, end = max((each.first - first).days, 0), min((each.last - first).days + 1, days)
        period = draw_period(each.fulfilment or "", begin, end - begin - GAP)
        parts.append(f"<g><title>{escape(tell(each)[language])}</title>{period}</g>")
    today = (as_of - first).days
    if 0 <= today < days:
        parts.append(f'<path class="today" d="M{today} -3V{HEIGHT + 3}"/>')
    return (
        f'<svg viewBox="0 0 {days} {HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-labelledby="{identifier}-title {identifier}-desc">'
        f'<title id="{identifier}-title">{escape(title)}</title>'
        f'<desc id="{identifier}-desc">{escape(said)}</desc>{"".join(parts)}</svg>'
    )


def tell(owed: Obligation) -> LocalizedText:
    """Tell the days of a period, and what became of it."""
    state = words.fulfilment(owed.fulfilment) if owed.fulfilment else ""
    return PERIOD.format(first=owed.first, last=owed.last, state=state)


def draw_key(fulfilment: str) -> str:
    """Draw the sign of one state, for the legend."""
    period = draw_period(fulfilment, 0, 16)
    return f'<svg class="key" viewBox="0 0 16 {HEIGHT}" aria-hidden="true">{period}</svg>'


def draw_period(fulfilment: str, x: float, width: float) -> str:
    """Draw one period: full if met, low and struck out if not, an outline if due, a line if it is to come."""
    name = "undone" if fulfilment in UNDONE else fulfilment or "upcoming"
    top = {"met": 0, "undone": 8, "due": 8}.get(name, HEIGHT - 4)
    box = f'<rect class="{name}" x="{x:g}" y="{top}" width="{width:g}" height="{HEIGHT - top}"/>'
    strike = f'<path class="strike" d="M{x:g} {HEIGHT}L{x + width:g} {top}"/>'
    return box + strike if name == "undone" else box
