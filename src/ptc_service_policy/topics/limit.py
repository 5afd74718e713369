"""The most, or the least, of something that is counted."""

from ptc_service_policy.model.engagement import Counted, Limit
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect, less, more, neutral
from ptc_service_policy.topics.kinds import LIMITS
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import Wording, both, each, span

_AT_MOST = LocalizedText(fr="{count} au plus {counted}", en="at most {count} {counted}")
_AT_LEAST = LocalizedText(fr="{count} au moins {counted}", en="at least {count} {counted}")
_UNLIMITED = LocalizedText(fr="sans limite, {counted}", en="unlimited, {counted}")
_AT_ONCE = LocalizedText(fr="à la fois", en="at once")
_AVERAGE = LocalizedText(fr="{each}, en moyenne sur {span}", en="{each}, on average over {span}")
_PER = LocalizedText(fr="{said}, par {whom}", en="{said}, per {whom}")
_ADDS_UP = {
    "together": LocalizedText(fr="{said}, toutes natures confondues", en="{said}, all kinds together"),
    "separately": LocalizedText(fr="{said}, pour chaque nature", en="{said}, for each kind"),
}
_WHOM = {
    "manager": LocalizedText(fr="gestionnaire", en="manager"),
    "customer": LocalizedText(fr="client", en="customer"),
    "contract": LocalizedText(fr="contrat", en="contract"),
    "offering": LocalizedText(fr="offre", en="offering"),
}


def counted_words(value: Counted) -> LocalizedText:
    """Write over what a use is added up."""
    if value.each is None:
        return _AT_ONCE
    if value.average_over is None:
        return each(value.each)
    return _AVERAGE.format(each=each(value.each), span=span(value.average_over))


def amount_words(value: Limit, wording: Wording) -> LocalizedText:
    """Write how much, and over what."""
    counted = LocalizedText(fr="", en="") if value.counted is None else counted_words(value.counted)
    if value.unlimited:
        return _UNLIMITED.format(counted=counted)
    template = _AT_MOST if value.minimum is None else _AT_LEAST
    amount = value.maximum if value.minimum is None else value.minimum
    return template.format(count=wording.count(amount or 0, value.unit or ""), counted=counted)


def whom_words(value: Limit) -> LocalizedText:
    """Write for whom it is counted."""
    return both(tuple(_WHOM[whom] for whom in value.counted_per or ()))


def _words(value: Limit, wording: Wording) -> LocalizedText:
    said = amount_words(value, wording)
    if value.counted_per is not None:
        said = _PER.format(said=said, whom=whom_words(value))
    return said if value.adds_up is None else _ADDS_UP[value.adds_up].format(said=said)


def _most(value: Limit, _wording: Wording) -> float | None:
    return float("inf") if value.unlimited else value.maximum


def _amount(value: Limit, wording: Wording) -> tuple[float | None, float | None, tuple[str, ...]]:
    return _most(value, wording), value.minimum, value.counted_per or ()


def _judge_amount(
    old: tuple[float | None, float | None, tuple[str, ...]],
    new: tuple[float | None, float | None, tuple[str, ...]],
) -> Effect:
    """Judge a limit: wider is better for whom it is counted; a manager's caseload is nobody's loss."""
    if "manager" in {*old[2], *new[2]}:
        return Effect.DIFFERENT
    if old[0] is not None and new[0] is not None and old[0] != new[0]:
        return more(old[0], new[0])
    if old[1] is not None and new[1] is not None and old[1] != new[1]:
        return less(old[1], new[1])
    return Effect.DIFFERENT


LIMIT: Topic[Limit] = Topic(
    name="limit",
    group="limits",
    label=LocalizedText(fr="Limite « {name} »", en='Limit "{name}"'),
    question=LocalizedText(fr="Quelle est la limite ?", en="What is the limit?"),
    address="limits.{about}",
    about=LIMITS,
    words=_words,
    reason=LocalizedText(fr="{name} : {value}. {description}", en="{name}: {value}. {description}"),
    gained=Effect.DIFFERENT,
    parts=(
        Part(LocalizedText(fr="quantité", en="amount"), _amount, _judge_amount, amount_words),
        Part(
            LocalizedText(fr="unité", en="unit"),
            lambda value, _: value.unit,
            neutral,
            lambda value, wording: wording.count(2, value.unit),
        ),
        Part(
            LocalizedText(fr="décompte", en="how it is counted"),
            lambda value, _: value.counted,
            neutral,
            lambda value, _: counted_words(value.counted),
        ),
        Part(
            LocalizedText(fr="addition", en="what adds up"),
            lambda value, _: value.adds_up,
            neutral,
            lambda value, _: _ADDS_UP[value.adds_up].format(said=""),
        ),
    ),
)
