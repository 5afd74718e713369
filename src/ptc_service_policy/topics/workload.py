"""Whether what is used stays within the limits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from sys import float_info
from typing import Any, Literal, NamedTuple

from ptc_service_policy.business_time.reading import wrong_shape
from ptc_service_policy.decisions import (
    OPEN,
    Basis,
    Citation,
    Decision,
    Firmness,
    Grounds,
    PartBasis,
    Reason,
    join,
)
from ptc_service_policy.errors import BusinessTimeError, UnknownIdError, knows, suggest
from ptc_service_policy.model.engagement import Limit, Right
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.spans import Span, periods_in
from ptc_service_policy.model.vocabulary import split_by
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.subject import Settled
from ptc_service_policy.text import LocalizedText, uncapitalised
from ptc_service_policy.topics.inputs import USED
from ptc_service_policy.topics.kinds import LIMITS
from ptc_service_policy.topics.limit import LIMIT
from ptc_service_policy.topics.rights import ADDITIONAL_OFFERING, MEASURED
from ptc_service_policy.topics.sentences import Sentence, in_cases, left_open, sentences_of
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.wording import Wording, lines, number, span

Verdict = Literal[
    "exceeded", "below", "may-ask-for-another-offering", "too-few-figures", "unstated", "ambiguous"
]
VERDICTS: dict[str, LocalizedText] = {
    "exceeded": LocalizedText(fr="limite dépassée", en="exceeded"),
    "below": LocalizedText(fr="minimum non atteint", en="below the minimum"),
    "may-ask-for-another-offering": LocalizedText(
        fr="l'achat d'une offre supplémentaire peut être demandé",
        en="the purchase of an additional offering may be requested",
    ),
    "too-few-figures": LocalizedText(
        fr="valeurs trop peu nombreuses pour juger", en="too few figures to tell"
    ),
    "unstated": LocalizedText(fr="limite non précisée par la source", en="no limit stated by the source"),
    "ambiguous": LocalizedText(fr="limite ambiguë dans la source", en="limit ambiguous in the source"),
}
Used = float | Sequence[float]
"""What is used of a limit: one figure, or one for each period, the newest last."""

_PLACES = 4
"""To how many decimals an average is told; it is judged exactly."""
_EXCEEDED = LocalizedText(
    fr="{name} : {observed} ; limite : {limit}.",
    en="{name}: {observed}; limit: {limit}.",
)
_MAY_ASK = LocalizedText(
    fr="{name} : {observed}{on_average}{measured} ; limite : {limit}. {description}",
    en="{name}: {observed}{on_average}{measured}; limit: {limit}. {description}",
)
_BEYOND = LocalizedText(
    fr="{name} : {observed}{on_average}{measured}, au-delà de {most}. {description}",
    en="{name}: {observed}{on_average}{measured}, beyond {most}. {description}",
)
_ON_AVERAGE = LocalizedText(fr=" en moyenne sur {span}", en=" on average over {span}")
_MEASURED = LocalizedText(fr=", {how}", en=", {how}")
_UNSAID = LocalizedText(fr="", en="")
_OF_A_RIGHT = LocalizedText(fr="{name} ({right})", en="{name} ({right})")
_KEPT = LocalizedText(
    fr="{name} : {observed} ; la limite, {limit}, est respectée.",
    en="{name}: {observed}; the limit, {limit}, is kept.",
)
_KEPT_ON_AVERAGE = LocalizedText(
    fr="{name} : {observed} en moyenne sur {span} ({needed:la dernière valeur|les # dernières valeurs}) ; "
    "la limite, {limit}, est respectée.",
    en="{name}: {observed} on average over {span} (the last {needed:figure|# figures}); "
    "the limit, {limit}, is kept.",
)
_WITHIN = LocalizedText(fr="Aucune limite n'est dépassée.", en="No limit is exceeded.")
_CANNOT_TELL = LocalizedText(
    fr="{name} : {observed} ; il est impossible de dire si une limite est respectée.",
    en="{name}: {observed}; whether a limit is kept cannot be determined.",
)
_WHY = LocalizedText(fr="{reason}", en="{reason}")
_LEFT_OPEN = LocalizedText(
    fr="La source laisse ouvert un point dont dépend le décompte.",
    en="The source leaves open a point on which the count depends.",
)
_TOO_FEW = LocalizedText(
    fr="{name} : la moyenne se juge sur {span}{measured}, soit {needed:# valeur|# valeurs} ; "
    "valeurs données : {given}, valeurs manquantes : {missing}. Limite : {limit}.",
    en="{name}: the average is judged over {span}{measured}, that is, {needed:# figure|# figures}; "
    "{given:# is|# are} given and {missing} more {missing:is|are} needed. Limit: {limit}.",
)
_OVERSTEPPED = LocalizedText(fr="Limites non respectées : {count}.", en="Limits not kept: {count}.")
_NOT_JUDGED = LocalizedText(
    fr="Limites impossibles à juger, faute de valeurs suffisantes : {count}.",
    en="Limits with too few figures to judge: {count}.",
)
_UNSETTLED = LocalizedText(
    fr="Limites impossibles à juger, car la source les laisse ouvertes : {count}.",
    en="Limits that cannot be judged, because the source leaves them open: {count}.",
)
_RIGHTS_OPEN = LocalizedText(
    fr="Droits qui peuvent être exercés : {count}.", en="Rights that may be exercised: {count}."
)
_RIGHTS_NOT_JUDGED = LocalizedText(
    fr="Droits impossibles à juger, faute de valeurs suffisantes : {count}.",
    en="Rights with too few figures to judge: {count}.",
)
_A_WEEK = Span(1, "weeks")


@dataclass(frozen=True, slots=True)
class Finding:
    """Report one limit that is exceeded, that cannot be judged yet, or that the source leaves open.

    ``maximum`` is None for the last. "may-ask-for-another-offering" is a right, never automatic; of
    "too-few-figures", ``missing`` says how many more the average takes, and ``observed`` is the newest.
    ``parts`` name on whose authority each part of the limit, or of the right, stands that the source does not
    state.
    """

    limit: str
    verdict: Verdict
    observed: float
    maximum: float | None
    basis: Basis
    reason: Reason
    citations: tuple[Citation, ...]
    firmness: tuple[Firmness, ...] = ()
    missing: int = 0
    parts: tuple[PartBasis, ...] = ()


def check_workload(applied: Applied, used: Mapping[str, Used]) -> tuple[Finding, ...]:
    """Compare what is used with the limits, each by its own id; what was not given is not judged.

    A right that may be used beyond a limit is judged too, over a time of its own where it has another one.

    Args:
        applied: the policy applied to the contract.
        used: by the id of the limit, what is used; of a limit by the period or on average, one figure for
            each of its periods (for each week where it has none), the newest last: with fewer than an
            average takes it is not judged, and the finding says how many more are needed.

    Raises:
        UnknownIdError: if the policy has no such limit.
        BusinessTimeError: for what is not an amount, for a part of what is counted whole only, and where
            nothing is given to judge.
    """
    return tuple(finding for each in _judge_all(applied, used) for finding, _ in each.findings)


def figures_of(used: Used) -> tuple[float, ...]:
    """Return what is used as figures, one for each period; refuse what is not an amount."""
    figures = tuple(used) if isinstance(used, Iterable) and not isinstance(used, str) else (used,)
    if not figures:
        raise BusinessTimeError.of("PSP724")
    for value in figures:
        known = isinstance(value, Real | Decimal) and not isinstance(value, bool)
        if not (known and 0 <= value <= float_info.max):
            raise BusinessTimeError.of("PSP708", value=value)
    return figures


def refuse_parts(applied: Applied, name: str, figures: tuple[float, ...]) -> None:
    """Raise BusinessTimeError (PSP728) for a part of what a limit counts whole."""
    files, limit = applied.subject.files, applied.subject.settle(LIMIT.rule(name)).value
    unit = limit.unit if isinstance(limit, Limit) else None
    words = files.vocabulary.units.get(unit or "")
    part = next((each for each in figures if split_by(each, words) is not None), None)
    if part is not None:
        called = Wording(files).unit(unit or "")
        raise BusinessTimeError.of("PSP728", name=LIMIT.name_of(files, name), value=part, unit=called)


class _Yardstick(NamedTuple):
    """Hold by what a use is judged.

    ``right`` is what may be used beyond the limit, if anything may. ``unsettled`` is what leaves open how it
    is counted, with the ``questions``; ``cases`` are those on which both depend.
    """

    limit: Decision[Any]
    right: Decision[Any] | None
    unsettled: Grounds | None
    questions: tuple[LocalizedText, ...]
    cases: tuple[LocalizedText, ...] = ()

    @property
    def grounds(self) -> Grounds:
        """Return what the limit rests on, and the right."""
        right, limit = self.right, Grounds.of(self.limit)
        return limit if right is None else limit & _without_firmness(right)

    @property
    def parts(self) -> tuple[PartBasis, ...]:
        """Return the parts of the limit, and of the right, that the source does not state."""
        return _parts_of(self.limit, self.right)


class _Judged(NamedTuple):
    """Hold what was found of one limit, each with what it is counted under, or that it is kept, and why."""

    findings: tuple[tuple[Finding, LocalizedText], ...]
    kept: tuple[Sentence, ...]
    grounds: Grounds
    parts: tuple[PartBasis, ...]


def _judge_all(applied: Applied, used: Mapping[str, Used]) -> tuple[_Judged, ...]:
    if not used:
        raise BusinessTimeError.of("PSP724")
    if not isinstance(used, Mapping):
        raise wrong_shape(used, ("used",), '{"contacts": 3, ...}')
    known = applied.subject.files.engagement.limits
    for name in used:
        if not knows(known, name):
            raise UnknownIdError.of("PSP703", id=name, suggestion=suggest(name, known))
    return tuple(_judge(applied, name, figures_of(used[name])) for name in known if name in used)


def _yardstick(applied: Applied, name: str) -> _Yardstick:
    subject = applied.subject
    settled = subject.settle(LIMIT.rule(name))
    limit = LIMIT.decide(Case(subject, name), settled)
    if not isinstance(limit.value, Limit):
        return _Yardstick(limit, None, None, ())
    rests = [settled.part("counted"), settled.part("unit")]
    beyond = subject.settle(ADDITIONAL_OFFERING.address)
    if not _is_about(beyond, limit.value, LIMIT.rule(name)):
        unsettled = _open_of(rests)
        return _Yardstick(limit, None, unsettled, settled.open, settled.cases)
    rests += [beyond.part("limit"), beyond.part("average_over")]
    unsettled = _open_of(rests)
    right = ADDITIONAL_OFFERING.decide(Case(subject), beyond)
    cases = tuple(dict.fromkeys((*settled.cases, *beyond.cases)))
    return _Yardstick(limit, right, unsettled, (*settled.open, *beyond.open), cases)


def _open_of(rests: Iterable[Grounds]) -> Grounds | None:
    """Return all that is left open of what a judgement rests on; None where nothing is."""
    found = [each for each in rests if each.basis in OPEN]
    return join(found) if found else None


def _is_about(right: Settled, limit: Limit, rule: str) -> bool:
    """Tell whether a right may be used beyond a limit; where that is left open, beyond any by the period."""
    if not isinstance(right.value, Right):
        return False
    by_the_period = limit.counted is None or limit.counted.each is not None
    return right.value.limit == rule or (by_the_period and right.part("limit").basis in OPEN)


class _Way(NamedTuple):
    """Hold over which time a use is judged, if over any, and the right that is used beyond it, if any is.

    ``is_alone`` is whether it is the right alone that is judged: the limit has a time of its own.
    """

    over: Span | None
    right: Decision[Any] | None
    is_alone: bool = False


def _judge(applied: Applied, name: str, figures: tuple[float, ...]) -> _Judged:
    """Judge a limit over its own time, and a right beyond it over its; together where that is the same."""
    yardstick = _yardstick(applied, name)
    limit, right, value = yardstick.limit, yardstick.right, yardstick.limit.value
    if isinstance(value, Absence):
        return _Judged((), (), yardstick.grounds, yardstick.parts)
    refuse_parts(applied, name, figures)
    if not isinstance(value, Limit) or yardstick.unsettled is not None:
        found = _open(applied, name, figures[-1], yardstick)
        return _Judged(((found, _UNSETTLED),), (), yardstick.grounds, yardstick.parts)
    own = None if value.counted is None else value.counted.average_over
    # A right without a time of its own is used beyond the limit as that is counted.
    beyond = own if right is None or right.value.average_over is None else right.value.average_over
    is_together = beyond == own
    ways = [_Way(own, right if is_together else None)]
    if not is_together:
        ways.append(_Way(beyond, right, is_alone=True))
    telling = _Telling(applied, name, limit, yardstick.cases)
    said = [telling.judge(figures, way) for way in ways]
    findings = tuple(each for each in said if not isinstance(each, Sentence | None))
    kept = tuple(each for each in said if isinstance(each, Sentence))
    told = (*kept, *in_cases(yardstick.cases)) if kept else ()
    return _Judged(findings, told, yardstick.grounds, yardstick.parts)


def _open(applied: Applied, name: str, observed: float, yardstick: _Yardstick) -> Finding:
    """Report a limit that the source leaves open, or of which it leaves open how it is counted."""
    limit = yardstick.limit
    stands = Grounds.of(limit)
    why: tuple[Sentence, ...] = (Sentence(_WHY, {"reason": limit.reason}),)
    if yardstick.unsettled is not None:
        stands = join((stands, yardstick.unsettled))
        why = (Sentence(_LEFT_OPEN), *left_open(yardstick.questions))
    filling = {"name": LIMIT.name_of(applied.subject.files, name), "observed": number(observed)}
    reason = Reason.of_sentences((Sentence(_CANNOT_TELL, filling), *why))
    verdict: Verdict = "ambiguous" if stands.basis is Basis.AMBIGUOUS else "unstated"
    return Finding(
        name,
        verdict,
        observed,
        None,
        stands.basis,
        reason,
        stands.citations,
        stands.firmness,
        parts=yardstick.parts,
    )


def _figures_needed(value: Limit, over: Span) -> int:
    """Return how many figures an average takes: one for each period of the limit, or for each week."""
    each = value.counted.each if value.counted is not None and value.counted.each is not None else _A_WEEK
    return max(1, int(periods_in(over, each)))


@dataclass(frozen=True, slots=True)
class _Telling:
    """Judge what is used of one limit, and say what was found."""

    applied: Applied
    name: str
    limit: Decision[Any]
    cases: tuple[LocalizedText, ...]

    def judge(self, figures: tuple[float, ...], way: _Way) -> tuple[Finding, LocalizedText] | Sentence | None:
        """Return what was found, and what it is counted under; or how the limit is kept."""
        value, over = self.limit.value, way.over
        if over is None:
            by_the_period = value.counted is not None and value.counted.each is not None
            judged = figures if by_the_period else figures[-1:]
            observed = min(judged) if value.maximum is None else max(judged)
            exact, needed = Fraction(str(observed)), 1
        else:
            needed = _figures_needed(value, over)
            if len(figures) < needed:
                return self._too_few(figures, way, needed)
            # Figures are added up as they are written: an average of exactly the limit keeps it.
            exact = sum((Fraction(str(each)) for each in figures[-needed:]), Fraction()) / needed
            observed = float(exact)
        if value.maximum is not None and exact > Fraction(str(value.maximum)):
            return self._exceeded(observed, way)
        if way.is_alone:
            return None
        if value.minimum is not None and exact < Fraction(str(value.minimum)):
            return self._found("below", observed, _EXCEEDED, {}), _OVERSTEPPED
        return None if value.unlimited else self._kept(observed, over, needed)

    def _exceeded(self, observed: float, way: _Way) -> tuple[Finding, LocalizedText]:
        if way.right is None:
            return self._found("exceeded", observed, _EXCEEDED, {}), _OVERSTEPPED
        rule = self.applied.subject.files.engagement.additional_offering
        more = {
            "on_average": _UNSAID if way.over is None else _ON_AVERAGE.format(span=span(way.over)),
            "measured": _measured(way),
            "description": "" if rule is None else rule.description,
            "most": self._count(self.limit.value.maximum),
        }
        grounds = join((Grounds.of(self.limit), Grounds.of(way.right)))
        template = _BEYOND if way.is_alone else _MAY_ASK
        found = self._found("may-ask-for-another-offering", observed, template, more, grounds, way.right)
        return found, _RIGHTS_OPEN if way.is_alone else _OVERSTEPPED

    def _too_few(
        self, figures: tuple[float, ...], way: _Way, needed: int
    ) -> tuple[Finding, LocalizedText] | None:
        """Say that an average takes more figures than are given, and cite what says so."""
        if way.over is None:
            return None
        given, missing = len(figures), needed - len(figures)
        more: dict[str, object] = {"needed": needed, "given": given, "missing": missing}
        more |= {"span": span(way.over), "measured": _measured(way)}
        grounds = Grounds.of(self.limit)
        if way.right is not None:
            grounds &= _without_firmness(way.right)
        if way.is_alone:
            right = uncapitalised(ADDITIONAL_OFFERING.label)
            more["name"] = _OF_A_RIGHT.format(name=self._said, right=right)
        found = self._found("too-few-figures", figures[-1], _TOO_FEW, more, grounds, way.right)
        return replace(found, missing=missing), _RIGHTS_NOT_JUDGED if way.is_alone else _NOT_JUDGED

    def _kept(self, observed: float, over: Span | None, needed: int) -> Sentence:
        filling = self._filling(observed)
        if over is None:
            return Sentence(_KEPT, filling)
        return Sentence(_KEPT_ON_AVERAGE, {**filling, "span": span(over), "needed": needed})

    def _found(
        self,
        verdict: Verdict,
        observed: float,
        template: LocalizedText,
        more: Mapping[str, object],
        grounds: Grounds | None = None,
        right: Decision[Any] | None = None,
    ) -> Finding:
        stands, value, parts = (
            grounds or Grounds.of(self.limit),
            self.limit.value,
            _parts_of(self.limit, right),
        )
        first = Sentence(template, {**self._filling(observed), **more})
        hedges = (each for firmness in stands.firmness for each in sentences_of(firmness))
        read = WORKLOAD.read_parts(Case(self.applied.subject), parts)
        return Finding(
            self.name,
            verdict,
            observed,
            value.maximum if value.maximum is not None else value.minimum,
            stands.basis,
            Reason.of_sentences((first, *in_cases(self.cases), *hedges, *read)),
            stands.citations,
            stands.firmness,
            parts=parts,
        )

    @property
    def _said(self) -> LocalizedText:
        return LIMIT.name_of(self.applied.subject.files, self.name)

    def _count(self, amount: float) -> LocalizedText | str:
        unit = self.limit.value.unit
        return Wording(self.applied.subject.files).count(amount, unit) if unit else number(amount)

    def _filling(self, observed: float) -> dict[str, object]:
        limit = LIMIT.name_value(self.limit.value, Wording(self.applied.subject.files))
        return {"name": self._said, "observed": self._count(round(observed, _PLACES)), "limit": limit}


def _parts_of(limit: Decision[Any], right: Decision[Any] | None) -> tuple[PartBasis, ...]:
    """Return the parts of a limit, and of what may be done beyond it, that the source does not state."""
    return limit.parts if right is None else (*limit.parts, *right.parts)


def _without_firmness(right: Decision[Any]) -> Grounds:
    """Return what a right rests on, as long as it is not used."""
    return Grounds(right.basis, right.citations, rules=right.rules)


def _measured(way: _Way) -> LocalizedText:
    """Say of which use a right speaks, where it says so."""
    how = None if way.right is None else way.right.value.measured
    return _UNSAID if how is None else _MEASURED.format(how=MEASURED[how])


def _answer(case: Case[Any], *, used: Mapping[str, Used]) -> Decision[tuple[Finding, ...] | None]:
    applied = applied_in(case)
    judged = _judge_all(applied, {case.about: used[case.about]} if case.about in used else used)
    if case.about:
        yardstick = _yardstick(applied, case.about)
        if yardstick.limit.value is None:
            unknown: Decision[Any] = yardstick.limit
            return unknown
    found = tuple(finding for each in judged for finding, _ in each.findings)
    own = (Grounds(each.basis, each.citations, each.firmness) for each in found)
    grounds = join((*(each.grounds for each in judged), *own))
    parts = tuple(dict.fromkeys(part for each in judged for part in each.parts))
    return applied.subject.decide(found, grounds, Reason.of_sentences(_summary(case, judged)), None, parts)


def _summary(case: Case[Any], judged: Sequence[_Judged]) -> Iterator[Sentence]:
    """Name each limit that is kept, and count the findings by what they say of a limit, or of a right."""
    kept = [sentence for each in judged for sentence in _kept_by(case, each)]
    counted = Counter(said for each in judged for _, said in each.findings)
    yield from kept if kept or counted else (Sentence(_WITHIN),)
    for said, count in counted.items():
        yield Sentence(said, {"count": count})


def _kept_by(case: Case[Any], judged: _Judged) -> Iterator[Sentence]:
    """Say how a limit is kept, and which of its parts were read; a finding tells them itself."""
    yield from judged.kept
    if judged.kept and not judged.findings:
        yield from WORKLOAD.read_parts(case, judged.parts)


WORKLOAD: Topic[tuple[Finding, ...]] = Topic(
    name="workload",
    group="limits",
    label=LocalizedText(fr="Charge de travail", en="Workload"),
    question=LocalizedText(
        fr="La charge reste-t-elle dans les limites ?", en="Does the workload stay within the limits?"
    ),
    words=lambda value, _: lines((each.reason for each in value), _WITHIN),
    about=LIMITS,
    all_at_once=True,
    reason=LocalizedText(fr="{value}", en="{value}"),
    inputs=(USED,),
    answer=_answer,
    needs_contract=True,
)
