"""policies/VERSION/scenarios/*.yaml: what the version must answer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from ptc_service_policy.authoring.scenarios.policy_questions import POLICY_QUESTIONS
from ptc_service_policy.model.base import (
    DAY_PATTERN,
    Id,
    Mapped,
    Phrase,
    SomeDistinct,
    SomeMapped,
    Text,
)
from ptc_service_policy.model.forms import texts_of_key
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import Input

SCHEMA = "scenarios"
_DAY = (
    r"(19|20)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|[12][0-9]))"
)
_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9]"
PLAIN_TERMS = ("offering", "attributes")
"""What is given of a contract where a question needs none."""

_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(*needed: str, **keys: dict[str, Any]) -> dict[str, Any]:
    required = list(needed or keys)
    item = {"type": "object", "properties": keys, "required": required, "additionalProperties": False}
    return {"type": "array", "items": item}


_ON = {"type": "string", "pattern": f"^({_DAY})({_TIME})?$"}
_TOLD = {"type": "object", "patternProperties": {_ID_PATTERN: {"type": ["string", "number"]}}}
_FIGURE = {"type": ["number", "array"], "minimum": 0, "items": {"type": "number", "minimum": 0}}
_LENGTH = r"^P(?=[\dT])(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$"
"""A length of time as ISO 8601 has it, in days, hours, minutes and seconds."""
_INPUTS: Mapping[str, dict[str, Any]] = {
    "instant": {"type": "string", "pattern": f"^{_DAY}{_TIME}$"},
    "date": {"type": "string", "format": "date", "pattern": DAY_PATTERN},
    "pauses": _list_of("start", start=_ref("instant"), end=_ref("instant")),
    "marks": {
        "type": "array",
        "items": {"type": ["number", "string"], "minimum": 0, "maximum": 1, "pattern": _LENGTH},
    },
    "deliveries": _list_of(subject=_ref("Id"), on=_ON),
    "events": _list_of("event", "on", event=_ref("Id"), on=_ON, attributes=_TOLD),
    "figures": {"type": "object", "patternProperties": {_ID_PATTERN: _FIGURE}},
}
"""How each kind of thing that questions are asked with is written."""


class Given(Noun):
    """Hold the situation: a contract, and what is asked with the question."""

    contract: Mapped[str, Any] = explained(
        en="The contract, by the keys of a contract; a plain question takes no more than the `offering`.",
        fr="Le contrat, par les clés d'un contrat ; pour une question simple, l'`offering` suffit.",
        default_factory=FrozenDict,
    )
    request: Mapped[str, Any] = explained(
        en="What is asked with the question, such as `received`, in the contract's local time, and the "
        "attributes of the request, such as `severity: s1`.",
        fr="Ce que précise la question, par exemple `received`, à l'heure locale du contrat, et les "
        "attributs de la demande, par exemple `severity: s1`.",
        default_factory=FrozenDict,
    )


class Hedge(Noun, json_schema_extra={"minProperties": 1}):
    """Expect one of the hedges of an answer."""

    duty: Literal["owed", "objective", "usual", "effort", "may"] | None = explained(
        en="The duty.", fr="Le degré d'obligation.", default=None
    )
    decided_by: Literal["customer", "ptc"] | None = explained(
        en="At whose discretion it is.", fr="À la discrétion de qui.", default=None
    )
    list: Literal["complete", "examples"] | None = explained(
        en="What is listed: all, or examples.", fr="L'énumération : complète, ou exemples.", default=None
    )
    of: tuple[str, ...] | None = explained(
        en="The parts that are meant.", fr="Les parties visées.", default=None
    )
    rule: Phrase | None = explained(
        en="The address of the rule whose firmness this is.",
        fr="L'adresse de la règle dont c'est la fermeté.",
        default=None,
    )


class Expected(Noun):
    """Expect one answer; what is left out is not looked at."""

    value: Any = explained(
        en="What the answer must be, as the policy writes it; of a map only the keys that are named are "
        "looked at. `none`: no answer. `{ by, cases, otherwise }`: asked in each case. "
        "`{ value, basis, ... }`: what holds for this value only.",
        fr="Ce que doit être la réponse, écrit comme dans la politique ; seules les clés nommées sont "
        "examinées. `none` : pas de réponse. `{ by, cases, otherwise }` : la question est posée pour chaque "
        "cas. `{ value, basis, ... }` : ce qui ne vaut que pour cette valeur.",
        default=None,
    )
    basis: Literal["stated", "agreed", "interpreted", "ambiguous", "unstated"] | None = explained(
        en="`stated`: the source says so; `agreed`: the contract does; `interpreted`: by the register; "
        "`ambiguous`: the source can be read in several ways; `unstated`: nothing says.",
        fr="`stated` : la source le dit ; `agreed` : le contrat le dit ; `interpreted` : selon le registre ; "
        "`ambiguous` : la source se lit de plusieurs façons ; `unstated` : rien ne le dit.",
        default=None,
    )
    firmness: Hedge | None = explained(
        en="How firmly the source commits to it; ignored where there is no answer.",
        fr="Avec quelle fermeté la source l'énonce ; sans réponse, rien n'est examiné.",
        default=None,
    )
    citations: SomeDistinct[Phrase] | None = explained(
        en="Ids that the answer must cite: statements of `source.yaml`, entries of `register.yaml`, keys of "
        "the contract.",
        fr="Les identifiants que la réponse doit citer : énoncés de `source.yaml`, entrées de "
        "`register.yaml`, clés du contrat.",
        default=None,
    )
    reason: Text | None = explained(
        en="Words that the reason must contain, in each language.",
        fr="Des mots que le motif doit contenir, dans chaque langue.",
        default=None,
    )
    refused: Phrase | None = explained(
        en="The code with which the question must be refused, such as `PSP713`.",
        fr="Le code avec lequel la question doit être refusée, par exemple `PSP713`.",
        default=None,
    )


class Scenario(Noun):
    """Hold one scenario: given a situation, a question must have this answer."""

    title: Text | None = explained(
        en="What the scenario shows, in a sentence.",
        fr="Ce que montre le scénario, en une phrase.",
        default=None,
    )
    ask: str = explained(en="The question.", fr="La question.")
    about: Id | None = explained(
        en="The id of what is asked about: a service, a limit, a target, an entry of the register.",
        fr="L'identifiant de ce dont il s'agit : un service, une limite, un délai, une entrée du registre.",
        default=None,
    )
    given: Given = explained(
        en="The situation: a contract, and what is asked with the question.",
        fr="La situation : un contrat, et ce que précise la question.",
        default_factory=Given,
    )
    expect: Expected = explained(
        en="The expected answer; with `expect_by_offering`, what all of them share.",
        fr="La réponse attendue ; à côté d'`expect_by_offering`, ce que toutes ont en commun.",
        default_factory=Expected,
    )
    expect_by_offering: SomeMapped[Id, Any] | None = explained(
        en="The value for each of several offerings, in any form that `value` takes; `given` names none.",
        fr="La valeur pour chacune de plusieurs offres, sous toute forme que prend `value` ; `given` n'en "
        "nomme aucune.",
        default=None,
    )


class ScenariosFile(Noun):
    """Hold one file of scenarios."""

    title: Text | None = explained(
        en="What the scenarios of this file are about.",
        fr="Ce dont traitent les scénarios de ce fichier.",
        default=None,
    )
    scenarios: SomeMapped[Id, Scenario] = explained(
        en="The scenarios, by names of the owner's choice.",
        fr="Les scénarios, sous des noms au choix du responsable.",
    )

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """Return the schema, with what each topic of the registry is asked with."""
        schema = super().model_json_schema(*args, **options)
        kinds = schema["$defs"]
        scenario, expected, given = kinds["Scenario"], kinds["Expected"], kinds["Given"]["properties"]
        scenario["properties"]["ask"] |= _choice()
        row = scenario["properties"]["expect_by_offering"]["anyOf"][0]
        row["patternProperties"] = {_ID_PATTERN: _ref("Value")}
        for key in ("given", "expect"):
            scenario["properties"][key].pop("default", None)
        scenario["allOf"] = list(_conditions())
        expected["properties"]["value"] |= _ref("Value")
        others = [key for key in expected["properties"] if key != "refused"]
        expected |= {
            "minProperties": 1,
            "if": {"required": ["refused"]},
            "then": {"properties": dict.fromkeys(others, False)},
        }
        given["contract"] |= {"properties": _terms(), "additionalProperties": False}
        given["request"]["properties"] = _inputs()
        kinds |= {"Value": _VALUE, "Id": {"type": "string", "pattern": _ID_PATTERN}, **_INPUTS}
        return schema


_VALUE = {
    "if": {"type": "object", "required": ["by"]},
    "then": {
        "type": "object",
        "properties": {
            "by": {**_ref("Id"), **texts_of_key("by")},
            "cases": {
                **texts_of_key("cases"),
                "type": "object",
                "minProperties": 1,
                "patternProperties": {_ID_PATTERN: _ref("Value")},
            },
            "otherwise": {**_ref("Value"), **texts_of_key("otherwise")},
        },
        "required": ["by", "cases"],
        "additionalProperties": False,
    },
    "else": {"if": {"type": "object", "required": ["value"]}, "then": _ref("Expected")},
}


def _choice() -> dict[str, Any]:
    """Offer every question, each with its words in both languages."""
    said = {each.name: each.question for each in topics()}
    said |= {name: each.question for name, each in POLICY_QUESTIONS.items()}
    return {"enum": list(said), "markdownEnumDescriptions": [_both(each) for each in said.values()]}


def _terms() -> dict[str, Any]:
    """Offer the keys of a contract, which says itself what stands under them."""
    keys = Contract.model_json_schema()["properties"]
    texts = ("description", "markdownDescription")
    return {name: {text: each[text] for text in texts} for name, each in keys.items()}


def _inputs() -> dict[str, Any]:
    """Offer what questions are asked with."""
    inputs = {each.name: each.label for topic in reversed(topics()) for each in topic.inputs}
    return {name: {"markdownDescription": _both(label)} for name, label in inputs.items()}


def _both(text: LocalizedText) -> str:
    return f"{text.en}\n\n---\n\n{text.fr}"


def _conditions() -> Iterator[dict[str, Any]]:
    """Say what each question is asked with; questions that are asked alike are told together."""
    of_the_policy = tuple(POLICY_QUESTIONS)
    yield {
        "if": {"required": ["expect_by_offering"]},
        "then": _within("given", _within("contract", {"properties": {"offering": False}})),
        "else": {
            "required": ["expect"],
            **_unless(of_the_policy, _given("contract", {"required": ["offering"]})),
        },
    }
    yield _when(of_the_policy, {"properties": {"given": False, "expect_by_offering": False}})
    about = [each.name for each in topics() if each.about is not None and not each.all_at_once]
    about += [name for name, each in POLICY_QUESTIONS.items() if each.about]
    yield _when(about, {"required": ["about"]})
    alone = [each.name for each in topics() if each.about is None]
    alone += [name for name, each in POLICY_QUESTIONS.items() if not each.about]
    yield _when(alone, {"properties": {"about": False}})
    of_contracts = [each.name for each in topics() if each.needs_contract]
    yield _when(of_contracts, _given("contract", {"required": ["time_zone", "holidays"]}))
    asked_alike: dict[tuple[Input, ...], list[str]] = {}
    for topic in topics():
        asked_alike.setdefault(topic.inputs, []).append(topic.name)
    for inputs, names in asked_alike.items():
        if inputs:
            request = {
                "properties": {each.name: _ref(each.kind) for each in inputs},
                "required": [each.name for each in inputs if not each.optional],
            }
            yield _when(names, _given("request", request))


def _when(names: Iterable[str], then: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {"ask": {"enum": list(names)}}, "required": ["ask"]}, "then": then}


def _unless(names: Iterable[str], rules: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {"ask": {"enum": list(names)}}}, "else": rules}


def _within(key: str, rules: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {key: rules}}


def _given(key: str, rules: dict[str, Any]) -> dict[str, Any]:
    """Say what must be given under one of the two keys of ``given``."""
    return {"required": ["given"], **_within("given", {"required": [key], **_within(key, rules)})}
