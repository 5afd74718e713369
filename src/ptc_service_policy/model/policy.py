"""policy.yaml: which version this is, and what it no longer says."""

from typing import Annotated, Literal

from ptc_service_policy.model.base import SOURCE, Day, Source, Text
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.read_as import matching
from ptc_service_policy.model.register import Address

Version = Annotated[str, matching(r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$")]
FORMAT = 1


class Withdrawn(Noun):
    """Name a rule that an earlier version had and this one has not."""

    rule: Address = explained(
        en="Its address, such as `engagement.sale` or `limits.contacts`.",
        fr="Son adresse, par exemple `engagement.sale` ou `limits.contacts`.",
    )
    name: Text | None = explained(
        en="What it was called, which answers go on calling it; left out for what stands alone in its file, "
        "and for how a service that stays was delivered.",
        fr="Le nom qu'elle portait, et que les réponses lui gardent ; omis si elle est seule de son fichier, "
        "ou pour la prestation d'un service qui demeure.",
        default=None,
    )
    answer: Literal["silent", "not-provided"] = explained(
        en="What is answered now: the source is `silent`, or says that there is none.",
        fr="Ce qui est répondu désormais : la source n'en dit rien (`silent`), ou dit qu'il n'y en a pas.",
    )
    source: Source = SOURCE


class PolicyFile(Noun):
    """Hold policy.yaml."""

    format: Literal[1] = explained(
        en="The format of these files: `1`.", fr="Le format de ces fichiers : `1`."
    )
    version: Version = explained(
        en="The version, `MAJOR.MINOR.PATCH`: major when a customer loses, or an answer changes without "
        "being clearly better; minor when a customer gains; patch for wording.",
        fr="La version, `MAJEURE.MINEURE.CORRECTIVE` : majeure si un client y perd, ou si une réponse change "
        "sans être clairement meilleure ; mineure s'il y gagne ; corrective pour la rédaction.",
    )
    title: Text = explained(en="The policy's title.", fr="Le titre de la politique.")
    description: Text | None = explained(
        en="What the policy covers.", fr="Ce que la politique couvre.", default=None
    )
    review_by: Day | None = explained(
        en="The day by which an owner reviews this version.",
        fr="Le jour avant lequel un responsable relit cette version.",
        default=None,
    )
    withdrawn: tuple[Withdrawn, ...] = explained(
        en="What an earlier version said and this one no longer says.",
        fr="Ce qu'une version antérieure disait et que celle-ci ne dit plus.",
        default=(),
    )
