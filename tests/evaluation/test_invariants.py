"""What holds of every answer, whatever it says."""

import ast
import copy
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Container, Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter

import ptc_service_policy
from ptc_service_policy import (
    AppliedPolicy,
    Basis,
    Citation,
    Contract,
    Decision,
    LocalizedText,
    Policy,
    PolicyError,
    UnknownIdError,
    load_policy,
)
from ptc_service_policy.model import (
    availability,
    cadences,
    engagement,
    entitlements,
    forms,
    offerings,
    service_levels,
)
from ptc_service_policy.topics import commitment, exception

PACKAGE = Path(ptc_service_policy.__file__).parent
POLICY = load_policy("1.0.0")
OFFERINGS = tuple(POLICY.offerings)

# Asking everything


class Question(NamedTuple):
    name: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.arguments)})"

    def ask(self) -> Decision[Any]:
        return POLICY.ask(self.name, *self.arguments)


QUESTIONS = [
    Question(answer.topic, (offering, answer.id) if answer.id else (offering,))
    for offering in OFFERINGS
    for answer in POLICY.summary(offering)
]


NAMES: dict[str, Any] = {
    name: value
    for module in (availability, cadences, engagement, entitlements, forms, offerings, service_levels)
    for name, value in (vars(module) | vars(commitment) | vars(exception)).items()
}


def decided_by(kind: type) -> dict[str, Any]:
    """Return the methods of a class that answer with a decision, and the type of that decision."""
    methods = {name: value for name, value in vars(kind).items() if callable(value) and name[0] != "_"}
    # The annotations of other methods may name what is imported for type checkers only.
    declared = {name: value for name, value in methods.items() if "Decision" in str(value.__annotations__)}
    return {name: get_type_hints(value, localns=NAMES)["return"] for name, value in declared.items()}


DECIDED = decided_by(Policy)
BESIDE_TOPICS = {"ask", "reading", "effective_from"}
OF_ONE_ID = {"response_target": "target", "proactive_contact": "delivery"}


def test_every_question_has_a_typed_method_of_its_name() -> None:
    asked = {question.name.replace("-", "_") for question in QUESTIONS}
    assert asked == set(DECIDED) - BESIDE_TOPICS - set(OF_ONE_ID)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_typed_method_answers_alike(question: Question) -> None:
    method = getattr(POLICY, question.name.replace("-", "_"))
    assert method(*question.arguments) == question.ask()


@pytest.mark.parametrize("offering", OFFERINGS)
def test_the_methods_of_one_id_answer_alike(offering: str) -> None:
    assert POLICY.response_target(offering) == POLICY.target(offering, "response")
    assert POLICY.proactive_contact(offering) == POLICY.delivery(offering, "proactive-contact")


# Answers of an applied policy, in contracts of every kind

PARIS: dict[str, Any] = {"time_zone": "Europe/Paris", "holidays": "FR", "start": date(2026, 1, 15)}
LEAVE = {"kind": "leave", "first": date(2026, 4, 8), "last": date(2026, 4, 10)}
HALF_DAYS = {
    "weekly": {"mon": [{"opens": "08:00", "closes": "12:00"}]},
    "special": {date(2026, 4, 6): [{"opens": "10:00", "closes": "11:00"}]},
    "approved_by": "PTC support desk",
}
TERMS: dict[str, dict[str, Any]] = {
    "usual": {},
    "listed holidays": {"holidays": [date(2026, 4, 6)]},
    "no holidays": {"holidays": "none"},
    "reviewed holidays": {"holidays": "france"},
    "Tokyo": {"time_zone": "Asia/Tokyo", "holidays": "JP"},
    "away": {"closures": [LEAVE, {**LEAVE, "kind": "internal-training"}]},
    "agreed hours": {"hours": HALF_DAYS},
    "agreed hours, away": {"hours": HALF_DAYS, "closures": [{**LEAVE, "first": date(2026, 4, 6)}]},
    "agreed language": {"language": {"value": "fr", "approved_by": "PTC support desk"}},
    "agreed readings": {
        "readings": {
            "response-expiry": "same-time",
            "response-receipt": "within-hours",
            "response-target-for-tsam": "as-premium",
            "deliveries-for-tsam": "as-premium",
            "availability-for-standard": "as-premium",
            "language-for-standard": "every-offering",
            "open-cases-for-tsam": "tsam-too",
            "weekday-outside-hours": "on-request",
            "workload-average": "four-weeks",
        }
    },
}
CONTRACTS = {
    f"{offering}, {name}": Contract.model_validate({"offering": offering, **PARIS, **terms})
    for offering, (name, terms) in product(OFFERINGS, TERMS.items())
}
INSTANTS = (
    datetime(2026, 4, 3, 16, 30, tzinfo=UTC),  # Friday evening before Easter Monday
    datetime(2026, 4, 6, 8, 30, tzinfo=UTC),  # Easter Monday, when some agreed on 10:00 to 11:00
    datetime(2026, 4, 8, 8, tzinfo=UTC),  # during the leave
    datetime(2026, 4, 11, 8, tzinfo=UTC),  # Saturday
    datetime(2026, 4, 14, 8, tzinfo=UTC),  # in hours
)


def asked_of(applied: AppliedPolicy) -> Iterator[tuple[str, Decision[Any]]]:
    yield "proactive_contact", applied.proactive_contact()
    yield "response_target", applied.response_target()
    yield "working_hours", applied.working_hours()
    yield "language", applied.language()
    for service in POLICY.services:
        yield "entitlement", applied.entitlement(service)
        yield "delivery", applied.delivery(service)
    for name in POLICY.ids("limit"):
        yield "limit", applied.limit(name)
    for name in POLICY.ids("target"):
        yield "target", applied.target(name)
    for at in INSTANTS:
        yield "response_due", applied.response_due(at)
        yield "due", applied.due("response", at)
        yield "request_state", applied.request_state(at, as_of=at + timedelta(days=1), pauses=[(at, None)])
        yield "availability", applied.availability(at)
        yield "next_available", applied.next_available(at)


def test_every_question_is_asked_of_a_contract() -> None:
    asked = {name for name, _ in asked_of(POLICY.apply(CONTRACTS["premium, usual"]))}
    assert asked == set(decided_by(AppliedPolicy)) - {"ask"}


# What holds

PLACEHOLDER = re.compile(r"[{}]")
PYTHON = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|\[.*\]|\bdatetime\b|object at|<class|Decimal|\w+\(\w+=")
UNSPACED = re.compile(r"\S[:;?!]")
TWICE = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
GUILLEMETS = re.compile(r"«\S|\S»")


def check_text(text: LocalizedText) -> None:
    """Check what both languages ask of a text, and what French typography asks of the French one."""
    for language in (text.fr, text.en):
        assert language.strip()
        assert not PLACEHOLDER.search(language), language
        assert not PYTHON.search(language), language
        assert not TWICE.search(language), language
        assert "  " not in language, language
        assert ".." not in language, language
    assert '"' not in text.fr
    assert "’" not in text.fr
    assert not UNSPACED.search(text.fr), text.fr
    assert not GUILLEMETS.search(text.fr), text.fr
    assert text.fr.count("«") == text.fr.count("»")
    assert not re.search("[«»]", text.en), text.en
    assert not re.search(r"\s[:;?!,.]", text.en), text.en


def check_reason(reason: LocalizedText) -> None:
    check_text(reason)
    assert reason.fr.endswith((".", " ?"))
    assert reason.en.endswith((".", "?"))
    assert reason.fr != reason.en


def check_citations(citations: tuple[Citation, ...], contract: Contract | None = None) -> None:
    registers: dict[str, Container[str]] = {
        "statement": POLICY.statements,
        "register": POLICY.register,
        "calendar": POLICY.files.holiday_calendars,
    }
    assert citations
    assert len(set(citations)) == len(citations)
    for citation in citations:
        check_text(citation.place)
        if citation.kind == "contract":
            assert contract is not None
            key, _, entry = citation.id.partition(".")
            assert key in contract.model_fields_set
            assert not entry or entry in contract.readings
        else:
            assert citation.id in registers[citation.kind]


def check_decision(decision: Decision[Any], contract: Contract | None = None) -> None:
    assert isinstance(decision.basis, Basis)
    assert (decision.value is None) == (decision.basis in {"unstated", "ambiguous"})
    assert (decision.policy_version, decision.policy_digest) == (POLICY.version, POLICY.digest)
    check_reason(decision.reason)
    check_citations(decision.citations, contract)
    kinds = {citation.kind for citation in decision.citations}
    assert decision.basis != "stated" or "statement" in kinds
    assert decision.basis not in {"interpreted", "ambiguous", "unstated"} or "register" in kinds
    assert decision.basis != "agreed" or "contract" in kinds
    assert decision.firmness or decision.value is None or "contract" in kinds
    for firmness in decision.firmness:
        assert firmness.rule in POLICY.book.rules or firmness.rule.startswith("exceptions.")
    assert set(decision.rules) >= {firmness.rule for firmness in decision.firmness}


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_answer_of_the_policy(question: Question) -> None:
    check_decision(question.ask())


@pytest.mark.parametrize("name", CONTRACTS)
def test_answers_of_an_applied_policy(name: str) -> None:
    for _, decision in asked_of(POLICY.apply(CONTRACTS[name])):
        check_decision(decision, CONTRACTS[name])


@pytest.mark.parametrize("name", CONTRACTS)
def test_obligations_and_findings(name: str) -> None:
    contract = CONTRACTS[name]
    applied = POLICY.apply(contract)
    owed = applied.obligations(date(2026, 1, 1), date(2026, 7, 1), as_of=date(2026, 4, 1))
    found = applied.check_workload({"open-cases": 31, "weekly-hours": [10.5] * 60, "contacts": 4})
    assert len(found) >= 2
    explained = [(each.reason, each.citations) for each in owed] + [(f.reason, f.citations) for f in found]
    for reason, citations in explained:
        check_reason(reason)
        check_citations(citations, contract)


@pytest.mark.parametrize(("before", "after"), [*product(OFFERINGS, OFFERINGS)])
def test_differences(before: str, after: str) -> None:
    for difference in POLICY.compare(before, after).differences:
        check_reason(difference.reason)


def test_texts_of_the_policy() -> None:
    for offering in POLICY.offerings.values():
        check_text(offering.name)
        assert offering.description is not None
        check_text(offering.description)
    for service in POLICY.services.values():
        check_text(service.name)
        assert service.description is not None
        check_text(service.description)
    for entry in POLICY.register.values():
        assert entry.why is not None
        for text in (entry.question, entry.why, *(reading.text for reading in entry.readings.values())):
            check_text(text)


# Values


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_decision_is_a_value(question: Question) -> None:
    decision = question.ask()
    assert decision == question.ask()
    assert hash(decision) == hash(question.ask())
    assert pickle.loads(pickle.dumps(decision)) == decision
    assert copy.deepcopy(decision) == decision
    adapter = TypeAdapter[Decision[Any]](DECIDED[question.name.replace("-", "_")])
    assert adapter.validate_json(adapter.dump_json(decision)) == decision
    assert adapter.validate_python(adapter.dump_python(decision)) == decision


@pytest.mark.parametrize("name", CONTRACTS)
def test_decision_of_an_applied_policy_is_a_value(name: str) -> None:
    hints = decided_by(AppliedPolicy)
    answers = tuple(asked_of(POLICY.apply(CONTRACTS[name])))
    again = tuple(asked_of(POLICY.apply(CONTRACTS[name])))
    assert answers == again
    assert hash(answers) == hash(again)
    assert pickle.loads(pickle.dumps(answers)) == answers
    for question, decision in answers:
        adapter = TypeAdapter[Decision[Any]](hints[question])
        assert adapter.validate_json(adapter.dump_json(decision)) == decision


@pytest.mark.parametrize("hint", [*{str(hint): hint for hint in DECIDED.values()}.values()], ids=str)
def test_decision_has_a_json_schema(hint: Any) -> None:
    assert get_origin(hint) is Decision
    for mode in ("validation", "serialization"):
        schema = json.dumps(TypeAdapter(hint).json_schema(mode=mode))
        assert "basis" in schema
        assert "interpreted" in schema


def test_decision_never_changes() -> None:
    decision = POLICY.delivery("premium", "service-review")
    for field in fields(decision):
        with pytest.raises(FrozenInstanceError):
            setattr(decision, field.name, None)
    for part, name in ((decision.reason, "fr"), (decision.reason, "write"), (decision.citations[0], "id")):
        with pytest.raises((AttributeError, TypeError)):
            setattr(part, name, "changed")
    with pytest.raises(FrozenInstanceError):
        setattr(decision.value, "frequency", "weekly")  # noqa: B010 - the type checker knows better
    assert POLICY.delivery("premium", "service-review").value == decision.value


def test_decision_has_no_truth_value() -> None:
    for decision in (POLICY.entitlement("standard", "maintenance"), POLICY.response_target("tsam")):
        with pytest.raises(
            TypeError, match=r"has no truth value: .*n'a pas de valeur de vérité : "
        ) as refused:
            bool(decision)
        assert str(refused.value).count(".value") == 2


def test_an_attribute_is_judged_where_the_answer_is_known_without_it() -> None:
    assert POLICY.entitlement("premium", "risk-mitigation").value is True
    with pytest.raises(PolicyError, match="PSP722"):
        POLICY.entitlement("premium", "risk-mitigation", region="emea")


def test_the_policy_names_its_version_and_digest() -> None:
    assert POLICY.version == "1.0.0"
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", POLICY.digest)


@pytest.mark.parametrize(
    ("mapping", "first"),
    [
        ("offerings", ("tsam", "standard", "premium")),
        ("services", ("customer-enablement", "service-review", "maintenance", "upgrade-planning")),
        ("statements", ("title", "overview-need")),
        ("register", ("document-date", "response-receipt")),
    ],
)
def test_mapping_is_read_only_and_in_source_order(mapping: str, first: tuple[str, ...]) -> None:
    found: Any = getattr(POLICY, mapping)
    assert tuple(found)[: len(first)] == first
    with pytest.raises(TypeError):
        found[first[0]] = None
    with pytest.raises(TypeError):
        del found[first[0]]


def test_statements_are_in_source_order() -> None:
    sections = [statement.section for statement in POLICY.statements.values()]
    assert list(dict.fromkeys(sections)) == list(POLICY.files.source.sections)
    assert sections == sorted(sections, key=list(dict.fromkeys(sections)).index)


APPLIED = POLICY.apply(CONTRACTS["premium, agreed hours"])
OTHER = POLICY.apply(CONTRACTS["premium, away"])


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        pytest.param(POLICY, load_policy(), "1.0.0", id="policy"),
        pytest.param(
            CONTRACTS["premium, agreed hours"],
            Contract.model_validate({"offering": "premium", **PARIS, **TERMS["agreed hours"]}),
            CONTRACTS["premium, away"],
            id="contract with hours",
        ),
        pytest.param(
            CONTRACTS["premium, usual"],
            Contract.model_validate({"offering": "premium", **PARIS}),
            CONTRACTS["standard, usual"],
            id="contract",
        ),
        pytest.param(APPLIED, POLICY.apply(CONTRACTS["premium, agreed hours"]), OTHER, id="applied policy"),
    ],
)
class TestPolicyContractAndAppliedPolicyAreValues:
    def test_compares(self, one: Any, same: Any, other: Any) -> None:
        assert one == same
        assert one != other
        assert one != "something else"

    def test_hashes(self, one: Any, same: Any, other: Any) -> None:
        assert len({one, same, other}) == 2

    def test_pickles(self, one: Any, same: Any, other: Any) -> None:
        assert pickle.loads(pickle.dumps(one)) == one

    def test_copies(self, one: Any, same: Any, other: Any) -> None:
        assert copy.copy(one) == one
        assert copy.deepcopy(one) == one

    def test_never_changes(self, one: Any, same: Any, other: Any) -> None:
        for name in ("offering", "version", "contract", "something_new"):
            with pytest.raises((AttributeError, TypeError, ValueError)):
                setattr(one, name, "changed")

    def test_has_a_repr(self, one: Any, same: Any, other: Any) -> None:
        assert "1.0.0" in repr(one) or "premium" in repr(one)


def test_pickled_applied_policy_answers_alike() -> None:
    again: AppliedPolicy = pickle.loads(pickle.dumps(APPLIED))
    assert tuple(asked_of(again)) == tuple(asked_of(APPLIED))


# Ids that do not exist


def with_a_slip(arguments: tuple[str, ...], index: int) -> tuple[str, ...]:
    return (*arguments[:index], f"{arguments[index][:-1]}z", *arguments[index + 1 :])


TAKERS: list[tuple[str, Callable[..., object], tuple[str, ...], int]] = [
    (f"{question}, argument {index}", partial(POLICY.ask, question.name), question.arguments, index)
    for question in {each.name: each for each in QUESTIONS}.values()
    for index in range(len(question.arguments))
] + [
    ("offerings_for", POLICY.offerings_for, ("on-premises",), 0),
    ("entitlements", POLICY.entitlements, ("standard",), 0),
    ("compare, before", POLICY.compare, ("standard", "premium"), 0),
    ("compare, after", POLICY.compare, ("standard", "premium"), 1),
    ("applied.entitlement", APPLIED.entitlement, ("maintenance",), 0),
    ("applied.delivery", APPLIED.delivery, ("maintenance",), 0),
    ("applied.limit", APPLIED.limit, ("open-cases",), 0),
    ("applied.target", APPLIED.target, ("response",), 0),
    ("reading", POLICY.reading, ("response-expiry",), 0),
    ("ask", lambda name: POLICY.ask(name, "premium"), ("language",), 0),
]


@pytest.mark.parametrize(
    ("ask", "arguments", "index"), [taker[1:] for taker in TAKERS], ids=[taker[0] for taker in TAKERS]
)
def test_unknown_id_names_the_near_one(
    ask: Callable[..., object], arguments: tuple[str, ...], index: int
) -> None:
    asked = with_a_slip(arguments, index)
    with pytest.raises(UnknownIdError) as caught:
        ask(*asked)
    (problem,) = caught.value.problems
    for language in (caught.value.write("fr"), caught.value.write("en")):
        assert asked[index] in language
        assert arguments[index] in language
    assert problem.message.fr != problem.message.en
    assert problem.hint.fr != problem.hint.en


def test_unknown_id_far_from_all_lists_what_there_is() -> None:
    with pytest.raises(UnknownIdError) as caught:
        POLICY.charge("xyz")
    assert all(name in str(caught.value) for name in OFFERINGS)


# What importing and asking cost

WATCH = """
import os, sys
opened, asked = [], []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
read = type(os.environ).__getitem__
def watched(self, key):
    frame = sys._getframe(1)
    while frame.f_globals.get("__name__") in ("os", "_collections_abc", "collections.abc"):
        frame = frame.f_back
    asked.append(frame.f_globals.get("__name__", ""))
    return read(self, key)
type(os.environ).__getitem__ = watched
import ptc_service_policy
{then}
import json
print(json.dumps([opened, asked, sorted(sys.modules)]))
"""


def watch(then: str = "") -> tuple[list[str], list[str], set[str]]:
    """Import the package in a fresh interpreter: files opened, modules that read the environment, modules."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH.replace("{then}", then)], check=True, capture_output=True, text=True
    )
    opened, asked, modules = json.loads(done.stdout)
    return opened, asked, set(modules)


ON_DEMAND = {"jsonschema", "dateutil", "holidays", "typer", "rich"}


def test_importing_reads_nothing_but_code() -> None:
    opened, asked, modules = watch()
    own = [name for name in opened if str(PACKAGE.parent) in name]
    assert own
    assert {Path(name).suffix.split(".")[0] or Path(name).suffix for name in own} <= {".py", ".pyc"}
    assert not [name for name in opened if name.endswith((".yaml", ".yml", ".json", ".toml"))]
    assert not [name for name in asked if name.startswith("ptc_service_policy")]
    assert not ON_DEMAND & modules


def test_importing_leaves_business_time_to_who_counts_in_it() -> None:
    *_, modules = watch()
    assert not [name for name in modules if name.startswith("ptc_service_policy.business_time")]


def test_questions_without_a_contract_load_nothing_heavy() -> None:
    then = "ptc_service_policy.load_policy().response_target('premium').reason.fr"
    opened, asked, modules = watch(then)
    assert [name for name in opened if name.endswith("service-levels.yaml")]
    assert not [name for name in asked if name.startswith("ptc_service_policy")]
    assert not ON_DEMAND & modules


def test_every_public_name_can_be_imported() -> None:
    for name in ptc_service_policy.__all__:
        assert getattr(ptc_service_policy, name) is not None
        assert name in dir(ptc_service_policy)
    with pytest.raises(AttributeError):
        ptc_service_policy.no_such_name  # noqa: B018 - asking is the point


CLOCKS = {"now", "today", "utcnow", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
WINGS = ("business_time", "model", "loading", "settling", "topics", "evaluation", "errors")


@pytest.mark.parametrize(
    "module",
    sorted([*PACKAGE.glob("*.py"), *(path for wing in WINGS for path in (PACKAGE / wing).rglob("*.py"))]),
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_module_reads_a_clock_or_the_environment(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not attributes & (CLOCKS | {"environ", "getenv"})
    assert not imported & {"time", "os.environ", "socket", "urllib.request"}


def test_public_values_are_frozen() -> None:
    for name in ptc_service_policy.__all__:
        kind = getattr(ptc_service_policy, name)
        if isinstance(kind, type) and is_dataclass(kind):
            assert kind.__dataclass_params__.frozen, name  # type: ignore[attr-defined]
