"""What scenarios ask of the policy itself, and not of an offering."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.text import LocalizedText


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    """Hold one question: its words, whether it is about an entry of the register, and how it is asked."""

    question: LocalizedText
    about: bool
    ask: Callable[[Policy, str], Decision[Any]]


def _entry(policy: Policy, about: str) -> Decision[Any]:
    reading: Decision[Any] = policy.reading(about)
    return replace(reading, value=policy.register[about])


POLICY_QUESTIONS = {
    "reading": PolicyQuestion(
        LocalizedText(
            fr="Quelle lecture le registre retient-il ?", en="Which reading does the register choose?"
        ),
        about=True,
        ask=lambda policy, about: policy.reading(about),
    ),
    "entry": PolicyQuestion(
        LocalizedText(
            fr="Que dit une entrée du registre : son numéro, ce que dit le texte, les lectures examinées ?",
            en="What does an entry of the register say: its number, what the text is, the readings?",
        ),
        about=True,
        ask=_entry,
    ),
    "effective-from": PolicyQuestion(
        LocalizedText(
            fr="Depuis quel jour la version s'applique-t-elle ?",
            en="From which day does the version apply?",
        ),
        about=False,
        ask=lambda policy, _about: policy.effective_from(),
    ),
}
"""The questions by name."""
