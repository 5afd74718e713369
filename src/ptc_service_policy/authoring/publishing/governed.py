"""Whom a version governs, as its publisher says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

NewContracts = date | Literal["always", "never"]
Others = date | Literal["none", "stay"]


@dataclass(frozen=True, slots=True)
class Governed:
    """Say which contracts a version governs.

    ``new_contracts`` is the first day of signature, "always" or "never". ``others`` tells what becomes of the
    contracts that other editions govern: they move on a day, or on their first renewal from that day on if
    ``at_renewal``, or "stay" where they are; "none" says that there are none.
    """

    new_contracts: NewContracts
    others: Others
    at_renewal: bool = False

    def event(self, number: str, recorded: date, version: str, earlier: Sequence[str]) -> dict[str, Any]:
        """Return the event that the journal of editions takes."""
        new = self.new_contracts
        line: dict[str, Any] = {"governed_by": earlier[0] if len(earlier) == 1 else list(earlier)}
        if isinstance(self.others, date):
            line |= {"at": "first-renewal-from"} if self.at_renewal else {}
            line["from"] = self.others.isoformat()
        else:
            line["stay"] = True
        return {
            "id": number,
            "recorded": recorded.isoformat(),
            "edition": version,
            "new_contracts": {"from": new.isoformat()} if isinstance(new, date) else new,
            "others": "none" if self.others == "none" or not earlier else [line],
        }
