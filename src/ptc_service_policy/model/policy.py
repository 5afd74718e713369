"""policy.yaml: which version this is, and when it is in force."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from ptc_service_policy.model.base import Day, Id, Noun, Text, explained

Version = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$")]


class PolicyFile(Noun):
    """Hold policy.yaml."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["effective_from"]},
            "then": {"properties": {"effective_from_unstated": False}},
            "else": {
                "if": {"required": ["effective_from_unstated"]},
                "else": {"required": ["effective_from"]},
            },
        }
    )

    version: Version = explained(
        en="The version, `MAJOR.MINOR.PATCH`: major when a customer loses, minor when one gains, "
        "patch for wording.",
        fr="La version, `MAJEURE.MINEURE.CORRECTIF` : majeure si un client y perd, mineure s'il y gagne, "
        "correctif pour la rédaction.",
    )
    title: Text = explained(en="The policy's title.", fr="Le titre de la politique.")
    description: Text = explained(en="What the policy covers.", fr="Ce que la politique couvre.")
    effective_from: Day | None = explained(
        en="The first day in force.", fr="Le premier jour d'application.", default=None
    )
    effective_from_unstated: Id | None = explained(
        en="Where no first day is known: the entry of `interpretations.yaml` that says so.",
        fr="Si ce premier jour est inconnu : l'entrée d'`interpretations.yaml` qui le constate.",
        default=None,
    )
    effective_until: Day | None = explained(
        en="The day from which the version is no longer in force.",
        fr="Le jour à partir duquel la version n'est plus en vigueur.",
        default=None,
    )
    review_by: Day | None = explained(
        en="The day by which an owner reviews this version.",
        fr="Le jour avant lequel un responsable relit cette version.",
        default=None,
    )

    @model_validator(mode="after")
    def _agree(self) -> "PolicyFile":
        if (self.effective_from is None) != (self.effective_from_unstated is not None):
            raise ValueError("exactly one of effective_from and effective_from_unstated")
        return self
