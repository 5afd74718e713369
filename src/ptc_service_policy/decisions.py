"""An answer and what it rests on: value, basis, reason and citations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Literal, NoReturn, TypeVar

from ptc_service_policy.text import Language, LocalizedText

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")
MYPY = False
"""False for all but mypy, which takes it for true."""
T_co = TypeVar("T_co", covariant=True)


class Basis(StrEnum):
    """Name what an answer is based on, from the strongest to the weakest."""

    STATED = "stated"
    AGREED = "agreed"
    INTERPRETED = "interpreted"
    AMBIGUOUS = "ambiguous"
    UNSTATED = "unstated"


_STRENGTH = {basis: rank for rank, basis in enumerate(Basis)}


_OWED = "owed"
OPEN = frozenset((Basis.AMBIGUOUS, Basis.UNSTATED))
"""The bases of answers that are open: the source gives none, or more than one."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Point to one place that an answer rests on.

    ``kind`` tells where ``id`` is found: "statement" in source.yaml, "register" among the entries of
    register.yaml, "contract" among the fields of the contract, "calendar" among the holiday calendars.
    """

    kind: Literal["statement", "register", "contract", "calendar"]
    id: str
    place: LocalizedText = field(hash=False)


@dataclass(frozen=True, slots=True)
class Firmness:
    """Say how firmly the source commits to one rule that an answer met.

    ``duty`` is "owed", "objective", "usual", "effort" or "may"; ``decided_by`` names at whose discretion it
    is, ``list`` whether what is listed is "complete" or gives "examples"; ``of`` names the parts that are
    meant, the whole if empty; ``rule`` is the address of the rule.
    """

    duty: str
    decided_by: str | None = None
    list: str | None = None
    of: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class PartBasis:
    """Name on whose authority one part of a value stands, where the source does not state it as such.

    ``part`` is its key, or "scope", or "application" for how the rule applies; ``entries`` are the ids of
    the register's entries that it rests on, ``calendars`` those of the policies' holiday calendars.
    """

    part: str
    basis: Basis
    entries: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()

    @classmethod
    def of(cls, part: str, grounds: "Grounds") -> "PartBasis":
        """Return the basis of a part that rests on these grounds."""
        entries = tuple(each.id for each in grounds.citations if each.kind == "register")
        calendars = tuple(each.id for each in grounds.citations if each.kind == "calendar")
        return cls(part, grounds.basis, entries, calendars)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Hold what an answer rests on; ``&`` joins grounds and keeps the weakest basis.

    ``firmness`` are the hedges that were met, unranked; ``rules`` the addresses of the rules that were
    settled.
    """

    basis: Basis
    citations: tuple[Citation, ...] = ()
    firmness: tuple[Firmness, ...] = ()
    rules: tuple[str, ...] = ()

    @classmethod
    def of(cls, decision: "Decision[Any]") -> "Grounds":
        """Return what an answer rests on."""
        return cls(decision.basis, decision.citations, decision.firmness, decision.rules)

    def __and__(self, other: "Grounds") -> "Grounds":
        return join((self, other))

    def cited(self) -> "Grounds":
        """Return the same grounds as those of a part that is cited and does not weaken the answer."""
        return Grounds(Basis.STATED, self.citations, self.firmness, self.rules)

    def regarding(self, part: str) -> "Grounds":
        """Return the same grounds as those of a part of something else, of which their hedges are."""
        firmness = (
            each if each.of or each.duty == _OWED else replace(each, of=(part,)) for each in self.firmness
        )
        return replace(self, firmness=tuple(firmness))


def join(grounds: Iterable[Grounds]) -> Grounds:
    """Join grounds: the weakest basis of them, and every citation, hedge and rule once, in order."""
    parts = tuple(grounds)
    basis = max((part.basis for part in parts), key=_STRENGTH.__getitem__)
    return Grounds(
        basis,
        _once([part.citations for part in parts]),
        _once([part.firmness for part in parts]),
        _once([part.rules for part in parts]),
    )


def _once(lists: list[tuple[T, ...]]) -> tuple[T, ...]:
    """Put lists of which each holds everything once in a row, and leave out what comes again."""
    filled = [each for each in lists if each]
    if len(filled) < 2:
        return filled[0] if filled else ()
    return tuple(dict.fromkeys(chain.from_iterable(filled)))


class Reason(LocalizedText):
    """A text that is written when it is first read, and kept.

    ``write`` writes it in one language; it must be pure, and picklable if the reason is to be.
    """

    __slots__ = ("_en", "_fr", "write")

    write: Callable[[Language], str]

    def __init__(self, write: Callable[[Language], str]) -> None:
        object.__setattr__(self, "write", write)

    @classmethod
    def of(cls, template: LocalizedText, **values: object) -> "Reason":
        """Fill the ``{placeholders}`` of a template, as ``LocalizedText.format`` does."""
        return cls(partial(template.fill, values=values))

    @classmethod
    def of_sentences(cls, sentences: Iterable[tuple[LocalizedText, Mapping[str, object]]]) -> "Reason":
        """Fill templates, and write them one after the other."""
        return cls(partial(_write_sentences, tuple(sentences)))

    @property
    def fr(self) -> str:
        """Return the French text."""
        return self._kept("_fr", "fr")

    @property
    def en(self) -> str:
        """Return the English text."""
        return self._kept("_en", "en")

    def _kept(self, slot: str, language: Language) -> str:
        text: str | None = getattr(self, slot, None)
        if text is None:
            text = self.write(language)
            object.__setattr__(self, slot, text)
        return text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LocalizedText) and (self.fr, self.en) == (other.fr, other.en)

    def __hash__(self) -> int:
        return hash((self.fr, self.en))

    def __repr__(self) -> str:
        return f"Reason(fr={self.fr!r}, en={self.en!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Reason, (self.write,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            lambda given: given if isinstance(given, cls) else cls(given.__getitem__),
            handler.generate_schema(LocalizedText),
        )


def _write_sentences(
    sentences: tuple[tuple[LocalizedText, Mapping[str, object]], ...], language: Language
) -> str:
    written = (template.fill(language, filling).strip() for template, filling in sentences)
    return " ".join(sentence for sentence in written if sentence)


@dataclass(frozen=True, slots=True)
class Decision(Generic[T_co]):
    """Answer one question: ``value``, and what it is based on.

    ``value`` is None when, and only when, ``basis`` is "unstated" or "ambiguous"; only what is found of a
    workload is told in either case, limit by limit, each with a basis of its own. ``citations`` name every
    place that the answer rests on, ``firmness`` how firmly each rule that it met is meant, ``rules`` the
    addresses of these rules, ``scope`` the cases to which the value is limited, if it is; ``parts`` on whose
    authority each part of it stands that the source does not state as such;
    ``policy_version`` and ``policy_digest`` name the policy exactly.
    A decision has no truth value, since it would always be true: ask its ``value``.
    """

    value: T_co
    basis: Basis
    reason: Reason
    citations: tuple[Citation, ...]
    policy_version: str
    policy_digest: str
    firmness: tuple[Firmness, ...] = ()
    rules: tuple[str, ...] = ()
    scope: LocalizedText | None = None
    parts: tuple["PartBasis", ...] = ()

    if TYPE_CHECKING:
        # `if decision:` is refused by pyright for what this returns, and by mypy, with its check
        # `truthy-bool`, where there is none; what follows stays checked.
        if not MYPY:

            def __bool__(self) -> LocalizedText: ...
    else:

        def __bool__(self) -> NoReturn:
            raise TypeError(
                "a Decision has no truth value: ask for its .value; "
                "une Decision n'a pas de valeur de vérité : interrogez sa .value"
            )
