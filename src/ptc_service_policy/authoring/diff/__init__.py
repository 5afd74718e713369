"""What changes for the customer from one version of the policy to another."""

from ptc_service_policy.authoring.diff.bump import (
    Bump,
    demanded_bump,
    is_enough,
    least_version,
    texts_to_confirm,
)
from ptc_service_policy.authoring.diff.calendars import find_unlike_calendars
from ptc_service_policy.authoring.diff.changes import Change, Edit, Following, Place
from ptc_service_policy.authoring.diff.comparing import (
    Compared,
    compare_editions,
    compare_with_contracts,
)
from ptc_service_policy.authoring.diff.contracts import Refusal
from ptc_service_policy.authoring.diff.edition import Edition, read_edition
from ptc_service_policy.authoring.diff.notice import write_notice
from ptc_service_policy.authoring.diff.withdrawals import find_unnamed_withdrawals
from ptc_service_policy.topics.judging import Effect

__all__ = [
    "Bump",
    "Change",
    "Compared",
    "Edit",
    "Edition",
    "Effect",
    "Following",
    "Place",
    "Refusal",
    "compare_editions",
    "compare_with_contracts",
    "demanded_bump",
    "find_unlike_calendars",
    "find_unnamed_withdrawals",
    "is_enough",
    "least_version",
    "read_edition",
    "texts_to_confirm",
    "write_notice",
]
