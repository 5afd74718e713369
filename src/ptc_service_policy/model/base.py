"""What all the nouns of a policy are made of."""

from contextlib import suppress
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar

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
Path = tuple[str | int, ...]

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, Field(strict=True, pattern=ID_PATTERN)]
OpeningTime = Annotated[str, Field(strict=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
ClosingTime = Annotated[str, Field(strict=True, pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Phrase = Annotated[str, Field(strict=True, pattern=r"\S")]


def _distinct(items: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(items)) != len(items):
        raise PydanticCustomError("duplicate_item", "an item appears twice")
    return items


DAY_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _read_day(given: object) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return date(given.year, given.month, given.day)
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
            lambda keys: LocalizedText(fr=keys.fr, en=keys.en),
            handler.generate_schema(TextKeys),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: {"fr": text.fr, "en": text.en}
            ),
        )
    ),
]


Party = Literal["customer", "ptc"]

Number = Annotated[
    float,
    GetPydanticSchema(
        lambda _source, _handler: core_schema.union_schema(
            [core_schema.int_schema(strict=True, gt=0), core_schema.float_schema(strict=True, gt=0)]
        )
    ),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0}),
]

Percent = Annotated[
    float,
    GetPydanticSchema(
        lambda _source, _handler: core_schema.union_schema(
            [
                core_schema.int_schema(strict=True, gt=0, le=100),
                core_schema.float_schema(strict=True, gt=0, le=100),
            ]
        )
    ),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 100}),
]

Source = Annotated[
    SomeDistinct[Id],
    explained(
        en="The statements of `source.yaml` that this encodes.",
        fr="Les énoncés de `source.yaml` traduits ici.",
    ),
]


class MayChange(Noun):
    """Say who may ask for something else, and who must approve it."""

    asked_by: Party = explained(en="Who asks.", fr="Qui en fait la demande.")
    approved_by: Party = explained(en="Who approves.", fr="Qui l'approuve.")


class Firm(Noun):
    """Say how firmly the source stands by something; what is left out is said further up."""

    duty: Literal["owed", "objective", "usual", "effort", "may"] | None = explained(
        en="`owed`; `objective`: aimed at; `usual`: as a rule; `effort`: sought, not promised; "
        "`may`: a right.",
        fr="`owed` : dû ; `objective` : visé ; `usual` : d'ordinaire ; `effort` : recherché, non promis ; "
        "`may` : une faculté.",
        default=None,
    )
    decided_by: Party | None = explained(
        en="At whose discretion it is.", fr="À la discrétion de qui.", default=None
    )
    list: Literal["complete", "examples"] | None = explained(
        en="Whether what is listed is all (`complete`) or `examples`.",
        fr="Si l'énumération est complète (`complete`) ou donne des exemples (`examples`).",
        default=None,
    )
    of: SomeDistinct[Literal["days", "times"]] | None = explained(
        en="The part concerned, where it is not the whole: the `days` or the `times`.",
        fr="La partie visée, si ce n'est pas le tout : les jours (`days`) ou les heures (`times`).",
        default=None,
    )

    def over(self, further_up: "Firm | None") -> "Firm":
        """Say what this says, and of the rest what is said further up."""
        if further_up is None:
            return self
        above = further_up.model_dump(exclude_none=True)
        return self.model_copy(
            update={key: each for key, each in above.items() if getattr(self, key) is None}
        )
