"""Whom a question is about, and on what grounds an answer to it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from ptc_service_policy.decisions import Basis, Citation, Decision, Grounds, Reason
from ptc_service_policy.evaluation.citations import Citations
from ptc_service_policy.model.base import ByInterpretation, Rule
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.interpretations import Reading
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText

T = TypeVar("T")

NOT_STATED = LocalizedText(
    fr="La source n'en dit rien pour l'offre « {offering} ».",
    en='The source says nothing of this for "{offering}".',
)
_CONTRACT = LocalizedText(fr="Contrat, clé {key}", en="Contract, key {key}")


@dataclass(frozen=True, slots=True)
class Subject:
    """Name an offering of a policy, and the readings that a contract agreed on."""

    files: PolicyFiles
    citations: Citations
    offering: str
    agreed: Mapping[str, str] = FrozenDict()

    @property
    def name(self) -> LocalizedText:
        """Return the offering's name."""
        return self.files.offerings.offerings[self.offering].name

    def settle(self, rule: Rule) -> tuple[str | None, Grounds]:
        """Find whose value of a rule answers for the offering.

        Returns:
            The offering whose value applies, or None where the source is silent, and the grounds.
        """
        if self.offering in rule.offerings_with_a_value():
            return self.offering, self._with_a_value(rule, self.offering)
        gap = rule.unstated[self.offering]
        model = self._agreed_model(gap)
        if model is None or model not in rule.offerings_with_a_value():
            return None, Grounds(Basis.UNSTATED, (*self._cite(rule, self.offering), self.citations.gap(gap)))
        return model, self._agreed_on(gap) & self._with_a_value(rule, model)

    def follow(self, rule: ByInterpretation) -> tuple[str, Grounds]:
        """Find the reading that applies: the contract's if it chose one, else the register's.

        Returns:
            The reading's id, and the grounds.
        """
        gap = rule.interpretation
        if gap in self.agreed:
            return self.agreed[gap], self._agreed_on(gap)
        chosen = self.files.interpretations.interpretations[gap].chosen
        if chosen is None:
            raise AssertionError(f"{gap} is followed but chooses no reading; loading refuses that")
        return chosen, self._interpreted_by(gap)

    def reading(self, rule: ByInterpretation, name: str) -> Reading:
        """Return a reading of the interpretation that a rule follows."""
        return self.files.interpretations.interpretations[rule.interpretation].readings[name]

    def decide(self, value: T, grounds: Grounds, template: LocalizedText, **values: object) -> Decision[T]:
        """Make the answer; ``template`` is filled with the offering's name and ``values``."""
        return self.answer(value, grounds, Reason.of(template, offering=self.name, **values))

    def answer(self, value: T, grounds: Grounds, reason: Reason) -> Decision[T]:
        """Make the answer, whose reason is at hand."""
        files = self.files
        return Decision(value, grounds.basis, reason, grounds.citations, files.policy.version, files.digest)

    def _with_a_value(self, rule: Rule, offering: str) -> Grounds:
        stated = Grounds(Basis.STATED, self._cite(rule, offering))
        gap = rule.interpreted.get(offering)
        return stated if gap is None else stated & self._interpreted_by(gap)

    def _agreed_model(self, gap: str) -> str | None:
        reading = self.agreed.get(gap)
        register = self.files.interpretations.interpretations
        return None if reading is None else register[gap].readings[reading].same_as

    def _agreed_on(self, gap: str) -> Grounds:
        cited = self.citations.gap(gap, self.agreed[gap])
        return agreed_in(f"readings.{gap}") & Grounds(Basis.AGREED, (cited,))

    def _interpreted_by(self, gap: str) -> Grounds:
        chosen = self.files.interpretations.interpretations[gap].chosen
        return Grounds(Basis.INTERPRETED, (self.citations.gap(gap, chosen),))

    def _cite(self, rule: Rule, offering: str) -> tuple[Citation, ...]:
        names = (*rule.source_by_offering.get(offering, ()), *rule.source)
        return tuple(self.citations.statement(name) for name in names)


def agreed_in(key: str) -> Grounds:
    """Return the grounds of what a contract says under one of its keys."""
    return Grounds(Basis.AGREED, (Citation("contract", key, _CONTRACT.format(key=key)),))
