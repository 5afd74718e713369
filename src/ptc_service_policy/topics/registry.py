"""Every topic, in the order of the customer's interest."""

from functools import cache
from typing import Any

from ptc_service_policy.errors import UnknownIdError, knows, suggest
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.availability import AVAILABILITY, NEXT_AVAILABLE, WINDOWS
from ptc_service_policy.topics.charge import CHARGE
from ptc_service_policy.topics.commitment import COMMITMENT
from ptc_service_policy.topics.delivery import DELIVERY
from ptc_service_policy.topics.deployment import DEPLOYMENT
from ptc_service_policy.topics.due import DUE
from ptc_service_policy.topics.entitlement import ENTITLEMENT
from ptc_service_policy.topics.exception import EXCEPTION
from ptc_service_policy.topics.language import LANGUAGE
from ptc_service_policy.topics.limit import LIMIT
from ptc_service_policy.topics.meetings import MEETINGS
from ptc_service_policy.topics.obligations import OBLIGATIONS
from ptc_service_policy.topics.on_request import ON_REQUEST
from ptc_service_policy.topics.request_state import REQUEST_STATE
from ptc_service_policy.topics.rights import ADDITIONAL_OFFERING, SHARED_MANAGER
from ptc_service_policy.topics.sale import SALE
from ptc_service_policy.topics.stand_in import STAND_IN
from ptc_service_policy.topics.target import TARGET
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.working_hours import WORKING_HOURS
from ptc_service_policy.topics.workload import WORKLOAD

_TOPICS: tuple[Topic[Any], ...] = (
    DEPLOYMENT,
    CHARGE,
    ENTITLEMENT,
    DELIVERY,
    OBLIGATIONS,
    TARGET,
    DUE,
    REQUEST_STATE,
    WORKING_HOURS,
    EXCEPTION,
    ON_REQUEST,
    AVAILABILITY,
    NEXT_AVAILABLE,
    WINDOWS,
    STAND_IN,
    MEETINGS,
    LANGUAGE,
    LIMIT,
    WORKLOAD,
    ADDITIONAL_OFFERING,
    SHARED_MANAGER,
    SALE,
    COMMITMENT,
)


def topics() -> tuple[Topic[Any], ...]:
    """Return every topic."""
    return _TOPICS


@cache
def _by_name(known: tuple[Topic[Any], ...]) -> dict[str, Topic[Any]]:
    return {each.name: each for each in known}


def topic(name: str) -> Topic[Any]:
    """Return a topic by its name; raise UnknownIdError, which lists the near ones, if there is none."""
    known = _by_name(topics())
    if not knows(known, name):
        raise UnknownIdError.of("PSP718", id=name, suggestion=suggest(name, known))
    return known[name]


def name_clause(file: str, key: str) -> LocalizedText | None:
    """Name the clause that stands alone under a key of a file; None where there is none."""
    return next((each.label for each in topics() if each.address == f"{file}.{key}"), None)
