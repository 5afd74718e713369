"""By which methods, and how often, something is delivered."""

from ptc_service_policy.decisions import Basis, Decision, Grounds, Reason, join
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.model.cadences import AfterEvent, Delivery
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.vocabulary import Rhythm
from ptc_service_policy.settling.subject import Settled
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.entitlement import ENTITLEMENT, includes
from ptc_service_policy.topics.judging import Effect, less, more_of, neutral, whose
from ptc_service_policy.topics.kinds import DELIVERIES
from ptc_service_policy.topics.sentences import Sentence
from ptc_service_policy.topics.topic import Case, Part, Topic
from ptc_service_policy.topics.wording import OF_PARTIES, PARTIES, Wording, joined

_DAYS = {"days": 1.0, "weeks": 7.0, "months": 365.2425 / 12, "years": 365.2425}
_CHOSEN = LocalizedText(fr="au choix {party}", en="as {party} chooses")
_HELD_WITH = LocalizedText(fr="en même temps que la prestation « {name} »", en='together with "{name}"')
_NOT_INCLUDED = LocalizedText(
    fr="L'offre « {offering} » ne comprend pas le service « {name} » ; la source n'en prévoit donc aucune "
    "prestation.",
    en='"{offering}" does not include the service "{name}", so the source provides for no delivery of it.',
)


def times_a_day(rhythm: object) -> float | None:
    """Return how often a delivery comes, where it has periods."""
    if not isinstance(rhythm, Rhythm) or rhythm.each is None:
        return None
    return (rhythm.times or 1) / (rhythm.each.amount * _DAYS[rhythm.each.unit])


def rhythm_in(value: Delivery, files: PolicyFiles) -> Rhythm | AfterEvent | None:
    """Return the rhythm of what is owed with a date; None for what is owed as needed."""
    frequency = value.frequency
    if not isinstance(frequency, str):
        return frequency
    means = files.vocabulary.frequencies[frequency].means
    if means.after is not None and means.within is not None:
        return AfterEvent.model_construct(after=means.after, within=means.within)
    return None if means.each is None else means


def _words(value: Delivery, wording: Wording) -> LocalizedText:
    said = []
    if value.frequency is not None:
        said.append(wording.frequency(value.frequency))
    if value.methods is not None:
        said.append(wording.methods(value.methods))
    if value.chosen_by is not None:
        said.append(_CHOSEN.format(party=OF_PARTIES[value.chosen_by]))
    if value.held_with is not None:
        said.append(_HELD_WITH.format(name=wording.delivery(value.held_with)))
    return joined(said)


def beside(case: Case[Delivery], key: str) -> object:
    """Return what a delivery, or else its family, says beside its values."""
    at = case.subject.book.rules.get(DELIVERY.rule(case.about))
    return getattr(case.files.cadences.all, key) if at is None else at.beside(key)


def _answer(case: Case[Delivery]) -> Decision[Delivery | Absence | None]:
    """Answer by the rule, or by what the family says of every service that has none."""
    subject = case.subject
    if case.about in subject.files.entitlements.services:
        try:
            included = ENTITLEMENT.ask(Case(subject, case.about))
        except MissingAttributeError as error:
            if (none := _none_in_any_case(case, error)) is not None:
                return none
            raise
        is_no = included.value is not None and not includes(included.value)
        if is_no and DELIVERY.rule(case.about) not in subject.agreed:
            without = Grounds.of(included)
            if included.basis is Basis.AGREED:
                return DELIVERY.decide(case, Settled.of(Absence.NOT_PROVIDED, without))
            filling = {"offering": subject.name, "name": DELIVERY.name_of(subject.files, case.about)}
            reason = Reason.of_sentences((Sentence(_NOT_INCLUDED, filling),))
            return subject.decide(Absence.NOT_PROVIDED, without, reason)
    return DELIVERY.decide(case, settle_delivery(case))


def _none_in_any_case(
    case: Case[Delivery], error: MissingAttributeError
) -> Decision[Delivery | Absence | None] | None:
    """Answer that there is none where no case has any: one includes nothing, another provides for none."""
    (attribute,) = error.attributes
    cases = case.files.vocabulary.attributes[attribute].named_cases
    found = [_answer(Case(case.subject.told({attribute: each}), case.about)) for each in cases]
    if any(each.value is not Absence.NOT_PROVIDED for each in found):
        return None
    return DELIVERY.decide(case, Settled.of(Absence.NOT_PROVIDED, join(map(Grounds.of, found))))


def settle_delivery(case: Case[Delivery]) -> Settled:
    """Settle a delivery; who chooses among its methods its rule, or family, may say where it does not."""
    settled = case.subject.settle(DELIVERY.rule(case.about))
    value = settled.value
    if isinstance(value, Delivery) and value.chosen_by is not None and len(value.methods or ()) == 1:
        return settled.without_part("chosen_by")  # a contract that agrees on one method leaves no choice
    if not _is_chosen(value):
        return settled
    party, grounds, questions = case.subject.follow_on(beside(case, "chosen_by"))
    chosen = value if party is None else value.model_copy(update={"chosen_by": party})
    return settled.with_part("chosen_by", grounds)._replace(value=chosen, open=(*settled.open, *questions))


def _is_chosen(value: object) -> bool:
    """Tell whether somebody chooses among several methods, of whom the value itself does not speak."""
    return isinstance(value, Delivery) and value.chosen_by is None and len(value.methods or ()) > 1


def _methods(value: Delivery, wording: Wording) -> frozenset[tuple[str, object]]:
    known = wording.terms.methods
    return frozenset((method, known[method].means) for method in value.methods or ())


def _judge_methods(old: frozenset[object], new: frozenset[object]) -> Effect:
    """Judge the means: the more, the better; to leave them open is neither gain nor loss."""
    return more_of(old, new) if old and new else Effect.DIFFERENT


def _rhythm(value: Delivery, wording: Wording) -> object:
    if isinstance(value.frequency, str):
        return wording.terms.frequencies[value.frequency].means
    return value.frequency


def _judge_rhythm(old: object, new: object) -> Effect:
    """Judge how often: the more often, the better; periods and needs cannot be compared."""
    before, after = times_a_day(old), times_a_day(new)
    if before is not None and after is not None and before != after:
        return Effect.BETTER if after > before else Effect.WORSE
    if isinstance(old, AfterEvent) and isinstance(new, AfterEvent) and old.within and new.within:
        same = old.after == new.after and old.within.unit == new.within.unit
        return less(old.within.amount, new.within.amount) if same else Effect.DIFFERENT
    return Effect.DIFFERENT


DELIVERY: Topic[Delivery] = Topic(
    name="delivery",
    group="services",
    label=LocalizedText(fr="Prestation « {name} »", en='Delivery of "{name}"'),
    question=LocalizedText(
        fr="Par quels moyens et à quelle fréquence la prestation est-elle assurée ?",
        en="By which methods and how often is it delivered?",
    ),
    address="deliveries.{about}",
    about=DELIVERIES,
    words=_words,
    reason=LocalizedText(
        fr="L'offre « {offering} » prévoit la prestation « {name} » {value}. {description}",
        en='"{offering}" delivers "{name}" {value}. {description}',
    ),
    unstated=LocalizedText(
        fr="La source ne dit ni par quels moyens ni à quelle fréquence la prestation « {name} » est assurée "
        "au titre de l'offre « {offering} ».",
        en='The source says neither by which methods nor how often "{offering}" delivers "{name}".',
    ),
    parts=(
        Part(
            LocalizedText(fr="moyens", en="methods"),
            _methods,
            _judge_methods,
            lambda value, wording: wording.methods(value.methods),
            "methods",
        ),
        Part(
            LocalizedText(fr="fréquence", en="frequency"),
            _rhythm,
            _judge_rhythm,
            lambda value, wording: wording.frequency(value.frequency),
            "frequency",
        ),
        Part(
            LocalizedText(fr="choix du moyen", en="who chooses the method"),
            lambda value, _: value.chosen_by,
            whose,
            lambda value, _: PARTIES[value.chosen_by],
            "chosen_by",
        ),
        Part(
            LocalizedText(
                fr="exécution commune avec une autre prestation", en="joint performance with another delivery"
            ),
            lambda value, _: value.held_with,
            neutral,
            lambda value, wording: wording.delivery(value.held_with),
            "held_with",
        ),
    ),
    answer=_answer,
)
