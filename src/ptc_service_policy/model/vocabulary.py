"""vocabulary.yaml: the words of a policy, and what each of them means."""

from itertools import pairwise
from typing import Annotated, Any, Literal

from ptc_service_policy.model.base import (
    Id,
    Mapped,
    Number,
    Party,
    Phrase,
    SomeDistinct,
    Text,
)
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.read_as import whole
from ptc_service_policy.model.spans import Period, Within
from ptc_service_policy.text import LocalizedText

MethodMeaning = Literal[
    "in-person", "video", "phone", "email", "chat", "portal", "form", "self-paced", "other"
]
ChargeMeaning = Literal["included", "paid", "quoted"]
EventMeaning = Literal["received", "answered", "updated", "resolved", "released", "other"]

ONE_KIND: dict[str, Any] = {
    "if": {"required": ["number"]},
    "then": {"required": ["unit", "bands"], "properties": {"cases": False, "follows": False}},
    "else": {"required": ["cases"], "properties": {"unit": False, "bands": False}},
}


class Term(Noun):
    """Name something that rules speak of."""

    name: Text = explained(en="The name, as a table shows it.", fr="Le nom, tel qu'un tableau le montre.")
    phrase: Text = explained(
        en="The words that complete a sentence, such as `by email`.",
        fr="Les mots qui complètent une phrase, par exemple `par courriel`.",
    )


class Method(Term):
    """Name a means of delivery."""

    means: MethodMeaning | SomeDistinct[MethodMeaning] = explained(
        en="What it is; several where any of them will do.",
        fr="Ce que c'est ; plusieurs si l'un d'eux suffit.",
    )


class Charge(Term):
    """Name a charge."""

    means: ChargeMeaning = explained(
        en="`included`: at no extra charge; `paid`: for a charge; `quoted`: against a quotation.",
        fr="`included` : sans supplément ; `paid` : contre paiement ; `quoted` : sur devis.",
    )


class Rhythm(
    Noun,
    json_schema_extra={
        "if": {"required": ["when"]},
        "then": {"properties": {"each": False, "times": False, "after": False, "within": False}},
        "else": {
            "if": {"required": ["after"]},
            "then": {"required": ["within"], "properties": {"each": False, "times": False}},
            "else": {"required": ["each"], "properties": {"within": False}},
        },
    },
):
    """Say what a frequency means."""

    each: Period | None = explained(
        en="Once in each such period, or as many `times`.",
        fr="Une fois par période, ou autant de fois que `times`.",
        default=None,
    )
    times: Annotated[int, whole(2)] | None = explained(
        en="How many times in each period.", fr="Combien de fois par période.", default=None
    )
    when: Literal["needed"] | None = explained(
        en="`needed`: as the need arises; nothing is due on a date.",
        fr="`needed` : au besoin ; rien n'est dû à une date donnée.",
        default=None,
    )
    after: Id | None = explained(
        en="The event after which it is due.", fr="L'événement après lequel c'est dû.", default=None
    )
    within: Within | None = explained(
        en="How soon after the event.", fr="Sous quel délai après l'événement.", default=None
    )

    def _agree(self) -> "Rhythm":
        kinds = (self.each is not None, self.when is not None, self.after is not None)
        if sum(kinds) != 1 or (self.within is None) == (self.after is not None):
            raise ValueError("one of each, when, after with within")
        if self.times is not None and self.each is None:
            raise ValueError("times belongs to each")
        return self


class Frequency(Term):
    """Name a frequency."""

    means: Rhythm = explained(
        en="What it means: the names are labels.", fr="Ce qu'elle signifie : le nom n'est qu'une étiquette."
    )


class AnyEvent(Noun):
    """Mean whichever event comes first."""

    any_of: SomeDistinct[Id] = explained(
        en="The events, by id; the first of them counts.",
        fr="Les événements, par identifiant ; le premier compte.",
    )


class Event(Noun):
    """Name an event of a request, or one that is told."""

    name: Text = explained(en="The event's name.", fr="Le nom de l'événement.")
    means: EventMeaning | AnyEvent = explained(
        en="What it is; `other`: an event that the application reports.",
        fr="Ce que c'est ; `other` : un événement que l'application signale.",
    )


class Plural(Noun):
    """Hold the words for a count in one language, as CLDR tells them apart."""

    one: Phrase = explained(en="For one.", fr="Pour un (en français aussi zéro, et moins de deux).")
    other: Phrase = explained(en="For any other number.", fr="Pour tout autre nombre.")


class Unit(Noun):
    """Hold the words for a count."""

    fr: Plural = explained(en="The French words.", fr="Les mots français.")
    en: Plural = explained(en="The English words.", fr="Les mots anglais.")
    whole: Literal[True] | None = explained(
        en="`true` for what is counted whole only, such as people; left out where there are fractions.",
        fr="`true` pour ce qui ne se compte qu'en entiers, comme les personnes ; absent s'il se divise.",
        default=None,
    )

    @property
    def called(self) -> tuple[str, ...]:
        """Return the words for one and for several in both languages."""
        return self.fr.one, self.fr.other, self.en.one, self.en.other


def split_by(amount: float | None, unit: Unit | None) -> LocalizedText | None:
    """Name what an amount has a fraction of, though it is counted whole only; None where there is no such."""
    if amount is None or unit is None or not unit.whole or not amount % 1:
        return None
    return LocalizedText(fr=unit.fr.other, en=unit.en.other)


class Case(Noun):
    """Name one case of an attribute."""

    name: Text = explained(en="The case's name.", fr="Le nom du cas.")
    phrase: Text | None = explained(
        en="The words that complete a sentence, such as `of severity 1`.",
        fr="Les mots qui complètent une phrase, par exemple `de gravité 1`.",
        default=None,
    )
    description: Text | None = explained(
        en="What is in this case.", fr="Ce qui relève de ce cas.", default=None
    )


class Band(Case):
    """Bound one stretch of numbers."""

    to: Number | None = explained(
        en="The last number of the band, included; left out for the last band.",
        fr="Le dernier nombre de la tranche, inclus ; absent pour la dernière.",
        default=None,
    )


class Follows(Noun):
    """Say that a case follows from the instant of the request."""

    inside: Id = explained(
        en="The hours of `hours` within which the case is `inside`, else `outside`.",
        fr="Les heures de `hours` pendant lesquelles le cas est `inside`, sinon `outside`.",
    )
    closed_on: SomeDistinct[Id] | None = explained(
        en="The exceptions of `availability.yaml` that close these hours, such as `[holidays]`; if left "
        "out, holidays and absences do not count.",
        fr="Les exceptions d'`availability.yaml` qui ferment ces heures, par exemple `[holidays]` ; sans "
        "elles, jours fériés et absences ne comptent pas.",
        default=None,
    )


class Attribute(Noun, json_schema_extra=ONE_KIND):
    """Describe something that answers depend on: of the request, of the contract, or of the instant."""

    name: Text = explained(en="What it is called.", fr="Son nom.")
    description: Text | None = explained(en="What it is.", fr="Ce que c'est.", default=None)
    set_by: Party | None = explained(en="Who sets it.", fr="Qui le fixe.", default=None)
    changed_by: SomeDistinct[Party] | None = explained(
        en="Who may change it while a request is open.",
        fr="Qui peut le modifier tant qu'une demande est ouverte.",
        default=None,
    )
    known_from: Literal["request", "contract"] = explained(
        en="Where it is known from: each `request`, or the `contract`.",
        fr="D'où on le connaît : de chaque demande (`request`) ou du contrat (`contract`).",
    )
    if_not_told: Id | None = explained(
        en="The case that applies where none is given; if left out, the question is refused.",
        fr="Le cas retenu si personne ne le précise ; s'il est omis, la question est refusée.",
        default=None,
    )
    cases: Mapped[Id, Case] = explained(
        en="The cases, by id, in order.",
        fr="Les cas, par identifiant, dans l'ordre.",
        default_factory=FrozenDict,
    )
    number: Literal[True] | None = explained(
        en="`true`: a number is given, and `bands` name its cases.",
        fr="`true` : un nombre est donné, et `bands` en nomme les tranches.",
        default=None,
    )
    unit: Id | None = explained(en="What the number counts.", fr="Ce que le nombre compte.", default=None)
    bands: Mapped[Id, Band] = explained(
        en="The bands, by id, from the lowest.",
        fr="Les tranches, par identifiant, de bas en haut.",
        default_factory=FrozenDict,
    )
    follows: Follows | None = explained(
        en="The hours from which the case follows; its cases are `inside` and `outside`.",
        fr="Les heures dont le cas découle ; ses cas sont `inside` et `outside`.",
        default=None,
    )

    @property
    def named_cases(self) -> dict[str, Case]:
        """Return the cases by id, bands or not."""
        return {**self.cases, **self.bands}

    @property
    def sunken_bands(self) -> tuple[str, ...]:
        """Return the bands that end no later than one before them."""
        ends = [(name, band.to) for name, band in self.bands.items() if band.to is not None]
        return tuple(name for (_, before), (name, end) in pairwise(ends) if end <= before)

    def _agree(self) -> "Attribute":
        if bool(self.number) != bool(self.bands) or bool(self.number) != (self.unit is not None):
            raise ValueError("number goes with unit and bands")
        if bool(self.cases) == bool(self.bands):
            raise ValueError("cases or bands")
        return self


class NamedHours(Hours):
    """Name hours."""

    name: Text = explained(en="What these hours are called.", fr="Le nom de ces heures.")


class Deployment(Noun):
    """Describe one way in which customers run the software."""

    name: Text = explained(en="The deployment's name.", fr="Le nom du mode de déploiement.")
    description: Text = explained(en="Who hosts the software.", fr="Qui héberge les logiciels.")


def _words(en: str, fr: str) -> Any:
    return explained(en=en, fr=fr, default_factory=FrozenDict)


class VocabularyFile(Noun):
    """Hold vocabulary.yaml."""

    manager: Text = explained(
        en="Who serves the customer, as a sentence names it: a singular with its article, such as "
        "`the manager`.",
        fr="Qui s'occupe du client, tel qu'une phrase le nomme : un singulier avec son article, par exemple "
        "`le gestionnaire`.",
    )
    attributes: Mapped[Id, Attribute] = _words(
        "What answers depend on in addition to the offering.",
        "Ce dont les réponses dépendent, outre l'offre.",
    )
    methods: Mapped[Id, Method] = _words("The methods of delivery.", "Les moyens des prestations.")
    frequencies: Mapped[Id, Frequency] = _words("The frequencies.", "Les fréquences.")
    events: Mapped[Id, Event] = _words(
        "The events that time is counted from or to.", "Les événements d'où, ou jusqu'où, un délai se compte."
    )
    units: Mapped[Id, Unit] = _words("The words for what is counted.", "Les mots pour ce qui se compte.")
    hours: Mapped[Id, NamedHours] = _words("Hours that rules name.", "Les heures que des règles nomment.")
    charges: Mapped[Id, Charge] = _words("The charges.", "Les conditions tarifaires.")
    deployments: Mapped[Id, Deployment] = _words(
        "The ways in which customers run the software.", "Les modes de déploiement des logiciels."
    )

    def counts_in_whole(self, attribute: Attribute) -> bool:
        """Tell whether the numbers of an attribute are whole ones, as of what its unit counts."""
        unit = self.units.get(attribute.unit or "")
        return unit is not None and bool(unit.whole)
