"""Since when a version has been in force."""

from datetime import date

from ptc_service_policy.decisions import Basis, Decision, Grounds, Reason
from ptc_service_policy.evaluation.citations import Citations
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText

_FROM = LocalizedText(
    fr="La version {version} s'applique depuis le {start}.", en="Version {version} has applied since {start}."
)
_UNSTATED = LocalizedText(
    fr="La source ne dit pas depuis quand elle s'applique ; la version {version} répond pour toute date.",
    en="The source does not say since when it applies; version {version} answers for any date.",
)


def effective_from(files: PolicyFiles, citations: Citations) -> Decision[date | None]:
    """Return the first day in force."""
    policy = files.policy
    if policy.effective_from_unstated is None:
        grounds, template = Grounds(Basis.STATED), _FROM
    else:
        grounds = Grounds(Basis.UNSTATED, (citations.gap(policy.effective_from_unstated),))
        template = _UNSTATED
    return Decision(
        value=policy.effective_from,
        basis=grounds.basis,
        reason=Reason.of(template, version=policy.version, start=policy.effective_from),
        citations=grounds.citations,
        policy_version=policy.version,
        policy_digest=files.digest,
    )
