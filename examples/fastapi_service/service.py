"""The service: three questions, answered with the library's decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request

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
    Language,
    Policy,
    ResponseDue,
    load_policy,
)

CONTRACTS = Path(__file__).parents[1] / "contracts"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """Hold a decision whole, and its reason once more in the caller's language."""

    language: Language
    reason: str
    decision: Decision[T]


def answer(decision: Decision[T], language: Language) -> Answer[T]:
    """Answer with a decision."""
    return Answer(language, decision.reason[language], decision)


async def loaded_policy(request: Request) -> Policy:
    """Return the policy that the service answers from."""
    policy: Policy = request.app.state.policy
    return policy


async def applied_policy(contract: str, request: Request) -> AppliedPolicy:
    """Return the contract of the address, with the policy applied to it."""
    applied_policies: Mapping[str, AppliedPolicy] = request.app.state.applied_policies
    if contract not in applied_policies:
        raise HTTPException(404)
    return applied_policies[contract]


LoadedPolicy = Annotated[Policy, Depends(loaded_policy)]
PolicyForContract = Annotated[AppliedPolicy, Depends(applied_policy)]
Instant = Annotated[datetime, Query(examples=["2026-04-03T16:30:00+02:00"])]

router = APIRouter(route_class=TaggedRoute, responses=problems.REFUSALS)


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


def create_app(contracts: Path = CONTRACTS) -> FastAPI:
    """Load the policy, apply it to every contract of a folder, and build the service."""
    policy = load_policy()
    app = FastAPI(title="PTC service policy", version=policy.version)
    app.state.policy = policy
    app.state.applied_policies = {
        path.stem: policy.apply(Contract.from_file(path)) for path in contracts.glob("*.yaml")
    }
    app.include_router(router)
    problems.install(app)
    return app
