"""A version as it is compared: what it means, what its files say and where."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as Folder
from typing import Any

from ptc_service_policy.authoring.diff.asking import Asked
from ptc_service_policy.authoring.diff.changes import Path, Place
from ptc_service_policy.errors import InvalidPolicyError
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.editions import EDITIONS, read_editions
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.loading.in_force import in_force_since
from ptc_service_policy.loading.policy_folder import load_policy_folder
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.loading.versions import CALENDARS
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.once import once


@dataclass(frozen=True)
class Edition:
    """Hold one version: its nouns, its files by name as they were read, and what it was asked so far.

    ``calendars`` are the files of the holiday calendars beside it, by id.
    """

    files: PolicyFiles
    documents: Mapping[str, Document]
    calendars: Mapping[str, Document] = FrozenDict()

    @property
    def version(self) -> str:
        """Return the version's number."""
        return self.files.policy.version

    @property
    def data(self) -> dict[str, Any]:
        """Return what the files say, by name."""
        return {name: document.data for name, document in self.documents.items()}

    @once
    def asked(self) -> Asked:
        """Return the version as it is asked; compared with several others, it answers once."""
        return Asked(Policy(self.files))

    def beside(self, calendars: Mapping[str, HolidayCalendarFile]) -> "Edition":
        """Return the same version beside other holiday calendars."""
        if calendars == self.files.holiday_calendars:
            return self
        return replace(self, files=replace(self.files, holiday_calendars=FrozenDict(calendars)))

    def place(self, file: str, path: Path) -> Place:
        """Return where a value, or its key if it has one, stands in the files."""
        document = self.documents[file]
        return Place(document.file, *document.place_of_key(path))


def read_edition(folder: Folder, *, called: str | None = None) -> Edition:
    """Read a version to compare it, with the holiday calendars and its first day in the journal beside it.

    Args:
        folder: the folder of the version.
        called: the name by which places call the folder; its own name if left out.

    Raises:
        InvalidPolicyError: with every problem of every file.
    """
    beside = str(Folder(called or folder.name).with_name(CALENDARS))
    known, calendars, problems = read_holiday_calendars(folder.parent / CALENDARS, beside)
    loaded = load_policy_folder(folder, called=called, calendars=calendars)
    if loaded.files is None or problems:
        raise InvalidPolicyError(*loaded.problems, *problems)
    first_day = _first_day(folder.parent / EDITIONS, loaded.files.policy.version)
    files = replace(loaded.files, holiday_calendars=FrozenDict(known), first_day=first_day)
    return Edition(files, loaded.documents, calendars)


def _first_day(journal: Folder, version: str) -> date | None:
    """Return the first day on which a journal lets a version govern contracts, if it names one."""
    events = read_editions(journal).editions if journal.is_file() else None
    since = None if events is None else in_force_since(events.editions, version)
    return None if since == date.min else since
