"""Rules that are gone without a word: what a version no longer says, it names under `withdrawn`."""

from collections.abc import Iterator

from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.errors import Problem
from ptc_service_policy.settling.subject import Book


def find_unnamed_withdrawals(before: Edition, after: Edition) -> tuple[Problem, ...]:
    """Find every rule of the old version that the new one neither has nor names as withdrawn."""
    renames = Renames.between(before.data, after.data)
    return tuple(
        after.documents["policy"].describe("PSP909", ("withdrawn",), rule=rule, before=before.version)
        for rule in _gone(Book(before.files), Book(after.files), renames)
    )


def _gone(before: Book, after: Book, renames: Renames) -> Iterator[str]:
    for address in before.rules:
        kept = {address, renames.address(address)}
        if not kept & {*after.rules, *after.withdrawn}:
            yield address
