"""What a check is, and what it looks at."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ptc_service_policy.authoring.checks.texts import PlacedText, texts_in
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.loading.versions import LoadedPolicies
from ptc_service_policy.once import once


@dataclass(frozen=True)
class Material:
    """Hold all that checks look at, read before the first of them runs.

    ``scenarios`` are the documents of valid scenario files, by the name by which problems call their version.
    ``as_of`` is the day on which reviews are judged; None judges none.
    """

    policies: LoadedPolicies
    scenarios: Mapping[str, tuple[Document, ...]]
    as_of: date | None

    @once
    def texts_of(self) -> Mapping[Document, tuple[PlacedText, ...]]:
        """Return the texts of every file that can be read, by file."""
        return {document: tuple(texts_in(document)) for document in self._documents()}

    def _documents(self) -> Iterator[Document]:
        for version in self.policies.versions:
            yield from (*version.documents.values(), *self.scenarios.get(version.called, ()))
        yield from self.policies.calendar_documents.values()

    @once
    def texts(self) -> tuple[PlacedText, ...]:
        """Return every text that is written in both languages, in every file that can be read.

        Days that were frozen have the names that a package gives them, in the languages that it has.
        """
        calendars = frozenset(self.policies.calendar_documents.values())
        return tuple(
            each
            for document, found in self.texts_of.items()
            for each in found
            if document not in calendars or each.path[0] != "days"
        )


@dataclass(frozen=True, slots=True)
class Check:
    """Hold one rule that no schema can say: its code, and the pure function that finds what breaks it.

    ``follows`` tells whether another problem follows from what was found: it is not told beside its cause.
    """

    code: str
    find: Callable[[Material], Iterator[Problem]]
    follows: Callable[[Problem, Material, Collection[Problem]], bool] | None = None
