"""Explaining why single rows have no answer."""

from datetime import timedelta
from functools import lru_cache

from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.business_time.rules import FIRST_DAY, LAST_DAY
from ptc_service_policy.columns.engagements import Engagements
from ptc_service_policy.errors import PolicyError, Problem, describe
from ptc_service_policy.evaluation.engagement import Engagement


class Explanations:
    """Say in words why requests have no due instant."""

    def __init__(self, engagements: Engagements) -> None:
        self._engagements = engagements
        self._engage = lru_cache(maxsize=256)(self._engage_one)

    def explain(self, code: str, key: str, instant: int | None, where: str, value: str) -> Problem:
        """Return the problem of one row.

        Args:
            code: the reason that the answer gives.
            key: the key of the contract.
            instant: when the request came in, in microseconds since the epoch, where it can be read.
            where: the name of the column that is at fault.
            value: what stands there.
        """
        if code == "PSP610" and instant is not None:
            try:
                self._engage(key).response_due(EPOCH + timedelta(microseconds=instant))
            except PolicyError as error:
                return error.problems[0]
        if code == "PSP611":
            return describe(code, first=FIRST_DAY.year, last=LAST_DAY.year)
        return describe(code, key=key, where=where, value=value)

    def _engage_one(self, key: str) -> Engagement:
        return self._engagements.policy.engage(self._engagements.contracts[key])
