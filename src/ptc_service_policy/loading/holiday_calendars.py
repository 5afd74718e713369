"""The holiday calendars that owners adjusted and reviewed."""

from importlib.resources.abc import Traversable

from ptc_service_policy.errors import BusinessTimeError, Problem
from ptc_service_policy.loading.files import readable
from ptc_service_policy.loading.public_holidays import public_holidays
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile

_ENDING = ".yaml"
SCHEMA = "holiday-calendar"


@readable()
def read_holiday_calendars(
    folder: Traversable, called: str
) -> tuple[dict[str, HolidayCalendarFile], dict[str, Document], tuple[Problem, ...]]:
    """Read every calendar in a folder, which may be absent.

    Args:
        folder: the folder.
        called: the name by which problems call it.

    Returns:
        The valid calendars by id, all documents by id, and every problem of every file.
    """
    calendars: dict[str, HolidayCalendarFile] = {}
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []
    for entry in entries:
        if not entry.name.endswith(_ENDING):
            continue
        name = entry.name.removesuffix(_ENDING)
        documents[name] = read_file(entry, f"{called}/{entry.name}")
        calendar, found = validate(documents[name], HolidayCalendarFile, SCHEMA)
        problems.extend(found)
        if calendar is not None:
            calendars[name] = calendar
    return calendars, documents, tuple(problems)


def check_holiday_calendars(
    folder: Traversable, called: str
) -> tuple[dict[str, HolidayCalendarFile], dict[str, Document], tuple[Problem, ...]]:
    """Read every calendar, and find every problem: its schema, then whether its country and range exist.

    Returns:
        The valid calendars by id, all documents by id, and every problem of every file.
    """
    calendars, documents, problems = read_holiday_calendars(folder, called)
    found = list(problems)
    valid = {}
    for name, calendar in calendars.items():
        first, last = calendar.reviewed.first, calendar.reviewed.last
        if last < first:
            found.append(documents[name].describe("PSP615", ("reviewed", "last"), start=first, end=last))
            continue
        try:
            public_holidays(calendar)
            valid[name] = calendar
        except BusinessTimeError as error:
            found.extend(documents[name].locate(problem) for problem in error.problems)
    return valid, documents, tuple(found)
