"""The most, or the least, of something that is counted."""

from ptc_service_policy.model.engagement import Counted, Limit
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect, less, more, neutral
from ptc_service_policy.topics.kinds import LIMITS
from ptc_service_policy.topics.topic import Part, Topic
from ptc_service_policy.topics.wording import Wording, both, each, joined, number, span

_AT_MOST = LocalizedText(fr="{count} au plus", en="at most {count}")
_AT_LEAST = LocalizedText(fr="{count} au moins", en="at least {count}")
_UNLIMITED = LocalizedText(fr="un nombre illimité", en="an unlimited number")
_UNLIMITED_AT_ONCE = LocalizedText(fr="sans limite à un même moment", en="unlimited at any one time")
_AT_ONCE = LocalizedText(fr="à la fois", en="at once")
_AVERAGE = LocalizedText(fr="{each}, en moyenne sur {span}", en="{each}, on average over {span}")
_PER = LocalizedText(fr="{said}, {whom}", en="{said}, per {whom}")
ADDS_UP = {
    "together": LocalizedText(fr="toutes natures confondues", en="all kinds together"),
    "separately": LocalizedText(fr="pour chaque nature", en="for each kind"),
}
_AND_ADDS_UP = LocalizedText(fr="{said}, {adds_up}", en="{said}, {adds_up}")
WHOM = {
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
    counted = () if value.counted is None else (counted_words(value.counted),)
    if value.unlimited:
        at_once = value.counted is not None and value.counted.at_once
        return _UNLIMITED_AT_ONCE if at_once else joined((_UNLIMITED, *counted), " ")
    template = _AT_MOST if value.minimum is None else _AT_LEAST
    amount = (value.maximum if value.minimum is None else value.minimum) or 0
    count = number(amount) if value.unit is None else wording.count(amount, value.unit)
    return joined((template.format(count=count), *counted), " ")


def whom_words(value: Limit, wording: Wording) -> LocalizedText:
    """Write for whom it is counted: in French, each with a "par" of its own."""
    whom = (wording.manager if each == "manager" else WHOM[each] for each in value.counted_per or ())
    return both(tuple(LocalizedText(fr=f"par {each.fr}", en=each.en) for each in whom))


def _amount_and_whom(value: Limit, wording: Wording) -> LocalizedText:
    said = amount_words(value, wording)
    return said if value.counted_per is None else _PER.format(said=said, whom=whom_words(value, wording))


def _words(value: Limit, wording: Wording) -> LocalizedText:
    said = _amount_and_whom(value, wording)
    if value.adds_up is None:
        return said
    return _AND_ADDS_UP.format(said=said, adds_up=ADDS_UP[value.adds_up])


def _most(value: Limit, _wording: Wording) -> float | None:
    return float("inf") if value.unlimited else value.maximum


def _amount(value: Limit, wording: Wording) -> tuple[float | None, float | None, tuple[str, ...]]:
    return _most(value, wording), value.minimum, value.counted_per or ()


def _judge_amount(
    old: tuple[float | None, float | None, tuple[str, ...]],
    new: tuple[float | None, float | None, tuple[str, ...]],
) -> Effect:
    """Judge a limit: wider is better for whom it is counted; a manager's caseload is nobody's loss."""
    if ("manager",) in {tuple(old[2]), tuple(new[2])}:
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
        Part(LocalizedText(fr="quantité", en="amount"), _amount, _judge_amount, _amount_and_whom),
        Part(
            LocalizedText(fr="unité", en="unit"),
            lambda value, _: value.unit,
            neutral,
            lambda value, wording: wording.unit(value.unit),
            "unit",
        ),
        Part(
            LocalizedText(fr="décompte", en="how it is counted"),
            lambda value, _: value.counted,
            neutral,
            lambda value, _: counted_words(value.counted),
            "counted",
        ),
        Part(
            LocalizedText(fr="addition", en="what adds up"),
            lambda value, _: value.adds_up,
            neutral,
            lambda value, _: ADDS_UP[value.adds_up],
            "adds_up",
        ),
    ),
)
