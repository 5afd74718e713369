"""The service: four questions, answered with the library's decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from pydantic import BaseModel

from fastapi_service import problems
from fastapi_service.caching import TaggedRoute
from fastapi_service.languages import SpokenLanguage
from ptc_service_policy import (
    Absence,
    AppliedPolicy,
    Availability,
    Contract,
    Decision,
    Entitled,
    InvalidContractError,
    Language,
    Policies,
    Policy,
    PolicyError,
    RequestState,
    ResponseDue,
    load_policies,
)

CONTRACTS = Path(__file__).parents[1] / "contracts"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """Hold a decision whole, and its reason once more in the caller's language."""

    language: Language
    reason: str
    decision: Decision[T]


class Received(BaseModel):
    """Hold what happened to a request; a wait that still goes on has None for its end."""

    received_at: datetime
    answered_at: datetime | None = None
    waits: tuple[tuple[datetime, datetime | None], ...] = ()


class Standing(BaseModel):
    """Ask how the requests under a contract stand; reminders are shares of the time, or times left."""

    contract: Contract
    as_of: datetime
    requests: tuple[Received, ...]
    remind_at: tuple[float | timedelta, ...] = ()


def answer(decision: Decision[T], language: Language) -> Answer[T]:
    """Answer with a decision."""
    return Answer(language, decision.reason[language], decision)


async def loaded_policy(request: Request) -> Policy:
    """Return the policy that the service answers from."""
    policy: Policy = request.app.state.policy
    return policy


async def loaded_policies(request: Request) -> Policies:
    """Return all versions, each of which governs contracts of its days."""
    policies: Policies = request.app.state.policies
    return policies


async def applied_policy(contract: str, request: Request) -> AppliedPolicy:
    """Return the contract of the address, with the policy applied to it."""
    applied_policies: Mapping[str, AppliedPolicy] = request.app.state.applied_policies
    if contract not in applied_policies:
        raise HTTPException(404)
    return applied_policies[contract]


LoadedPolicy = Annotated[Policy, Depends(loaded_policy)]
LoadedPolicies = Annotated[Policies, Depends(loaded_policies)]
PolicyForContract = Annotated[AppliedPolicy, Depends(applied_policy)]
Instant = Annotated[datetime, Query(examples=["2026-04-03T16:30:00+02:00"])]

router = APIRouter(route_class=TaggedRoute, responses=problems.REFUSALS)
posted = APIRouter(responses=problems.REFUSALS)


@router.get("/offerings/{offering}/services/{service}")
async def entitlement(
    offering: str, service: str, policy: LoadedPolicy, language: SpokenLanguage
) -> Answer[bool | Entitled | Absence | None]:
    """Tell whether an offering includes a service."""
    return answer(policy.entitlement(offering, service), language)


@router.get("/contracts/{contract}/response-due")
async def response_due(
    applied: PolicyForContract, received_at: Instant, language: SpokenLanguage
) -> Answer[ResponseDue | Absence | None]:
    """Tell by when the manager responds to a request."""
    return answer(applied.response_due(received_at), language)


@router.get("/contracts/{contract}/availability")
async def availability(
    applied: PolicyForContract, at: Instant, language: SpokenLanguage
) -> Answer[Availability | Absence | None]:
    """Tell whether the manager can be reached at an instant."""
    return answer(applied.availability(at), language)


@posted.post("/states")
async def states(
    asked: Standing, policies: LoadedPolicies, language: SpokenLanguage
) -> tuple[Answer[RequestState | Absence | None], ...]:
    """Tell how requests stand, each under the version that governs the contract on the day of its receipt."""
    try:
        applied = policies.apply(asked.contract)
    except InvalidContractError as error:
        raise problems.wrong_body(error, "contract") from None
    found = []
    for number, each in enumerate(asked.requests):
        try:
            state = applied.request_state(
                each.received_at,
                as_of=asked.as_of,
                answered_at=each.answered_at,
                pauses=each.waits,
                remind_at=asked.remind_at,
            )
        except InvalidContractError as error:
            raise problems.wrong_body(error, "contract") from None
        except PolicyError as error:
            raise problems.wrong_body(error, "requests", number) from None
        found.append(answer(state, language))
    return tuple(found)


def create_app(contracts: Path = CONTRACTS) -> FastAPI:
    """Load the policies, apply the newest to every contract of a folder, and build the service."""
    policies = load_policies()
    policy = policies.newest
    app = FastAPI(title="PTC service policy", version=policy.version)
    app.state.policies = policies
    app.state.policy = policy
    app.state.applied_policies = {
        path.stem: policy.apply(Contract.from_file(path)) for path in contracts.glob("*.yaml")
    }
    app.include_router(router)
    app.include_router(posted)
    problems.install(app)
    return app
