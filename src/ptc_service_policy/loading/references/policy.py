"""The files of one policy as the reference pass sees them: what each defines, and every value in them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.linking import UNFIT, meaning_of
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.addresses import RuleAt, rules_of
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import FromRegister, Leaf, Place, Tree
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import TEXT_PLACE, find_nouns, places_of
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.model.register import Entry
from ptc_service_policy.once import once

N = TypeVar("N", bound=Noun)
Role = tuple[str, str]


class Use(NamedTuple):
    """Hold a value as it is written, in a file or in a reading of the register, with what it is there for.

    ``role`` names the noun and the key that it is the value of, such as ("Delivery", "methods").
    ``named_at`` is the file and the path of the place that takes it; the value may stand in the register.
    """

    file: str
    path: Path
    place: type[Place]
    value: Any
    tests: tuple[str, ...]
    role: Role
    named_at: tuple[str, Path]


class Policy:
    """Hold the files of one policy, and the ids that each defines."""

    def __init__(
        self,
        nouns: Mapping[str, Any],
        documents: Mapping[str, Document],
        folder: str,
        calendars: Collection[str] | None,
    ) -> None:
        self.nouns = nouns
        self.documents = documents
        self.folder = folder
        self.calendars = calendars
        self.complete = len(nouns) == len(FILE_MODELS)
        self.offerings = self._ids("offerings", "offerings")
        self.services = self._ids("entitlements", "services")
        self.statements = self._ids("source", "statements")
        self.register: Mapping[str, Entry] | None = self._ids("register", "entries")
        self.rules: dict[str, RuleAt] = rules_of(nouns)

    def words(self, key: str) -> Mapping[str, Any] | None:
        """Return what vocabulary.yaml defines under a key, or None where the file is not valid."""
        words: Mapping[str, Any] | None = self._ids("vocabulary", key)
        return words

    def _ids(self, file: str, key: str) -> Any:
        return getattr(self.nouns[file], key) if file in self.nouns else None

    def find(self, kind: type[N]) -> Iterator[tuple[str, Path, N]]:
        """Find every noun of a kind that stands outside of values: its file, its path and the noun."""
        for file, path, noun in self._nouns:
            if isinstance(noun, kind):
                yield file, path, noun

    @once
    def _nouns(self) -> tuple[tuple[str, Path, Noun], ...]:
        return tuple(
            (file, path, found) for file, noun in self.nouns.items() for path, found in find_nouns(noun)
        )

    def problem(self, code: str, file: str, path: Path, *, at_key: bool = False, **values: Any) -> Problem:
        """Build the problem of a code at a place in a file."""
        return self.documents[file].describe(code, path, at_key=at_key, **values)

    def unknown(
        self,
        code: str,
        name: str,
        known: Collection[str] | None,
        file: str,
        path: Path,
        *,
        at_key: bool = False,
        **values: Any,
    ) -> Iterator[Problem]:
        """Report an id that is not among those that exist."""
        if known is not None and name not in known:
            suggestion = suggest(name, known)
            yield self.problem(code, file, path, at_key=at_key, id=name, suggestion=suggestion, **values)

    @once
    def uses(self) -> tuple[Use, ...]:
        """List every value of every file, and all that readings mean where they are named."""
        return tuple(use for file, path, owner in self._nouns for use in self._values_of(owner, file, path))

    @once
    def uses_by_name(self) -> Mapping[tuple[str, Path], Sequence[Use]]:
        """List them by the place that takes each: its file and its path."""
        found: dict[tuple[str, Path], list[Use]] = {}
        for use in self.uses:
            found.setdefault(use.named_at, []).append(use)
        return found

    def _values_of(self, owner: Noun, file: str, path: Path) -> Iterator[Use]:
        for name, (key, place) in places_of(type(owner)).items():
            value = getattr(owner, name)
            if place is None or value is None:
                continue
            role = (type(owner).__name__, key)
            found = value.items() if name == "values" else [(None, value)]
            for offering, each in found:
                at = (*path, key) if offering is None else (*path, key, offering)
                yield from self.written_at(Use(file, at, place, each, (), role, (file, at)))

    def written_at(self, use: Use, entries: tuple[str, ...] = ()) -> Iterator[Use]:
        """List a value and every part of it; ``entries`` are those that led to it."""
        yield use
        path = use.path
        match use.value:
            case Tree(by=by, cases=cases, otherwise=otherwise):
                tests = (*use.tests, by)
                for case, each in cases.items():
                    at = (*path, "cases", case)
                    yield from self.written_at(use._replace(path=at, value=each, tests=tests), entries)
                if otherwise is not None:
                    at = (*path, "otherwise")
                    yield from self.written_at(use._replace(path=at, value=otherwise, tests=tests), entries)
            case Leaf(value=value, scope=scope):
                yield from self.written_at(use._replace(path=(*path, "value"), value=value), entries)
                if scope is not None:
                    at, role = (*path, "scope"), ("Leaf", "scope")
                    inner = use._replace(path=at, place=TEXT_PLACE, value=scope, role=role)
                    yield from self.written_at(self._named(inner, at), entries)
            case FromRegister(entry=entry) if entry not in entries:
                for _, at, meaning in self.meanings(entry, use.place):
                    if meaning is not UNFIT:
                        inner = use._replace(file="register", path=at, value=meaning)
                        yield from self.written_at(inner, (*entries, entry))
            case Noun() as noun:
                for name, (key, place) in places_of(type(noun)).items():
                    each = getattr(noun, name)
                    if place is not None and each is not None:
                        at, role = (*path, key), (type(noun).__name__, key)
                        inner = use._replace(path=at, place=place, value=each, role=role)
                        yield from self.written_at(self._named(inner, at), entries)

    @staticmethod
    def _named(use: Use, path: Path) -> Use:
        return use._replace(named_at=(use.file, path))

    def meanings(self, entry: str, place: type[Place]) -> Iterator[tuple[str, Path, Any]]:
        """List what the readings of an entry mean at a place: each with its id and where it says so."""
        found = (self.register or {}).get(entry)
        for name, reading in found.readings.items() if found is not None else ():
            if reading.means is not None:
                yield name, ("register", entry, "readings", name, "means"), meaning_of(reading, place)
