"""What takes the manager away within working hours."""

from dataclasses import dataclass, replace

from ptc_service_policy.decisions import Basis, Decision, Grounds
from ptc_service_policy.model.availability import AvailabilityException, Holidays
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.settling.subject import Settled, Subject, firmness_of
from ptc_service_policy.text import LocalizedText, uncapitalised
from ptc_service_policy.topics.judging import Effect, neutral
from ptc_service_policy.topics.kinds import EXCEPTIONS
from ptc_service_policy.topics.topic import Case, Topic
from ptc_service_policy.topics.wording import YES, Wording
from ptc_service_policy.topics.working_hours import WORKING_HOURS, closing

_UNDER = LocalizedText(fr="{name}, {under}", en="{name}, {under}")
_HOLIDAYS_OF = LocalizedText(fr="{name} ({whose})", en="{name} ({whose})")
_OF_THE_CONTRACT = LocalizedText(fr="selon le calendrier du contrat", en="by the contract's calendar")


@dataclass(frozen=True, slots=True)
class AppliedException:
    """Say what an exception to working hours is.

    ``kind`` is "closure" or "holidays"; of holidays ``holidays`` names whose: "contract", or a calendar.
    ``under`` are the rules under which it is taken, where the source names them.
    """

    id: str
    name: LocalizedText
    kind: str
    holidays: str | None = None
    under: LocalizedText | None = None


def grounds_of(subject: Subject, name: str) -> Grounds:
    """Return what an exception itself rests on: its statements, and how firmly it holds."""
    exception = subject.files.availability.exceptions[name]
    cited = tuple(map(subject.book.citations.statement, exception.source))
    address = f"exceptions.{name}"
    firmness = firmness_of((exception.firmness, subject.files.availability.all.firmness), address)
    return Grounds(Basis.STATED, cited, (firmness,), (address,))


def closing_grounds(subject: Subject, name: str) -> Grounds:
    """Return what it rests on that an exception closes hours: as firmly as it holds, for the exceptions."""
    own = grounds_of(subject, name)
    return replace(own, firmness=tuple(replace(each, of=("exceptions",)) for each in own.firmness))


def holidays_of(subject: Subject, exception: AvailabilityException) -> tuple[str | None, Grounds]:
    """Return whose holidays an exception means, and what that rests on."""
    if not isinstance(exception.means, Holidays):
        return None, Grounds(Basis.STATED)
    return subject.follow(exception.means.holidays)


def _answer(case: Case[AppliedException]) -> Decision[AppliedException | Absence | None]:
    subject, exception = case.subject, case.files.availability.exceptions.get(case.about)
    if exception is None:  # withdrawn
        return EXCEPTION.told(case)
    hours = subject.settle(WORKING_HOURS.address)
    own = grounds_of(subject, case.about)
    # How firmly an exception holds says nothing where it does not apply.
    cited = replace(own, firmness=())
    if hours.value is None or isinstance(hours.value, Absence):
        return EXCEPTION.decide(case, hours._replace(grounds=cited & hours.grounds))
    if hours.value.closed_on is None and "closed_on" in hours.parts:
        return EXCEPTION.decide(
            case, Settled.of(None, cited & hours.part("closed_on"))._replace(open=hours.open)
        )
    if case.about not in closing(hours.value):
        return EXCEPTION.decide(case, Settled.of(Absence.NOT_PROVIDED, cited & _counted_in(subject, hours)))
    whose, read = holidays_of(subject, exception)
    under, under_grounds = subject.follow(exception.under)
    kind = "closure" if exception.means == "closure" else "holidays"
    value = AppliedException(case.about, exception.name, kind, whose, under)
    settled = Settled.of(value, own & _counted_in(subject, hours) & read & under_grounds.cited())
    settled = settled._replace(parts=FrozenDict({"holidays": read, "under": under_grounds}))
    return EXCEPTION.decide(case, subject.with_entries(f"exceptions.{case.about}", settled))


def _counted_in(subject: Subject, hours: Settled) -> Grounds:
    """Return on what it rests whether the working hours are closed on an exception."""
    terms = subject.agreed.get(WORKING_HOURS.address, ())
    agreed = [each.key for each in terms if "closed_on" in each.parts and subject.untold(each) == ()]
    return agreed_in(agreed[-1]) if agreed else hours.part("closed_on")


def _words(value: AppliedException, wording: Wording) -> LocalizedText:
    return _named(value, YES, wording)


def _within(value: AppliedException, wording: Wording) -> LocalizedText:
    return _named(value, uncapitalised(value.name), wording)


def _named(value: AppliedException, said: LocalizedText, wording: Wording) -> LocalizedText:
    """Add to what an exception is called whose holidays it means, and under which rules it is taken."""
    if value.holidays is not None:
        calendars = wording.files.holiday_calendars
        named = calendars[value.holidays].name if value.holidays in calendars else _OF_THE_CONTRACT
        said = _HOLIDAYS_OF.format(name=said, whose=named)
    return said if value.under is None else _UNDER.format(name=said, under=uncapitalised(value.under))


EXCEPTION: Topic[AppliedException] = Topic(
    name="exception",
    group="availability",
    label=LocalizedText(
        fr="Exception aux heures de travail : {name}", en="Exception to working hours: {name}"
    ),
    question=LocalizedText(
        fr="Cette exception aux heures de travail est-elle prévue ?",
        en="Is this exception to working hours provided for?",
    ),
    address="exceptions.{about}",
    about=EXCEPTIONS,
    words=_words,
    within=_within,
    reason=LocalizedText(
        fr="Une exception aux heures de travail est prévue : {value}.",
        en="An exception to working hours is provided for: {value}.",
    ),
    absent=LocalizedText(
        fr="Les heures de travail de l'offre « {offering} » ne prévoient pas cette exception : {this}.",
        en='The working hours of "{offering}" do not provide for this exception: {this}.',
    ),
    read=lambda value, _: (value.kind, value.holidays, value.under),
    judge=neutral,
    gained=Effect.WORSE,
    answer=_answer,
)
