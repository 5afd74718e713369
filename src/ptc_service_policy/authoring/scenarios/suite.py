"""All scenarios of a policy version: what they found, and what they leave untested."""

from dataclasses import dataclass, replace
from pathlib import Path

from ptc_service_policy.authoring.scenarios.coverage import Coverage, measure
from ptc_service_policy.authoring.scenarios.judging import Tested, expectations, judge
from ptc_service_policy.authoring.scenarios.reading import read_scenarios
from ptc_service_policy.errors import Problem, describe
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.loading.policy_folder import load_policy_folder
from ptc_service_policy.loading.versions import CALENDARS
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.text import LocalizedText

_RAN = LocalizedText(
    fr="{folder} : {scenarios:# scénario|# scénarios}, dont {failed} en échec.",
    en="{folder}: {scenarios:# scenario|# scenarios}, {failed} failed.",
)
_PASSED = LocalizedText(
    fr="{folder} : {scenarios:# scénario, réussi|# scénarios, tous réussis}.",
    en="{folder}: {scenarios:# scenario, passed|# scenarios, all passed}.",
)


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what the scenarios of a version found.

    ``coverage`` is None where the policy or a file of scenarios is not valid; ``digest`` is that of the
    policy that they were asked of.
    """

    scenarios: int
    failed: int
    problems: tuple[Problem, ...]
    coverage: Coverage | None
    digest: str | None = None

    def summary(self, called: str) -> LocalizedText:
        """Say how many scenarios ran, and how many of them failed, in the folder that is called so."""
        template = _PASSED if self.scenarios and not self.failed else _RAN
        return template.format(folder=called, scenarios=self.scenarios, failed=self.failed)


def run_scenarios(folder: Path, called: str) -> Report:
    """Run all scenarios of the version in a folder.

    Args:
        folder: the folder of the version; holiday calendars are looked for beside it.
        called: the name by which problems call it.
    """
    calendars = folder.parent / CALENDARS
    known, _, calendar_problems = read_holiday_calendars(calendars, str(calendars))
    loaded = load_policy_folder(folder, called=called, calendars=known)
    sources, format_problems = read_scenarios(folder, called)
    invalid = (*loaded.problems, *calendar_problems, *format_problems)
    count = sum(len(source.file.scenarios) for source in sources)
    if loaded.files is None or calendar_problems:
        return Report(count, 0, invalid, None)
    policy = Policy(replace(loaded.files, holiday_calendars=FrozenDict(known)))
    tested = Tested(policy, loaded.documents)
    judged = [(each, *judge(each, tested)) for source in sources for each in expectations(source, policy)]
    answered = ((each, decision) for each, decision, _ in judged if decision is not None)
    return Report(
        scenarios=count,
        failed=len({(each.source.document.file, each.path) for each, _, found in judged if found}),
        problems=(*invalid, *dict.fromkeys(problem for _, _, found in judged for problem in found)),
        coverage=None if format_problems else measure(policy, loaded.documents, answered),
        digest=loaded.files.digest,
    )


def too_low(coverage: Coverage, wanted: float) -> Problem:
    """Describe a coverage that is lower than wanted."""
    return describe(
        "PSP812",
        covered=coverage.covered,
        total=coverage.total,
        percent=coverage.percent,
        wanted=float(wanted),
    )
