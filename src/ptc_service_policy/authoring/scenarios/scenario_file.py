"""policies/VERSION/scenarios/*.yaml: what the version must answer."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from ptc_service_policy.authoring.scenarios.expected_values import Instant
from ptc_service_policy.authoring.scenarios.questions import EVENTS, QUESTIONS
from ptc_service_policy.evaluation.contract import (
    AgreedClosure,
    AgreedHours,
    AgreedLanguage,
    Contract,
    HolidayChoice,
)
from ptc_service_policy.loading.validation import once_its_keys_are_known
from ptc_service_policy.model.base import (
    Day,
    Distinct,
    Id,
    Mapped,
    Noun,
    Phrase,
    SomeDistinct,
    SomeMapped,
    Text,
    explained,
)
from ptc_service_policy.model.frozen import FrozenDict

SCHEMA = "scenarios"


def _as_in_a_contract(key: str, **constraints: Any) -> Any:
    """Explain a key as the contract does."""
    field = Contract.model_fields[key]
    return Field(description=field.description, json_schema_extra=field.json_schema_extra, **constraints)


def _known(name: str) -> str:
    if name not in QUESTIONS:
        raise ValueError("there is no such question")
    return name


Ask = Annotated[
    str,
    AfterValidator(_known),
    WithJsonSchema(
        {
            "type": "string",
            "enum": list(QUESTIONS),
            "markdownEnumDescriptions": [
                f"{question.en}\n\n---\n\n{question.fr}" for question in QUESTIONS.values()
            ],
        }
    ),
]
Citations = SomeDistinct[Phrase]


class Pause(Noun):
    """Bound a wait for the customer, during which the clock stands still."""

    start: Instant = explained(en="When the wait begins.", fr="Quand l'attente commence.")
    end: Instant = explained(en="When it ends.", fr="Quand elle prend fin.")


class Days(Noun):
    """Bound a stretch of days."""

    first: Day = explained(en="The first day.", fr="Le premier jour.")
    last: Day = explained(en="The last day, included.", fr="Le dernier jour, inclus.")


class Given(Noun):
    """Hold the situation: an offering or a contract, and what happened."""

    offering: Id | None = _as_in_a_contract("offering", default=None)
    deployment: Id | None = _as_in_a_contract("deployment", default=None)
    time_zone: Phrase | None = _as_in_a_contract("time_zone", default=None)
    holidays: HolidayChoice | None = _as_in_a_contract("holidays", default=None)
    start: Day | None = _as_in_a_contract("start", default=None)
    end: Day | None = _as_in_a_contract("end", default=None)
    support_hours: AgreedHours | None = _as_in_a_contract("support_hours", default=None)
    language: AgreedLanguage | None = _as_in_a_contract("language", default=None)
    contacts: Distinct[Phrase] = _as_in_a_contract("contacts", default=())
    closures: tuple[AgreedClosure, ...] = _as_in_a_contract("closures", default=())
    readings: Mapped[Id, Id] = _as_in_a_contract("readings", default_factory=FrozenDict)
    received: Instant | None = explained(
        en="When the request came in, in the contract's local time, such as `2026-04-03T16:30`.",
        fr="Quand la demande est arrivée, à l'heure locale du contrat, par exemple `2026-04-03T16:30`.",
        default=None,
    )
    paused: tuple[Pause, ...] = explained(
        en="When the manager waited for the customer.",
        fr="Quand le gestionnaire attendait le client.",
        default=(),
    )
    at: Instant | None = explained(
        en="The instant that is asked about, in the contract's local time, such as `2026-04-03T16:30`.",
        fr="L'instant en question, à l'heure locale du contrat, par exemple `2026-04-03T16:30`.",
        default=None,
    )
    period: Days | None = explained(
        en="The days that are asked about.", fr="Les jours en question.", default=None
    )
    delivered: Distinct[Day] = explained(
        en="The days on which it was delivered.", fr="Les jours où la prestation a été assurée.", default=()
    )
    as_of: Day | None = explained(
        en="The day as of which each period is judged.",
        fr="La date à laquelle chaque période est jugée.",
        default=None,
    )
    open_cases: int | None = explained(
        en="How many cases the manager handles now.",
        fr="Le nombre de dossiers que le gestionnaire traite actuellement.",
        default=None,
        ge=0,
    )
    weekly_hours: tuple[float, ...] = explained(
        en="The hours spent in each week, the newest last.",
        fr="Les heures passées chaque semaine, la plus récente en dernier.",
        default=(),
    )
    people: int | None = explained(
        en="How many people of the customer's turn to the manager.",
        fr="Le nombre de personnes du client qui s'adressent au gestionnaire.",
        default=None,
        ge=0,
    )

    @property
    def terms(self) -> dict[str, Any]:
        """Return what is given of the contract, in plain shapes."""
        return self.model_dump(mode="json", exclude_unset=True, exclude=set(EVENTS))


_BASIS = {
    "en": "`stated`: the source says so; `agreed`: the contract does; `interpreted`: by the register",
    "fr": "`stated` : la source le dit ; `agreed` : le contrat le dit ; `interpreted` : selon le registre",
}
_VALUE = {
    "en": "What the answer must be, in the shape that the question calls for.",
    "fr": "Ce que doit être la réponse, sous la forme qu'appelle la question.",
}
_CITATIONS = {
    "en": "Ids that the answer must cite: statements of `source.yaml`, entries of `interpretations.yaml`, "
    "keys of the contract.",
    "fr": "Les identifiants que la réponse doit citer : énoncés de `source.yaml`, entrées "
    "d'`interpretations.yaml`, clés du contrat.",
}


class Expected(Noun):
    """Expect one answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"basis": {"const": "unstated"}}, "required": ["basis"]},
            "then": {"properties": {"value": False}},
            "else": {"required": ["value"]},
        }
    )

    value: Any = explained(**_VALUE, default=None)
    basis: Literal["stated", "agreed", "interpreted", "unstated"] = explained(
        en=_BASIS["en"] + "; `unstated`: nobody does, and there is no `value`.",
        fr=_BASIS["fr"] + " ; `unstated` : personne ne le dit, et il n'y a pas de `value`.",
    )
    citations: Citations | None = explained(**_CITATIONS, default=None)
    reason: Text | None = explained(
        en="Words that the reason must contain, in each language.",
        fr="Des mots que le motif doit contenir, dans chaque langue.",
        default=None,
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if ("value" in self.model_fields_set) == (self.basis == "unstated"):
            raise ValueError("a value, or the basis unstated")
        return self


class ExpectedByOffering(Noun):
    """Expect the answers for several offerings: one row of a table."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"required": ["values"]},
            "then": {"required": ["basis"]},
            "else": {"required": ["unstated"], "properties": {"basis": False}},
        }
    )

    values: SomeMapped[Id, Any] | None = explained(
        en="What the answer must be, by offering.",
        fr="Ce que doit être la réponse, par offre.",
        default=None,
    )
    basis: Literal["stated", "agreed", "interpreted"] | None = explained(
        en=_BASIS["en"] + ".", fr=_BASIS["fr"] + ".", default=None
    )
    unstated: SomeMapped[Id, Id] | None = explained(
        en="Offerings of which the source must say nothing, and the entry of `interpretations.yaml` "
        "that the answer must cite for it.",
        fr="Les offres dont la source ne doit rien dire, et l'entrée d'`interpretations.yaml` "
        "que la réponse doit citer à ce titre.",
        default=None,
    )
    citations: Citations | None = explained(**_CITATIONS, default=None)
    citations_by_offering: SomeMapped[Id, Citations] | None = explained(
        en="What the answer for one offering must cite beside `citations`.",
        fr="Ce que la réponse pour une offre doit citer en plus de `citations`.",
        default=None,
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if (self.values is None) != (self.basis is None) or not (self.values or self.unstated):
            raise ValueError("values with their basis, or offerings that are unstated")
        return self


def _conditions() -> Iterator[dict[str, Any]]:
    """Say in the schema what each question takes, and the shape of its answer."""
    with_about = [name for name, question in QUESTIONS.items() if question.about]
    general = [name for name, question in QUESTIONS.items() if not question.of_an_offering]
    yield _when({"ask": {"enum": with_about}}, {"required": ["about"]})
    yield _when(
        {"ask": {"enum": [name for name in QUESTIONS if name not in with_about]}},
        {"properties": {"about": False}},
    )
    yield _when(
        {"ask": {"enum": general}},
        {"properties": {"given": False, "expect_by_offering": False}, "required": ["expect"]},
    )
    of_an_offering = {"ask": {"enum": [name for name in QUESTIONS if name not in general]}}
    row = {"properties": {"expect": False}, "required": ["expect_by_offering"]}
    yield {
        "if": {"properties": of_an_offering, "required": ["ask"]},
        "then": {
            "if": {"required": ["expect_by_offering"]},
            "then": {"properties": {"expect": False}},
            "else": {
                "required": ["given", "expect"],
                "properties": {
                    "given": once_its_keys_are_known(Given.model_fields, {"required": ["offering"]})
                },
            },
        },
    }
    yield {"if": row, "then": {"properties": {"given": {"properties": {"offering": False}}}}}
    for name, question in QUESTIONS.items():
        value = _schema_of_value(name)
        given: dict[str, Any] = {"properties": dict.fromkeys(question.refuses, False)}
        then: dict[str, Any] = {
            "properties": {
                "given": given,
                "expect": {"properties": {"value": value}},
                "expect_by_offering": {"properties": {"values": {"additionalProperties": value}}},
            }
        }
        if question.needs:
            admitted = [key for key in Given.model_fields if key not in question.refuses]
            given |= once_its_keys_are_known(admitted, {"required": list(question.needs)})
            then["required"] = ["given"]
        yield _when({"ask": {"const": name}}, then)


def _when(properties: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": properties, "required": ["ask"]}, "then": then}


@cache
def adapter_of(question: str) -> TypeAdapter[Any]:
    """Return what reads the values of a question."""
    return TypeAdapter(QUESTIONS[question].value)


def _schema_of_value(question: str) -> dict[str, Any]:
    schema = adapter_of(question).json_schema()
    written: dict[str, Any] = _inline(schema, schema.pop("$defs", {}))
    return written


def _inline(node: Any, definitions: dict[str, Any]) -> Any:
    match node:
        case {"$ref": str(reference), **rest}:
            return {**_inline(definitions[reference.rpartition("/")[2]], definitions), **rest}
        case dict():
            return {key: _inline(value, definitions) for key, value in node.items()}
        case list():
            return [_inline(item, definitions) for item in node]
        case _:
            return node


def _add_conditions(schema: dict[str, Any]) -> None:
    schema["allOf"] = list(_conditions())


class Scenario(Noun):
    """Hold one scenario: given a situation, a question must have this answer."""

    model_config = ConfigDict(json_schema_extra=_add_conditions)

    title: Text | None = explained(
        en="What the scenario shows, in a sentence.",
        fr="Ce que montre le scénario, en une phrase.",
        default=None,
    )
    given: Given | None = explained(
        en="The situation: an offering or a contract, and what happened.",
        fr="La situation : une offre ou un contrat, et ce qui s'est passé.",
        default=None,
    )
    ask: Ask = explained(en="The question.", fr="La question.")
    about: Id | None = explained(
        en="The service, limit, commitment, exception or entry of the register that is asked about.",
        fr="Le service, la limite, l'engagement, l'exception ou l'entrée du registre en question.",
        default=None,
    )
    expect: Expected | None = explained(
        en="The answer that must come.", fr="La réponse attendue.", default=None
    )
    expect_by_offering: ExpectedByOffering | None = explained(
        en="The answers that must come for several offerings; `given` then names none.",
        fr="Les réponses attendues pour plusieurs offres ; `given` n'en nomme alors aucune.",
        default=None,
    )

    @property
    def question_needs(self) -> tuple[str, ...]:
        """Return the keys that `given` must have."""
        question, row = QUESTIONS[self.ask], self.expect_by_offering is not None
        return question.needs if row or not question.of_an_offering else ("offering", *question.needs)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        question = QUESTIONS[self.ask]
        if (self.about is not None) != question.about:
            raise ValueError("`about` goes with the questions that take it")
        if (self.expect is None) == (self.expect_by_offering is None):
            raise ValueError("exactly one of expect and expect_by_offering")
        given = frozenset() if self.given is None else frozenset(self.given.model_fields_set)
        if not given.issuperset(self.question_needs) or given.intersection(question.refuses):
            raise ValueError("`given` has what the question takes")
        if self.given is not None and not question.of_an_offering:
            raise ValueError("the question takes no situation")
        if self.expect_by_offering is not None and (not question.of_an_offering or "offering" in given):
            raise ValueError("expect_by_offering names the offerings")
        _check_values(self)
        return self


def _check_values(scenario: Scenario) -> None:
    """Refuse values of another shape than the question's."""
    row, single = scenario.expect_by_offering, scenario.expect
    values = list((row.values or {}).values()) if row else []
    if single is not None and single.basis != "unstated":
        values.append(single.value)
    for value in values:
        try:
            adapter_of(scenario.ask).validate_json(json.dumps(value), strict=True)
        except ValidationError as error:
            raise ValueError(str(error)) from None


class ScenariosFile(Noun):
    """Hold one file of policies/VERSION/scenarios."""

    title: Text | None = explained(
        en="What the scenarios of the file are about.",
        fr="Ce dont traitent les scénarios du fichier.",
        default=None,
    )
    scenarios: SomeMapped[Id, Scenario] = explained(
        en="The scenarios, by a name of your own.", fr="Les scénarios, par un nom de votre choix."
    )
