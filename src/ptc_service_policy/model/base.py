"""What all the nouns of a policy are made of."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    GetPydanticSchema,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.text import LocalizedText

K = TypeVar("K")
T = TypeVar("T")
N = TypeVar("N", bound=BaseModel)
Path = tuple[str | int, ...]

Id = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
OpeningTime = Annotated[str, Field(strict=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
ClosingTime = Annotated[str, Field(strict=True, pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Phrase = Annotated[str, Field(strict=True, pattern=r"\S")]


def _distinct(items: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(items)) != len(items):
        raise PydanticCustomError("duplicate_item", "an item stands twice")
    return items


DAY_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _read_day(given: object) -> date:
    if type(given) is date:
        return given
    if isinstance(given, str):
        with suppress(ValueError):
            day = date.fromisoformat(given)
            if day.isoformat() == given:
                return day
    raise PydanticCustomError("day", "a date is expected, YYYY-MM-DD")


Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DAY_PATTERN}),
]


class _UniqueItems:
    """Say in the schema what ``_distinct`` checks."""

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "uniqueItems": True}


Distinct = Annotated[tuple[T, ...], AfterValidator(_distinct), _UniqueItems()]
SomeDistinct = Annotated[tuple[T, ...], Field(min_length=1), AfterValidator(_distinct), _UniqueItems()]
Mapped = Annotated[dict[K, T], AfterValidator(FrozenDict)]
SomeMapped = Annotated[dict[K, T], Field(min_length=1), AfterValidator(FrozenDict)]


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

    known_readings: ClassVar[tuple[str, ...]] = ()
    """The readings that the evaluation can follow; empty where it follows none."""

    interpretation: Id = explained(
        en="The entry of `interpretations.yaml` whose chosen reading applies.",
        fr="L'entrée d'`interpretations.yaml` dont la lecture retenue s'applique.",
    )


class Unstated(Noun):
    """Say that the source leaves a value out."""

    unstated: Id = explained(
        en="The entry of `interpretations.yaml` that says so.",
        fr="L'entrée d'`interpretations.yaml` qui le constate.",
    )


Source = Annotated[
    SomeDistinct[Id],
    explained(
        en="The statements of `source.yaml` that this rule encodes.",
        fr="Les énoncés de `source.yaml` que cette règle traduit.",
    ),
]


def _gaps(en: str, fr: str) -> Any:
    return explained(en=en, fr=fr, default_factory=FrozenDict)


class Rule(Noun):
    """Say where a rule comes from, and what the source leaves open about it."""

    source: Source
    source_by_offering: Mapped[Id, Source] = _gaps(
        "Statements that speak of one offering only, cited beside `source` for it.",
        "Les énoncés qui ne parlent que d'une offre, cités pour elle en plus de `source`.",
    )
    interpreted: Mapped[Id, Id] = _gaps(
        "Offerings whose value rests on an interpretation, and that entry of `interpretations.yaml`.",
        "Les offres dont la valeur repose sur une interprétation, et l'entrée d'`interpretations.yaml`.",
    )
    unstated: Mapped[Id, Id] = _gaps(
        "Offerings of which the source says nothing, and the entry of `interpretations.yaml` that says so.",
        "Les offres dont la source ne dit rien, et l'entrée d'`interpretations.yaml` qui le constate.",
    )

    def offerings_with_a_value(self) -> tuple[str, ...]:
        """Return the ids of the offerings for which the rule has a value."""
        raise NotImplementedError


ByOffering = Annotated[Mapped[Id, T], explained(en="The value, by offering.", fr="La valeur, par offre.")]


class RuleByOffering(Rule):
    """State one thing that differs by offering; each rule says of what kind its values are."""

    values: ByOffering[Any]

    def offerings_with_a_value(self) -> tuple[str, ...]:
        """Return the ids of the offerings that have a value of their own."""
        return tuple(self.values)


class SharedRule(Rule):
    """State one thing that holds alike for several offerings."""

    offerings: SomeDistinct[Id] = explained(
        en="The offerings for which this holds.",
        fr="Les offres pour lesquelles cette règle vaut.",
    )

    def offerings_with_a_value(self) -> tuple[str, ...]:
        """Return the ids of the offerings for which the rule holds."""
        return self.offerings


def find_nouns(noun: BaseModel, kind: type[N], path: Path = ()) -> Iterator[tuple[Path, N]]:
    """Find every noun of one kind in a file, each with its path from the top of the file."""
    if isinstance(noun, kind):
        yield path, noun
    for name in type(noun).model_fields:
        value = getattr(noun, name)
        if isinstance(value, BaseModel):
            yield from find_nouns(value, kind, (*path, name))
        elif isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, BaseModel):
                    yield from find_nouns(item, kind, (*path, name, key))
