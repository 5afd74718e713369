"""What all the nouns of a policy are made of: types, each with how pydantic reads it."""

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.place_names import Called
from ptc_service_policy.model.read_as import UNSURE, ReadAs, frozen, matching, number, then
from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

K = TypeVar("K")
T = TypeVar("T")
Path = tuple[str | int, ...]
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, matching(ID_PATTERN)]
OpeningTime = Annotated[str, matching(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
ClosingTime = Annotated[str, matching(r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Phrase = Annotated[str, matching(r"\S")]


def _distinct(items: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(items)) != len(items):
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError("duplicate_item", "an item appears twice")
    return items


DAY_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def _read_day(given: object) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return date(given.year, given.month, given.day)
    if isinstance(given, str) and (day := _written_day(given)) is not None:
        return day
    from pydantic_core import PydanticCustomError

    raise PydanticCustomError("day", "a date is expected, YYYY-MM-DD")


def _day_at_sight(given: object) -> Any:
    if type(given) is date:
        return given
    day = _written_day(given) if type(given) is str else None
    return UNSURE if day is None else day


def _written_day(text: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        return day if day.isoformat() == text else None
    return None


Day = Annotated[
    date,
    ReadAs(
        lambda core, *_: core.no_info_before_validator_function(_read_day, core.date_schema()),
        instead={"type": "string", "format": "date", "pattern": DAY_PATTERN},
        at_sight=lambda _: _day_at_sight,
    ),
]


SOME = ReadAs(lambda _core, source, handler: {**handler(source), "min_length": 1}, some=True)
"""At least one item."""
_UNIQUE = {"uniqueItems": True}
Distinct = Annotated[tuple[T, ...], ReadAs(then(_distinct), also=_UNIQUE)]
SomeDistinct = Annotated[tuple[T, ...], ReadAs(then(_distinct, some=True), some=True, also=_UNIQUE)]
Mapped = Annotated[dict[K, T], frozen()]
SomeMapped = Annotated[dict[K, T], frozen(some=True)]


class TextKeys(Noun):
    """Hold a text as it stands in a file: both languages, neither empty."""

    fr: Phrase = explained(en="The French text.", fr="Le texte français.")
    en: Phrase = explained(en="The English text.", fr="Le texte anglais.")


def _read_text(core: Any, _source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
    return core.no_info_after_validator_function(  # type: ignore[no-any-return]
        lambda keys: LocalizedText(fr=keys.fr, en=keys.en),
        handler.generate_schema(TextKeys),
        serialization=core.plain_serializer_function_ser_schema(lambda text: {"fr": text.fr, "en": text.en}),
    )


Text = Annotated[LocalizedText, ReadAs(_read_text)]
Party = Literal["customer", "ptc"]
Number = Annotated[float, number(gt=0)]
NumberOrNone = Annotated[float, number(ge=0), Called("Number-or-none")]
Percent = Annotated[float, number(gt=1, le=100)]
"""A share in per cent: a number up to 1 is a fraction that was meant as one."""
Source = SomeDistinct[Id]
SOURCE = explained(
    en="The statements of `source.yaml` that this encodes.",
    fr="Les énoncés de `source.yaml` transcrits ici.",
)


class MayChange(Noun):
    """Say who may ask for something else, and who must approve it."""

    asked_by: Party = explained(en="Who asks.", fr="Qui en fait la demande.")
    approved_by: Party = explained(en="Who approves.", fr="Qui l'approuve.")


_SAID_OF_A_DUTY = frozenset({"decided_by", "of"})


class Firm(Noun):
    """Say how firmly the source stands by something; what is left out is said further up."""

    duty: Literal["owed", "objective", "usual", "effort", "may"] | None = explained(
        en="`owed`: an obligation; `objective`: an objective; `usual`: what is usual; `effort`: an effort "
        "only; `may`: an option.",
        fr="`owed` : une obligation ; `objective` : un objectif ; `usual` : ce qui est habituel ; `effort` : "
        "un effort seulement ; `may` : une faculté.",
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

    @classmethod
    def of_all(cls, said: "Iterable[Firm | None]") -> "Firm":
        """Say what is said in several places, from the innermost outwards."""
        firm = cls()
        for each in reversed(tuple(said)):
            firm = firm if each is None else each.over(firm)
        return firm

    def over(self, further_up: "Firm | None") -> "Firm":
        """Say what this says, and of the rest what is said further up.

        At whose discretion something is, and of which part, is said of a duty: another duty says both anew.
        """
        if further_up is None:
            return self
        own = {name for name, each in self if each is not None}
        if self.duty not in (None, further_up.duty):
            own |= _SAID_OF_A_DUTY
        above = {name: each for name, each in further_up if each is not None and name not in own}
        return self.model_copy(update=above)
