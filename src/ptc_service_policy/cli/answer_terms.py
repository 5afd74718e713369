"""``ptc-policy answer``: the questions about an offering, and about a contract where one is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

import typer

from ptc_service_policy.cli.asking import Asked, question
from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.engagement import Engagement
from ptc_service_policy.evaluation.policy import Policy

OfPolicy = Callable[..., Decision[Any]]


@dataclass(frozen=True, slots=True)
class Term:
    """Describe one question: how it is put to the policy, and to a contract whose terms can change it."""

    help: str
    of_policy: OfPolicy
    of_contract: OfPolicy | None = None

    def ask(self, asked: Asked, *about: str) -> Decision[Any]:
        """Put the question to the contract, or to the policy where only an offering is known."""
        if asked.knows_only_the_offering:
            return self.of_policy(asked.policy, asked.terms["offering"], *about)
        engagement = asked.engage()
        if self.of_contract is not None:
            return self.of_contract(engagement, *about)
        return self.of_policy(asked.policy, engagement.contract.offering, *about)


def _approver(policy: Policy, offering: str, of: str) -> Decision[str | None]:
    return policy.approver(offering, cast("Literal['support-hours', 'language']", of))


_TERMS = {
    "deployment": Term("Tell which customers may have the offering.", Policy.deployment),
    "charge": Term("Tell whether the offering costs extra.", Policy.charge),
    "proactive-contact": Term(
        "Tell how, and how often, the manager gets in touch unasked.",
        Policy.proactive_contact,
        Engagement.proactive_contact,
    ),
    "response-target": Term(
        "Tell within which time the manager responds.", Policy.response_target, Engagement.response_target
    ),
    "support-hours": Term("Tell in which hours the manager usually works.", Policy.support_hours),
    "on-request-days": Term("Tell on which days the manager is reached on request.", Policy.on_request_days),
    "meetings": Term("Tell which meetings the manager may join.", Policy.meetings),
    "stand-in": Term("Tell whether somebody stands in for an absent manager.", Policy.stand_in),
    "language": Term("Tell in which language one communicates.", Policy.language, Engagement.language),
    "additional-offering": Term(
        "Tell when PTC may ask for one more offering to be bought.", Policy.additional_offering
    ),
    "shared-manager": Term("Tell whether one manager may serve several offerings.", Policy.shared_manager),
    "sale": Term("Tell what the sale of the offering coincides with.", Policy.sale),
}
_TERMS_BY_ID = {
    "entitlement": Term(
        "Tell whether the contract includes a service.", Policy.entitlement, Engagement.entitlement
    ),
    "delivery": Term(
        "Tell by which means, and how often, a service is delivered.", Policy.delivery, Engagement.delivery
    ),
    "limit": Term(
        "Tell the most that the offering covers, of open-cases for instance.", Policy.limit, Engagement.limit
    ),
    "support-exception": Term(
        "Tell whether an exception to the support hours applies.", Policy.support_exception
    ),
    "approver": Term("Tell who approves other support-hours, or another language.", _approver),
    "commitment": Term("Tell what a commitment of the offering covers.", Policy.commitment),
}


def add_terms(app: typer.Typer) -> None:
    """Add one command for each question."""
    for name, term in _TERMS.items():
        app.command(name=name, help=term.help)(question(_asking(term)))
    for name, term in _TERMS_BY_ID.items():
        app.command(name=name, help=term.help)(question(_asking_about(term)))


def _asking(term: Term) -> Callable[..., None]:
    def command(asked: Asked) -> None:
        asked.print(term.ask(asked))

    return command


def _asking_about(term: Term) -> Callable[..., None]:
    def command(
        about: Annotated[str, typer.Argument(help="An id, such as service-review.")], asked: Asked
    ) -> None:
        asked.print(term.ask(asked, about))

    return command
