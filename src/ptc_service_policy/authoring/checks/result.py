"""What a check of a folder found."""

from dataclasses import dataclass

from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import severity_of
from ptc_service_policy.text import LocalizedText

_HERE = LocalizedText(fr="ce dossier", en="this folder")
_FINE = LocalizedText(fr="Aucun problème dans {folder}.", en="No problem in {folder}.")
_FOUND = LocalizedText(fr="Nombre de problèmes : {count}.", en="Problems found: {count}.")
_ONLY_WARNINGS = LocalizedText(
    fr="Aucune erreur dans {folder}. Nombre d'avertissements : {warnings}.",
    en="No error in {folder}. Warnings: {warnings}.",
)
_BOTH = LocalizedText(
    fr="Nombre de problèmes : {count}, dont {warnings} à titre d'avertissement.",
    en="Problems found: {count}, of which {warnings} are warnings.",
)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Hold the files that were looked at and the problems found: version by version, then by place."""

    folder: str
    files: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what must be mended before a version is published."""
        return tuple(problem for problem in self.problems if severity_of(problem) == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return what somebody should look at."""
        return tuple(problem for problem in self.problems if severity_of(problem) == "warning")

    @property
    def summary(self) -> LocalizedText:
        """Say how much was found."""
        if not self.problems:
            template = _FINE
        elif not self.errors:
            template = _ONLY_WARNINGS
        else:
            template = _BOTH if self.warnings else _FOUND
        folder = _HERE if self.folder == "." else self.folder
        return template.format(folder=folder, count=len(self.problems), warnings=len(self.warnings))
