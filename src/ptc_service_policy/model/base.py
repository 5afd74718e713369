"""What all the nouns of a policy are made of."""

from collections.abc import Iterator
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema
from pydantic_core import core_schema

from ptc_service_policy.text import LocalizedText

T = TypeVar("T")

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Date = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
OpeningTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
ClosingTime = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Phrase = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Noun(BaseModel):
    """Close an object to unknown keys, and freeze it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def explained(*, en: str, fr: str, **constraints: Any) -> Any:
    """Describe a key in both languages, for the editor that shows the schema's texts."""
    return Field(
        description=en, json_schema_extra={"markdownDescription": f"{en}\n\n---\n\n{fr}"}, **constraints
    )


class TextKeys(Noun):
    """Hold a text as it stands in a file: both languages, neither empty."""

    fr: Phrase = explained(en="The French text.", fr="Le texte français.")
    en: Phrase = explained(en="The English text.", fr="Le texte anglais.")


Text = Annotated[
    LocalizedText,
    GetPydanticSchema(
        lambda _source, handler: core_schema.no_info_after_validator_function(
            lambda keys: LocalizedText(fr=keys.fr, en=keys.en), handler.generate_schema(TextKeys)
        )
    ),
]

class ByInterpretation(Noun):
    """Take a value from the reading that an interpretation chooses."""

    interpretation: Id = explained(
        en="The entry of `interpretations.yaml` whose chosen reading applies.",
        fr="L'entrée d'`interpretations.yaml` dont la lecture retenue s'applique.",
    )


Source = Annotated[
    tuple[Id, ...],
    explained(
        en="The statements of `source.yaml` that this rule encodes.",
        fr="Les énoncés de `source.yaml` que cette règle traduit.",
        min_length=1,
    ),
]


def _gaps(en: str, fr: str) -> Any:
    return explained(en=en, fr=fr, default_factory=dict)


class Rule(Noun):
    """Say where a rule comes from, and what the source leaves open about it."""

    source: Source
    source_by_offering: dict[Id, Source] = _gaps(
        "Statements that speak of one offering only, cited beside `source` for it.",
        "Les énoncés qui ne parlent que d'une offre, cités pour elle en plus de `source`.",
    )
    interpreted: dict[Id, Id] = _gaps(
        "Offerings whose value rests on an interpretation, and that entry of `interpretations.yaml`.",
        "Les offres dont la valeur repose sur une interprétation, et l'entrée d'`interpretations.yaml`.",
    )
    unstated: dict[Id, Id] = _gaps(
        "Offerings of which the source says nothing, and the entry of `interpretations.yaml` that says so.",
        "Les offres dont la source ne dit rien, et l'entrée d'`interpretations.yaml` qui le constate.",
    )

    def offerings_with_a_value(self) -> tuple[str, ...]:
        """Return the ids of the offerings for which the rule has a value."""
        raise NotImplementedError


class RuleByOffering(Rule, Generic[T]):
    """State one thing that differs by offering."""

    values: dict[Id, T] = explained(en="The value, by offering.", fr="La valeur, par offre.")

    def offerings_with_a_value(self) -> tuple[str, ...]:
        """Return the ids of the offerings that have a value of their own."""
        return tuple(self.values)


class SharedRule(Rule):
    """State one thing that holds alike for several offerings."""

    offerings: tuple[Id, ...] = explained(
        en="The offerings for which this holds.",
        fr="Les offres pour lesquelles cette règle vaut.",
        min_length=1,
    )

    def offerings_with_a_value(self) -> tuple[str, ...]:
        """Return the ids of the offerings for which the rule holds."""
        return self.offerings


def iterate_rules(noun: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Rule]]:
    """Find every rule in a file, each with its path from the top of the file."""
    if isinstance(noun, Rule):
        yield path, noun
    for name in type(noun).model_fields:
        value = getattr(noun, name)
        if isinstance(value, BaseModel):
            yield from iterate_rules(value, (*path, name))
        elif isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, BaseModel):
                    yield from iterate_rules(item, (*path, name, key))
