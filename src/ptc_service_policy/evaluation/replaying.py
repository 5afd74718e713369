"""Asking again what a record holds, and saying what is otherwise now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import Any, Literal

from ptc_service_policy.errors import (
    MOST_PROBLEMS,
    InvalidRecordError,
    NotInForceError,
    PolicyError,
    quoted,
    shown,
    write_path,
)
from ptc_service_policy.evaluation.load import load_policies
from ptc_service_policy.evaluation.policies import Policies, with_journal
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.evaluation.records import Record, RecordedAnswer
from ptc_service_policy.evaluation.standing import RecordedHolidays, RecordedZone
from ptc_service_policy.text import LocalizedText, separated
from ptc_service_policy.topics.recorded import read_given
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.sentences import name_firmness
from ptc_service_policy.topics.wording import BASES

Item = Literal[
    "policy",
    "question",
    "value",
    "basis",
    "parts",
    "firmness",
    "citations",
    "holiday",
    "zone",
    "calendar",
    "editions",
    "wording",
    "library",
    "holidays-package",
    "zone-data",
]
_AROUND_THE_ANSWER: frozenset[Item] = frozenset(
    ("calendar", "editions", "wording", "library", "holidays-package", "zone-data")
)
"""What may be otherwise while the answer, and what it was based on, are the same."""
_POLICY = LocalizedText(
    fr="La politique {name} avait l'empreinte {recorded} ; elle a maintenant {found}.",
    en="Policy {name} had the digest {recorded}, and now has {found}.",
)
_NO_POLICY = LocalizedText(
    fr="La politique {name} ne peut pas être consultée. {found}",
    en="Policy {name} cannot be asked. {found}",
)
_REFUSED = LocalizedText(
    fr="Cette question ne reçoit plus de réponse. {found}", en="This question is no longer answered. {found}"
)
_VALUE = LocalizedText(
    fr="Réponse : {recorded} à l'enregistrement, {found} maintenant.",
    en="Answer: {recorded} when recorded, {found} now.",
)
_PART = LocalizedText(
    fr="Réponse, {name} : {recorded} à l'enregistrement, {found} maintenant.",
    en="Answer, {name}: {recorded} when recorded, {found} now.",
)
_BASIS = LocalizedText(
    fr="Fondement de la réponse : {recorded} à l'enregistrement, {found} maintenant.",
    en="Basis of the answer: {recorded} when recorded, {found} now.",
)
_PARTS = LocalizedText(
    fr="Fondement, partie par partie : {recorded} à l'enregistrement, {found} maintenant.",
    en="Basis, part by part: {recorded} when recorded, {found} now.",
)
_PART_BASIS = LocalizedText(fr="{part}, {basis}", en="{part}, {basis}")
_BY_ENTRIES = LocalizedText(fr="{said} ({entries})", en="{said} ({entries})")
_FIRMNESS = LocalizedText(
    fr="Fermeté de la réponse : {recorded} à l'enregistrement, {found} maintenant.",
    en="Firmness of the answer: {recorded} when recorded, {found} now.",
)
_HEDGE = LocalizedText(fr="{firmness} (`{rule}`)", en="{firmness} (`{rule}`)")
_CITATIONS = LocalizedText(
    fr="Références de la réponse : {recorded} à l'enregistrement, {found} maintenant.",
    en="References of the answer: {recorded} when recorded, {found} now.",
)
_RULES = LocalizedText(
    fr="Règles de la réponse : {recorded} à l'enregistrement, {found} maintenant.",
    en="Rules of the answer: {recorded} when recorded, {found} now.",
)
_OFFERING = LocalizedText(
    fr="Offre de la question : {recorded} à l'enregistrement, {found} maintenant.",
    en="Offering of the question: {recorded} when recorded, {found} now.",
)
_WORDING = LocalizedText(
    fr="Rédaction ({name}) : « {recorded} » à l'enregistrement, « {found} » maintenant.",
    en='Wording ({name}): "{recorded}" when recorded, "{found}" now.',
)
_DAYS = LocalizedText(
    fr="Jours retenus pour {name} : {recorded} à l'enregistrement, {found} maintenant.",
    en="Days kept for {name}: {recorded} when recorded, {found} now.",
)
_NO_LONGER_A_HOLIDAY = LocalizedText(
    fr="{name} : le {day} était férié et ne l'est plus.", en="{name}: {day} was a holiday and no longer is."
)
_WORKED_OTHERWISE = LocalizedText(
    fr="{name} : le {day} ne se travaille plus aux mêmes heures.",
    en="{name}: {day} is worked at other hours now.",
)
_NOW_A_HOLIDAY = LocalizedText(
    fr="{name} : le {day} n'était pas férié et l'est maintenant.",
    en="{name}: {day} was not a holiday and now is.",
)
_ZONE = LocalizedText(
    fr="Fuseau {name} : décalages par rapport à l'UTC {recorded} ; maintenant {found}.",
    en="Time zone {name}: offsets from UTC were {recorded}, and are now {found}.",
)
_CALENDAR = LocalizedText(
    fr="Le calendrier {name} avait l'empreinte {recorded} ; il a maintenant {found}.",
    en="The calendar {name} had the digest {recorded}, and now has {found}.",
)
_EDITIONS = LocalizedText(
    fr="Depuis l'enregistrement, le journal des éditions dit autre chose de ce jour. {found}",
    en="Since it was recorded, the journal of editions says otherwise of that day. {found}",
)
_BY_HAND = LocalizedText(
    fr="L'enregistrement ne cite aucun événement du journal des éditions : la version {name} avait été "
    "désignée à la main. {found}",
    en="The record names no event of the journal of editions: version {name} was taken by hand. {found}",
)
_GOVERNS = LocalizedText(
    fr="D'après le journal, elle s'applique ce jour-là.", en="By the journal, it governs that day."
)
_NO_EVENT = LocalizedText(
    fr="L'enregistrement cite l'événement {recorded} du journal des éditions, qui n'y figure pas.",
    en="The record names the event {recorded} of the journal of editions, which is not there.",
)
_LIBRARY = LocalizedText(
    fr="Bibliothèque : {recorded} à l'enregistrement, {found} maintenant.",
    en="Library: {recorded} when recorded, {found} now.",
)
_ZONE_SOURCE = LocalizedText(
    fr="Origine des données de fuseaux horaires : {recorded} à l'enregistrement, {found} maintenant.",
    en="Where the zone data come from: {recorded} when recorded, {found} now.",
)
_VERSION = LocalizedText(
    fr="{name} : version {recorded} à l'enregistrement, {found} maintenant.",
    en="{name}: version {recorded} when recorded, {found} now.",
)
_NOTHING = LocalizedText(fr="rien", en="nothing")
_YES = LocalizedText(fr="oui", en="yes")
_NO = LocalizedText(fr="non", en="no")
_ONE_DAY = timedelta(days=1)
Dated = RecordedHolidays | RecordedZone


@dataclass(frozen=True, slots=True)
class ReplayDifference:
    """Name one thing that differs from what was recorded.

    ``item`` is "value", "basis", "parts", "firmness" or "citations" where it is the answer, "question" where
    it is no longer answered, or was another; "policy", "holiday" or "zone" where the answer was based on it,
    or where the record does not say that. ``is_decisive`` is False for what may change around an answer that
    is the same: the "wording", the digest of a "calendar" whose days are the same, the "editions" where the
    journal has since named another version for that day, or the record none of its events, and the versions
    of packages ("library", "holidays-package", "zone-data").
    ``name`` is what it is called; ``recorded`` and ``found`` are in plain form, None for nothing.
    """

    item: Item
    name: str
    recorded: Any
    found: Any
    said: LocalizedText

    @property
    def is_decisive(self) -> bool:
        """Say whether the record no longer proves its answer."""
        return self.item not in _AROUND_THE_ANSWER


@dataclass(frozen=True, slots=True)
class Replay:
    """Hold what asking again has shown.

    ``found`` is the record of the answer now, None where there is none any more; ``differences`` say what
    differs, the answer first.
    """

    record: Record
    found: Record | None
    differences: tuple[ReplayDifference, ...]

    @property
    def is_equal(self) -> bool:
        """Say whether the answer is the same, on the same policy, holidays and zone rules."""
        return not any(each.is_decisive for each in self.differences)


def replay(record: Record, policies: Policies | Policy | None = None) -> Replay:
    """Ask again what a record holds, here and now, and say what differs.

    Args:
        record: the record; it may come from another machine.
        policies: where its policy version is found, or that policy itself; what comes with the library if
            left out.

    Raises:
        InvalidRecordError: PSP783 for what is not a record.
        PolicyError: PSP784 for what holds no policies.
    """
    if not isinstance(record, Record):
        raise InvalidRecordError.of("PSP783", value=shown(record))
    if not isinstance(policies, Policies | Policy | None):
        raise PolicyError.of("PSP784", value=shown(policies))
    version = record.policy_version
    if policies is None:
        policies = load_policies()
    try:
        policy = policies if isinstance(policies, Policy) else policies[version]
    except PolicyError as error:
        refusal = _refusal("policy", version, record.policy_digest, error, _NO_POLICY)
        return Replay(record, None, (refusal,))
    known = _as_known_then(record, policy)
    same_policy = tuple(_changed("policy", version, record.policy_digest, policy.digest, _POLICY))
    try:
        found = _ask_again(record, known)
    except PolicyError as error:
        refusal = _refusal("question", record.question.topic, record.answer.value, error, _REFUSED)
        return Replay(record, None, (refusal, *same_policy))
    around = (
        *_changed("question", "offering", record.question.offering, found.question.offering, _OFFERING),
        *islice(_holidays(record, found), MOST_PROBLEMS),
        *_zones(record, found),
        *_editions(record, policy),
        *_circumstances(record, found),
    )
    return Replay(record, found, (*_answers(record, found), *same_policy, *around))


def _ask_again(record: Record, policy: Policy) -> Record:
    asked = record.question
    try:
        given = read_given(topic(asked.topic), asked.given)
    except ValueError as error:
        raise PolicyError.of("PSP782", cause=quoted(str(error))) from None
    if record.contract is None:
        return policy.record(asked.topic, asked.offering or "", asked.about, **given)
    return policy.apply(record.contract).record(asked.topic, asked.about, **given)


def _as_known_then(record: Record, policy: Policy) -> Policy:
    """Return a version with the journal as far as it went when the answer was given, where it goes on."""
    journal = policy.files.journal
    if record.last_event is None:
        return with_journal(policy, ())
    known = [number for number, each in enumerate(journal, start=1) if each.id == record.last_event]
    return with_journal(policy, journal[: known[0]]) if known else policy


def _editions(record: Record, policy: Policy) -> Iterator[ReplayDifference]:
    """Say where the journal names another version by now, and where the record looked at none, or another.

    That a version governed which was taken by hand is not proven, where the journal says otherwise.
    """
    version, known, events = record.policy_version, record.last_event, [e.id for e in policy.files.journal]
    newest = events[-1] if events else None
    if known == newest:
        return
    if known is not None and known not in events:
        yield ReplayDifference("editions", version, known, newest, _NO_EVENT.format(recorded=known))
        return
    try:
        _ask_again(record, policy)
    except NotInForceError as error:
        told = LocalizedText(fr=error.write("fr"), en=error.write("en"))
        item: Item = "policy" if known is None else "editions"
        said = _EDITIONS if known else _BY_HAND
        others = ", ".join(error.versions) or None
        yield ReplayDifference(item, version, version, others, said.format(name=version, found=told))
    else:
        if known is None:
            said = _BY_HAND.format(name=version, found=_GOVERNS)
            yield ReplayDifference("editions", version, known, newest, said)


def _refusal(
    item: Item, name: str, recorded: Any, error: PolicyError, said: LocalizedText
) -> ReplayDifference:
    told = LocalizedText(fr=error.write("fr"), en=error.write("en"))
    return ReplayDifference(item, name, recorded, None, said.format(name=name, found=told))


def _changed(
    item: Item,
    name: str,
    recorded: Any,
    found: Any,
    said: LocalizedText,
    words: tuple[Any, Any] | None = None,
) -> Iterator[ReplayDifference]:
    """Yield a difference, if there is one; ``words`` say what is not said as it is written."""
    if recorded != found:
        was, now = map(_words, words or (recorded, found))
        yield ReplayDifference(item, name, recorded, found, said.format(name=name, recorded=was, found=now))


def _answers(record: Record, again: Record) -> Iterator[ReplayDifference]:
    """Compare answers, the value leaf by leaf; what is said of it in words may be worded anew."""
    recorded, found = record.answer, again.answer
    values = partial(_values, recorded, found)
    yield from islice(values(worded=False), MOST_PROBLEMS)
    yield from islice(values(worded=True), MOST_PROBLEMS)
    bases = BASES[recorded.basis], BASES[found.basis]
    yield from _changed("basis", "", recorded.basis.value, found.basis.value, _BASIS, bases)
    parts = _named_parts(record), _named_parts(again)
    yield from _changed("parts", "", _parts(recorded), _parts(found), _PARTS, parts)
    hedges = _named_hedges(recorded), _named_hedges(found)
    yield from _changed("firmness", "", _hedges(recorded), _hedges(found), _FIRMNESS, hedges)
    cited = _as_code(_cited_ids(recorded)), _as_code(_cited_ids(found))
    yield from _changed("citations", "", _cited(recorded), _cited(found), _CITATIONS, cited)
    rules = _as_code(recorded.rules), _as_code(found.rules)
    yield from _changed("citations", "rules", recorded.rules, found.rules, _RULES, rules)
    yield from _changed("wording", "reason", recorded.reason, found.reason, _WORDING)
    places = {(each.kind, each.id): each.place for each in found.citations}
    for each in recorded.citations:
        place = places.get((each.kind, each.id), each.place)
        yield from _changed("wording", each.id, each.place, place, _WORDING)


def _values(recorded: RecordedAnswer, found: RecordedAnswer, *, worded: bool) -> Iterator[ReplayDifference]:
    """Compare the values that are words, or those that are not."""
    were, are = dict(_leaves(recorded.value)), dict(_leaves(found.value))
    for path in dict.fromkeys((*were, *are)):
        was, now = were.get(path), are.get(path)
        if (isinstance(was, LocalizedText) and isinstance(now, LocalizedText)) is not worded:
            continue
        if worded:
            yield from _changed("wording", write_path(path), was, now, _WORDING)
        else:
            said = _PART if path else _VALUE
            yield from _changed("value", write_path(path), was, now, said, (_as_code(was), _as_code(now)))


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield what stands at the ends of a plain value, texts in both languages as such."""
    if isinstance(value, Mapping) and value.keys() == {"fr", "en"}:
        yield path, LocalizedText(fr=str(value["fr"]), en=str(value["en"]))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _leaves(each, (*path, index))
    else:
        yield path, value


def _parts(answer: RecordedAnswer) -> tuple[str, ...]:
    return tuple(" ".join((each.part, each.basis, *each.entries, *each.calendars)) for each in answer.parts)


def _named_parts(record: Record) -> LocalizedText | None:
    """Name each part, on whose authority it stands, and the entries and calendars that it rests on."""
    name, named = topic(record.question.topic).name_part, []
    for each in record.answer.parts:
        said = _PART_BASIS.format(part=name(each.part), basis=BASES[each.basis])
        entries = _as_code((*each.entries, *each.calendars))
        named.append(_BY_ENTRIES.format(said=said, entries=entries) if entries else said)
    return separated(named) if named else None


def _hedges(answer: RecordedAnswer) -> tuple[str, ...]:
    said = ((each.rule, each.duty, each.decided_by, each.list, *each.of) for each in answer.firmness)
    return tuple(" ".join(filter(None, parts)) for parts in said)


def _cited(answer: RecordedAnswer) -> tuple[str, ...]:
    return tuple(f"{each.kind} {each.id}" for each in answer.citations)


def _named_hedges(answer: RecordedAnswer) -> LocalizedText | None:
    """Name each hedge with its rule, for two rules may hold alike."""
    named = (_HEDGE.format(rule=each.rule, firmness=name_firmness(each)) for each in answer.firmness)
    return separated(named) if answer.firmness else None


def _cited_ids(answer: RecordedAnswer) -> tuple[str, ...]:
    return tuple(each.id for each in answer.citations)


def _holidays(record: Record, found: Record) -> Iterator[ReplayDifference]:
    """Compare holidays source by source and day by day; where answers differ, on the days of both."""
    were, are = ({each.source: each for each in one.holidays} for one in (record, found))
    yield from _spans("holiday", record, found, were, are)
    for name in were.keys() & are.keys():
        was, now = were[name], are[name]
        first, last = max(was.first, now.first), min(was.last, now.last)
        same = (was.first, was.last) == (now.first, now.last)
        for day in sorted(was.days.keys() | now.days.keys()):
            if not same and not first <= day <= last:
                continue
            if day in was.days and day in now.days:
                yield from _changed("wording", f"{name} {day}", was.days[day], now.days[day], _WORDING)
                continue
            written = day.isoformat()
            before = day in was.days
            said = (_NO_LONGER_A_HOLIDAY if before else _NOW_A_HOLIDAY).format(name=name, day=day)
            recorded, here = (written, None) if before else (None, written)
            yield ReplayDifference("holiday", name, recorded, here, said)
        worked = ((was.half_days, now.half_days), (was.made_up, now.made_up))
        for then, today in worked:
            for day in sorted(then.keys() | today.keys()):
                if same or first <= day <= last:
                    said = _WORKED_OTHERWISE.format(name=name, day=day)
                    yield from _changed("holiday", name, _worked(day, then), _worked(day, today), said)


def _spans(
    item: Item, record: Record, found: Record, were: Mapping[str, Dated], are: Mapping[str, Dated]
) -> Iterator[ReplayDifference]:
    """Compare of which days a record keeps something: for the same answer, the same ones."""
    if record.answer.value == found.answer.value:
        for name in dict.fromkeys((*were, *are)):
            yield from _changed(item, name, _span(were.get(name)), _span(are.get(name)), _DAYS)


def _span(kept: Dated | None) -> str | None:
    return f"{kept.first}/{kept.last}" if kept else None


def _worked(day: date, days: Mapping[date, str] | Mapping[date, str | None]) -> str | None:
    return f"{day.isoformat()} {days[day] or ''}".rstrip() if day in days else None


def _zones(record: Record, found: Record) -> Iterator[ReplayDifference]:
    """Compare where clocks stood, from the first to the last day that both records are about."""
    were, are = ({each.name: each for each in one.zones} for one in (record, found))
    yield from _spans("zone", record, found, were, are)
    for name in were.keys() & are.keys():
        was, now = were[name], are[name]
        yield from _changed("zone", name, _rules(was, now), _rules(now, was), _ZONE)


def _rules(zone: RecordedZone, other: RecordedZone) -> tuple[str, ...]:
    """Return the offsets of a zone on the days of both, each with the instant from which it holds."""
    first, last = max(zone.first, other.first), min(zone.last, other.last)
    if (zone.first, zone.last) == (other.first, other.last):
        return tuple(f"{offset} ({at.isoformat()})" for at, offset in zone.offsets.items())
    # Whole days that both hold in any zone: what one holds begins and ends at midnights of its own.
    begin, end = (datetime.combine(day, time(), UTC) for day in (first + _ONE_DAY, last))
    before = [offset for at, offset in zone.offsets.items() if at <= begin]
    later = [f"{offset} ({at.isoformat()})" for at, offset in zone.offsets.items() if begin < at <= end]
    return (*before[-1:], *later)


def _circumstances(record: Record, found: Record) -> Iterator[ReplayDifference]:
    for name in dict.fromkeys((*record.calendars, *found.calendars)):
        digests = record.calendars.get(name), found.calendars.get(name)
        yield from _changed("calendar", name, *digests, _CALENDAR)
    was, now = record.environment, found.environment
    yield from _changed("library", "library", was.library, now.library, _LIBRARY)
    yield from _changed("library", now.library, was.version, now.version, _VERSION)
    yield from _changed("holidays-package", "holidays", was.holidays, now.holidays, _VERSION)
    yield from _changed("zone-data", "tzdata", was.zone_data.version, now.zone_data.version, _VERSION)
    yield from _changed("zone-data", "source", was.zone_data.source, now.zone_data.source, _ZONE_SOURCE)


def _words(value: Any) -> Any:
    """Put in words what is otherwise, as far as it has any."""
    if value is None or value == ():
        return _NOTHING
    if isinstance(value, bool):
        return _YES if value else _NO
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _as_code(value: Any) -> Any:
    """Mark what has no words as what it is, an id or another plain value."""
    if isinstance(value, tuple):
        return tuple(map(_as_code, value))
    return value if value is None or isinstance(value, bool) else f"`{value}`"
