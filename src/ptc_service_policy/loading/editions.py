"""The journal of editions beside the lock: reading it, and what no schema can say of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import islice
from math import prod

from ptc_service_policy.errors import MOST_PROBLEMS, InvalidPolicyError, Problem
from ptc_service_policy.loading.edition_checks import check_effects, check_names, check_order, check_reigns
from ptc_service_policy.loading.edition_settling import ROOT, check_settled, check_undone
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.editions import EditionsFile, Event
from ptc_service_policy.text import LocalizedText

EDITIONS = "editions.yaml"
MOST_EVENTS = 2_000
MOST_WITHDRAWALS = 30
MOST_CONDITIONS = 500
MOST_KINDS = 256
"""How many events a journal may hold, withdrawals among them, lines with a condition, and kinds of contracts
that conditions tell apart: what is undone is judged anew, and each kind goes its own way."""
_EVENTS = LocalizedText(fr="événements", en="events")
_WITHDRAWALS = LocalizedText(fr="retraits", en="withdrawals")
_CONDITIONS = LocalizedText(fr="lignes assorties d'une condition", en="lines with a condition")
_KINDS = LocalizedText(
    fr="catégories de contrats distinguées par leurs attributs",
    en="kinds of contracts that attributes tell apart",
)


@dataclass(frozen=True, slots=True)
class Journal:
    """Hold the journal as it was read; ``editions`` is None where its shape is not valid."""

    document: Document
    editions: EditionsFile | None
    problems: tuple[Problem, ...]


def read_editions(file: Traversable, called: str = EDITIONS) -> Journal:
    """Read the journal, and find what its schema refuses; problems call it ``called``."""
    document = read_file(file, called)
    editions, problems = validate(document, EditionsFile, "editions")
    return Journal(document, editions, problems)


def check_editions(
    file: EditionsFile, document: Document, published: Collection[str], present: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Find what is wrong with a journal whose shape is valid: errors, and warnings too.

    Whether every contract is settled is judged where all that the journal names is right.

    Args:
        file: the journal.
        document: the same as it was read, which places the problems.
        published: the published versions.
        present: versions that are there and not published yet; events may name them.

    Returns:
        The problems in the order of the text.
    """
    for count, most, what in _counted(file.editions):
        if count > most:
            return (document.describe("PSP431", (ROOT,), at_key=True, limit=most, what=what),)
    named = (
        *islice(check_order(file, document), MOST_PROBLEMS),
        *islice(check_names(file, document, published, present), MOST_PROBLEMS),
    )
    faults = named or tuple(check_settled(file, document))
    if not faults:
        faults = (*check_undone(file, document), *check_reigns(file, document))
    problems = (*faults, *check_effects(file, document))
    return tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))


def _counted(events: Sequence[Event]) -> tuple[tuple[int, int, LocalizedText], ...]:
    """Return what has a measure in a journal, with the most that there may be of it."""
    conditions = [line.condition for event in events for line in event.lines if line.condition]
    asked: dict[str, set[bool | str]] = {}
    for condition in conditions:
        for key, value in condition.items():
            asked.setdefault(key, set()).add(value)
    kinds = prod(len(values) + 1 for values in asked.values())
    withdrawals = sum(event.withdraw is not None for event in events)
    return (
        (len(events), MOST_EVENTS, _EVENTS),
        (withdrawals, MOST_WITHDRAWALS, _WITHDRAWALS),
        (len(conditions), MOST_CONDITIONS, _CONDITIONS),
        (kinds, MOST_KINDS, _KINDS),
    )


def valid_editions(
    document: Document, published: Collection[str], present: Collection[str] = ()
) -> EditionsFile:
    """Return the journal that a document holds; the arguments are those of ``check_editions``.

    Raises:
        InvalidPolicyError: with every error; warnings are none.
    """
    file, problems = validate(document, EditionsFile, "editions")
    if file is None:
        raise InvalidPolicyError(*problems)
    if found := check_editions(file, document, published, present):
        from ptc_service_policy.errors.catalogue import severity_of  # all texts, read only when one is needed

        if errors := [each for each in found if severity_of(each) == "error"]:
            raise InvalidPolicyError(*errors)
    return file
