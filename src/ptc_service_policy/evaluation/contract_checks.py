"""Whether a contract goes with a policy."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem, describe, suggest
from ptc_service_policy.evaluation.contract import Contract, names_a_calendar
from ptc_service_policy.evaluation.offerings import offerings_for
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.model.base import ByInterpretation, Noun, Rule, find_nouns
from ptc_service_policy.model.policy_files import PolicyFiles


def check_contract(subject: Subject, contract: Contract) -> Iterator[Problem]:
    """Find everything in which a contract contradicts a policy."""
    files = subject.files
    offerings = files.offerings.offerings
    if contract.offering in offerings:
        yield from _contacts(subject, contract)
    else:
        suggestion = suggest(contract.offering, offerings)
        yield describe("PSP510", path=("offering",), id=contract.offering, suggestion=suggestion)
    yield from _deployment(files, contract)
    yield from _holidays(files, contract)
    yield from _closures(files, contract)
    yield from _readings(files, contract)


def _deployment(files: PolicyFiles, contract: Contract) -> Iterator[Problem]:
    deployments = files.offerings.deployments
    if contract.deployment is None:
        return
    if contract.deployment not in deployments:
        suggestion = suggest(contract.deployment, deployments)
        yield describe("PSP512", path=("deployment",), id=contract.deployment, suggestion=suggestion)
        return
    expected = files.offerings.deployment.values.get(contract.offering)
    if expected is not None and expected != contract.deployment:
        yield describe(
            "PSP503",
            path=("deployment",),
            offering=contract.offering,
            expected=expected,
            deployment=contract.deployment,
            choices=offerings_for(files, contract.deployment),
        )


def _holidays(files: PolicyFiles, contract: Contract) -> Iterator[Problem]:
    choice, known = contract.holidays, files.holiday_calendars
    if names_a_calendar(choice) and choice not in known:
        names = [*known, str(choice).upper()]
        yield describe("PSP513", path=("holidays",), id=choice, suggestion=suggest(str(choice), names))


def _contacts(subject: Subject, contract: Contract) -> Iterator[Problem]:
    count = len(contract.contacts)
    for limit in subject.files.engagement.limits.values():
        if limit.unit != "contacts":
            continue
        like, _ = subject.settle(limit)
        if like is not None and count > limit.maximum:
            yield describe("PSP504", path=("contacts",), count=count, maximum=limit.maximum)


def _closures(files: PolicyFiles, contract: Contract) -> Iterator[Problem]:
    kinds = [name for name, rule in files.availability.exceptions.items() if rule.kind == "closure"]
    for index, closure in enumerate(contract.closures):
        if closure.kind not in kinds:
            path = ("closures", index, "kind")
            yield describe("PSP507", path=path, kind=closure.kind, suggestion=suggest(closure.kind, kinds))


def _readings(files: PolicyFiles, contract: Contract) -> Iterator[Problem]:
    if not contract.readings:
        return
    choices = readings_to_choose(files)
    for gap, reading in contract.readings.items():
        path = ("readings", gap)
        if gap not in choices:
            yield describe("PSP505", path=path, id=gap, suggestion=suggest(gap, choices))
        elif reading not in choices[gap]:
            suggestion = suggest(reading, choices[gap])
            yield describe("PSP506", path=path, id=gap, reading=reading, suggestion=suggestion)


def readings_to_choose(files: PolicyFiles) -> dict[str, tuple[str, ...]]:
    """Return the readings that change answers, by interpretation: a contract may choose among them."""
    register = files.interpretations.interpretations
    choices: dict[str, tuple[str, ...]] = {}
    for file in _files_with_rules(files):
        for _, follower in find_nouns(file, ByInterpretation):
            readings = register[follower.interpretation].readings
            if follower.known_readings or any(reading.weeks for reading in readings.values()):
                choices[follower.interpretation] = tuple(readings)
        for _, rule in find_nouns(file, Rule):
            for gap in rule.unstated.values():
                followed = tuple(name for name, reading in register[gap].readings.items() if reading.same_as)
                if followed:
                    choices[gap] = followed
    return choices


def _files_with_rules(files: PolicyFiles) -> tuple[Noun, ...]:
    return (
        files.offerings,
        files.entitlements,
        files.cadences,
        files.service_levels,
        files.availability,
        files.engagement,
    )
