"""The FastAPI example over real HTTP: answers, languages, problem documents, caching, OpenAPI."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from pydantic import TypeAdapter

from ptc_service_policy import Absence, Contract, Decision, Policy, ResponseDue, load_policy

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
    again = client.get(DUE, params=RECEIVED, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    changed = client.get(DUE, params=RECEIVED, headers={"If-None-Match": etag, "Accept-Language": "fr"})
    assert (changed.status_code, changed.headers["etag"] == etag) == (200, False)


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
    }
    assert len(decisions) == 3
    assert all(set(schema["properties"]) == fields for schema in decisions)
    assert schemas["Basis"]["enum"] == ["stated", "agreed", "interpreted", "ambiguous", "unstated"]
    assert {"due", "earliest_due", "skipped", "bound"} == set(schemas["ResponseDue"]["properties"])
    for path in document["paths"].values():
        answers = path["get"]["responses"]
        assert answers["200"]["content"]["application/json"]["schema"]["$ref"].startswith(
            "#/components/schemas/Answer"
        )
        for status in ("404", "422"):
            assert list(answers[status]["content"]) == ["application/problem+json"]
        assert "accept-language" in [parameter["name"] for parameter in path["get"]["parameters"]]
