"""cadences.yaml: by which methods and how often a service is delivered."""

from typing import Literal

from ptc_service_policy.model.base import (
    ByInterpretation,
    ByOffering,
    Id,
    Mapped,
    Noun,
    RuleByOffering,
    SomeDistinct,
    SomeMapped,
    Text,
    explained,
)

Method = Literal["online-self-paced", "in-person", "videoconference", "email", "phone", "teleconference"]
Frequency = Literal["as-needed", "weekly", "monthly", "quarterly"]


class Delivery(Noun):
    """Say how, and how often, something is delivered."""

    methods: SomeDistinct[Method] = explained(
        en="The means of delivery; any one of them will do.", fr="Les moyens de livraison ; un seul suffit."
    )
    frequency: Frequency = explained(
        en="One delivery is owed in each such period; `as-needed` owes no dates.",
        fr="Une livraison est due à chaque période ; `as-needed` (au besoin) n'impose aucune date.",
    )


class DeliveryRule(RuleByOffering):
    """State for each offering how, and how often, a service is delivered."""

    values: ByOffering[Delivery]


class Term(Noun):
    """Name a method or a frequency."""

    name: Text = explained(en="The name, as a table shows it.", fr="Le nom, tel qu'un tableau le montre.")
    phrase: Text = explained(
        en="The words that complete a sentence, such as `by email`.",
        fr="Les mots qui complètent une phrase, par exemple `par courriel`.",
    )


class ByPeriods(ByInterpretation):
    """Follow the reading of when periods begin."""

    known_readings = ("contract-start", "calendar")


class BySuggestedDate(ByInterpretation):
    """Follow the reading of how a suggested date moves to a business day."""

    known_readings = ("following", "preceding", "modified-following")


class CadencesFile(Noun):
    """Hold cadences.yaml."""

    methods: Mapped[Method, Term] = explained(
        en="The names of the methods.", fr="Les noms des moyens de livraison."
    )
    frequencies: Mapped[Frequency, Term] = explained(
        en="The names of the frequencies.", fr="Les noms des fréquences."
    )
    periods: ByPeriods = explained(
        en="From when weeks, months and quarters are counted.",
        fr="À partir de quand se comptent les semaines, les mois et les trimestres.",
    )
    suggested_date: BySuggestedDate = explained(
        en="How the suggested date of a period moves to a business day.",
        fr="Comment la date proposée d'une période se décale vers un jour ouvrable.",
    )
    deliveries: SomeMapped[Id, DeliveryRule] = explained(
        en="The deliveries, by service.", fr="Les livraisons, par service."
    )
