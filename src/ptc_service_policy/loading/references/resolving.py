"""Which plain values a rule can have for an offering: forms are followed, in every case and every reading."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ptc_service_policy.loading.linking import UNFIT
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import FromRegister, Leaf, Place, SameAs, Silence, Tree
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.rules import ForAll

Cases = Mapping[str, str]
Step = tuple[str, tuple[str, ...]]
"""An offering, and the part of its value: empty for the whole."""


class LoopError(Exception):
    """A value leads back to itself, by the offerings that are named."""

    def __init__(self, offerings: tuple[str, ...]) -> None:
        super().__init__(offerings)
        self.offerings = offerings


class Found(NamedTuple):
    """Hold a value that can stand there, where it is written, and in which cases."""

    value: Any
    file: str
    path: Path
    cases: Cases


class Resolver:
    """Follow the values of one rule; with ``chosen`` only as the register chooses, else by every reading.

    With ``through_same`` off, what is the same as another offering's is itself what is found.
    """

    def __init__(
        self, policy: Policy, at: RuleAt, *, chosen: bool = False, through_same: bool = True
    ) -> None:
        self._policy = policy
        self._at = at
        self._chosen = chosen
        self._through_same = through_same
        self.place: type[Place] = places_of(type(at.rule))["values"][1] or Place

    def written(self, offering: str) -> Found | None:
        """Return the value as it is written for an offering, in the rule or under ``all``."""
        if offering in self._at.rule.values:
            path = (*self._at.path, "values", offering)
            return Found(self._at.rule.values[offering], self._at.file, path, {})
        if offering in self._at.family.all.values:
            path = ("all", "values", offering)
            return Found(self._at.family.all.values[offering], self._at.file, path, {})
        return None

    def values(
        self,
        offering: str,
        part: tuple[str, ...] = (),
        trail: tuple[Step, ...] = (),
        cases: Cases | None = None,
    ) -> Iterator[Found]:
        """List the plain values that a part can have; raise LoopError where it leads to itself."""
        step = (offering, part)
        if step in trail:
            raise LoopError((*(name for name, _ in trail[trail.index(step) :]), offering))
        trail = (*trail, step)
        if not part:
            written = self.written(offering)
            if written is None:
                return
            inside = offering in self._at.rule.values
            place = self.place if inside else places_of(ForAll)["values"][1] or Place
            yield from self._plain(written._replace(cases=cases or {}), place, part, trail)
            return
        for whole in self.values(offering, part[:-1], trail, cases):
            yield from self._part(whole, part, trail)

    def part_of(self, whole: Found, key: str, offering: str, way: tuple[str, ...] = ()) -> Iterator[Found]:
        """List the plain values of one part of a value, or of the part of one to which a way leads."""
        part = (*way, key)
        yield from self._part(whole, part, ((offering, part),))

    def _part(self, whole: Found, part: tuple[str, ...], trail: tuple[Step, ...]) -> Iterator[Found]:
        if not isinstance(whole.value, Noun):
            return
        by_key = {key: (name, place) for name, (key, place) in places_of(type(whole.value)).items()}
        name, place = by_key.get(part[-1], ("", None))
        value = getattr(whole.value, name, None)
        if value is not None and place is not None:
            inner = whole._replace(value=value, path=(*whole.path, part[-1]))
            yield from self._plain(inner, place, part, trail)

    def _plain(
        self,
        found: Found,
        place: type[Place],
        part: tuple[str, ...],
        trail: tuple[Step, ...],
        entries: tuple[str, ...] = (),
    ) -> Iterator[Found]:
        match found.value:
            case Tree() as tree:
                for case, value, key in self._cases(tree, found.cases):
                    inner = found._replace(
                        value=value, path=(*found.path, *key), cases={**found.cases, tree.by: case}
                    )
                    yield from self._plain(inner, place, part, trail, entries)
            case Leaf(value=value):
                inner = found._replace(value=value, path=(*found.path, "value"))
                yield from self._plain(inner, place, part, trail, entries)
            case SameAs(offering=other) if self._through_same:
                yield from self.values(other, part, trail, found.cases)
            case FromRegister(entry=entry):
                if entry not in entries:
                    yield from self._readings(found, place, part, trail, (*entries, entry))
            case Silence() | None:
                return
            case _:
                yield found

    def _readings(
        self,
        found: Found,
        place: type[Place],
        part: tuple[str, ...],
        trail: tuple[Step, ...],
        entries: tuple[str, ...],
    ) -> Iterator[Found]:
        entry = (self._policy.register or {}).get(entries[-1])
        for reading, path, meaning in self._policy.meanings(entries[-1], place):
            if meaning is not UNFIT and entry is not None and (not self._chosen or reading == entry.chosen):
                inner = found._replace(value=meaning, file="register", path=path)
                yield from self._plain(inner, place, part, trail, entries)

    def _cases(self, tree: Tree, known: Cases) -> Iterator[tuple[str, Any, Path]]:
        """List the cases that can be met: only one where the attribute was asked before."""
        attribute = (self._policy.words("attributes") or {}).get(tree.by)
        all_cases = list(attribute.named_cases) if attribute is not None else [*tree.cases, "otherwise"]
        for case in [known[tree.by]] if tree.by in known else all_cases:
            if case in tree.cases:
                yield case, tree.cases[case], ("cases", case)
            elif tree.otherwise is not None:
                yield case, tree.otherwise, ("otherwise",)
