"""Every wrong argument of what answers columns is refused as such, in both languages."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from tests.embedding.test_wrong_arguments import AT, CONTRACT, POLICY, WRONG

from ptc_service_policy import ContractHistory, PolicyError, Portfolio, Problem
from ptc_service_policy.columns import (
    AppliedPolicies,
    AvailabilityQuestion,
    DueQuestion,
    ElapsedQuestion,
    with_pauses,
)
from ptc_service_policy.columns import duckdb as in_duckdb
from ptc_service_policy.columns import pandas as in_pandas
from ptc_service_policy.columns import polars as in_polars

ROWS = pa.table(
    {"contract": ["acme"], **dict.fromkeys(("received_at", "at", "start", "end"), pa.array([AT]))}
)
APPLIED = AppliedPolicies(POLICY, {"acme": CONTRACT})
ONE = POLICY.apply(CONTRACT)
DAY = date(2026, 5, 1)
CONNECTION = duckdb.connect()


def with_key(given: Any) -> dict[Any, Any]:
    """Make a dict with a wrong key; what cannot be one is no mistake of this kind."""
    try:
        return {given: CONTRACT}
    except TypeError:
        return {7: CONTRACT}


ATTEMPTS: dict[str, Callable[[Any], Any]] = {
    "AppliedPolicies policy": lambda given: AppliedPolicies(given, {"acme": CONTRACT}),
    "AppliedPolicies contracts": lambda given: AppliedPolicies(POLICY, given),
    "AppliedPolicies key": lambda given: AppliedPolicies(POLICY, with_key(given)).answer(ROWS, DueQuestion()),
    "answer requests": lambda given: APPLIED.answer(given, DueQuestion()),
    "answer question": lambda given: APPLIED.answer(ROWS, given),
    "with_pauses requests": lambda given: with_pauses(given, ROWS),
    "with_pauses pauses": lambda given: with_pauses(ROWS, given),
    "with_pauses request": lambda given: with_pauses(ROWS, ROWS, request=given),
    "with_pauses column": lambda given: with_pauses(ROWS, ROWS, request="contract", column=given),
    "pandas frame": lambda given: in_pandas.answer(given, APPLIED, DueQuestion()),
    "pandas applied": lambda given: in_pandas.answer(ROWS.to_pandas(), given, DueQuestion()),
    "pandas question": lambda given: in_pandas.answer(ROWS.to_pandas(), APPLIED, given),
    "polars frame": lambda given: in_polars.answer(given, APPLIED, DueQuestion()),
    "polars applied": lambda given: in_polars.answer(pl.DataFrame(ROWS), given, DueQuestion()),
    "polars question": lambda given: in_polars.answer(pl.DataFrame(ROWS).lazy(), APPLIED, given),
    "duckdb applied": lambda given: in_duckdb.register(CONNECTION, given),
    "duckdb question": lambda given: in_duckdb.register(CONNECTION, APPLIED, asked=given),
    "portfolio key": lambda given: Portfolio(dict.fromkeys(with_key(given), ONE)).check_workload(
        {each: {"open-cases": 31} for each in with_key(given)}, on=DAY
    ),
    "history key": lambda given: ContractHistory(CONTRACT, {DAY: with_key(given)}),
    "contract update": lambda given: CONTRACT.model_copy(update=given),
    "contract update key": lambda given: CONTRACT.model_copy(update=with_key(given)),
} | {
    f"{kind.__name__} {field.name}": lambda given, kind=kind, name=field.name: APPLIED.answer(
        ROWS, kind(**{name: given})
    ).read_all()
    for kind in (DueQuestion, AvailabilityQuestion, ElapsedQuestion)
    for field in fields(kind)
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_wrong_is_said_in_both_languages(attempt: str) -> None:
    for given in (*WRONG, "\ud800"):
        problems: tuple[Problem, ...] = ()
        try:
            ATTEMPTS[attempt](given)
        except PolicyError as error:
            problems = error.problems
        except Exception as error:
            pytest.fail(f"{attempt}={given!r} raises {error!r}")
        assert all(each.message.fr and each.message.en for each in problems), given


@pytest.mark.parametrize("key", [None, 7, ("acme", 1), b"acme", "\ud800"])
def test_a_key_is_a_text(key: Any) -> None:
    for ask in (
        lambda: AppliedPolicies(POLICY, {"acme": CONTRACT, key: CONTRACT}),
        lambda: Portfolio({"acme": ONE, key: ONE}),
        lambda: ContractHistory(CONTRACT, {DAY: {key: "premium"}}),
        lambda: CONTRACT.model_copy(update={key: "premium"}),
    ):
        with pytest.raises(PolicyError, match="PSP607"):
            ask()
