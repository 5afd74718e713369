"""The places that answers cite, each written once for a policy."""

from ptc_service_policy.decisions import Citation
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText

_PLACES = {
    "row": LocalizedText(
        fr="Tableau {table}, ligne {position} (« {subject} »)",
        en='Table {table}, row {position} ("{subject}")',
    ),
    "columns": LocalizedText(fr="Tableau {table}, en-tête", en="Table {table}, head"),
    "paragraph": LocalizedText(
        fr="Section « {section} », alinéa {position} ({subject})",
        en='Section "{section}", paragraph {position} ({subject})',
    ),
    "item": LocalizedText(
        fr="Section « {section} », point {position} ({subject})",
        en='Section "{section}", item {position} ({subject})',
    ),
}
_GAP = LocalizedText(
    fr="Registre des interprétations : {question}", en="Register of interpretations: {question}"
)
_READ_GAP = LocalizedText(
    fr="Registre des interprétations : {question} Lecture : {meaning}",
    en="Register of interpretations: {question} Reading: {meaning}",
)
_CALENDAR = LocalizedText(
    fr="Calendrier « {name} », vérifié du {first} au {last}",
    en='Calendar "{name}", reviewed from {first} to {last}',
)


class Citations:
    """Cite the statements and the interpretations of one policy."""

    __slots__ = ("_files", "_gaps", "_statements")

    def __init__(self, files: PolicyFiles) -> None:
        self._files = files
        self._statements: dict[str, Citation] = {}
        self._gaps: dict[tuple[str, str | None], Citation] = {}

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

    def gap(self, name: str, reading: str | None = None) -> Citation:
        """Cite an entry of the register of interpretations, and the reading that applies if any does."""
        if (name, reading) not in self._gaps:
            entry = self._files.interpretations.interpretations[name]
            if reading is None:
                place = _GAP.format(question=entry.question)
            else:
                place = _READ_GAP.format(question=entry.question, meaning=entry.readings[reading].meaning)
            self._gaps[name, reading] = Citation("interpretation", name, place)
        return self._gaps[name, reading]
