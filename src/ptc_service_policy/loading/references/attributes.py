"""The attributes that trees ask: their cases, their bands and the hours that they follow."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.vocabulary import Attribute, split_by
from ptc_service_policy.text import LocalizedText

_OF_THE_CONTRACT = LocalizedText(
    fr="le cas est connu du contrat (`known_from: contract`), non de l'instant de la demande",
    en="the case is known from the contract (`known_from: contract`), not from the instant of the request",
)
_INSIDE_AND_OUTSIDE = {"inside", "outside"}


def check_attributes(policy: Policy) -> Iterator[Problem]:
    """Find attributes whose cases contradict themselves."""
    for name, attribute in (policy.words("attributes") or {}).items():
        path: Path = ("attributes", name)
        if attribute.if_not_told is not None:
            told = attribute.if_not_told
            at: Path = (*path, "if_not_told")
            yield from policy.unknown("PSP332", told, attribute.named_cases, "vocabulary", at, attribute=name)
        if attribute.unit is not None:
            units = policy.words("units")
            yield from policy.unknown(
                "PSP323", attribute.unit, units, "vocabulary", (*path, "unit"), key="units"
            )
        if attribute.follows is not None:
            if attribute.known_from == "contract":
                at = (*path, "follows")
                cause = _OF_THE_CONTRACT
                yield policy.problem("PSP380", "vocabulary", at, at_key=True, key="follows", cause=cause)
            hours, at = policy.words("hours"), (*path, "follows", "inside")
            yield from policy.unknown(
                "PSP323", attribute.follows.inside, hours, "vocabulary", at, key="hours"
            )
            exceptions = getattr(policy.nouns.get("availability"), "exceptions", None)
            for number, each in enumerate(attribute.follows.closed_on or ()):
                at = (*path, "follows", "closed_on", number)
                yield from policy.unknown("PSP345", each, exceptions, "vocabulary", at)
            if not has_cases_that_it_can_follow(attribute):
                yield policy.problem("PSP339", "vocabulary", (*path, "cases"), at_key=True)
        yield from _bands(policy, attribute, path)


def has_cases_that_it_can_follow(attribute: Attribute) -> bool:
    """Tell whether an attribute that follows hours has the cases that hours tell apart, and no others."""
    return attribute.follows is None or attribute.cases.keys() == _INSIDE_AND_OUTSIDE


def _bands(policy: Policy, attribute: Attribute, path: Path) -> Iterator[Problem]:
    bands = list(attribute.bands.items())
    if not bands:
        return
    last, band = bands[-1]
    if band.to is not None and last not in attribute.sunken_bands:
        yield policy.problem("PSP338", "vocabulary", (*path, "bands", last, "to"), id=last)
    for name, band in bands[:-1]:
        if band.to is None:
            yield policy.problem("PSP337", "vocabulary", (*path, "bands", name), at_key=True, id=name)
    unit = (policy.words("units") or {}).get(attribute.unit or "")
    for name, band in bands:
        if (split := split_by(band.to, unit)) is not None:
            at = (*path, "bands", name, "to")
            yield policy.problem("PSP399", "vocabulary", at, value=band.to, unit=split)
    for name in attribute.sunken_bands:
        yield policy.problem("PSP336", "vocabulary", (*path, "bands", name, "to"), id=name)
