"""PTC's service-management offerings as policy data, and exact, explained answers from it.

Start with ``load_policy`` and ``Contract``.
"""

from typing import TYPE_CHECKING, Any

from ptc_service_policy.decisions import Basis, Citation, Decision, Firmness, PartBasis
from ptc_service_policy.errors import (
    BusinessTimeError,
    CoverageError,
    InvalidContractError,
    InvalidPolicyError,
    InvalidRecordError,
    MissingAttributeError,
    NaiveDatetimeError,
    NotInForceError,
    OutsideContractError,
    PolicyError,
    PolicyNotFoundError,
    Problem,
    UnknownIdError,
    UnstatedError,
)
from ptc_service_policy.evaluation.load import load_policies, load_policy
from ptc_service_policy.evaluation.policies import Policies
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.engagement import Limit
from ptc_service_policy.model.entitlements import Entitled
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.service_levels import Target
from ptc_service_policy.model.spans import Span
from ptc_service_policy.text import Language, LocalizedText

if TYPE_CHECKING:
    from ptc_service_policy.business_time import (
        NO_HOLIDAYS,
        BusinessCalendar,
        BusinessDays,
        Closure,
        Convention,
        Holiday,
        ListedHolidays,
        PublicHolidays,
        SkippedDay,
        Window,
    )
    from ptc_service_policy.business_time.zones import ZoneData
    from ptc_service_policy.evaluation.applied import AppliedPolicy
    from ptc_service_policy.evaluation.applied_history import AppliedHistory
    from ptc_service_policy.evaluation.comparison import Comparison, Difference
    from ptc_service_policy.evaluation.environment import Environment, environment
    from ptc_service_policy.evaluation.history import ContractHistory
    from ptc_service_policy.evaluation.portfolio import Portfolio
    from ptc_service_policy.evaluation.records import Record, RecordedAnswer, RecordedQuestion
    from ptc_service_policy.evaluation.replaying import Replay, ReplayDifference, replay
    from ptc_service_policy.evaluation.standing import RecordedHolidays, RecordedZone
    from ptc_service_policy.settling.contract import Contract
    from ptc_service_policy.topics.availability import Availability
    from ptc_service_policy.topics.due import ResponseDue
    from ptc_service_policy.topics.obligations import Obligation
    from ptc_service_policy.topics.reported import Delivered, Happened
    from ptc_service_policy.topics.request_state import RequestState
    from ptc_service_policy.topics.workload import Finding

__all__ = [
    "NO_HOLIDAYS",
    "Absence",
    "AppliedHistory",
    "AppliedPolicy",
    "Availability",
    "Basis",
    "BusinessCalendar",
    "BusinessDays",
    "BusinessTimeError",
    "Citation",
    "Closure",
    "Comparison",
    "Contract",
    "ContractHistory",
    "Convention",
    "CoverageError",
    "Decision",
    "Delivered",
    "Delivery",
    "Difference",
    "Entitled",
    "Environment",
    "Finding",
    "Firmness",
    "Happened",
    "Holiday",
    "InvalidContractError",
    "InvalidPolicyError",
    "InvalidRecordError",
    "Language",
    "Limit",
    "ListedHolidays",
    "LocalizedText",
    "MissingAttributeError",
    "NaiveDatetimeError",
    "NotInForceError",
    "Obligation",
    "OutsideContractError",
    "PartBasis",
    "Policies",
    "Policy",
    "PolicyError",
    "PolicyNotFoundError",
    "Portfolio",
    "Problem",
    "PublicHolidays",
    "Record",
    "RecordedAnswer",
    "RecordedHolidays",
    "RecordedQuestion",
    "RecordedZone",
    "Replay",
    "ReplayDifference",
    "RequestState",
    "ResponseDue",
    "SkippedDay",
    "Span",
    "Target",
    "UnknownIdError",
    "UnstatedError",
    "Window",
    "ZoneData",
    "environment",
    "load_policies",
    "load_policy",
    "replay",
]

# What only some callers need is imported when they first ask for it: importing the library stays cheap.
_ON_DEMAND = {
    "Availability": "topics.availability",
    "BusinessCalendar": "business_time",
    "BusinessDays": "business_time",
    "Closure": "business_time",
    "Comparison": "evaluation.comparison",
    "Contract": "settling.contract",
    "ContractHistory": "evaluation.history",
    "Convention": "business_time",
    "Delivered": "topics.reported",
    "Difference": "evaluation.comparison",
    "AppliedHistory": "evaluation.applied_history",
    "AppliedPolicy": "evaluation.applied",
    "Environment": "evaluation.environment",
    "Finding": "topics.workload",
    "Happened": "topics.reported",
    "Holiday": "business_time",
    "ListedHolidays": "business_time",
    "NO_HOLIDAYS": "business_time",
    "Obligation": "topics.obligations",
    "Portfolio": "evaluation.portfolio",
    "PublicHolidays": "business_time",
    "Record": "evaluation.records",
    "RecordedAnswer": "evaluation.records",
    "RecordedHolidays": "evaluation.standing",
    "RecordedQuestion": "evaluation.records",
    "RecordedZone": "evaluation.standing",
    "Replay": "evaluation.replaying",
    "ReplayDifference": "evaluation.replaying",
    "RequestState": "topics.request_state",
    "ResponseDue": "topics.due",
    "SkippedDay": "business_time",
    "Window": "business_time",
    "ZoneData": "business_time.zones",
    "environment": "evaluation.environment",
    "replay": "evaluation.replaying",
}


def __getattr__(name: str) -> Any:
    """Import a public name on demand, and look up the version of the library."""
    if name == "__version__":
        from importlib.metadata import version

        return version(__name__.replace("_", "-"))
    if name not in _ON_DEMAND:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_ON_DEMAND[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted({*globals(), *__all__})
