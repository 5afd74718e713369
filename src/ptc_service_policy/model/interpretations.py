"""interpretations.yaml: the register of what the source leaves open, and how it is read."""

from ptc_service_policy.model.base import Id, Mapped, Noun, SomeMapped, Source, Text, explained


class Reading(Noun):
    """Describe one way to read the source."""

    meaning: Text = explained(en="What this reading means.", fr="Ce que cette lecture signifie.")
    weeks: int | None = explained(
        en="The number of weeks that this reading counts over.",
        fr="Le nombre de semaines sur lesquelles cette lecture compte.",
        default=None,
        ge=1,
    )
    same_as: Id | None = explained(
        en="The offering whose value this reading takes over for one of which the source says nothing.",
        fr="L'offre dont cette lecture reprend la valeur pour une offre dont la source ne dit rien.",
        default=None,
    )


class Interpretation(Noun):
    """Describe one gap of the source, and what was made of it."""

    question: Text = explained(en="What the source leaves open.", fr="Ce que la source laisse ouvert.")
    readings: SomeMapped[Id, Reading] = explained(
        en="The readings that were weighed, by id.", fr="Les lectures examinées, par identifiant."
    )
    chosen: Id | None = explained(
        en="The reading that applies; left out where the question stays open (the answer is `unstated`).",
        fr="La lecture retenue ; absente si la question reste ouverte (la réponse est alors `unstated`).",
        default=None,
    )
    why: Text = explained(
        en="Why this reading, or why none.", fr="Pourquoi cette lecture, ou pourquoi aucune."
    )
    source: Source


class InterpretationsFile(Noun):
    """Hold interpretations.yaml."""

    interpretations: Mapped[Id, Interpretation] = explained(
        en="The register, one entry for each gap, by id.",
        fr="Le registre, une entrée par lacune, par identifiant.",
    )
