"""Two versions side by side, and what is said of them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from ptc_service_policy.authoring.diff.bump import (
    Bump,
    demanded_bump,
    is_enough,
    least_version,
    texts_to_confirm,
)
from ptc_service_policy.authoring.diff.changes import CLASSES, Change
from ptc_service_policy.authoring.diff.comparing import Compared
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.grouping import Cause, OfferingNames, group_causes, offering_names
from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import severity_of
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.wording import joined

_BUMPS = {
    Bump.NONE: LocalizedText(fr="aucune nouvelle version", en="no new version"),
    Bump.PATCH: LocalizedText(fr="une version corrective", en="a patch version"),
    Bump.MINOR: LocalizedText(fr="une version mineure", en="a minor version"),
    Bump.MAJOR: LocalizedText(fr="une version majeure", en="a major version"),
}
NO_DIFFERENCE = LocalizedText(fr="Aucune différence.", en="No difference.")
_CHANGE = LocalizedText(fr="{label} : {before} → {after}", en="{label}: {before} → {after}")
_OTHER = LocalizedText(fr="en anglais, « {said} »", en='in French, "{said}"')
_FOR = LocalizedText(fr="{offerings} : {said}", en="{offerings}: {said}")
_CLASSED = LocalizedText(fr="{label} ({effect})", en="{label} ({effect})")
_CONSEQUENCE = LocalizedText(
    fr="+ {offering} : {label} ({effect}) : {before} → {after}",
    en="+ {offering}: {label} ({effect}): {before} → {after}",
)
_FOLLOWING = LocalizedText(
    fr="+ {offering} : {label} ({effect}), réponses concernées : {count}",
    en="+ {offering}: {label} ({effect}), answers: {count}",
)
_CONTRACTS = LocalizedText(fr="contrats concernés : {keys}", en="contracts affected: {keys}")
_AND_MORE = LocalizedText(fr="{keys} et {count:# autre|# autres}", en="{keys} and {count} more")
_MOST_KEYS = 12
_ENOUGH = LocalizedText(
    fr="Les modifications exigent {bump} : {least} au moins. {version} convient.",
    en="The changes require {bump}: at least {least}. {version} is enough.",
)
_SAME_MEANING = LocalizedText(
    fr="{count:# texte est reformulé|# textes sont reformulés} : aucun programme ne peut dire si le sens "
    "reste le même. Publier sous ce numéro suppose alors `--same-meaning`.",
    en="{count:# text is|# texts are} worded differently: no program can tell whether the meaning stays. To "
    "publish under this number then takes `--same-meaning`.",
)
_TOO_SMALL = LocalizedText(
    fr="Les modifications exigent {bump} : {least} au moins. {version} ne suffit pas.",
    en="The changes require {bump}: at least {least}. {version} is not enough.",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold two versions and all that was found between them; ``contracts`` are the owner's, by key, if any.

    ``problems`` are the rules that are gone without a word, the contracts that the new version refuses, and
    the holiday calendars that are not the same beside both versions.
    """

    old: Edition
    new: Edition
    compared: Compared
    problems: tuple[Problem, ...] = ()
    contracts: Collection[str] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return every change."""
        return self.compared.changes

    @property
    def has_errors(self) -> bool:
        """Tell whether a problem must be mended: that calendars differ is to be known."""
        return any(severity_of(each) == "error" for each in self.problems)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Return what the new version says otherwise, the gravest first; each change is in one cause."""
        return group_causes(self.changes)

    @property
    def names(self) -> OfferingNames:
        """Return what the offerings of both versions are called."""
        return offering_names(self.old, self.new)

    @property
    def bump(self) -> Bump:
        """Return the step of the version that the changes demand."""
        return demanded_bump(self.changes)

    @property
    def is_enough(self) -> bool:
        """Tell whether the new version's number takes that step."""
        return is_enough(self.old.version, self.new.version, self.bump)

    @property
    def verdict(self) -> LocalizedText:
        """Say which number the changes demand, and whether the new version has it."""
        return (_ENOUGH if self.is_enough else _TOO_SMALL).format(
            bump=_BUMPS[self.bump],
            least=least_version(self.old.version, self.bump),
            version=self.new.version,
        )

    @property
    def beside_the_verdict(self) -> LocalizedText | None:
        """Ask whether the texts that are reworded mean the same; None where there is nothing to ask."""
        texts = texts_to_confirm(self.old.version, self.new.version, self.changes)
        return _SAME_MEANING.format(count=len(texts)) if texts and self.is_enough else None

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the contracts that both versions take."""
        refused = {each.contract for each in self.compared.refusals}
        return tuple(key for key in self.contracts if key not in refused)

    @property
    def unreached(self) -> tuple[str, ...]:
        """Return the contracts that were asked and that no change reaches."""
        reached = {key for change in self.changes for key in change.contracts}
        return tuple(key for key in self.asked if key not in reached)

    @property
    def refused(self) -> dict[str, tuple[str, ...]]:
        """Return the contracts that only one version refuses, by its number."""
        refusals = self.compared.refusals
        old = tuple(each.contract for each in refusals if not each.after)
        new = tuple(each.contract for each in refusals if not each.before)
        return {version: keys for version, keys in ((self.old.version, old), (self.new.version, new)) if keys}


def say_cause(cause: Cause, names: OfferingNames) -> LocalizedText:
    """Say what changed and for whom; of which class it is, too, where what follows is graver."""
    head = cause.head
    if head.effect is not cause.effect:
        label = _CLASSED.format(label=head.heading, effect=CLASSES[head.effect])
        head = replace(head, label=label, example=None)
    return _say(head, cause.offerings(names))


def say_change(change: Change, names: OfferingNames) -> Iterator[LocalizedText]:
    """Say for whom something changed, what, how it was and how it is; and what follows from it."""
    yield _say(change, (names[change.offering],))
    yield from _say_following(change, names)
    yield from _say_contracts(change.contracts)


def say_beside(cause: Cause, names: OfferingNames) -> Iterator[LocalizedText]:
    """Say what follows from a cause, offering by offering, and which contracts it reaches."""
    for offering, name in names.items():
        for change in cause.told_of(offering):
            if change in cause.consequences:
                yield _CONSEQUENCE.format(
                    offering=name,
                    label=change.heading,
                    effect=CLASSES[change.effect],
                    before=change.before,
                    after=change.after,
                )
            yield from _say_following(change, names)
    yield from _say_contracts(cause.contracts)


def _say(change: Change, offerings: Iterable[LocalizedText]) -> LocalizedText:
    before, after = _seen_in_both(change.before, change.after)
    said = _CHANGE.format(label=change.heading, before=before, after=after)
    return said if change.offering is None else _FOR.format(offerings=joined(offerings), said=said)


def _seen_in_both(was: LocalizedText, now: LocalizedText) -> tuple[LocalizedText, LocalizedText]:
    """Tell in a language in which nothing differs what differs in the other."""
    fr, en = (was[to] == now[to] for to in ("fr", "en"))
    told = [
        LocalizedText(
            fr=_OTHER.fr.format(said=each.en) if fr else each.fr,
            en=_OTHER.en.format(said=each.fr) if en else each.en,
        )
        for each in (was, now)
    ]
    return told[0], told[1]


def _say_following(change: Change, names: OfferingNames) -> Iterator[LocalizedText]:
    for each in change.follows:
        yield _FOLLOWING.format(
            offering=names[each.offering], count=each.count, label=each.label, effect=CLASSES[each.effect]
        )


def _say_contracts(keys: Collection[str]) -> Iterator[LocalizedText]:
    if keys:
        yield _CONTRACTS.format(keys=listed(keys))


def listed(keys: Collection[str]) -> LocalizedText | str:
    """Write the keys of contracts, the first of many."""
    shown = ", ".join([*keys][:_MOST_KEYS])
    more = len(keys) - _MOST_KEYS
    return _AND_MORE.format(keys=shown, count=more) if more > 0 else shown
