"""How firmly something holds: by words that do not contradict each other, and of parts that it has."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.availability import OnRequestRule, StandInRule, WorkingHoursRule
from ptc_service_policy.model.base import Firm, Path
from ptc_service_policy.model.engagement import LimitRule, RightRule
from ptc_service_policy.model.forms import Leaf
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.offerings import ChargeRule
from ptc_service_policy.model.rules import Family
from ptc_service_policy.model.service_levels import TargetRule
from ptc_service_policy.text import LocalizedText

_OWED = LocalizedText(
    fr="ce qui est dû (`duty: owed`) n'est à la discrétion de personne",
    en="what is owed (`duty: owed`) is at nobody's discretion",
)
_NO_HOURS = LocalizedText(
    fr="seules des heures de travail ou sur demande ont des jours et des heures",
    en="only working hours and hours on request have days and times",
)
_NO_LIST = LocalizedText(fr="cette règle n'énumère rien", en="this rule lists nothing")
_WITH_HOURS = WorkingHoursRule | OnRequestRule
_WITHOUT_LIST = ChargeRule | LimitRule | RightRule | StandInRule | TargetRule


def check_firmness(policy: Policy) -> Iterator[Problem]:
    """Find what is owed and yet decided by somebody, and hedges of days and times where there are none."""
    families = {file: noun.all.firmness for file, noun in policy.nouns.items() if isinstance(noun, Family)}
    rules = {(at.file, at.path): at.rule for at in policy.rules.values()}
    for file, path, noun in policy.find(Noun):
        firm = getattr(noun, "firmness", None)
        if isinstance(firm, Firm):
            yield from _judge(policy, file, path, firm, firm.over(families.get(file)), noun)
    for use in policy.uses:
        if isinstance(use.value, Leaf) and (firm := use.value.firmness) is not None:
            file, named_at = use.named_at
            rule = next((each for at, each in rules.items() if (file, named_at[: len(at[1])]) == at), None)
            above = families.get(file)
            if rule is not None and rule.firmness is not None:
                above = rule.firmness.over(above)
            yield from _judge(policy, use.file, use.path, firm, firm.over(above), rule)


def _judge(
    policy: Policy, file: str, path: Path, firm: Firm, in_all: Firm, rule: Noun | None
) -> Iterator[Problem]:
    """Judge what is said at one place, together with what is said further up."""
    at = (*path, "firmness")
    if in_all.duty == "owed" and in_all.decided_by is not None:
        key = "duty" if firm.decided_by is None else "decided_by"
        if getattr(firm, key) is not None:
            yield policy.problem("PSP380", file, (*at, key), at_key=True, key="decided_by", cause=_OWED)
    if firm.of is not None and not isinstance(rule, _WITH_HOURS):
        yield policy.problem("PSP380", file, (*at, "of"), at_key=True, key="of", cause=_NO_HOURS)
    if firm.list is not None and isinstance(rule, _WITHOUT_LIST):
        yield policy.problem("PSP380", file, (*at, "list"), at_key=True, key="list", cause=_NO_LIST)
