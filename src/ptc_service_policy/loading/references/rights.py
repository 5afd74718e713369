"""Rights and averages that cannot be used as they are written."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Found, LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.base import Firm
from ptc_service_policy.model.engagement import Counted, Limit, Right, RightRule
from ptc_service_policy.model.forms import Leaf
from ptc_service_policy.model.spans import periods_in
from ptc_service_policy.text import LocalizedText

_MINIMUM = LocalizedText(
    fr="cette limite est un minimum, et rien ne dépasse un minimum",
    en="that limit is a minimum, and nothing exceeds a minimum",
)
_AT_ONCE = LocalizedText(
    fr="cette limite se compte à un même moment (`at_once`), et n'a pas de moyenne",
    en="that limit is counted at one moment (`at_once`), and has no average",
)


def check_averages(policy: Policy) -> Iterator[Problem]:
    """Find limits whose average is over parts of what it is an average of."""
    for use in policy.uses:
        if isinstance(use.value, Counted) and use.value.average_over is not None:
            path = (*use.path, "average_over")
            yield from _in_parts(policy, Found(use.value.average_over, use.file, path, {}), (use.value,))


def check_rights(policy: Policy) -> Iterator[Problem]:
    """Find rights that contradict the rest, or are judged by an average over parts."""
    for at in policy.rules.values():
        if isinstance(at.rule, RightRule):
            for offering in policy.offerings or ():
                try:
                    yield from _right(policy, at, offering)
                except LoopError:
                    continue  # told as such


def _in_parts(policy: Policy, over: Found, counted: tuple[Counted, ...]) -> Iterator[Problem]:
    """Find an average that is taken over a part of a period, however the use is counted."""
    periods = [each.each for each in counted if each.each is not None]
    in_parts = (periods_in(over.value, each).denominator > 1 for each in periods)
    if periods and len(periods) == len(counted) and all(in_parts):
        length, period = (f"{each.unit}: {each.amount}" for each in (over.value, periods[0]))
        yield policy.problem("PSP391", over.file, over.path, over=length, each=period)


def _right(policy: Policy, at: RuleAt, offering: str) -> Iterator[Problem]:
    resolver = Resolver(policy, at)
    for right in resolver.values(offering):
        if not isinstance(right.value, Right):
            continue
        for holder in resolver.part_of(right, "right_of", offering):
            decider = _decider(policy, at, right)
            if decider not in {None, holder.value}:
                yield policy.problem("PSP393", holder.file, holder.path, holder=holder.value, decider=decider)
        averages = tuple(resolver.part_of(right, "average_over", offering))
        for limit in resolver.part_of(right, "limit", offering):
            if limit.value in policy.rules:
                yield from _beyond(policy, limit, averages, offering)


def _beyond(policy: Policy, limit: Found, averages: tuple[Found, ...], offering: str) -> Iterator[Problem]:
    """Judge a right by the limit beyond which it may be used, where all that this can be is alike."""
    resolver = Resolver(policy, policy.rules[limit.value])
    known = [each for each in resolver.values(offering) if isinstance(each.value, Limit)]
    name = limit.value.removeprefix("limits.")
    if known and all(each.value.minimum is not None for each in known):
        yield policy.problem("PSP392", limit.file, limit.path, id=name, cause=_MINIMUM)
    counted = tuple(
        each.value
        for value in known
        for each in resolver.part_of(value, "counted", offering)
        if isinstance(each.value, Counted)
    )
    if averages and counted and all(each.at_once for each in counted):
        yield policy.problem("PSP392", limit.file, limit.path, id=name, cause=_AT_ONCE)
    for over in averages:
        yield from _in_parts(policy, over, counted)


def _decider(policy: Policy, at: RuleAt, found: Found) -> str | None:
    """Return who decides on a right, by what is said from the innermost place outwards."""
    leaves = [
        use.value.firmness
        for use in policy.uses
        if isinstance(use.value, Leaf) and (found.file, found.path[: len(use.path)]) == (use.file, use.path)
    ]
    return Firm.of_all((*reversed(leaves), at.rule.firmness, at.family.all.firmness)).decided_by
