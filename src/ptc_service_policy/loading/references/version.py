"""policy.yaml: the version, and what it no longer says."""

import re
from collections.abc import Iterator

from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.references.addresses import GROUPS, about_addresses, clauses
from ptc_service_policy.loading.references.policy import Policy

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def check_version(policy: Policy) -> Iterator[Problem]:
    """Find a version in the folder of another, rules that are withdrawn and still there, and lost names."""
    found = policy.nouns.get("policy")
    if found is None:
        return
    if _VERSION.fullmatch(policy.folder) and found.version != policy.folder:
        at = ("version",)
        yield policy.problem("PSP402", "policy", at, folder=policy.folder, version=found.version)
    there = about_addresses(policy).parts
    before: set[str] = set()
    for index, withdrawn in enumerate(found.withdrawn):
        path = ("withdrawn", index, "rule")
        if (suggestion := misspelt(withdrawn.rule) or _of_a_part(withdrawn.rule)) is not None:
            yield policy.problem("PSP330", "policy", path, id=withdrawn.rule, suggestion=suggestion)
        elif withdrawn.rule in there:
            yield policy.problem("PSP382", "policy", path, id=withdrawn.rule)
        elif withdrawn.rule in before:
            yield policy.problem("PSP211", "policy", path, value=withdrawn.rule)
        elif withdrawn.name is None and not _is_named(policy, withdrawn.rule):
            yield policy.problem("PSP396", "policy", path, id=withdrawn.rule)
        before.add(withdrawn.rule)


def _is_named(policy: Policy, address: str) -> bool:
    """Tell whether what an address was about is named elsewhere: a clause, or the service of a delivery."""
    group, _, name = address.partition(".")
    return group not in GROUPS or (group == "deliveries" and name in (policy.services or ()))


def _of_a_part(address: str) -> object | None:
    """Say which rule was meant, where an address names a part of one: a rule is withdrawn as a whole."""
    group, name, *part = address.split(".")
    whole = f"{group}.{name}"
    return suggest(whole, [whole]) if part else None


def misspelt(address: str) -> object | None:
    """Say what was meant, where an address names no group and no clause; None where it names one."""
    group, _, rest = address.partition(".")
    name = rest.partition(".")[0]
    by_file = clauses()
    known = {*by_file, *GROUPS}
    alone = [f"{file}.{group}" for file, names in by_file.items() if not rest and group in names]
    if alone:
        return suggest(alone[0], alone)
    if not name or group not in known:
        groups = (*GROUPS, *(file for file in by_file if file not in GROUPS))
        return suggest(group, groups, after=f".{rest}" if rest else "")
    if group in GROUPS or name in by_file[group]:
        return None
    return suggest(name, by_file[group], before=f"{group}.")
