"""Why a row has no answer, as codes of the catalogue."""

from typing import Final

REASONS: Final = (
    *("", "PSP518", "PSP519", "PSP520", "PSP521"),
    *("PSP610", "PSP611", "PSP612", "PSP615", "PSP631", "PSP633", "PSP713", "PSP714", "PSP716", "PSP729"),
    *("PSP750", "PSP751", "PSP752", "PSP753", "PSP754", "PSP755", "PSP757", "PSP758"),
)
"""The codes by their number, which stands for them within a column; 0 is an answered row."""

ANSWERED: Final = REASONS.index("")
OUTSIDE_COVERAGE: Final = REASONS.index("PSP610")
OUTSIDE_SUPPORTED_YEARS: Final = REASONS.index("PSP611")
NO_BEGINNING: Final = REASONS.index("PSP612")
ENDS_BEFORE_IT_BEGINS: Final = REASONS.index("PSP615")
GOES_ON: Final = REASONS.index("PSP631")
BEFORE_RECEIPT: Final = REASONS.index("PSP633")
UNKNOWN_CASE: Final = REASONS.index("PSP714")
UNKNOWN_CONTRACT: Final = REASONS.index("PSP750")
OPEN: Final = REASONS.index("PSP751")
NO_CONTRACT: Final = REASONS.index("PSP752")
NO_INSTANT: Final = REASONS.index("PSP753")
NAIVE_INSTANT: Final = REASONS.index("PSP754")
NOT_AN_INSTANT: Final = REASONS.index("PSP755")
UNREADABLE_PAUSE: Final = REASONS.index("PSP758")
NOTHING_SET: Final = REASONS.index("PSP757")

ANSWERS: Final = (ANSWERED, OPEN, NOTHING_SET)
"""What is an answer: that the source leaves it open, or sets nothing, is one as well."""
