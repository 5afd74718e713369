"""The facts of the two tables: who gets which service, and how."""

from collections.abc import Iterator

from ptc_service_policy.authoring.source.description import Column, Description, Row, is_no_tick, is_tick
from ptc_service_policy.authoring.source.facts import Fact
from ptc_service_policy.authoring.source.vocabulary import Vocabulary, is_charge_row
from ptc_service_policy.authoring.source.words import fold
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LocalizedText

_TOO_MANY = LocalizedText(fr="elle a trop de cellules", en="it has too many cells")
_HALF = LocalizedText(
    fr="une offre y a un moyen sans fréquence, ou l'inverse",
    en="an offering has a method without a frequency in it, or the other way round",
)
_METHOD = LocalizedText(fr="moyen connu", en="method")
_FREQUENCY = LocalizedText(fr="fréquence connue", en="frequency")
_CHARGE = LocalizedText(fr="coût connu", en="charge")


def facts_of_tables(description: Description, vocabulary: Vocabulary) -> Iterator[Fact | Problem]:
    """Read every row of every table."""
    seen: dict[tuple[int | None, str], Row] = {}
    for row in description.rows:
        if not row.columns:
            continue  # the head is at fault, and is reported as such
        charge = is_charge_row(row.cells[0])
        subject = "charge" if charge else vocabulary.service_of(row.cells[0])
        if subject is None:
            yield _problem(row, "PSP354")
            continue
        first = seen.setdefault((row.statement.table, subject), row)
        if first is not row:
            yield _problem(row, "PSP355", first=first.statement.place)
            continue
        if any(fold(cell) or cell for cell in row.cells[len(row.columns) :]):
            yield _problem(row, "PSP360", cause=_TOO_MANY)
        elif charge:
            yield from _charges(row, vocabulary)
        elif any(column is not None and column.field == "tick" for column in row.columns):
            yield from _entitlements(row, subject)
        else:
            yield from _deliveries(row, subject, vocabulary)


def _cells(row: Row) -> Iterator[tuple[str, Column | None]]:
    """Pair the cells with their columns; those that a row cuts off at its end are empty."""
    missing = ("",) * (len(row.columns) - len(row.cells))
    return zip((*row.cells, *missing)[1:], row.columns[1:], strict=False)


def _entitlements(row: Row, service: str) -> Iterator[Fact | Problem]:
    for cell, column in _cells(row):
        if not (is_tick(cell) or is_no_tick(cell)) or (column is None and cell):
            yield _problem(row, "PSP356", cell=cell)
        elif column is not None:
            path = ("services", service, "values", column.offering)
            yield Fact("entitlements", path, is_tick(cell), row.statement)


def _charges(row: Row, vocabulary: Vocabulary) -> Iterator[Fact | Problem]:
    for cell, column in _cells(row):
        if column is None and not cell:
            continue
        charge = vocabulary.charges.get(fold(cell))
        if charge is None or column is None:
            yield _problem(row, "PSP357", cell=cell, what=_CHARGE, unknown=cell)
        else:
            yield Fact("offerings", ("charge", "values", column.offering), charge, row.statement)


def _deliveries(row: Row, service: str, vocabulary: Vocabulary) -> Iterator[Fact | Problem]:
    cells: dict[str, dict[str, str]] = {}
    for cell, column in _cells(row):
        if column is not None:
            cells.setdefault(column.offering, {})[column.field] = cell
        elif cell:
            yield _problem(row, "PSP360", cause=_TOO_MANY)
    for offering, own in cells.items():
        stated = [not is_no_tick(cell) for cell in own.values()]
        if any(stated) and not all(stated):
            yield _problem(row, "PSP360", cause=_HALF)
        elif any(stated):
            path = ("deliveries", service, "values", offering)
            yield _methods(row, (*path, "methods"), own["methods"], vocabulary)
            yield _frequency(row, (*path, "frequency"), own["frequency"], vocabulary)


def _methods(row: Row, path: tuple[str, ...], cell: str, vocabulary: Vocabulary) -> Fact | Problem:
    methods, unknown = vocabulary.methods_of(cell)
    if unknown or not methods:
        return _problem(row, "PSP357", cell=cell, what=_METHOD, unknown=unknown or cell)
    return Fact("cadences", path, list(methods), row.statement)


def _frequency(row: Row, path: tuple[str, ...], cell: str, vocabulary: Vocabulary) -> Fact | Problem:
    frequency = vocabulary.frequencies.get(fold(cell))
    if frequency is None:
        return _problem(row, "PSP357", cell=cell, what=_FREQUENCY, unknown=cell)
    return Fact("cadences", path, frequency, row.statement)


def _problem(row: Row, code: str, **values: object) -> Problem:
    return row.statement.place.describe(code, label=row.label, **values)
