"""cadences.yaml: by which methods and how often a service is delivered."""

from typing import Literal

from ptc_service_policy.model.base import ByInterpretation, Id, Noun, RuleByOffering, Text, explained

Method = Literal["online-self-paced", "in-person", "videoconference", "email", "phone", "teleconference"]
Frequency = Literal["as-needed", "weekly", "monthly", "quarterly"]


class Delivery(Noun):
    """Say how, and how often, something is delivered."""

    methods: tuple[Method, ...] = explained(
        en="The means of delivery; any one of them will do.",
        fr="Les moyens de livraison ; un seul suffit.",
        min_length=1,
    )
    frequency: Frequency = explained(
        en="One delivery is owed in each such period; `as-needed` owes no dates.",
        fr="Une livraison est due à chaque période ; `as-needed` (au besoin) n'impose aucune date.",
    )


class Term(Noun):
    """Name a method or a frequency."""

    name: Text = explained(en="How a reader is told of it.", fr="Le terme destiné aux lecteurs.")


class CadencesFile(Noun):
    """Hold cadences.yaml."""

    methods: dict[Method, Term] = explained(
        en="The names of the methods.", fr="Les noms des moyens de livraison."
    )
    frequencies: dict[Frequency, Term] = explained(
        en="The names of the frequencies.", fr="Les noms des fréquences."
    )
    periods: ByInterpretation = explained(
        en="From when weeks, months and quarters are counted.",
        fr="À partir de quand se comptent les semaines, les mois et les trimestres.",
    )
    suggested_date: ByInterpretation = explained(
        en="How the suggested date of a period moves to a business day.",
        fr="Comment la date proposée d'une période se décale vers un jour ouvrable.",
    )
    deliveries: dict[Id, RuleByOffering[Delivery]] = explained(
        en="The deliveries, by service.", fr="Les livraisons, par service.", min_length=1
    )
