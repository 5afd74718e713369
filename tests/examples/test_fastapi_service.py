"""The FastAPI example over real HTTP: answers, languages, problem documents, caching, OpenAPI."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from pydantic import TypeAdapter

from ptc_service_policy import Absence, Contract, Decision, Policy, RequestState, ResponseDue, load_policy

from .conftest import EXAMPLES, free_port, in_this_environment, serving

COMMAND = (
    ".venv/bin/python -m uvicorn --app-dir examples --factory fastapi_service.service:create_app --port 8000"
)
DUE = "/contracts/premium/response-due"
RECEIVED = {"received_at": "2026-04-03T16:30:00+02:00"}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    port = free_port()
    with (
        serving(in_this_environment(COMMAND, port), port, EXAMPLES.parent) as address,
        httpx.Client(base_url=address) as session,
    ):
        session.headers.pop("accept-language", None)
        yield session


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


@pytest.fixture(scope="module")
def expected(policy: Policy) -> Decision[ResponseDue | Absence | None]:
    applied = policy.apply(Contract.from_file(EXAMPLES / "contracts" / "premium.yaml"))
    return applied.response_due(datetime(2026, 4, 3, 16, 30, tzinfo=ZoneInfo("Europe/Paris")))


def test_the_decision_arrives_whole(
    client: httpx.Client, expected: Decision[ResponseDue | Absence | None]
) -> None:
    answer = client.get(DUE, params=RECEIVED).json()
    arrived = TypeAdapter(Decision[ResponseDue | Absence | None]).validate_python(answer["decision"])
    assert arrived == expected


def test_what_the_source_leaves_open_stays_open(client: httpx.Client) -> None:
    answer = client.get("/contracts/tsam/response-due", params=RECEIVED).json()
    assert (answer["decision"]["value"], answer["decision"]["basis"]) == (None, "unstated")


@pytest.mark.parametrize("offering", ["tsam", "standard", "premium"])
def test_entitlements(client: httpx.Client, policy: Policy, offering: str) -> None:
    for service in policy.services:
        answer = client.get(f"/offerings/{offering}/services/{service}").json()
        assert answer["decision"]["value"] is policy.entitlement(offering, service).value


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("fr", "fr"),
        ("FR-ca", "fr"),
        ("fr;q=0.8, en;q=0.7", "fr"),
        ("fr;q=0.7, en;q=0.8", "en"),
        ("fr;q=0.7,en-GB;q=0.701", "en"),
        ("en;q=0.5, fr;q=0.5", "en"),
        ("fr;q=0.5, en;q=0.5", "fr"),
        ("de, fr;q=0.1", "fr"),
        ("de", "en"),
        ("*", "en"),
        ("en;q=0.2, *", "fr"),
        ("fr;q=0.2, *;q=0.1", "fr"),
        ("en;q=0", "fr"),
        ("fr;q=0", "en"),
        ("en;q=0, *", "fr"),
        ("fr;q=0.9;x, en;q=0.1", "en"),
        ("fr;q=nan, en;q=0.1", "en"),
        ("fr;q=2, en;q=0.1", "en"),
        ("fr-FR;q=0.1, fr;q=0.9, en;q=0.5", "fr"),
        (",;,=", "en"),
    ],
)
def test_language(
    client: httpx.Client,
    expected: Decision[ResponseDue | Absence | None],
    accepted: str | None,
    language: Any,
) -> None:
    headers = {} if accepted is None else {"Accept-Language": accepted}
    response = client.get(DUE, params=RECEIVED, headers=headers)
    assert response.headers["content-language"] == language
    assert "accept-language" in response.headers["vary"].lower()
    assert (response.json()["language"], response.json()["reason"]) == (language, expected.reason[language])


@pytest.mark.parametrize(
    ("method", "address", "status", "code", "says"),
    [
        ("GET", "/offerings/premum/services/maintenance", 404, "PSP701", ("premium", "premium")),
        ("GET", "/offerings/premium/services/maintenence", 404, "PSP702", ("maintenance", "maintenance")),
        ("GET", f"{DUE}?received_at=2026-04-03T16:30:00", 422, "PSP601", ("fuseau horaire", "time zone")),
        ("GET", f"{DUE}?received_at=2150-04-03T16:30:00Z", 422, "PSP610", ("jours fériés", "holidays")),
        ("GET", f"{DUE}?received_at=tomorrow", 422, None, ("received_at", "received_at")),
        ("GET", DUE, 422, None, ("received_at", "received_at")),
        ("GET", "/contracts/nobody/availability?at=2026-04-03T16:30:00Z", 404, None, ("contrat", "contract")),
        ("GET", "/nowhere", 404, None, ("adresse", "address")),
        ("POST", f"{DUE}?received_at=2026-04-03T16:30:00Z", 405, None, ("méthode", "method")),
    ],
)
def test_a_refusal_is_a_problem_document(
    client: httpx.Client, method: str, address: str, status: int, code: str | None, says: tuple[str, str]
) -> None:
    for language, words in zip(("fr", "en"), says, strict=True):
        response = client.request(method, address, headers={"Accept-Language": language})
        problem = response.json()
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["content-language"] == language
        assert response.status_code == problem["status"] == status
        assert problem["instance"] == address.partition("?")[0]
        assert problem.get("code") == code
        assert problem["type"] == (f"tag:ptc.com,2026:service-policy:{code}" if code else "about:blank")
        assert words in " ".join((problem["title"], problem["detail"], problem.get("hint", "")))
    assert (status == 405) == ("allow" in response.headers)


def test_an_answer_is_sent_once(client: httpx.Client) -> None:
    first = client.get(DUE, params=RECEIVED)
    etag = first.headers["etag"]
    assert etag == f'"{sha256(first.content).hexdigest()[:32]}"'
    again = client.get(DUE, params=RECEIVED, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    changed = client.get(DUE, params=RECEIVED, headers={"If-None-Match": etag, "Accept-Language": "fr"})
    assert (changed.status_code, changed.headers["etag"] == etag) == (200, False)


CONTRACT = {
    "offering": "premium",
    "time_zone": "Europe/Paris",
    "holidays": "FR",
    "start": "2026-01-15",
    "end": "2026-12-31",
}
FRIDAY = {"received_at": "2026-04-03T16:30:00+02:00"}
STANDING: dict[str, Any] = {"contract": CONTRACT, "as_of": "2026-04-07T14:30:00+02:00", "requests": [FRIDAY]}


def instant(value: str) -> datetime:
    return datetime.fromisoformat(value)


def test_a_contract_in_the_body_is_told_how_its_requests_stand(client: httpx.Client, policy: Policy) -> None:
    requests: list[dict[str, Any]] = [
        FRIDAY,
        {**FRIDAY, "answered_at": "2026-04-07T12:00:00+02:00"},
        {**FRIDAY, "answered_at": "2026-04-07T15:00:00+02:00"},
        {**FRIDAY, "waits": [["2026-04-07T10:00:00+02:00", "2026-04-07T11:00:00+02:00"]]},
        {**FRIDAY, "waits": [["2026-04-07T11:00:00+02:00", None]]},
        {"received_at": "2026-04-01T16:30:00+02:00"},
    ]
    asked = {**STANDING, "requests": requests, "remind_at": [0.8, "PT1H"]}
    response = client.post("/states", json=asked, headers={"Accept-Language": "fr"})
    assert (response.status_code, response.headers["content-language"]) == (200, "fr")
    assert "etag" not in response.headers
    applied = policy.apply(Contract.model_validate(CONTRACT))
    decisions = TypeAdapter(Decision[RequestState | Absence | None])
    states = []
    for given, answer in zip(requests, response.json(), strict=True):
        arrived = decisions.validate_python(answer["decision"])
        assert arrived == applied.request_state(
            instant(given["received_at"]),
            as_of=instant(STANDING["as_of"]),
            answered_at=instant(given["answered_at"]) if "answered_at" in given else None,
            pauses=[(instant(begin), end and instant(end)) for begin, end in given.get("waits", ())],
            remind_at=[0.8, timedelta(hours=1)],
        )
        assert isinstance(arrived.value, RequestState)
        assert answer["reason"] == arrived.reason["fr"]
        states.append((arrived.value.state, arrived.value.share, len(arrived.value.reminders)))
    assert states == [
        ("running", 0.6875, 2),
        ("met", 0.375, 2),
        ("running", 0.6875, 2),
        ("running", 0.5625, 2),
        ("paused", 0.25, 2),
        ("overdue", 2.6875, 2),
    ]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"contract": {**CONTRACT, "time_zone": "Europe/Pari", "start": "2027-01-02"}},
            {"#/contract/time_zone": "PSP501", "#/contract/end": "PSP508"},
        ),
        ({"contract": {**CONTRACT, "offering": "premum"}}, {"#/contract/offering": "PSP510"}),
        ({"contract": {**CONTRACT, "a/b~c": 1}}, {"#/contract/a~1b~0c": "PSP201"}),
        ({"requests": [FRIDAY, {"received_at": "2027-04-03T16:30:00Z"}]}, {"#/requests/1": "PSP519"}),
        ({"requests": [{"received_at": "2026-04-03T16:30:00"}]}, {"#/requests/0": "PSP601"}),
        (
            {"requests": [FRIDAY, {}], "contract": {}},
            {
                **{f"#/contract/{key}": "PSP202" for key in ("offering", "time_zone", "holidays")},
                "#/requests/1/received_at": None,
            },
        ),
        ({"remind_at": ["soon"]}, {"#/remind_at/0/float": None, "#/remind_at/0/timedelta": None}),
    ],
)
def test_what_is_wrong_in_a_body_is_named_with_its_place(
    client: httpx.Client, changes: dict[str, Any], faults: dict[str, str | None]
) -> None:
    told = {}
    for language in ("fr", "en"):
        headers = {"Accept-Language": language}
        response = client.post("/states", json={**STANDING, **changes}, headers=headers)
        problem = response.json()
        assert (response.status_code, problem["status"]) == (422, 422)
        assert response.headers["content-type"] == "application/problem+json"
        found = {each["pointer"]: each.get("code") for each in problem["errors"]}
        assert found == faults
        told[language] = [each["detail"] for each in problem["errors"]]
    assert all(french != english for french, english in zip(told["fr"], told["en"], strict=True))


def test_a_body_that_is_no_json_is_refused_as_a_whole(client: httpx.Client) -> None:
    response = client.post("/states", content="{", headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert [each["pointer"] for each in response.json()["errors"]] == ["#"]


def test_the_openapi_document_describes_decisions_and_problems(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["info"]["version"] == "1.0.0"
    schemas = document["components"]["schemas"]
    decisions = [schema for name, schema in schemas.items() if name.startswith("Decision")]
    fields = {
        "value",
        "basis",
        "reason",
        "citations",
        "policy_version",
        "policy_digest",
        "firmness",
        "scope",
        "rules",
        "parts",
    }
    assert len(decisions) == 4
    assert all(set(schema["properties"]) == fields for schema in decisions)
    assert schemas["Basis"]["enum"] == ["stated", "agreed", "interpreted", "ambiguous", "unstated"]
    assert {"due", "earliest_due", "skipped", "bound"} == set(schemas["ResponseDue"]["properties"])
    assert {"contract", "as_of", "requests", "remind_at"} == set(schemas["Standing"]["properties"])
    assert {"offering", "time_zone", "holidays"} <= set(schemas["Contract"]["properties"])
    for route in (route for path in document["paths"].values() for route in path.values()):
        answers = route["responses"]
        answer = answers["200"]["content"]["application/json"]["schema"]
        answer = answer.get("items", answer)
        assert answer["$ref"].startswith("#/components/schemas/Answer")
        for status in ("404", "422"):
            assert list(answers[status]["content"]) == ["application/problem+json"]
        assert "accept-language" in [parameter["name"] for parameter in route["parameters"]]
