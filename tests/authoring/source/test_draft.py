"""Drafts: what the document says is written in its place, and what only a person can write is left."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from ptc_service_policy.authoring.source.check import check_document
from ptc_service_policy.authoring.source.draft import Draft, draft_version
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.learn import learn_document
from ptc_service_policy.authoring.source.learned import FOLDER, write_learned
from ptc_service_policy.errors import InvalidPolicyError, PolicyError
from ptc_service_policy.loading.policy_folder import read_policy_folder

from .making import EDITION, POLICY, add_offering, with_column

MakeDraft = Callable[..., Draft]

VALUES = [
    ("30 open cases", "40 open cases", "engagement", "        maximum: 40\n"),
    ("10 hours a week", "7.5 hours a week", "engagement", "{ maximum: 7.5, unit: hour,"),
    ("2 business days", "4 hours", "service-levels", "{ within: { hours: 4 }, hours: "),
    ("9 am - 5 pm", "8 am - 5 pm", "availability", 'mon: [{ opens: "08:00", closes: "17:00" }]'),
    ("Saturdays, Sundays and", "Sundays and", "availability", "days: [sun, recognised-holidays]"),
    ("is in English", "is in English or German", "availability", "    premium: [en, de]\n"),
    ("in English", "in German", "availability", "    premium: de\n"),
    (
        "news of what PTC prepares\t✓",
        "news of what PTC prepares\t",
        "entitlements",
        "{ tsam: false, standard: false, ",
    ),
    (
        "once a week, unasked",
        "monthly, unasked",
        "cadences",
        "{ methods: [teleconference], frequency: monthly }",
    ),
    ("trends, open issues", "open issues", "engagement", "    contents:\n      activity-levels:\n"),
    ("9 am - 5 pm", "9 am - 12 pm, 1 pm - 5 pm", "availability", 'closes: "12:00" }, { opens: "13:00"'),
    (
        "Maintenance\tEmail",
        "Maintenance\tEmail or phone call",
        "cadences",
        "{ methods: [email, phone], frequency",
    ),
]


@pytest.fixture
def policies(tmp_path: Path, english: EncodedPolicy) -> Path:
    """A folder of versions that holds 1.0.0, which knows our English edition."""
    copytree(Path(str(english.folder)), tmp_path / "policies" / "1.0.0")
    return tmp_path / "policies"


@pytest.fixture
def draft(tmp_path: Path, policies: Path, edition: str) -> MakeDraft:
    def make(*changes: tuple[str, str]) -> Draft:
        text = edition
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        file = tmp_path / "doc.txt"
        file.write_text(text, "utf-8")
        return draft_version(file, "doc.txt", policies, "1.1.0")

    return make


@pytest.mark.parametrize(("before", "after", "file", "written"), VALUES)
def test_a_value_is_written_in_its_form(
    before: str, after: str, file: str, written: str, draft: MakeDraft
) -> None:
    made = draft((before, after))
    assert (made.changed, [each.code for each in made.left if each.code == "PSP208"]) == (1, [])
    assert written in (made.folder / f"{file}.yaml").read_text("utf-8")


def test_days_and_hours_are_written_together(draft: MakeDraft) -> None:
    made = draft(("9 am - 5 pm", "8 am - 5 pm"), ("Monday to Friday", "Monday to Tuesday"))
    leaf = EncodedPolicy.read(made.folder, "1.1.0").at("availability.working-hours.hours.weekly", "premium")
    assert leaf is not None
    hours = [{"opens": "08:00", "closes": "17:00"}]
    assert leaf.value == {"mon": hours, "tue": hours}


def test_what_offerings_share_is_written_only_where_it_changes_for_all(
    draft: MakeDraft, policies: Path, edition: str
) -> None:
    folder = add_offering(policies / "1.0.0")
    columns = with_column(edition, "Platinum")
    line = next(line for line in columns.split("\n") if line.startswith("Risk mitigation"))
    made = draft((edition, columns.replace(line, line.removesuffix("✓"))))
    told = [each.message.en for each in made.left if each.code == "PSP370"]
    assert (made.changed, len(told), "services.risk-mitigation (platinum) is true" in told[0]) == (0, 1, True)
    name = "entitlements.yaml"
    assert (made.folder / name).read_bytes() == (folder / name).read_bytes()


def test_an_item_less_takes_its_name_out(draft: MakeDraft) -> None:
    made = draft(("activity levels, trends,", "activity levels,"))
    assert made.left == ()
    assert "trends:" not in (made.folder / "engagement.yaml").read_text("utf-8")


def test_an_item_more_is_left_to_be_named(draft: MakeDraft) -> None:
    made = draft(("activity levels, trends,", "activity levels, trends, strategies,"))
    contents = ("commitments", "personal-reports", "contents")
    assert [each.path for each in made.left] == [
        (*contents, "strategies", "name", "fr"),
        (*contents, "strategies", "name", "en"),
    ]


def test_what_moved_is_left_to_review_and_learnt_where_it_stands(draft: MakeDraft, tmp_path: Path) -> None:
    moved = "Whoever subscribes to SaaS may buy Premium.\n"
    made = draft((moved, ""), ("Premium delivers the shared", f"{moved}\nPremium delivers the shared"))
    assert [each.code for each in made.left] == ["PSP375"]
    policy = EncodedPolicy.read(made.folder, "1.1.0")
    lesson = learn_document(tmp_path / "doc.txt", "doc.txt", policy)
    write_learned(lesson.file, made.folder / FOLDER / "en.yaml")
    assert check_document(tmp_path / "doc.txt", "doc.txt", policy).problems == ()


def test_a_draft_of_the_same_is_the_same(draft: MakeDraft, english: EncodedPolicy) -> None:
    made = draft()
    assert (made.changed, made.left) == (0, ())
    for path in Path(str(english.folder)).rglob("*.yaml"):
        same = (made.folder / path.relative_to(Path(str(english.folder)))).read_bytes()
        assert same.replace(b"version: 1.1.0", b"version: 1.0.0") == path.read_bytes()


def test_a_draft_of_the_shared_description_is_the_policy(
    shared: Path, policy: EncodedPolicy, tmp_path: Path
) -> None:
    copytree(POLICY, tmp_path / "1.0.0")
    made = draft_version(shared, shared.name, tmp_path, "1.1.0", "1.0.0")
    assert (made.changed, made.left) == (0, ())
    assert (made.folder / "source.yaml").read_bytes() == policy.folder.joinpath("source.yaml").read_bytes()


def test_a_new_edition_of_the_shared_description_is_drafted_learnt_and_agrees(
    shared: Path, policy: EncodedPolicy, tmp_path: Path
) -> None:
    file = tmp_path / "doc.txt"
    text = shared.read_text("utf-8")
    file.write_text(text.replace(" 30 cas", " 25 cas").replace("en anglais", "en allemand"), "utf-8")
    copytree(POLICY, tmp_path / "1.0.0")
    made = draft_version(file, "doc.txt", tmp_path, "1.1.0")
    assert (made.changed, made.left) == (2, ())
    assert read_policy_folder(made.folder).source != policy.files.source
    new = EncodedPolicy.read(made.folder, "1.1.0")
    assert check_document(file, "doc.txt", new).problems == ()
    write_learned(learn_document(file, "doc.txt", new).file, made.folder / FOLDER / "fr.yaml")
    assert check_document(file, "doc.txt", new).problems == ()


def test_what_only_a_person_can_write_is_left_open(draft: MakeDraft) -> None:
    made = draft(
        ("is usually sold", "is always sold"),
        ("Whoever subscribes", "PTC may change everything.\n\nWhoever subscribes"),
        (
            next(line for line in EDITION.read_text("utf-8").split("\n") if line.startswith("With the c")),
            "",
        ),
        ("SCOPE\n", "DISCLAIMER\n\nPTC promises nothing.\n\nSCOPE\n"),
    )
    codes = [each.code for each in made.left]
    assert codes.count("PSP208") == 8, "two English subjects, two of new statements twice, and a title twice"
    assert {"PSP373", "PSP374", "PSP376"} <= set(codes), "new, gone and reworded"
    text = (made.folder / "source.yaml").read_text("utf-8")
    assert "tsam-premium-customer-roadmap:" not in text
    assert "new-overview-" in text
    assert "new-section-7:" in text


@pytest.mark.parametrize(
    "edit", [("✓\t✓\t✓", "✓\t✓*\t✓"), ("30 open", "1.000 open"), ("What fits", "What fits")]
)
def test_what_cannot_be_read_makes_no_draft(edit: tuple[str, str], draft: MakeDraft, policies: Path) -> None:
    if edit[0] == edit[1]:
        edit = ("The Premium or TSAM manager may join", "The Premium manager may join")
    with pytest.raises(InvalidPolicyError):
        draft(edit)
    assert not (policies / "1.1.0").exists()


@pytest.mark.parametrize(
    ("version", "start", "code"),
    [
        ("1.0.0", None, "PSP903"),
        ("1.1", None, "PSP902"),
        ("0.9.0", None, "PSP904"),
        ("1.1.0", "0.1.0", "PSP901"),
    ],
)
def test_a_draft_replaces_nothing(
    version: str, start: str | None, code: str, policies: Path, edition: str, tmp_path: Path
) -> None:
    file = tmp_path / "doc.txt"
    file.write_text(edition.replace("30 open", "40 open"), "utf-8")
    before = {path: path.read_bytes() for path in policies.rglob("*.yaml")}
    with pytest.raises(PolicyError) as caught:
        draft_version(file, "doc.txt", policies, version, start)
    assert [each.code for each in caught.value.problems] == [code]
    assert {path: path.read_bytes() for path in policies.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("before", "after"), [("2 business days", "2 weeks"), ("30 open cases", "-30 open cases")]
)
def test_what_the_format_does_not_take_is_left_to_a_person(draft: MakeDraft, before: str, after: str) -> None:
    made = draft((before, after))
    assert (made.changed, [each.code for each in made.left]) == (0, ["PSP370"])
