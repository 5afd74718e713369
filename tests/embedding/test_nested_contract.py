"""A contract inside another model behaves as one of pydantic's own: its faults have their place there."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Body, FastAPI
from pydantic import BaseModel, TypeAdapter, ValidationError

from ptc_service_policy import Contract, InvalidContractError, PolicyError, load_policy

GOOD: dict[str, Any] = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
WRONG: dict[str, Any] = {**GOOD, "time_zone": "Europe/Pari", "start": "2026-01-02", "end": "2026-01-01"}
FAULTS = {("time_zone",): "PSP501", ("end",): "PSP508"}


class Order(BaseModel):
    number: int
    contract: Contract
    others: dict[str, Contract] = {}
    either: Contract | int = 0


def faults(error: ValidationError, *inside: str | int) -> dict[tuple[Any, ...], str]:
    found = {}
    for each in error.errors():
        if each["type"] == "contract" and each["loc"][: len(inside)] == inside:
            found[each["loc"][len(inside) :]] = each["ctx"]["code"]
    return found


def test_its_faults_stand_beside_those_of_its_siblings() -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"number": "x", "contract": WRONG, "others": {"a": WRONG, "b": GOOD}})
    assert faults(caught.value, "contract") == FAULTS
    assert faults(caught.value, "others", "a") == FAULTS
    assert ("number",) in {each["loc"] for each in caught.value.errors()}
    assert len(caught.value.errors()) == 5
    assert "PSP501" in caught.value.json()


def test_its_faults_are_told_in_both_languages() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(list[Contract]).validate_python([GOOD, {**GOOD, "time_zone": "{name}"}])
    (detail,) = caught.value.errors()
    assert detail["loc"] == (1, "time_zone")
    assert "{name}" in detail["msg"]
    assert "fuseau horaire" in detail["ctx"]["message"]["fr"]
    assert "time zone" in detail["ctx"]["message"]["en"]


def test_a_union_goes_on_to_its_next_member() -> None:
    assert Order.model_validate({"number": 1, "contract": GOOD, "either": 7}).either == 7
    assert isinstance(Order.model_validate({"number": 1, "contract": GOOD, "either": GOOD}).either, Contract)
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"number": 1, "contract": GOOD, "either": WRONG})
    places = {each["loc"] for each in caught.value.errors()}
    assert places == {("either", "Contract", "time_zone"), ("either", "Contract", "end"), ("either", "int")}


MISPLACED: list[tuple[Any, dict[tuple[str, ...], Any]]] = [
    ({}, {("offering",): {}, ("time_zone",): {}, ("holidays",): {}}),
    ({**GOOD, "hours": {"weekly": "always"}}, {("hours", "approved_by"): {"weekly": "always"}}),
    ({**GOOD, "time_zone": "Europe/Pari"}, {("time_zone",): "Europe/Pari"}),
    (7, {(): 7}),
]


@pytest.mark.parametrize(("contract", "expected"), MISPLACED)
def test_each_fault_has_its_key_and_what_was_given(
    contract: Any, expected: dict[tuple[str, ...], Any]
) -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"number": 1, "contract": contract})
    found = {each["loc"]: each["input"] for each in caught.value.errors()}
    assert found == {("contract", *place): given for place, given in expected.items()}
    with pytest.raises(InvalidContractError) as alone:
        Contract.model_validate(contract)
    assert [each.path for each in alone.value.problems] == [*expected]


def test_it_comes_back_equal_from_json() -> None:
    order = Order.model_validate(
        {"number": 1, "contract": GOOD, "others": {"a": {**GOOD, "start": "2026-01-15"}}}
    )
    assert Order.model_validate_json(order.model_dump_json()) == order
    assert Order.model_validate(order.model_dump()) == order


ALONE = (
    lambda: Contract(**WRONG),
    lambda: Contract.model_validate(WRONG),
    lambda: Contract.model_validate_json('{"offering": "premium", "time_zone": "x", "holidays": "FR"}'),
    lambda: Contract.model_validate_json("{"),
    lambda: Contract.model_validate_strings({"offering": "premium"}),
    lambda: Contract.model_validate(7),
)


@pytest.mark.parametrize("make", ALONE)
def test_alone_it_raises_its_own_error_which_is_a_value_error(make: Any) -> None:
    with pytest.raises(InvalidContractError) as caught:
        make()
    assert isinstance(caught.value, PolicyError)
    assert isinstance(caught.value, ValueError)
    assert all(problem.code.startswith("PSP") for problem in caught.value.problems)


def test_a_body_with_a_wrong_contract_is_unprocessable() -> None:
    app = FastAPI()
    policy = load_policy("1.0.0")

    @app.post("/due")
    def due(order: Order, received_at: datetime) -> datetime:
        value = policy.apply(order.contract).response_due(received_at).value
        assert value is not None
        return value.due  # type: ignore[union-attr]

    told = asyncio.run(post(app, {"number": 1, "contract": GOOD}))
    assert (told.status_code, told.json()) == (200, "2026-04-07T17:00:00+02:00")
    refused = asyncio.run(post(app, {"number": "x", "contract": WRONG}))
    assert refused.status_code == 422
    places = {tuple(each["loc"]): each.get("ctx", {}).get("code") for each in refused.json()["detail"]}
    assert places == {
        ("body", "number"): None,
        ("body", "contract", "time_zone"): "PSP501",
        ("body", "contract", "end"): "PSP508",
    }


def test_a_body_may_be_a_contract_alone() -> None:
    app = FastAPI()

    @app.post("/due")
    def offering(contract: Annotated[Contract, Body()]) -> str:
        return contract.offering

    assert asyncio.run(post(app, GOOD)).json() == "premium"
    refused = asyncio.run(post(app, {**GOOD, "time_zone": "Europe/Pari"}))
    assert refused.status_code == 422
    assert [each["loc"] for each in refused.json()["detail"]] == [["body", "time_zone"]]


async def post(app: FastAPI, order: dict[str, Any]) -> httpx.Response:
    at = {"received_at": "2026-04-03T16:30:00+02:00"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.post("/due", params=at, json=order)


class Day(date):
    """A date of another kind, as pendulum and frozen time have."""


def test_dates_of_another_kind_are_dates() -> None:
    contract = Contract(**GOOD, start=Day(2026, 1, 15), end=Day(2026, 12, 31))
    assert type(contract.start) is date
    assert contract == Contract(**GOOD, start=date(2026, 1, 15), end=date(2026, 12, 31))
    applied = load_policy(as_of=Day(2026, 4, 1)).apply(contract)
    assert applied.obligations(Day(2026, 4, 1), Day(2026, 5, 1), as_of=Day(2026, 4, 2))
    assert applied.on(Day(2026, 4, 1)) is applied
    with pytest.raises(InvalidContractError, match="PSP205"):
        Contract(**GOOD, start=datetime(2026, 1, 15) + timedelta())  # noqa: DTZ001 - no date
