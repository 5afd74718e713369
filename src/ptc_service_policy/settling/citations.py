"""The places that answers cite, each written once for a policy."""

from functools import lru_cache

from ptc_service_policy.decisions import Basis, Citation, Grounds
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText

_PLACES = {
    "row": LocalizedText(
        fr="Tableau {table}, ligne {position} (« {subject} »)",
        en='Table {table}, row {position} ("{subject}")',
    ),
    "columns": LocalizedText(fr="Tableau {table}, en-tête", en="Table {table}, header"),
    "paragraph": LocalizedText(
        fr="Section « {section} », alinéa {position} ({subject})",
        en='Section "{section}", paragraph {position} ({subject})',
    ),
    "item": LocalizedText(
        fr="Section « {section} », point {position} ({subject})",
        en='Section "{section}", item {position} ({subject})',
    ),
}
_ENTRY = LocalizedText(fr="Registre, n° {number} : {question}", en="Register, no. {number}: {question}")
_READ_ENTRY = LocalizedText(
    fr="Registre, n° {number} : {question} Lecture : « {text} »",
    en='Register, no. {number}: {question} Reading: "{text}"',
)
_CONTRACT = LocalizedText(fr="Contrat, clé {key}", en="Contract, key {key}")
_CALENDAR = LocalizedText(
    fr="Calendrier « {name} », vérifié du {first} au {last}",
    en='Calendar "{name}", reviewed from {first} to {last}',
)


class Citations:
    """Cite the statements and the register of one policy."""

    __slots__ = ("_entries", "_files", "_statements")

    def __init__(self, files: PolicyFiles) -> None:
        self._files = files
        self._statements: dict[str, Citation] = {}
        self._entries: dict[tuple[str, str | None], Citation] = {}

    def statement(self, name: str) -> Citation:
        """Cite a statement of the source by its place."""
        if name not in self._statements:
            statement = self._files.source.statements[name]
            place = _PLACES[statement.kind].format(
                table=statement.table,
                position=statement.position,
                subject=statement.subject,
                section=self._files.source.sections[statement.section].title,
            )
            self._statements[name] = Citation("statement", name, place)
        return self._statements[name]

    def calendar(self, name: str) -> Citation:
        """Cite a holiday calendar, and the dates that its owner reviewed."""
        calendar = self._files.holiday_calendars[name]
        reviewed = calendar.reviewed
        place = _CALENDAR.format(name=calendar.name, first=reviewed.first, last=reviewed.last)
        return Citation("calendar", name, place)

    def entry(self, name: str, reading: str | None = None) -> Citation:
        """Cite an entry of the register, and the reading that applies if any does."""
        if (name, reading) not in self._entries:
            entry = self._files.register.entries[name]
            if reading is None:
                place = _ENTRY.format(number=entry.number, question=entry.question)
            else:
                text = entry.readings[reading].text
                place = _READ_ENTRY.format(number=entry.number, question=entry.question, text=text)
            self._entries[name, reading] = Citation("register", name, place)
        return self._entries[name, reading]


@lru_cache(maxsize=256)
def agreed_in(key: str) -> Grounds:
    """Return the grounds of what a contract says under one of its keys."""
    return Grounds(Basis.AGREED, (Citation("contract", key, _CONTRACT.format(key=key)),))
