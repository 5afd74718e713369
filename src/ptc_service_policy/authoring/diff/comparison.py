"""Two versions side by side, and what is said of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ptc_service_policy.authoring.diff.bump import Bump, demanded_bump, is_enough, least_version
from ptc_service_policy.authoring.diff.changes import Change
from ptc_service_policy.authoring.diff.comparing import Compared
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect

CLASSES = {
    Effect.WORSE: LocalizedText(fr="dégradé", en="worse"),
    Effect.DIFFERENT: LocalizedText(fr="modifié", en="changed"),
    Effect.BETTER: LocalizedText(fr="amélioré", en="better"),
    Effect.WORDING: LocalizedText(fr="reformulé", en="reworded"),
}
"""What a class of changes is called."""
_BUMPS = {
    Bump.NONE: LocalizedText(fr="aucune nouvelle version", en="no new version"),
    Bump.PATCH: LocalizedText(fr="une version corrective", en="a patch version"),
    Bump.MINOR: LocalizedText(fr="une version mineure", en="a minor version"),
    Bump.MAJOR: LocalizedText(fr="une version majeure", en="a major version"),
}
NO_DIFFERENCE = LocalizedText(fr="Aucune différence.", en="No difference.")
_CHANGE = LocalizedText(fr="{label} : {before} → {after}", en="{label}: {before} → {after}")
_FOLLOWING = LocalizedText(
    fr="+ {label} ({effect}), réponses concernées : {count}", en="+ {label} ({effect}), answers: {count}"
)
_CONTRACTS = LocalizedText(fr="contrats concernés : {keys}", en="contracts affected: {keys}")
_AND_MORE = LocalizedText(fr="{keys} et {count:# autre|# autres}", en="{keys} and {count} more")
_MOST_KEYS = 12
_ENOUGH = LocalizedText(
    fr="Les modifications exigent {bump} : {least} au moins. {version} convient.",
    en="The changes require {bump}: at least {least}. {version} is enough.",
)
_TOO_SMALL = LocalizedText(
    fr="Les modifications exigent {bump} : {least} au moins. {version} ne suffit pas.",
    en="The changes require {bump}: at least {least}. {version} is not enough.",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold two versions and all that was found between them; ``contracts`` are the owner's, by key, if any.

    ``problems`` are the rules that are gone without a word, and the contracts that the new version refuses.
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


def say_change(change: Change) -> LocalizedText:
    """Say what changed, how it was and how it is."""
    return _CHANGE.format(label=change.label, before=change.before, after=change.after)


def say_beside(change: Change) -> Iterator[LocalizedText]:
    """Say what follows from a change, and which contracts it reaches."""
    for each in change.follows:
        yield _FOLLOWING.format(count=each.count, label=each.label, effect=CLASSES[each.effect])
    if change.contracts:
        yield _CONTRACTS.format(keys=listed(change.contracts))


def listed(keys: Collection[str]) -> LocalizedText | str:
    """Write the keys of contracts, the first of many."""
    shown = ", ".join([*keys][:_MOST_KEYS])
    more = len(keys) - _MOST_KEYS
    return _AND_MORE.format(keys=shown, count=more) if more > 0 else shown
