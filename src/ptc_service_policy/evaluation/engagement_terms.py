"""What holds between the customer and the manager beside the tables: contact, limits, promises."""

from dataclasses import dataclass

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.cadences import terms
from ptc_service_policy.evaluation.subject import NOT_STATED, Subject
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.text import LocalizedText

_CONTACT = LocalizedText(
    fr="Dans le cadre de l'offre « {offering} », le gestionnaire prend contact de lui-même "
    "{frequency}, {methods}.",
    en='Under "{offering}", the manager gets in touch unasked {frequency}, {methods}.',
)
_LIMIT = LocalizedText(
    fr="{name} : {maximum} au plus. {description}", en="{name}: {maximum} at most. {description}"
)
_DESCRIPTION = LocalizedText(fr="{description}", en="{description}")
_COMMITMENT = LocalizedText(
    fr="L'offre « {offering} » comporte cet engagement : {name}. {description}",
    en='"{offering}" comes with this commitment: {name}. {description}',
)


@dataclass(frozen=True, slots=True)
class AdditionalOfferingRight:
    """Say when PTC may ask the customer to buy one more offering: a right, not an automatism.

    ``maximum`` is in the unit of the limit named ``limit``; the average is taken over ``weeks``.
    """

    limit: str
    maximum: int
    weeks: int


@dataclass(frozen=True, slots=True)
class SaleTerms:
    """Say what the sale of an offering coincides with, and how firmly the source says so."""

    coincides_with: tuple[str, ...]
    strength: str


@dataclass(frozen=True, slots=True)
class CommitmentTerms:
    """Describe one promise, and the parts that the source lists."""

    id: str
    name: LocalizedText
    description: LocalizedText
    contents: tuple[LocalizedText, ...]


def proactive_contact(subject: Subject) -> Decision[Delivery | None]:
    """Return how, and how often, the manager gets in touch unasked."""
    rule = subject.files.engagement.proactive_contact
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    value = Delivery(methods=rule.methods, frequency=rule.frequency)
    return subject.decide(value, grounds, _CONTACT, **terms(subject, value))


def limit(subject: Subject, name: str) -> Decision[int | None]:
    """Return the most that the offering covers of what the limit counts."""
    rule = subject.files.engagement.limits[name]
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    return subject.decide(
        rule.maximum, grounds, _LIMIT, name=rule.name, maximum=rule.maximum, description=rule.description
    )


def additional_offering(subject: Subject) -> Decision[AdditionalOfferingRight | None]:
    """Return when PTC may ask the customer to buy one more offering."""
    rule = subject.files.engagement.additional_offering
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    reading, read = subject.follow(rule.average_over)
    weeks = subject.reading(rule.average_over, reading).weeks
    if weeks is None:
        raise AssertionError(f"{reading} counts no weeks; loading refuses that")
    maximum = subject.files.engagement.limits[rule.limit].maximum
    value = AdditionalOfferingRight(rule.limit, maximum, weeks)
    return subject.decide(value, grounds & read, _DESCRIPTION, description=rule.description)


def shared_manager(subject: Subject) -> Decision[bool | None]:
    """Tell whether PTC may give one manager several offerings of one customer."""
    rule = subject.files.engagement.shared_manager
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    return subject.decide(value=True, grounds=grounds, template=_DESCRIPTION, description=rule.description)


def sale(subject: Subject) -> Decision[SaleTerms | None]:
    """Return what the sale of the offering coincides with."""
    rule = subject.files.engagement.sale
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    value = SaleTerms(rule.coincides_with, rule.strength)
    return subject.decide(value, grounds, _DESCRIPTION, description=rule.description)


def commitment(subject: Subject, name: str) -> Decision[CommitmentTerms | None]:
    """Return one promise that stands beside the tables."""
    rule = subject.files.engagement.commitments[name]
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, NOT_STATED)
    contents = tuple(item.name for item in rule.contents.values())
    value = CommitmentTerms(name, rule.name, rule.description, contents)
    return subject.decide(value, grounds, _COMMITMENT, name=rule.name, description=rule.description)
