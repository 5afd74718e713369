"""Drafts: what is filled in, what is carried over, what is left as a gap, and that none is half-written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ptc_service_policy.authoring.source.check import check_description
from ptc_service_policy.authoring.source.draft import Draft, draft_version
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.yaml_edits import YamlText
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.loading.policy_folder import read_policy_folder

from .conftest import Entry, Made

MakeDraft = Callable[..., Draft]


@pytest.fixture
def make_draft(encoded: EncodedPolicy, tmp_path: Path) -> MakeDraft:
    def draft(made: Made, version: str = "1.1.0", policy: EncodedPolicy = encoded) -> Draft:
        file = tmp_path / "description.txt"
        file.write_text(made.text(), encoding="utf-8")
        return draft_version(file, file.name, policy, version, tmp_path)

    return draft


def changed_lines(draft: Draft, folder: Path, name: str) -> list[tuple[str, str]]:
    before, after = ((where / name).read_text("utf-8").split("\n") for where in (folder, draft.folder))
    assert len(before) == len(after)
    return [(one.strip(), other.strip()) for one, other in zip(before, after, strict=True) if one != other]


def test_nothing_changes_but_the_version(made: Made, encoded_folder: Path, make_draft: MakeDraft) -> None:
    draft = make_draft(made)
    assert (draft.changed, draft.gaps) == (0, ())
    for file in encoded_folder.iterdir():
        expected = [("version: 1.0.0", "version: 1.1.0")] if file.name == "policy.yaml" else []
        assert changed_lines(draft, encoded_folder, file.name) == expected


def test_facts_are_filled_in(made: Made, encoded_folder: Path, make_draft: MakeDraft) -> None:
    edited = made.with_cell("table-1-maintenance", 1, "✓").with_cell("table-2-maintenance", 1, "Visio")
    draft = make_draft(edited)
    assert (draft.changed, draft.gaps) == (2, ())
    assert changed_lines(draft, encoded_folder, "entitlements.yaml") == [("tsam: false", "tsam: true")]
    methods = ("methods: [email]", "methods: [videoconference]")
    assert changed_lines(draft, encoded_folder, "cadences.yaml") == [methods]


def test_the_draft_agrees_with_its_document(made: Made, make_draft: MakeDraft, tmp_path: Path) -> None:
    edited = made.with_cell("table-1-maintenance", 1, "✓").replace("availability-days", "vendredi", "samedi")
    edited.copy().entry("table-1").rows.reverse()
    draft = make_draft(edited)
    assert {gap.code for gap in draft.gaps} == {"PSP208"}
    source = draft.folder / "source.yaml"
    source.write_text(source.read_text("utf-8").replace('en: ""', "en: Mended"), "utf-8")
    policy = EncodedPolicy.read(draft.folder, "1.1.0")
    assert check_description(tmp_path / "description.txt", "description.txt", policy) == ()
    assert "sat" in policy.files.availability.support_hours.weekly


def test_a_delivery_that_is_new(made: Made, make_draft: MakeDraft) -> None:
    edited = made.copy()
    cells = ["Gestion des escalades", "", "", "Courriel", "Mensuelle"]
    edited.entry("table-2").rows.append(("new", cells))
    draft = make_draft(edited)
    assert draft.gaps == ()
    rule = read_policy_folder(draft.folder).cadences.deliveries["escalation-management"]
    assert (rule.values["premium"].methods, rule.values["premium"].frequency) == (("email",), "monthly")
    assert "premium" not in rule.unstated
    assert rule.source == ("table-2-introduction", "table-2-escalation-management")


def test_a_row_that_is_gone(made: Made, make_draft: MakeDraft) -> None:
    draft = make_draft(made.without("table-2-maintenance"))
    assert draft.gaps
    assert {Path(gap.file or "").name for gap in draft.gaps} == {"cadences.yaml"}


def test_a_service_that_is_new(made: Made, make_draft: MakeDraft) -> None:
    edited = made.copy()
    edited.entry("table-1").rows.append(("new", ["Horoscope : hebdomadaire", "✓", "", ""]))
    draft = make_draft(edited)
    assert [gap.code for gap in draft.gaps] == ["PSP208", "PSP208"]
    source = draft.folder / "source.yaml"
    text = source.read_text("utf-8")
    source.write_text(text.replace('fr: ""', "fr: Nouveau").replace('en: ""', "en: New"), "utf-8")
    with pytest.raises(PolicyError, match="PSP311"):
        read_policy_folder(draft.folder)


def test_a_statement_that_is_gone_leaves_a_gap_where_it_is_cited(made: Made, make_draft: MakeDraft) -> None:
    draft = make_draft(made.without("tsam-premium-supervision"))
    assert any("PSP304" in gap.code or gap.path[:1] == ("commitments",) for gap in draft.gaps)


def test_a_statement_that_was_reworded_is_to_be_read_again(made: Made, make_draft: MakeDraft) -> None:
    draft = make_draft(made.replace("tsam-premium-supervision", "instant", "minute"))
    assert [gap.path for gap in draft.gaps] == [("statements", "tsam-premium-supervision", "subject", "en")]


def test_new_statements_and_sections_are_gaps(made: Made, make_draft: MakeDraft) -> None:
    edited = made.copy()
    edited.section_of("overview-need").entries.insert(1, Entry("paragraph", "new", "Une phrase de plus."))
    draft = make_draft(edited)
    assert [gap.path[1] for gap in draft.gaps] == ["new-overview-paragraph-2"] * 2
    text = (draft.folder / "source.yaml").read_text("utf-8")
    assert "Une phrase" not in text


@pytest.mark.parametrize("version", ["1.1", "v1.1.0", "1.01.0", "../1.1.0"])
def test_what_is_no_version(made: Made, make_draft: MakeDraft, version: str) -> None:
    with pytest.raises(PolicyError, match="PSP390"):
        make_draft(made, version)


def test_what_is_there_is_left_alone(made: Made, make_draft: MakeDraft, tmp_path: Path) -> None:
    (tmp_path / "1.1.0").mkdir()
    with pytest.raises(PolicyError, match="PSP391"):
        make_draft(made)
    assert list((tmp_path / "1.1.0").iterdir()) == []


def test_what_cannot_be_read_is_not_drafted(made: Made, make_draft: MakeDraft, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="PSP356"):
        make_draft(made.with_cell("table-1-maintenance", 1, "peut-être"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["description.txt"]


@pytest.mark.parametrize("step", ["write_bytes", "rename"])
def test_no_draft_is_half_written(
    made: Made, encoded: EncodedPolicy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "description.txt"
    file.write_text(made.text(), encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(PolicyError, match="PSP392"):
        draft_version(file, file.name, encoded, "1.1.0", tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["description.txt"]


def test_scenarios_are_carried_over(made: Made, encoded_folder: Path, make_draft: MakeDraft) -> None:
    from shutil import copytree

    base = copytree(encoded_folder, encoded_folder.parent / "with-scenarios" / "1.0.0")
    (base / "scenarios").mkdir()
    (base / "scenarios" / "one.yaml").write_bytes(b"given: {}\n")
    draft = make_draft(made, policy=EncodedPolicy.read(base, "1.0.0"))
    assert (draft.folder / "scenarios" / "one.yaml").read_bytes() == b"given: {}\n"


# Edits of YAML


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    [
        ("a: 1  # one\nb: 2\n", ("a",), 3, "a: 3  # one\nb: 2\n"),
        ("a:\n  b: x\n\nc: y\n", ("a", "d"), "z", "a:\n  b: x\n  d: z\n\nc: y\n"),
        ("a:\n  b: {}\nc: y\n", ("a", "b", "d", "e"), [1], "a:\n  b:\n    d:\n      e: [1]\nc: y\n"),
        ("a: { b: x }\n", ("a", "c"), True, "a: { b: x, c: true }\n"),
        ("a:\n  - 1\n  - 2\n# end\n", ("a",), ["x"], "a: [x]\n# end\n"),
        ("a: x", ("b",), "no", 'a: x\nb: "no"\n'),
        ("a: x\r\n", ("b",), "z", "a: x\r\nb: z\r\n"),
        ("a: é\n", ("a",), "", 'a: ""\n'),
    ],
)
def test_setting(text: str, path: tuple[str, ...], value: object, expected: str) -> None:
    edited = YamlText(text)
    edited.set(path, value)
    assert edited.text == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a: 1\nb:\n  c: 2\n  d: 3\n", ("b", "c"), "a: 1\nb:\n  d: 3\n"),
        ("a: 1\nb:\n  c: 2\n", ("b", "c"), "a: 1\n"),
        ("b: { c: 2, d: 3 }\n", ("b", "c"), "b: { d: 3 }\n"),
        ("a:\n  x: 1\n\nb:\n  y: 2\n\nc:\n  z: 3\n", ("b",), "a:\n  x: 1\n\nc:\n  z: 3\n"),
    ],
)
def test_removing(text: str, path: tuple[str, ...], expected: str) -> None:
    edited = YamlText(text)
    edited.remove(path)
    assert edited.text == expected
