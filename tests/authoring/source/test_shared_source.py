"""The service description itself, where PTC_SERVICE_DESCRIPTION names it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

from ptc_service_policy.authoring.source.check import check_description
from ptc_service_policy.authoring.source.draft import draft_version
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.facts import value_at
from ptc_service_policy.authoring.source.yaml_edits import YamlText
from ptc_service_policy.loading.policy_folder import examine_policy_folder, read_policy_folder

from .conftest import POLICY

OTHERS: dict[str, tuple[str, ...]] = {
    "deployment": ("on-premises", "saas"),
    "charge": ("included", "additional"),
    "frequency": ("as-needed", "weekly", "monthly", "quarterly"),
    "time_zone": ("contract-signature",),
    "party": ("customer", "ptc"),
    "kind": ("holidays", "closure"),
    "strength": ("usually", "always"),
    "unit": ("contacts", "cases", "hours-per-week"),
    "limit": ("contacts", "open-cases", "weekly-hours"),
    "language": ("en", "fr"),
}


def others(value: Any) -> Iterator[Any]:
    """Change one fact in every way that leaves a valid file."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value - 1 or value + 2, value + 1, value * 10)
        case str():
            yield from (
                other for known in OTHERS.values() if value in known for other in known if other != value
            )
        case [{"opens": opens, "closes": closes}]:
            yield [{"opens": "08:00", "closes": closes}]
            yield [{"opens": opens, "closes": "18:00"}]
        case [*items] if len(items) > 1:
            yield from ([item for item in items if item != left] for left in items)
        case ["email"]:
            yield ["phone"]
        case [_]:
            yield ["email"]


def test_nothing_to_report(source: Path) -> None:
    assert check_description(source, source.name, EncodedPolicy.read(POLICY, "1.0.0")) == ()


def test_the_draft_is_the_policy(source: Path, tmp_path: Path) -> None:
    draft = draft_version(source, source.name, EncodedPolicy.read(POLICY, "1.0.0"), "1.1.0", tmp_path)
    assert (draft.changed, draft.gaps) == (0, ())
    policy = draft.folder / "policy.yaml"
    policy.write_bytes(policy.read_bytes().replace(b"1.1.0", b"1.0.0"))
    same = draft.folder.rename(tmp_path / "1.0.0")
    assert read_policy_folder(same).digest == read_policy_folder(POLICY).digest


def test_every_change_of_a_fact_is_reported(source: Path, tmp_path: Path) -> None:
    """Change each fact of a copy of the policy; what still loads must differ from the document."""
    folder = copytree(POLICY, tmp_path / "1.0.0", ignore=lambda _, names: {"scenarios"} & set(names))
    policy = EncodedPolicy.read(POLICY, "1.0.0")
    silent, reported = [], 0
    for file, path in policy.facts():
        yaml = folder / f"{file}.yaml"
        before = yaml.read_bytes()
        for value in others(value_at(policy.documents[file].data, path)):
            text = YamlText(before.decode())
            text.set(path, value)
            yaml.write_bytes(text.text.encode())
            if examine_policy_folder(folder)[0] is None:
                continue  # loading refuses it
            problems = check_description(source, source.name, EncodedPolicy.read(folder, "1.0.0"))
            reported += bool(problems)
            if ("PSP370", path) not in {(problem.code, problem.path) for problem in problems}:
                silent.append((file, path, value))
        yaml.write_bytes(before)
    assert silent == []
    assert reported > 100
