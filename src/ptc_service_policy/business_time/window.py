"""A stretch of open time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """Hold open time from ``start``, which is open, to ``end``, which is not."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        """Return how long the window lasts."""
        return self.end.astimezone(UTC) - self.start.astimezone(UTC)
