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
from ptc_service_policy.decisions import OPEN, Basis, Citation, Decision, Firmness, Grounds, Reason, join
from ptc_service_policy.errors import BusinessTimeError, UnknownIdError, knows, suggest
from ptc_service_policy.model.engagement import Limit, Right
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.spans import Span, periods_in
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.subject import Settled
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.inputs import USED
from ptc_service_policy.topics.kinds import LIMITS
from ptc_service_policy.topics.limit import LIMIT
from ptc_service_policy.topics.rights import ADDITIONAL_OFFERING
from ptc_service_policy.topics.sentences import Sentence, left_open, sentences_of
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.wording import Wording, lines, number, span

Verdict = Literal[
    "exceeded", "below", "may-ask-for-another-offering", "too-few-figures", "unstated", "ambiguous"
]
VERDICTS: dict[str, LocalizedText] = {
    "exceeded": LocalizedText(fr="limite dépassée", en="exceeded"),
    "below": LocalizedText(fr="minimum non atteint", en="below the minimum"),
    "may-ask-for-another-offering": LocalizedText(
        fr="PTC peut demander l'achat d'une offre supplémentaire", en="PTC may ask for another offering"
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
    fr="{name} : {observed} ; la limite est : {limit}.",
    en="{name}: {observed}; the limit is: {limit}.",
)
_MAY_ASK = LocalizedText(
    fr="{name} : {observed} en moyenne sur {span} ; la limite est : {limit}. {description}",
    en="{name}: {observed} on average over {span}; the limit is: {limit}. {description}",
)
_WITHIN = LocalizedText(fr="Aucune limite n'est dépassée.", en="No limit is exceeded.")
_LEFT_OPEN = LocalizedText(
    fr="{name} : la source laisse ouvert un point dont dépend le décompte.",
    en="{name}: the source leaves open a point on which the count depends.",
)
_TOO_FEW = LocalizedText(
    fr="{name} : la moyenne se juge sur {span}, soit {needed:# valeur|# valeurs} ; valeurs données : "
    "{given}, valeurs manquantes : {missing}. La limite est : {limit}.",
    en="{name}: the average is judged over {span}, that is, {needed:# figure|# figures}; {given:# is|# are} "
    "given and {missing} more {missing:is|are} needed. The limit is: {limit}.",
)
_OVERSTEPPED = LocalizedText(fr="Limites non respectées : {count}.", en="Limits not kept: {count}.")
_NOT_JUDGED = LocalizedText(
    fr="Limites impossibles à juger, faute de valeurs suffisantes : {count}.",
    en="Limits with too few figures to judge: {count}.",
)
_UNSETTLED = LocalizedText(
    fr="Limites que la source laisse ouvertes : {count}.", en="Limits that the source leaves open: {count}."
)
_SUMMARY: dict[Verdict, LocalizedText] = {
    "exceeded": _OVERSTEPPED,
    "below": _OVERSTEPPED,
    "may-ask-for-another-offering": _OVERSTEPPED,
    "too-few-figures": _NOT_JUDGED,
    "unstated": _UNSETTLED,
    "ambiguous": _UNSETTLED,
}
_A_WEEK = Span(1, "weeks")


@dataclass(frozen=True, slots=True)
class Finding:
    """Report one limit that is exceeded, that cannot be judged yet, or that the source leaves open.

    ``maximum`` is None for the last. "may-ask-for-another-offering" is a right of PTC's, never automatic; of
    "too-few-figures", ``missing`` says how many more the average takes, and ``observed`` is the newest.
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


def check_workload(applied: Applied, used: Mapping[str, Used]) -> tuple[Finding, ...]:
    """Compare what is used with the limits, each by its own id; what was not given is not judged.

    Args:
        applied: the policy applied to the contract.
        used: by the id of the limit, what is used; of a limit that is judged on average, one figure for each
            of its periods (for each week where it has none), the newest last: with fewer than the average
            takes it is not judged, and the finding says how many more are needed.

    Raises:
        UnknownIdError: if the policy has no such limit.
        BusinessTimeError: for what is not an amount, for a part of what is counted whole only, and where
            nothing is given to judge.
    """
    if not used:
        raise BusinessTimeError.of("PSP724")
    if not isinstance(used, Mapping):
        raise wrong_shape(used, ("used",), '{"contacts": 3, ...}')
    known = applied.subject.files.engagement.limits
    for name in used:
        if not knows(known, name):
            raise UnknownIdError.of("PSP703", id=name, suggestion=suggest(name, known))
    found: list[Finding | None] = []
    for name in known:
        if name in used:
            figures = figures_of(used[name])
            found.append(_finding(applied, name, figures))
    return tuple(finding for finding in found if finding is not None)


def figures_of(used: Used) -> tuple[float, ...]:
    """Return what is used as figures, one for each period; raise BusinessTimeError for what is no amount."""
    figures = tuple(used) if isinstance(used, Iterable) and not isinstance(used, str) else (used,)
    if not figures:
        raise BusinessTimeError.of("PSP724")
    for value in figures:
        known = isinstance(value, Real | Decimal) and not isinstance(value, bool)
        if not (known and 0 <= value <= float_info.max):
            raise BusinessTimeError.of("PSP708", value=value)
    return figures


def _refuse_fractions(applied: Applied, name: str, unit: str | None, figures: tuple[float, ...]) -> None:
    files = applied.subject.files
    words = files.vocabulary.units.get(unit or "")
    part = next((each for each in figures if each % 1), None)
    if words is not None and words.whole and part is not None:
        called = Wording(files).unit(unit or "")
        raise BusinessTimeError.of("PSP728", name=LIMIT.name_of(files, name), value=part, unit=called)


class _Yardstick(NamedTuple):
    """Hold by what a use is judged.

    ``averages`` are those over which it counts, each with the right that is used beyond it, if it is one's.
    ``unsettled`` is what leaves open how it is counted, with the ``questions``.
    """

    limit: Decision[Any]
    rights: tuple[Decision[Any], ...]
    averages: tuple[tuple[Span, Decision[Any] | None], ...]
    unsettled: Grounds | None
    questions: tuple[LocalizedText, ...]


def _yardstick(applied: Applied, name: str) -> _Yardstick:
    subject = applied.subject
    settled = subject.settle(LIMIT.rule(name))
    limit = LIMIT.decide(Case(subject, name), settled)
    if not isinstance(limit.value, Limit):
        return _Yardstick(limit, (), (), None, ())
    counted = limit.value.counted
    rests = [settled.part("counted"), settled.part("unit")]
    averages: list[tuple[Span, Decision[Any] | None]] = []
    beyond = subject.settle(ADDITIONAL_OFFERING.address)
    right = ADDITIONAL_OFFERING.decide(Case(subject), beyond)
    rights = (right,) if _is_about(beyond, limit.value, LIMIT.rule(name)) else ()
    if rights:
        rests += [beyond.part("limit"), beyond.part("average_over")]
        if beyond.value.average_over is not None:
            averages.append((beyond.value.average_over, right))
    if counted is not None and counted.average_over is not None:
        averages.append((counted.average_over, None))
    unsettled = next((each for each in rests if each.basis in OPEN), None)
    questions = (*settled.open, *(beyond.open if rights else ()))
    return _Yardstick(limit, rights, tuple(averages), unsettled, questions)


def _is_about(right: Settled, limit: Limit, rule: str) -> bool:
    """Tell whether a right may be used beyond a limit; where that is left open, beyond any by the period."""
    if not isinstance(right.value, Right):
        return False
    by_the_period = limit.counted is None or limit.counted.each is not None
    return right.value.limit == rule or (by_the_period and right.part("limit").basis in OPEN)


def _finding(applied: Applied, name: str, figures: tuple[float, ...]) -> Finding | None:
    yardstick = _yardstick(applied, name)
    limit, value = yardstick.limit, yardstick.limit.value
    if isinstance(value, Absence):
        return None
    if isinstance(value, Limit):
        _refuse_fractions(applied, name, value.unit, figures)
    if not isinstance(value, Limit) or yardstick.unsettled is not None:
        return _open(applied, name, figures[-1], yardstick)
    if yardstick.averages:
        found = (_average(applied, name, figures, limit, *each) for each in yardstick.averages)
        return next((each for each in found if each is not None), None)
    observed = figures[-1]
    most, least = value.maximum, value.minimum
    if most is not None and observed > most:
        return _report(applied, name, "exceeded", observed, limit, _EXCEEDED)
    if least is not None and observed < least:
        return _report(applied, name, "below", observed, limit, _EXCEEDED)
    return None


def _open(applied: Applied, name: str, observed: float, yardstick: _Yardstick) -> Finding:
    """Report a limit that the source leaves open, or of which it leaves open how it is counted."""
    limit = yardstick.limit
    stands, reason = Grounds.of(limit), limit.reason
    if yardstick.unsettled is not None:
        stands = join((stands, yardstick.unsettled))
        told = Sentence(_LEFT_OPEN, {"name": LIMIT.name_of(applied.subject.files, name)})
        reason = Reason.of_sentences((told, *left_open(yardstick.questions)))
    verdict: Verdict = "ambiguous" if stands.basis is Basis.AMBIGUOUS else "unstated"
    return Finding(name, verdict, observed, None, stands.basis, reason, stands.citations, stands.firmness)


def _figures_needed(value: Limit, over: Span) -> int:
    """Return how many figures an average takes: one for each period of the limit, or for each week."""
    each = value.counted.each if value.counted is not None and value.counted.each is not None else _A_WEEK
    return max(1, int(periods_in(over, each)))


def _average(
    applied: Applied,
    name: str,
    figures: tuple[float, ...],
    limit: Decision[Any],
    over: Span,
    right: Decision[Any] | None,
) -> Finding | None:
    """Judge the newest figures on average, and only where there are enough of them to speak of a habit."""
    needed = _figures_needed(limit.value, over)
    if len(figures) < needed:
        return _too_few(applied, name, figures, limit, right, over, needed)
    exact = sum(Fraction(str(figure)) for figure in figures[-needed:]) / needed
    average = float(exact)
    if limit.value.minimum is not None and exact < Fraction(str(limit.value.minimum)):
        return _report(applied, name, "below", average, limit, _EXCEEDED)
    if limit.value.maximum is None or exact <= Fraction(str(limit.value.maximum)):
        return None
    if right is None:
        return _report(applied, name, "exceeded", average, limit, _EXCEEDED)
    rule = applied.subject.files.engagement.additional_offering
    more = {"span": span(over), "description": "" if rule is None else rule.description}
    grounds = join((Grounds.of(limit), Grounds.of(right)))
    return _report(applied, name, "may-ask-for-another-offering", average, limit, _MAY_ASK, grounds, more)


def _too_few(
    applied: Applied,
    name: str,
    figures: tuple[float, ...],
    limit: Decision[Any],
    right: Decision[Any] | None,
    over: Span,
    needed: int,
) -> Finding:
    """Say that an average takes more figures than are given, and cite what says so."""
    given, missing = len(figures), needed - len(figures)
    more = {"span": span(over), "needed": needed, "given": given, "missing": missing}
    grounds = Grounds.of(limit)
    if right is not None:
        grounds &= Grounds(right.basis, right.citations, rules=right.rules)
    found = _report(applied, name, "too-few-figures", figures[-1], limit, _TOO_FEW, grounds, more)
    return replace(found, missing=missing)


def _report(
    applied: Applied,
    name: str,
    verdict: Verdict,
    observed: float,
    limit: Decision[Any],
    template: LocalizedText,
    grounds: Grounds | None = None,
    more: Mapping[str, object] | None = None,
) -> Finding:
    files = applied.subject.files
    wording = Wording(files)
    told = round(observed, _PLACES)
    said = wording.count(told, limit.value.unit) if limit.value.unit else number(told)
    filling = {
        "name": LIMIT.name_of(files, name),
        "observed": said,
        "limit": LIMIT.name_value(limit.value, wording),
        **(more or {}),
    }
    stands = grounds or Grounds.of(limit)
    sentences: Iterable[Sentence] = [
        Sentence(template, filling),
        *(each for firmness in stands.firmness for each in sentences_of(firmness)),
    ]
    most = limit.value.maximum if limit.value.maximum is not None else limit.value.minimum
    return Finding(
        name,
        verdict,
        observed,
        most,
        stands.basis,
        Reason.of_sentences(sentences),
        stands.citations,
        stands.firmness,
    )


def _answer(case: Case[Any], *, used: Mapping[str, Used]) -> Decision[tuple[Finding, ...] | None]:
    applied = applied_in(case)
    found = check_workload(applied, {case.about: used[case.about]} if case.about in used else used)
    stands = Grounds(Basis.STATED)
    if case.about:
        yardstick = _yardstick(applied, case.about)
        if yardstick.limit.value is None:
            unknown: Decision[Any] = yardstick.limit
            return unknown
        stands = Grounds.of(yardstick.limit)
        for right in yardstick.rights:
            stands &= Grounds.of(right)
    grounds = join((stands, *(Grounds(each.basis, each.citations, each.firmness) for each in found)))
    return applied.subject.decide(found, grounds, Reason.of_sentences(_summary(found)))


def _summary(found: tuple[Finding, ...]) -> Iterator[Sentence]:
    """Count the findings: a limit that cannot be judged is not one that was overstepped."""
    if not found:
        yield Sentence(_WITHIN)
    for said, count in Counter(_SUMMARY[each.verdict] for each in found).items():
        yield Sentence(said, {"count": count})


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
