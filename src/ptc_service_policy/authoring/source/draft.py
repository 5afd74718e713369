"""A draft version of a policy, filled in from a description."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.extraction import Extraction, extract
from ptc_service_policy.authoring.source.facts import Fact, Key, agree
from ptc_service_policy.authoring.source.facts import Path as KeyPath
from ptc_service_policy.authoring.source.matching import Matching, match
from ptc_service_policy.authoring.source.refusal import RefusedDescriptionError
from ptc_service_policy.authoring.source.statements import edit_source
from ptc_service_policy.authoring.source.yaml_edits import YamlText
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.loading.policy_folder import examine_policy_folder
from ptc_service_policy.model.policy_files import FILE_MODELS

GAP = ""
"""What stands where a person must write: a blank text, which ``ptc-policy check`` always reports."""

_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_SCENARIOS = "scenarios"
_GAPS_IN_THE_DOCUMENT = frozenset(("PSP354",))
_LISTED_WHERE_STATED = frozenset(("weekly", "contents"))


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold where a draft was written, how many facts were changed, and the gaps that are left."""

    folder: Path
    changed: int
    gaps: tuple[Problem, ...]


def draft_version(file: Traversable, called: str, policy: EncodedPolicy, version: str, into: Path) -> Draft:
    """Write the folder of a draft version, whole or not at all.

    Args:
        file: the description.
        called: the name by which problems call it.
        policy: the version that everything is carried over from which still holds.
        version: the version of the draft, which is the name of its folder too.
        into: the folder that holds the folders of the versions.

    Raises:
        RefusedDescriptionError: if a part of the description cannot be read.
        PolicyError: if the version is none or exists already, or the folder cannot be written.
    """
    folder = into / version
    if not _VERSION.fullmatch(version):
        raise PolicyError.of("PSP390", version=version)
    if folder.exists():
        raise PolicyError.of("PSP391", file=str(folder), folder=folder)
    extraction = extract(file, called, policy.files)
    unread = [problem for problem in extraction.problems if problem.code not in _GAPS_IN_THE_DOCUMENT]
    if unread:
        raise RefusedDescriptionError(*unread)
    texts = {name: YamlText(_read(policy.folder, name)) for name in FILE_MODELS}
    changed = _fill_in(texts, extraction, match(extraction, policy), policy, version)
    _write(folder, texts, policy.folder.joinpath(_SCENARIOS))
    return Draft(folder, changed, examine_policy_folder(folder, called=str(folder))[1])


def _read(folder: Traversable, name: str) -> str:
    return folder.joinpath(f"{name}.yaml").read_bytes().decode("utf-8-sig")


def _fill_in(
    texts: Mapping[str, YamlText],
    extraction: Extraction,
    matching: Matching,
    policy: EncodedPolicy,
    version: str,
) -> int:
    """Edit the files of the old version into those of the new one; count the facts that changed."""
    _rename(texts["policy"], version)
    new_ids = edit_source(texts["source"], extraction, matching, policy, gap=GAP)
    stated = policy.facts()
    changed = 0
    for key, value in stated.items():
        fact = extraction.facts.get(key)
        if fact is None:
            _withdraw(texts[key[0]], key, extraction.facts)
        elif agree(value, fact.value):
            continue
        else:
            _change(texts[key[0]], fact, policy)
        changed += 1
    for key, fact in extraction.facts.items():
        if key not in stated:
            _add(texts[key[0]], fact, new_ids.get(fact.statement) or matching.statements.get(fact.statement))
            changed += 1
    return changed


def _rename(text: YamlText, version: str) -> None:
    """Give the new version its number; the dates of the old one are not its own."""
    data = text.data
    text.set(("version",), version)
    for key in ("effective_from", "review_by"):
        if key in data:
            text.set((key,), GAP)
    if "effective_until" in data:
        text.remove(("effective_until",))


def _withdraw(text: YamlText, key: Key, facts: Mapping[Key, Fact]) -> None:
    """Leave a gap where the document says nothing any more; a list just gets shorter."""
    file, path = key
    listed = path[-2] in _LISTED_WHERE_STATED
    if listed and any(other[0] == file and other[1][:-1] == path[:-1] for other in facts):
        text.remove(path)
    else:
        text.set(path, GAP)


def _change(text: YamlText, fact: Fact, policy: EncodedPolicy) -> None:
    value = fact.value
    if fact.path[-1] == "offerings":
        rule = _rule_of(text.data, fact.path[:-1])
        named = {*value, *rule.get("interpreted", {})}
        value = [offering for offering in policy.files.offerings.offerings if offering in named]
        for offering in value:
            _forget_silence(text, fact.path[:-1], offering)
    text.set(fact.path, value)


def _add(text: YamlText, fact: Fact, statement: str | None) -> None:
    """Encode a fact that the old version did not state, and cite its statement."""
    text.set(fact.path, fact.value)
    if "values" not in fact.path:
        return
    values = fact.path.index("values")
    rule = fact.path[:values]
    _forget_silence(text, rule, str(fact.path[values + 1]))
    cited = _rule_of(text.data, rule).get("source", [])
    if statement is not None and statement not in cited:
        text.set((*rule, "source"), [*cited, statement])


def _forget_silence(text: YamlText, rule: KeyPath, offering: str) -> None:
    if offering in _rule_of(text.data, rule).get("unstated", {}):
        text.remove((*rule, "unstated", offering))


def _rule_of(data: Any, path: KeyPath) -> dict[str, Any]:
    for key in path:
        data = data.get(key, {})
    rule: dict[str, Any] = data
    return rule


def _write(folder: Path, texts: Mapping[str, YamlText], scenarios: Traversable) -> None:
    """Write all files beside the folder, and give it its name when they are complete."""
    try:
        hidden = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _not_written(folder, error) from None
    try:
        for name, text in texts.items():
            hidden.joinpath(f"{name}.yaml").write_bytes(text.text.encode())
        if scenarios.is_dir():
            _copy(scenarios, hidden / _SCENARIOS)
        hidden.chmod(0o755)
        hidden.rename(folder)
    except OSError as error:
        raise _not_written(folder, error) from None
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir()
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            target.joinpath(entry.name).write_bytes(entry.read_bytes())


def _not_written(folder: Path, error: OSError) -> PolicyError:
    cause = error.strerror or type(error).__name__
    return PolicyError.of("PSP392", file=str(folder), folder=folder, cause=cause)
