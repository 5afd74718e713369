"""Two versions side by side: every change, placed and in the order of the customer's interest."""

from collections.abc import Iterator

from ptc_service_policy.authoring.diff.answers import compare_answers
from ptc_service_policy.authoring.diff.changes import Change, Effect, Finding
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.leftovers import compare_rest
from ptc_service_policy.authoring.diff.readings import compare_readings
from ptc_service_policy.authoring.diff.renames import Renames, find_renames
from ptc_service_policy.text import LocalizedText

_OFFERING = LocalizedText(fr="Offre « {name} »", en='Offering "{name}"')
_PROPOSED = LocalizedText(fr="proposée", en="offered")
_NOT_PROPOSED = LocalizedText(fr="non proposée", en="not offered")


def compare_editions(before: Edition, after: Edition) -> tuple[Change, ...]:
    """Find every change from one version to another; there is none if, and only if, both say the same."""
    renames, renamed = find_renames(before, after)
    found = (
        *_compare_offerings(before, after, renames),
        *compare_answers(before, after, renames),
        *compare_readings(before, after, renames),
    )
    rest = compare_rest(before, after, renames, found)
    return tuple(_place(each, before, after) for each in (*found, *renamed, *rest))


def _compare_offerings(before: Edition, after: Edition, renames: Renames) -> Iterator[Finding]:
    old, new = before.files.offerings.offerings, after.files.offerings.offerings
    for was, now in renames.pairs(old, new):
        if was is None and now is not None:
            at = (("offerings", ("offerings", now)),)
            label = _OFFERING.format(name=new[now].name)
            yield Finding("offering", now, now, Effect.BETTER, label, _NOT_PROPOSED, _PROPOSED, after_at=at)
        elif was is not None and now is None:
            at = (("offerings", ("offerings", was)),)
            label = _OFFERING.format(name=old[was].name)
            yield Finding("offering", was, was, Effect.WORSE, label, _PROPOSED, _NOT_PROPOSED, before_at=at)


def _place(finding: Finding, before: Edition, after: Edition) -> Change:
    return Change(
        topic=finding.topic,
        id=finding.id,
        offering=finding.offering,
        effect=finding.effect,
        label=finding.label,
        before=finding.before,
        after=finding.after,
        before_place=before.place(finding.before_at[0]) if finding.before_at else None,
        after_place=after.place(finding.after_at[0]) if finding.after_at else None,
    )
