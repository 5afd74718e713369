"""The contract: what one customer signed, as far as answers depend on it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Self

from ptc_service_policy.business_time import BusinessCalendar, HoursPeriod, ListedHolidays, PublicHolidays
from ptc_service_policy.business_time.countries import parts_with_more, suggest_places
from ptc_service_policy.business_time.hours_periods import read_periods
from ptc_service_policy.business_time.reading import require_mapping
from ptc_service_policy.business_time.zones import read_zone, suggest_zone
from ptc_service_policy.errors import (
    BusinessTimeError,
    InvalidContractError,
    PathItem,
    Problem,
    describe,
    quoted,
)
from ptc_service_policy.loading.files import MAX_BYTES, read_named
from ptc_service_policy.model.availability import ContentLanguage
from ptc_service_policy.model.base import (
    Day,
    Distinct,
    Id,
    Mapped,
    Phrase,
    Text,
)
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.holiday_calendar import (
    CATEGORIES,
    HALF_DAYS,
    MADE_UP,
    Categories,
    HalfDays,
    MadeUp,
)
from ptc_service_policy.model.hours import (
    DatedHours,
    Interval,
    WeeklyOrAlways,
    empty_hours,
    plain_hours,
    plain_periods,
)
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.read_as import UNSURE, matching, noun_at_sight
from ptc_service_policy.model.register import Address, Frozen
from ptc_service_policy.model.vocabulary import Unit
from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, ValidationError
    from pydantic_core import CoreSchema, ErrorDetails, InitErrorDetails

NO_HOLIDAYS_WORD = "none"
_KIND = "contract"
_NAMES_KEPT = 1024
_NO_TEXT = LocalizedText(fr="ce n'est pas un texte", en="this is not a text")
_UNKNOWN_PLACES = ("PSP608", "PSP609")
_Fields = tuple[dict[str, Any], dict[str, Any] | None, set[str]]
"""What pydantic makes a model of: its values, others, and the names of what was said."""
_NEEDED = frozenset(("offering", "time_zone", "holidays"))
_PLACE = r"[A-Z]{2}(-[^\s]+( [^\s]+)*)?"


class ContractPart(Noun, strict=False):
    """Hold a part of a contract; whoever builds one has it read."""

    if not TYPE_CHECKING:  # type checkers know the keywords from the fields

        def __init__(self, **terms: Any) -> None:
            self._hold_as(type(self).model_validate(terms))


class AgreedHours(ContractPart):
    """Hold working hours other than the usual ones, which PTC has approved."""

    weekly: WeeklyOrAlways = explained(
        en="The hours of each weekday; a day that is left out has none. `always`: day and night.",
        fr="Les heures de chaque jour de la semaine ; un jour absent n'en a pas. `always` : jour et nuit.",
    )
    periods: tuple[DatedHours, ...] = explained(
        en="Periods with other hours.", fr="Les périodes qui ont d'autres heures.", default=()
    )
    special: Mapped[Day, tuple[Interval, ...]] = explained(
        en="The hours of single dates, which replace the weekday's, holidays included.",
        fr="Les heures de certaines dates, qui remplacent celles du jour, même férié.",
        default_factory=FrozenDict,
    )
    approved_by: Phrase = explained(
        en="Who at PTC approved these hours: without approval they do not apply.",
        fr="Qui, chez PTC, a approuvé ces heures : sans accord, elles ne s'appliquent pas.",
    )


class AgreedLanguage(ContractPart):
    """Hold a language other than the usual one, which PTC has approved."""

    value: ContentLanguage = explained(
        en="The language, as an ISO 639-1 code.", fr="La langue, en code ISO 639-1."
    )
    approved_by: Phrase = explained(
        en="Who at PTC approved this language.", fr="Qui, chez PTC, a approuvé cette langue."
    )


class AgreedClosure(ContractPart):
    """Hold a time at which the manager is away."""

    kind: Id = explained(
        en="The exception of `availability.yaml` that applies, such as `leave`.",
        fr="L'exception d'`availability.yaml` qui s'applique, par exemple `leave`.",
    )
    first: Day = explained(en="The first day.", fr="Le premier jour.")
    last: Day | None = explained(
        en="The last day, included; the first day if left out.",
        fr="Le dernier jour, inclus ; le premier jour s'il est omis.",
        default=None,
    )
    hours: Interval | None = explained(
        en="The hours of each of these days; the whole day if left out.",
        fr="Les heures de chacun de ces jours ; la journée entière si elles sont omises.",
        default=None,
    )


class AgreedHolidays(ContractPart):
    """Hold whose holidays apply, and what more there is to say of them; all that is named is closed."""

    country: Annotated[str, matching(f"^{_PLACE}$")] | None = explained(
        en="A country (`FR`) or a region (`US-CA`, `DE-Augsburg`), of which the package knows the holidays.",
        fr="Un pays (`FR`) ou une région (`US-CA`, `DE-Augsburg`) dont la bibliothèque connaît les fériés.",
        default=None,
    )
    calendar: Id | None = explained(
        en="A calendar of the policies, such as `france`.",
        fr="Un calendrier des politiques, par exemple `france`.",
        default=None,
    )
    days: tuple[Day, ...] | None = explained(
        en="Dates that are closed.", fr="Des dates chômées.", default=None
    )
    categories: Categories = CATEGORIES
    half_days: HalfDays = HALF_DAYS
    made_up: MadeUp = MADE_UP
    last: Day | None = explained(
        en="The last day for which the parties take these holidays as complete; left out: as far as the "
        "package knows them.",
        fr="Le dernier jour pour lequel les parties tiennent ces jours fériés pour complets ; omis : aussi "
        "loin que la bibliothèque les connaît.",
        default=None,
    )


HolidayChoice = (
    Annotated[str, matching(f"^({_PLACE}|[a-z0-9]+(-[a-z0-9]+)*)$")] | tuple[Day, ...] | AgreedHolidays
)


class NewThing(ContractPart):
    """Name a service, a limit or a target that only this contract has."""

    name: Text = explained(en="What it is called.", fr="Son nom.")
    description: Text | None = explained(en="What it is.", fr="Ce que c'est.", default=None)
    unit: Unit | None = explained(
        en="The words for what a limit counts, where the vocabulary has none.",
        fr="Les mots pour ce que compte une limite, si le vocabulaire n'en a pas.",
        default=None,
    )


class AgreedTerm(ContractPart):
    """Hold one thing on which a contract agreed otherwise than the policy, or beside it."""

    rule: Address = explained(
        en="The address of the rule, such as `limits.contacts` or `availability.language`.",
        fr="L'adresse de la règle, par exemple `limits.contacts` ou `availability.language`.",
    )
    when: Mapped[Id, Id] = explained(
        en="The case in which it applies, such as `{ severity: s1 }`; every case if left out.",
        fr="Le cas où cela s'applique, par exemple `{ severity: s1 }` ; tous les cas si c'est omis.",
        default_factory=FrozenDict,
    )
    value: Frozen = explained(
        en="The value, or the parts of it that are replaced.",
        fr="La valeur, ou les parties qui en sont remplacées.",
    )
    new: NewThing | None = explained(
        en="The name of something that the policy does not have.",
        fr="Le nom de ce que la politique n'a pas.",
        default=None,
    )
    approved_by: Phrase = explained(
        en="Who at PTC approved it: without approval it does not apply.",
        fr="Qui, chez PTC, l'a approuvé : sans accord, cela ne s'applique pas.",
    )
    from_: Day | None = explained(
        alias="from",
        en="The first day on which it applies.",
        fr="Le premier jour où cela s'applique.",
        default=None,
    )
    until: Day | None = explained(
        en="The last day on which it applies, included.",
        fr="Le dernier jour où cela s'applique, inclus.",
        default=None,
    )

    def holds_on(self, day: date | None) -> bool:
        """Tell whether it holds on a day; without one, whether it holds at last."""
        if day is None:
            return self.until is None
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Terms(NamedTuple):
    """Hold what a contract says but for its parties, its days and its absences.

    Contracts alike in it are answered alike but for those. ``exactly`` tells apart what Python takes for
    equal, such as 1 and true.
    """

    offering: str
    deployment: str | None
    time_zone: str
    holidays: "HolidayChoice"
    attributes: Mapping[str, bool | str | float]
    hours: AgreedHours | None
    language: AgreedLanguage | None
    contacts: tuple[str, ...]
    readings: Mapping[str, str]
    agreed: tuple[AgreedTerm, ...]
    exactly: str


class Contract(ContractPart):
    """Hold the terms of one customer's contract.

    Build it with keywords, or read it with ``from_file``, ``from_text`` or ``model_validate``. What
    contradicts itself is refused with InvalidContractError, which names every fault; what
    contradicts a policy is refused by ``Policy.apply``.
    """

    id: Phrase | None = explained(
        en="The contract's number or name.", fr="Le numéro ou le nom du contrat.", default=None
    )
    customer: Phrase | None = explained(
        en="The customer, where what is counted per customer is counted over several contracts.",
        fr="Le client, si ce qui se compte par client se compte sur plusieurs contrats.",
        default=None,
    )
    manager: Phrase | None = explained(
        en="The manager, where what is counted per manager is counted over several contracts.",
        fr="Le gestionnaire, si ce qui se compte par gestionnaire se compte sur plusieurs contrats.",
        default=None,
    )
    offering: Id = explained(en="The offering that was bought.", fr="L'offre souscrite.")
    deployment: Id | None = explained(
        en="The customer's deployment; checked against the offering.",
        fr="Le mode de déploiement du client ; il doit convenir à l'offre.",
        default=None,
    )
    time_zone: Phrase = explained(
        en="The IANA zone in which the contract is signed, such as `Europe/Paris`.",
        fr="Le fuseau IANA dans lequel le contrat est signé, par exemple `Europe/Paris`.",
    )
    holidays: HolidayChoice = explained(
        en="A country (`FR`), a region (`US-CA`; rather `GB-ENG` than `GB`), a calendar such as `france`, "
        "`none`, the dates, or keys that say more.",
        fr="Un pays (`FR`), une région (`US-CA` ; plutôt `GB-ENG` que `GB`), un calendrier tel que `france`, "
        "`none`, les dates, ou des clés qui en disent plus.",
    )
    signed: Day | None = explained(
        en="The day on which it was signed.", fr="Le jour de sa signature.", default=None
    )
    renewed: Distinct[Day] = explained(
        en="The days on which it was renewed.", fr="Les jours de son renouvellement.", default=()
    )
    start: Day | None = explained(
        en="The first day of the contract, from which periods are counted.",
        fr="Le premier jour du contrat, à partir duquel se comptent les périodes.",
        default=None,
    )
    end: Day | None = explained(
        en="The last day of the contract, included.", fr="Le dernier jour du contrat, inclus.", default=None
    )
    attributes: Mapped[Id, bool | Id | float] = explained(
        en="The attributes that are known from the contract, such as `region: emea`; `true` or `false` for "
        "what only the journal of editions asks, such as `grandfathered: true`.",
        fr="Les attributs que le contrat fait connaître, par exemple `region: emea` ; `true` ou `false` pour "
        "ce que seul le journal des éditions demande, par exemple `grandfathered: true`.",
        default_factory=FrozenDict,
    )
    hours: AgreedHours | None = explained(
        en="Other working hours than the usual ones.",
        fr="Des heures de travail autres que les heures habituelles.",
        default=None,
    )
    language: AgreedLanguage | None = explained(
        en="Another language than the usual one.",
        fr="Une langue autre que la langue habituelle.",
        default=None,
    )
    contacts: Distinct[Phrase] = explained(
        en="The customer's contacts, by name or role.",
        fr="Les interlocuteurs du client, par nom ou par fonction.",
        default=(),
    )
    closures: tuple[AgreedClosure, ...] = explained(
        en="When the manager is away.", fr="Les absences du gestionnaire.", default=()
    )
    readings: Mapped[Id, Id] = explained(
        en="The readings that the contract chose, by entry of `register.yaml`.",
        fr="Les lectures que le contrat a choisies, par entrée de `register.yaml`.",
        default_factory=FrozenDict,
    )
    agreed: tuple[AgreedTerm, ...] = explained(
        en="What else the contract agreed on, rule by rule.",
        fr="Ce dont le contrat convient par ailleurs, règle par règle.",
        default=(),
    )

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """Return what is worth a second look in a contract that is valid, as warnings."""
        country, subdivision = _place(holidays_agreed(self.holidays))
        parts = parts_with_more(country) if country and subdivision is None else ()
        if not parts:
            return ()
        path = ("holidays",) if isinstance(self.holidays, str) else ("holidays", "country")
        choices = [f"{country}-{part}" for part in parts]
        return (describe("PSP542", path=path, country=country, choices=choices),)

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Self:
        """Read a contract from a YAML or JSON file.

        Raises:
            InvalidContractError: if the file cannot be read, or with every fault and its place in it.
        """
        raw = read_named(Path(path), MAX_BYTES, called=str(path), refused=InvalidContractError)
        return cls.from_text(raw, file=str(path))

    @classmethod
    def from_text(cls, text: str | bytes, *, file: str = "contract") -> Self:
        """Read a contract from YAML or JSON text; ``file`` is how problems call it.

        Raises:
            InvalidContractError: with every fault and its place in the text.
        """
        from ptc_service_policy.loading.strict_yaml import read_yaml  # not all contracts come as text
        from ptc_service_policy.loading.validation import each_fault_once

        if not isinstance(text, str | bytes):
            raise InvalidContractError.of("PSP299", cause=_NO_TEXT)
        document = read_yaml(text.encode(errors="surrogatepass") if isinstance(text, str) else text, file)
        if document.data is None:
            raise InvalidContractError(*document.problems)
        try:
            contract = cls.model_validate(document.data)
        except InvalidContractError as error:
            found = map(document.locate, error.problems)
            raise InvalidContractError(*each_fault_once(document, found)) from None
        if document.problems:
            raise InvalidContractError(*document.problems)
        return contract

    def amended(self, **changes: Any) -> Self:
        """Return a contract with other terms, checked like a new one; None takes a term away.

        Args:
            changes: terms by name, such as ``end=date(2027, 12, 31)``; the others stay.

        Raises:
            InvalidContractError: with every fault of the contract as it would be.
        """
        terms = {**dict(self), **changes}
        return type(self).model_validate({name: term for name, term in terms.items() if term is not None})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, checked like a new contract where ``update`` changes terms."""
        if update is not None:
            require_mapping(update, ("update",), '{"end": date(2027, 12, 31)}')
        return self.amended(**update) if update else super().model_copy(deep=deep)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read a contract from a dict; raise InvalidContractError with every fault."""
        if isinstance(obj, dict) and not options and (contract := cls._at_sight(obj)) is not None:
            return contract
        with _faults_as_problems():
            return super().model_validate(obj, **options)

    @classmethod
    def _at_sight(cls, terms: dict[str, Any]) -> Self | None:
        """Return the contract where its terms surely are what they have to be, and nothing is wrong.

        All others, pydantic reads or refuses: it is not imported before.
        """
        contract = noun_at_sight(cls, terms)
        return None if contract is UNSURE or any(_faults(contract)) else contract

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read a contract from JSON; raise InvalidContractError with every fault."""
        with _faults_as_problems():
            return super().model_validate_json(json_data, **options)

    @classmethod
    def model_validate_strings(cls, obj: Any, **options: Any) -> Self:
        """Read a contract from a dict of texts; raise InvalidContractError with every fault."""
        with _faults_as_problems():
            return super().model_validate_strings(obj, **options)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        # Within the model, so that unions and other models know it by its name.
        model: Any = super().__get_pydantic_core_schema__(source, handler)
        fields = core_schema.no_info_wrap_validator_function(cls._refuse_with_problems, model["schema"])
        return {**model, "schema": fields}

    @classmethod
    def _refuse_with_problems(cls, given: Any, validate: Callable[[Any], _Fields]) -> _Fields:
        """Refuse with every fault at once, as pydantic does: a model that holds a contract adds its own."""
        from pydantic_core import ValidationError

        try:
            fields = values, _, said = validate(given)
        except ValidationError as error:
            problems = tuple(_explained(given, error))
        else:
            problems = tuple(_faults(cls.model_construct(said, **values)))
            if not problems:
                return fields
        details = [_as_detail(each, given) for each in problems]
        raise ValidationError.from_exception_data(cls.__name__, details)


@contextmanager
def _faults_as_problems() -> Iterator[None]:
    """Raise what pydantic refused as InvalidContractError."""
    from pydantic_core import ValidationError

    try:
        yield
    except ValidationError as error:
        raise InvalidContractError(*map(_as_problem, error.errors(include_url=False))) from None


def _as_detail(problem: Problem, given: Any) -> "InitErrorDetails":
    """Write a problem as pydantic's details have it, in plain data, so that it goes into any response."""
    from pydantic_core import InitErrorDetails, PydanticCustomError

    message, hint = ({"fr": text.fr, "en": text.en} for text in (problem.message, problem.hint))
    told = {"code": problem.code, "message": message, "hint": hint}
    text = f"{problem.code} {message['en']} {hint['en']}".replace("{", "{{").replace("}", "}}")
    return InitErrorDetails(
        type=PydanticCustomError(_KIND, text, told), loc=problem.path, input=_found_at(problem.path, given)
    )


def _found_at(path: Iterable[PathItem], given: Any) -> Any:
    """Return what stands at a path, or for what is missing, where it is missed."""
    for key in path:
        try:
            given = given[key]
        except (LookupError, TypeError):
            break
    return given


def _as_problem(detail: "ErrorDetails") -> Problem:
    told = detail.get("ctx", {})
    if detail["type"] != _KIND:
        cause = LocalizedText(fr="ce n'est pas du JSON", en="this is not JSON")
        return describe("PSP299", path=tuple(detail["loc"]), cause=cause)
    message, hint = LocalizedText(**told["message"]), LocalizedText(**told["hint"])
    return Problem(told["code"], message, hint, path=tuple(detail["loc"]))


def terms_of(contract: Contract) -> Terms:
    """Return what a contract says but for its parties, its days and its absences.

    Raises:
        InvalidContractError: PSP202 for one that was put together by ``model_construct``, and lacks a term.
    """
    if not contract.__dict__.keys() >= _NEEDED:
        type(contract).model_validate(dict(contract))
    said = (contract.attributes, contract.agreed)
    return Terms(
        contract.offering,
        contract.deployment,
        contract.time_zone,
        contract.holidays,
        contract.attributes,
        contract.hours,
        contract.language,
        contract.contacts,
        contract.readings,
        contract.agreed,
        repr(said) if any(said) else "",
    )


def holidays_agreed(choice: HolidayChoice) -> AgreedHolidays:
    """Return what a contract says of its holidays, however it writes it."""
    if isinstance(choice, AgreedHolidays):
        return choice
    return _named(choice) if isinstance(choice, str) else AgreedHolidays.model_construct(days=choice)


@lru_cache(maxsize=_NAMES_KEPT)
def _named(name: str) -> AgreedHolidays:
    if name == NO_HOLIDAYS_WORD:
        return AgreedHolidays.model_construct(days=())
    return AgreedHolidays.model_construct(**{"country" if name[0].isupper() else "calendar": name})


def public_holidays(agreed: AgreedHolidays) -> PublicHolidays:
    """Return the public holidays of the country or region that a contract names.

    Raises BusinessTimeError for a place or a category that is not known.
    """
    return PublicHolidays(
        *_place(agreed),
        categories=agreed.categories or (),
        half_days=agreed.half_days,
        made_up=agreed.made_up,
        last=agreed.last,
    )


def _place(agreed: AgreedHolidays) -> tuple[str, str | None]:
    country, _, subdivision = (agreed.country or "").partition("-")
    return country, subdivision or None


def listed_holidays(agreed: AgreedHolidays) -> ListedHolidays:
    """Return the dates that a contract lists; raise BusinessTimeError for half days that are not days."""
    days = agreed.days or ()
    if agreed.country is not None:  # what else is said is said of the country
        return ListedHolidays(days)
    return ListedHolidays(days, last=agreed.last, half_days=agreed.half_days, made_up=agreed.made_up)


def _explained(given: Any, error: "ValidationError") -> Iterator[Problem]:
    """Explain what pydantic refused as the schema sees it, or else in pydantic's words."""
    from ptc_service_policy.loading.strict_yaml import MAX_DEPTH, Document  # only faults need these
    from ptc_service_policy.loading.validation import explain

    try:
        data = json.loads(json.dumps(_keyed(given), default=str))
    except RecursionError:
        yield from (
            describe("PSP106", path=(key,), limit=MAX_DEPTH) for key in given if _is_too_deep(given[key])
        )
        return
    document = Document("", data, {}, {})
    found = [replace(each, file=None, line=None, column=None) for each in explain(document, "contract")]
    if found:
        yield from found
        yield from _faults_beside(data, {problem.path for problem in found})
        return
    for detail in error.errors(include_url=False, include_input=False):
        yield describe("PSP299", path=tuple(detail["loc"]), cause=quoted(detail["msg"]))


def _is_too_deep(value: Any) -> bool:
    try:
        json.dumps(_keyed(value), default=str)
    except RecursionError:
        return True
    return False


def _keyed(given: Any) -> Any:
    """Write the keys and the models in a contract as JSON has them."""
    if isinstance(given, Noun):
        return given.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(given, Mapping):
        return {str(key): _keyed(value) for key, value in given.items() if value is not None}
    return [_keyed(item) for item in given] if isinstance(given, list | tuple | set | frozenset) else given


def _faults_beside(data: Any, known: set[tuple[PathItem, ...]]) -> Iterator[Problem]:
    """Judge the zone and the holidays of a contract that is otherwise not valid, so that all faults show."""
    if not isinstance(data, dict):
        return
    if isinstance(data.get("time_zone"), str) and ("time_zone",) not in known:
        yield from _zone_faults(data["time_zone"])
    if isinstance(data.get("holidays"), str) and ("holidays",) not in known:
        yield from _holiday_faults(data["holidays"])


def _faults(contract: Contract) -> Iterator[Problem]:
    yield from _zone_faults(contract.time_zone)
    yield from _holiday_faults(contract.holidays)
    if contract.start is not None and contract.end is not None and contract.end < contract.start:
        yield describe("PSP508", path=("end",), start=contract.start, end=contract.end)
    for index, closure in enumerate(contract.closures):
        if closure.last is not None and closure.last < closure.first:
            path: tuple[PathItem, ...] = ("closures", index, "last")
            yield describe("PSP508", path=path, start=closure.first, end=closure.last)
    for index, term in enumerate(contract.agreed):
        if term.from_ is not None and term.until is not None and term.until < term.from_:
            yield describe("PSP508", path=("agreed", index, "until"), start=term.from_, end=term.until)
    if contract.hours is not None:
        yield from _hour_faults(contract.hours)


def _zone_faults(zone: str) -> Iterator[Problem]:
    try:
        read_zone(zone)
    except BusinessTimeError:
        yield describe("PSP501", path=("time_zone",), zone=zone, suggestion=suggest_zone(zone))


def _holiday_faults(choice: HolidayChoice) -> Iterator[Problem]:
    agreed = holidays_agreed(choice)
    within: tuple[PathItem, ...] = ("holidays",)
    if isinstance(choice, AgreedHolidays):
        if agreed.country is None and agreed.calendar is None and agreed.days is None:
            yield describe("PSP540", path=within)
        if agreed.country is None and agreed.categories:
            yield describe("PSP541", path=(*within, "categories"))
    try:
        if isinstance(choice, str):
            _require_known(choice)
        else:
            _require_readable(agreed)
    except BusinessTimeError as error:
        for problem in error.problems:
            if problem.code in _UNKNOWN_PLACES:
                at = (*within, "country") if isinstance(choice, AgreedHolidays) else within
                suggestion = suggest_places(*_place(agreed))
                yield describe("PSP502", path=at, calendar=agreed.country, suggestion=suggestion)
            else:
                yield replace(problem, path=(*within, *problem.path))


def _require_readable(agreed: AgreedHolidays) -> None:
    if agreed.country is not None:
        public_holidays(agreed)
    listed_holidays(agreed)


@lru_cache(maxsize=_NAMES_KEPT)
def _require_known(name: str) -> None:
    """Raise BusinessTimeError for an unknown place; contracts name the same few again and again."""
    _require_readable(holidays_agreed(name))


def _hour_faults(agreed: AgreedHours) -> Iterator[Problem]:
    if not isinstance(agreed.weekly, str) and not any(agreed.weekly.values()):
        yield describe("PSP207", path=("hours", "weekly"), key="hours.weekly")
    weekly = {} if isinstance(agreed.weekly, str) else agreed.weekly
    named = [("weekly", str(day), intervals) for day, intervals in weekly.items()]
    named += [("special", str(day), intervals) for day, intervals in agreed.special.items()]
    weeks: list[tuple[tuple[PathItem, ...], Any]] = [
        (("weekly",), weekly),
        (("special",), agreed.special),
        *((("periods", index, "weekly"), each.weekly) for index, each in enumerate(agreed.periods)),
    ]
    if empty := [((*key, *at), time) for key, week in weeks for at, time in empty_hours(week)]:
        yield from (describe("PSP394", path=("hours", *at), time=time) for at, time in empty)
        return
    for key, day, intervals in named:
        try:
            BusinessCalendar("UTC", plain_hours({"mon": intervals}))
        except BusinessTimeError as error:
            path = ("hours", key, day)
            yield describe("PSP511", path=path, cause=error.problems[0].message)
    yield from _period_faults(agreed)


def _period_faults(agreed: AgreedHours) -> Iterator[Problem]:
    path: tuple[PathItem, ...] = ("hours", "periods")
    plain, sound = plain_periods(agreed.periods), True
    for index, period in enumerate(plain):
        try:
            HoursPeriod(**period)
        except BusinessTimeError as error:
            sound = False
            for problem in error.problems:
                within = ("weekly" if key == "hours" else key for key in problem.path)
                yield describe("PSP511", path=(*path, index, *within), cause=problem.message)
    if sound:
        try:
            read_periods(plain, path)
        except BusinessTimeError as error:
            yield from (
                describe("PSP511", path=problem.path, cause=problem.message) for problem in error.problems
            )
