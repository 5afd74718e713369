"""The cells of a policy: everything that it answers for one offering, and every gap of its register."""

from collections.abc import Iterator
from dataclasses import dataclass

from ptc_service_policy.authoring.scenarios.asking import CHANGEABLE, WAYS, RulePlace
from ptc_service_policy.authoring.scenarios.questions import QUESTIONS
from ptc_service_policy.loading.strict_yaml import Document, Path, Place
from ptc_service_policy.model.availability import Change
from ptc_service_policy.model.base import Rule, RuleByOffering, find_nouns
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles

CellKey = tuple[str, Path, str | None]
"""A policy file, the path of a rule in it, and the offering; None where offerings make no difference."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Describe one cell; ``path`` leads to what stands in the file for it."""

    file: str
    rule: Path
    offering: str | None
    path: Path

    @property
    def key(self) -> CellKey:
        """Return what tells the cell from all others."""
        return self.file, self.rule, self.offering

    def place_in(self, document: Document) -> Place:
        """Return the line and the column of the cell in its file."""
        return document.place_of_key(self.path) if self.path == self.rule else document.place_of(self.path)


def find_cells(files: PolicyFiles) -> Iterator[Cell]:
    """Find every cell of a policy, in the order of its files."""
    start = "effective_from" if files.policy.effective_from else "effective_from_unstated"
    yield Cell("policy", (), None, (start,))
    for file in FILE_MODELS:
        noun = getattr(files, file.replace("-", "_"))
        for path, rule in find_nouns(noun, Rule):
            for offering in files.offerings.offerings:
                place = _place_in(rule, offering)
                yield Cell(file, path, offering, (*path, *place))
                for part, _ in find_nouns(rule, Change):
                    own = place if offering in rule.unstated else part
                    yield Cell(file, (*path, *part), offering, (*path, *own))
    for gap, entry in files.interpretations.interpretations.items():
        rule_path: Path = ("interpretations", gap)
        yield Cell("interpretations", rule_path, None, (*rule_path, "chosen") if entry.chosen else rule_path)


def _place_in(rule: Rule, offering: str) -> Path:
    """Return where a rule speaks of an offering."""
    if offering in rule.unstated:
        return "unstated", offering
    if isinstance(rule, RuleByOffering):
        return "values", offering
    return "offerings", rule.offerings_with_a_value().index(offering)


def questions_by_rule(files: PolicyFiles) -> dict[RulePlace, tuple[str, str | None]]:
    """Return the question that tests the cells of each rule, and what it is about."""
    subjects = (
        *files.entitlements.services,
        *files.engagement.limits,
        *files.engagement.commitments,
        *files.availability.exceptions,
        *files.interpretations.interpretations,
        *CHANGEABLE,
    )
    found: dict[RulePlace, tuple[str, str | None]] = {}
    for name, way in WAYS.items():
        for about in subjects if QUESTIONS[name].about else (None,):
            if way.covers:
                found.setdefault(way.rule(about or ""), (name, about))
    return found
