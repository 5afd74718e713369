"""What questions are asked with, as text: each kind has one form, on a command line and on a page."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from ptc_service_policy.business_time import Mark
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.recorded import read_duration
from ptc_service_policy.topics.reported import Delivered, Happened
from ptc_service_policy.topics.topic import Input

_INSTANT_IN_ZONE = re.compile(r"(?P<instant>[^\[\]]+)\[(?P<zone>[^\[\]]+)\]")
_PAUSE = re.compile(r"(?P<start>[^/\[\]]+(\[[^\[\]]+\])?)/(?P<end>.*)")
"""START/END, where a zone in brackets may hold slashes of its own."""
_OPEN = ".."
"""The end of a pause that still goes on, as in ISO 8601-2."""
_SPELT = {"start": "from", "end": "until", "pauses": "pause", "events": "event"}
"""What is not called as what it tells: a contract has a start and an end too."""
_OFFSET = LocalizedText(
    fr="avec le décalage que le fuseau {zone} a alors, {offset}, ou sans décalage",
    en="with the offset that the zone {zone} has then, {offset}, or without one",
)
_DATE = LocalizedText(fr="AAAA-MM-JJ", en="YYYY-MM-DD")
_INSTANT = LocalizedText(
    fr="2026-04-03T16:30+02:00 ou 2026-04-03T16:30[Europe/Paris]",
    en="2026-04-03T16:30+02:00 or 2026-04-03T16:30[Europe/Paris]",
)
_PAUSES = LocalizedText(
    fr="DÉBUT/FIN, ou DÉBUT/.. si elle dure encore", en="START/END, or START/.. if it still goes on"
)
_MARKS = LocalizedText(
    fr="0.8 pour quatre cinquièmes du délai, PT2H pour deux heures restantes",
    en="0.8 for four fifths of the time, PT2H for two hours left",
)
_DELIVERIES = LocalizedText(
    fr="SERVICE=AAAA-MM-JJ ou SERVICE=2026-04-03T16:30+02:00",
    en="SERVICE=YYYY-MM-DD or SERVICE=2026-04-03T16:30+02:00",
)
_EVENTS = LocalizedText(
    fr="ÉVÉNEMENT=AAAA-MM-JJ ou ÉVÉNEMENT=2026-04-03T16:30+02:00, puis au besoin ,ATTRIBUT=VALEUR",
    en="EVENT=YYYY-MM-DD or EVENT=2026-04-03T16:30+02:00, then where needed ,ATTRIBUTE=VALUE",
)
_FIGURES = LocalizedText(fr="LIMITE=VALEUR[,VALEUR...]", en="LIMIT=FIGURE[,FIGURE...]")
_FIGURES_HELP = LocalizedText(
    fr=f"{_FIGURES.fr}, la plus récente à la fin", en=f"{_FIGURES.en}, the newest last"
)
_EXPECTED = LocalizedText(
    fr="Le texte `{text}` n'a pas la forme attendue : {form}.",
    en="The text `{text}` is not of the form expected: {form}.",
)


class UnreadableError(ValueError):
    """Say which text could not be read, and in what form it is expected."""

    def __init__(self, text: str, form: LocalizedText) -> None:
        """Take the text and the form."""
        self.said = _EXPECTED.format(text=text, form=form)
        super().__init__(self.said.en)


class Form(NamedTuple):
    """Hold how a kind of input is written, and what reads it: one text, or all if it is repeatable."""

    help: LocalizedText
    read: Callable[[Any], Any]
    repeatable: bool = False


def read_instant(text: str) -> datetime:
    """Read an instant: ISO 8601 with an offset, or with a zone in brackets as in RFC 9557.

    An offset beside a zone must be that of the zone, or Z. A text without either is read as it stands;
    whoever needs the zone refuses it.
    """
    in_zone = _INSTANT_IN_ZONE.fullmatch(text)
    try:
        if in_zone is None:
            return datetime.fromisoformat(text)
        instant, zone = datetime.fromisoformat(in_zone["instant"]), read_zone(in_zone["zone"])
    except (ValueError, OSError, LookupError):
        raise UnreadableError(text, _INSTANT) from None
    if instant.tzinfo is None:
        return instant.replace(tzinfo=zone)
    found = instant.astimezone(zone)
    if not in_zone["instant"].endswith(("Z", "z")) and instant.utcoffset() != found.utcoffset():
        offset = found.isoformat()[-6:]
        raise UnreadableError(text, _OFFSET.format(zone=in_zone["zone"], offset=offset))
    return found


def read_date(text: str) -> date:
    """Read a date, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableError(text, _DATE) from None


def read_pairs(texts: Iterable[str], form: LocalizedText) -> list[tuple[str, str]]:
    """Read what is said of several names; ``form`` is shown where it is not NAME=VALUE."""
    pairs = [text.partition("=") for text in texts]
    for name, equals, _ in pairs:
        if not equals:
            raise UnreadableError(name, form)
    return [(name, value) for name, _, value in pairs]


def read_attribute(files: PolicyFiles, name: str, value: str) -> str | float:
    """Read what is told of an attribute: a number where it has bands, and the text is none of them."""
    known = files.vocabulary.attributes.get(name)
    if known is None or not known.bands or value in known.named_cases:
        return value
    try:
        return float(value)
    except ValueError:
        return value


def read_input(asked: Input, given: Any) -> Any:
    """Read what is told of an input: a text, or a list of them if its form is repeatable."""
    return FORMS[asked.kind].read(given)


def spelling(asked: Input) -> str:
    """Return what an input is called where it is told as text, such as "as-of"."""
    return _SPELT.get(asked.name, asked.name.replace("_", "-"))


def _pauses(texts: list[str]) -> list[tuple[datetime, datetime | None]]:
    found = [(text, _PAUSE.fullmatch(text)) for text in texts]
    for text, pause in found:
        if pause is None:
            raise UnreadableError(text, _PAUSES)
    ends = [None if each["end"] == _OPEN else read_instant(each["end"]) for _, each in found if each]
    return [(read_instant(each["start"]), end) for (_, each), end in zip(found, ends, strict=True) if each]


def _marks(texts: list[str]) -> list[Mark]:
    return [_mark(text) for text in texts]


def _mark(text: str) -> Mark:
    written = text.strip().replace(",", ".")
    try:
        return read_duration(written) if written.startswith("P") else float(written)
    except ValueError:
        raise UnreadableError(text, _MARKS) from None


def _deliveries(texts: list[str]) -> list[Delivered]:
    return [Delivered(name, _on(on)) for name, on in read_pairs(texts, _DELIVERIES)]


def _events(texts: list[str]) -> list[Happened]:
    found = []
    for name, said in read_pairs(texts, _EVENTS):
        on, *attributes = said.split(",")
        found.append(Happened(name, _on(on), dict(read_pairs(attributes, _EVENTS))))
    return found


def _on(text: str) -> date:
    return read_instant(text) if "T" in text else read_date(text)


def _figures(texts: list[str]) -> dict[str, list[float]]:
    used: dict[str, list[float]] = {}
    for limit, figures in read_pairs(texts, _FIGURES):
        try:
            used.setdefault(limit, []).extend(map(float, figures.split(",")))
        except ValueError:
            raise UnreadableError(figures, _FIGURES) from None
    return used


FORMS = {
    "instant": Form(_INSTANT, read_instant),
    "date": Form(_DATE, read_date),
    "pauses": Form(_PAUSES, _pauses, repeatable=True),
    "marks": Form(_MARKS, _marks, repeatable=True),
    "deliveries": Form(_DELIVERIES, _deliveries, repeatable=True),
    "events": Form(_EVENTS, _events, repeatable=True),
    "figures": Form(_FIGURES_HELP, _figures, repeatable=True),
}
