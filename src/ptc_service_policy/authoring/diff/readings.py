"""What changes in the readings that the register of interpretations offers and chooses."""

from collections.abc import Iterator

from ptc_service_policy.authoring.diff import words
from ptc_service_policy.authoring.diff.changes import Effect, Finding, Path
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.model.base import ByInterpretation, Rule, find_nouns
from ptc_service_policy.model.interpretations import Interpretation
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import LocalizedText

_FROM_WORST_TO_BEST: dict[tuple[str, Path], tuple[str, ...]] = {
    ("service-levels", ("counting", "receipt")): ("within-hours", "on-business-day", "as-received"),
    ("service-levels", ("counting", "expiry")): ("end-of-day", "close-of-business", "same-time"),
    ("service-levels", ("counting", "business_days")): ("support-days", "monday-to-saturday"),
    ("service-levels", ("counting", "closures")): ("clock-stops", "stand-in-responds"),
    ("service-levels", ("counting", "response")): ("managers-reply", "resolution"),
    ("availability", ("weekday_outside_hours",)): ("unavailable", "on-request"),
    ("engagement", ("limits", "open-cases", "scope")): ("per-manager", "per-customer"),
}
"""Who follows an interpretation, and its readings as far as one plainly serves the customer better.

The reading `business-hours` of the expiry is left out: it may give an earlier or a later instant.
"""
_COUNTING = "counting"
"""How the response time is counted: its only rule in the file is the response target."""
_LEFT_OPEN = LocalizedText(fr="question laissée ouverte", en="left open")
_CHOSEN = LocalizedText(fr="Point d'interprétation « {question} »", en='Point of interpretation "{question}"')
_WEEK_COUNT = LocalizedText(fr="{weeks} semaines", en="{weeks} weeks")
_OFFERED = LocalizedText(
    fr="Lecture qu'un contrat peut choisir pour « {question} »",
    en='Reading that a contract may choose for "{question}"',
)


def compare_readings(before: Edition, after: Edition, renames: Renames) -> Iterator[Finding]:
    """Find every reading that is chosen, offered or counted otherwise."""
    old, new = (each.files.interpretations.interpretations for each in (before, after))
    for was, now in renames.pairs(old, new):
        if was is not None and now is not None:
            yield from _compare_chosen(before, after, renames, was, now)
            yield from _compare_offered(old[was], new[now], renames, was, now)


def _compare_chosen(
    before: Edition, after: Edition, renames: Renames, was: str, now: str
) -> Iterator[Finding]:
    entry, since = _entry(before, was), _entry(after, now)
    keys: tuple[Path, Path] = (("chosen",), ("chosen",))
    write = _meaning
    if renames.same(entry.chosen, since.chosen):
        if entry.chosen is None or since.chosen is None or _weeks(entry) == _weeks(since):
            return
        keys = ("readings", entry.chosen, "weeks"), ("readings", since.chosen, "weeks")
        write = _weeks_in_words
    effect = _judge(before, was, entry, since)
    for offering in _offerings_touched(after, now):
        yield Finding(
            "interpretation",
            now,
            offering,
            effect,
            _CHOSEN.format(question=since.question),
            write(entry),
            write(since),
            (("interpretations", ("interpretations", was, *keys[0])),),
            (("interpretations", ("interpretations", now, *keys[1])),),
        )


def _entry(edition: Edition, gap: str) -> Interpretation:
    return edition.files.interpretations.interpretations[gap]


def _judge(before: Edition, gap: str, entry: Interpretation, since: Interpretation) -> Effect:
    if entry.chosen is None or since.chosen is None:
        return Effect.BETTER if entry.chosen is None else Effect.WORSE
    weeks, since_weeks = _weeks(entry), _weeks(since)
    if weeks is not None and since_weeks is not None and weeks != since_weeks:
        return Effect.BETTER if since_weeks > weeks else Effect.WORSE
    for file, path in _followers(before, gap):
        order = _FROM_WORST_TO_BEST.get((file, path), ())
        if entry.chosen in order and since.chosen in order:
            risen = order.index(since.chosen) > order.index(entry.chosen)
            return Effect.BETTER if risen else Effect.WORSE
    return Effect.DIFFERENT


def _compare_offered(
    entry: Interpretation, since: Interpretation, renames: Renames, was: str, now: str
) -> Iterator[Finding]:
    """Judge a reading that came or left: contracts may choose among the readings, even the rejected."""
    for old, new in renames.pairs(entry.readings, since.readings):
        if old is not None and new is not None:
            continue
        yield Finding(
            "interpretation",
            now,
            None,
            Effect.BETTER if old is None else Effect.WORSE,
            _OFFERED.format(question=since.question),
            words.NOTHING if old is None else entry.readings[old].meaning,
            words.NOTHING if new is None else since.readings[new].meaning,
            () if old is None else (("interpretations", ("interpretations", was, "readings", old)),),
            () if new is None else (("interpretations", ("interpretations", now, "readings", new)),),
        )


def _followers(edition: Edition, gap: str) -> Iterator[tuple[str, Path]]:
    for file in FILE_MODELS:
        for path, follower in find_nouns(edition.noun(file), ByInterpretation):
            if follower.interpretation == gap:
                yield file, path


def _offerings_touched(edition: Edition, gap: str) -> tuple[str | None, ...]:
    """Return the offerings that a reading matters to, or None alone if it matters to all."""
    known = edition.files.offerings.offerings
    touched: set[str] = set()
    for file in FILE_MODELS:
        rules = list(find_nouns(edition.noun(file), Rule))
        for _, rule in rules:
            touched.update(offering for offering, other in rule.interpreted.items() if other == gap)
        for followed_in, path in _followers(edition, gap):
            if followed_in == file:
                around = [rule for at, rule in rules if path[: len(at)] == at or path[0] == _COUNTING]
                touched.update(*([rule.offerings_with_a_value() for rule in around] or [tuple(known)]))
    return tuple(name for name in known if name in touched) if 0 < len(touched) < len(known) else (None,)


def _meaning(entry: Interpretation) -> LocalizedText:
    if entry.chosen is None:
        return _LEFT_OPEN
    reading = entry.readings.get(entry.chosen)
    return reading.meaning if reading else words.plain(entry.chosen)


def _weeks(entry: Interpretation) -> int | None:
    reading = entry.readings.get(entry.chosen or "")
    return reading.weeks if reading else None


def _weeks_in_words(entry: Interpretation) -> LocalizedText:
    return _WEEK_COUNT.format(weeks=_weeks(entry) or "-")
