"""Who does it while the manager is away, and what becomes of a delivery in a period of absence."""

from typing import Any, NamedTuple

from ptc_service_policy.decisions import OPEN, Basis, Grounds
from ptc_service_policy.model.cadences import WhileAway
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.text import LocalizedText, texts
from ptc_service_policy.topics.key_names import Words
from ptc_service_policy.topics.sentences import Sentence
from ptc_service_policy.topics.stand_in import STAND_IN

WORDS: Words = texts(
    {
        "stand-in": ("le remplaçant l'assure", "the stand-in does it"),
        "skipped": ("elle n'a pas lieu", "it does not take place"),
        "moved": ("elle est reportée à la fin de l'absence", "it is put off until the absence is over"),
    }
)
SENTENCES = {
    "stand-in": LocalizedText(
        fr="Pendant toute cette période, {manager} n'est pas disponible : le remplaçant assure la "
        "prestation.",
        en="Throughout this period {manager} is away: the stand-in does it.",
    ),
    "moved": LocalizedText(
        fr="Pendant toute cette période, {manager} n'est pas disponible : la prestation est reportée à la "
        "fin de l'absence.",
        en="Throughout this period {manager} is away: it is put off until the absence is over.",
    ),
}
"""What is said of what is done all the same."""


class Away(NamedTuple):
    """Hold what becomes of something in a period in which the manager is away, and what that rests on."""

    what: WhileAway | None
    grounds: Grounds
    questions: tuple[LocalizedText, ...]

    @property
    def is_said(self) -> bool:
        """Tell whether anybody says so, or says that it is open."""
        return self.what is not None or self.grounds.basis in OPEN

    @property
    def is_done_by_another(self) -> bool:
        """Tell whether somebody else does it, on any business day."""
        return self.what == "stand-in"


def while_away(subject: Subject, written: Any) -> Away:
    """Say what becomes of something while the manager is away: nobody does it where there is no stand-in."""
    away = Away(*subject.follow_on(written))
    if not away.is_done_by_another:
        return away
    stand_in = subject.settle(STAND_IN.address)
    if stand_in.value is not True:
        return Away(None, Grounds(Basis.STATED), ())
    return away._replace(grounds=away.grounds & Grounds(stand_in.grounds.basis, stand_in.grounds.citations))


def cover_of(subject: Subject) -> tuple[Grounds, tuple[Sentence, ...]] | None:
    """Return on what it rests that somebody stands in for an absent manager, and how that is said."""
    stand_in, rule = subject.settle(STAND_IN.address), subject.files.availability.stand_in
    if stand_in.value is not True:
        return None
    said = () if rule is None else (Sentence(rule.description),)
    return stand_in.permitting(STAND_IN.permits).grounds, said
