"""What must be reported: each fact that differs, each statement that changed, each thing not to be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ptc_service_policy.authoring.source.check import check_description
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.errors import PolicyError, Problem

from .conftest import POLICY, Entry, Made, Section

Check = Callable[[str], tuple[Problem, ...]]
Found = set[tuple[str, str]]
UNREAD = {f"PSP{number}" for number in range(350, 370)}


def found(problems: tuple[Problem, ...]) -> Found:
    """Return the codes, each with its path where the policy is at fault."""
    return {(problem.code, ".".join(map(str, problem.path))) for problem in problems}


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


ROWS = tuple(
    (f"table-1-{id_}", column, f"services.{id_}.values.{offering}")
    for id_ in EncodedPolicy.read(POLICY, "1.0.0").files.entitlements.services
    for column, offering in enumerate(("tsam", "standard", "premium"), start=1)
)


@pytest.mark.parametrize(("row", "column", "path"), ROWS)
def test_every_tick(made: Made, check_text: Check, row: str, column: int, path: str) -> None:
    turned = made.with_cell(row, column, "" if made.row(row)[column] else "✓")
    assert found(check_text(turned.text())) == {("PSP370", path), ("PSP376", f"statements.{row}.digest")}


DELIVERIES = tuple(
    (f"table-2-{id_}", column, f"deliveries.{id_}.values.{key}")
    for id_, rule in EncodedPolicy.read(POLICY, "1.0.0").files.cadences.deliveries.items()
    if rule.values
    for column, key in enumerate(
        ("standard.methods", "standard.frequency", "premium.methods", "premium.frequency"), start=1
    )
)


@pytest.mark.parametrize(("row", "column", "path"), DELIVERIES)
def test_every_method_and_frequency(made: Made, check_text: Check, row: str, column: int, path: str) -> None:
    before = made.row(row)[column]
    new = (
        ("Téléconférence" if path.endswith("methods") else "Toutes les semaines")
        if before != "Chaque semaine"
        else "Mensuel"
    )
    problems = check_text(made.with_cell(row, column, new).text())
    assert found(problems) == {("PSP370", path), ("PSP376", f"statements.{row}.digest")}
    assert problems[0].file == "1.0.0/cadences.yaml"
    assert "description.txt, line " in problems[0].message.en
    assert "description.txt, ligne " in problems[0].message.fr


WEEK = {f"support_hours.weekly.{day}" for day in ("mon", "tue", "wed", "thu", "fri")}
TERMS = {
    "target": (
        "response-target-standard",
        "2 jours",
        "trois jours",
        {"response_target.values.standard.business_days"},
    ),
    "opening": ("availability-hours", "09 -", "8 h 30 -", WEEK),
    "closing": ("availability-hours", "17 h", "17:30", WEEK),
    "midday": ("availability-hours", "09 - 17 h", "9 h à 12 h et 14 h à 18 h", WEEK),
    "last day": ("availability-days", "vendredi", "jeudi", {"support_hours.weekly.fri"}),
    "one day more": ("availability-days", "vendredi", "samedi", {"support_hours.weekly.sat"}),
    "on request": (
        "availability-on-request-days",
        "Samedis, dimanches",
        "Dimanches",
        {"on_request.weekdays"},
    ),
    "holidays": ("availability-on-request-days", ", jours fériés", "", {"on_request.holidays"}),
    "notice": ("availability-on-request-terms", "avec préavis, ", "", {"on_request.conditions"}),
    "language": ("availability-language", "anglais", "allemand", {"language.value"}),
    "contacts": ("scope-contacts", "3 points", "quatre points", {"limits.contacts.maximum"}),
    "cases": ("scope-open-cases", "30 cas", "25 cas", {"limits.open-cases.maximum"}),
    "hours a week": ("scope-weekly-hours", "10 heures", "douze heures", {"limits.weekly-hours.maximum"}),
    "weekly contact": (
        "scope-weekly-contact",
        "une fois par semaine",
        "une fois par mois",
        {"proactive_contact.frequency"},
    ),
    "its means": ("scope-weekly-contact", "téléconférence", "visioconférence", {"proactive_contact.methods"}),
    "who": ("scope-open-cases", "Premium", "Premium/TSAM", {"limits.open-cases.offerings"}),
    "meetings": (
        "availability-sale-and-meetings",
        "régulières ou ponctuelles",
        "régulières",
        {"meetings.kinds"},
    ),
    "sale": ("availability-sale-and-meetings", "habituellement", "toujours", {"sale.strength"}),
    "deployment": ("overview-tsam-buyers", "licences sur site", "services SaaS", {"deployment.values.tsam"}),
    "exception": (
        "availability-exception-leave",
        "les congés",
        "la formation interne",
        {"exceptions.leave.kind", "exceptions.leave.offerings"},
    ),
    "contents": (
        "tsam-premium-personal-reports",
        "tendances, ",
        "",
        {"commitments.personal-reports.contents.trends"},
    ),
    "promise": ("tsam-premium-supervision", "Premium/TSAM", "Premium", {"commitments.supervision.offerings"}),
}


@pytest.mark.parametrize(("id_", "old", "new", "paths"), TERMS.values(), ids=TERMS)
def test_every_term(made: Made, check_text: Check, id_: str, old: str, new: str, paths: set[str]) -> None:
    problems = check_text(made.replace(id_, old, new).text())
    about_facts = {problem for problem in problems if problem.code in {"PSP370", "PSP371", "PSP372"}}
    assert {".".join(map(str, problem.path)) for problem in about_facts} >= paths
    assert ("PSP376", f"statements.{id_}.digest") in found(problems)
    assert not UNREAD & set(codes(problems))


def test_charge(made: Made, check_text: Check) -> None:
    problems = check_text(made.with_cell("table-1-charge", 3, "Inclus avec SaaS").text())
    assert ("PSP370", "charge.values.premium") in found(problems)


# What cannot be read

REFUSED: dict[str, tuple[Callable[[Made], Made], str, str]] = {
    "tick": (lambda made: made.with_cell("table-1-maintenance", 1, "peut-être"), "PSP356", "peut-être"),
    "crossed out": (lambda made: made.with_cell("table-1-maintenance", 1, "✗"), "PSP356", "✗"),
    "method": (
        lambda made: made.with_cell("table-2-maintenance", 1, "Pigeon voyageur"),
        "PSP357",
        "pigeon voyageur",
    ),
    "all methods": (
        lambda made: made.with_cell("table-2-maintenance", 1, "Courriel et visio"),
        "PSP357",
        "et",
    ),
    "frequency": (
        lambda made: made.with_cell("table-2-maintenance", 2, "Deux fois par an"),
        "PSP357",
        "Deux fois",
    ),
    "no frequency": (lambda made: made.with_cell("table-2-maintenance", 2, ""), "PSP360", "Maintenance"),
    "charge": (lambda made: made.with_cell("table-1-charge", 1, "Selon devis"), "PSP357", "Selon devis"),
    "no charge": (lambda made: made.with_cell("table-1-charge", 1, ""), "PSP357", ""),
    "service": (
        lambda made: made.with_cell("table-1-maintenance", 0, "Entretien : divers"),
        "PSP354",
        "Entretien",
    ),
    "two rows": (
        lambda made: made.with_cell("table-1-maintenance", 0, "Gestion de cas"),
        "PSP355",
        "Gestion de cas",
    ),
    "target": (
        lambda made: made.replace("response-target-standard", "ouvrables", "ouvrés"),
        "PSP361",
        "no number",
    ),
    "fraction": (
        lambda made: made.replace("scope-weekly-hours", "10 heures", "10,5 heures"),
        "PSP361",
        "maximum",
    ),
    "minimum": (lambda made: made.replace("scope-contacts", "au plus 3", "au moins 3"), "PSP361", "maximum"),
    "hours": (lambda made: made.replace("availability-hours", "09 - 17 h", "26 - 31 h"), "PSP361", "opening"),
    "no hours": (
        lambda made: made.replace("availability-hours", "09 - 17 h", "la journée"),
        "PSP361",
        "opening",
    ),
    "days": (
        lambda made: made.replace("availability-days", "vendredi", "vendredi, sauf le mardi"),
        "PSP361",
        "days",
    ),
    "zone": (
        lambda made: made.replace("availability-hours", "du contrat signé", "de Paris"),
        "PSP361",
        "time zone",
    ),
    "notice": (
        lambda made: made.replace("availability-on-request-terms", "préavis", "deux jours"),
        "PSP361",
        "deux",
    ),
    "language": (
        lambda made: made.replace("availability-language", "anglais", "klingon"),
        "PSP361",
        "no language",
    ),
    "languages": (
        lambda made: made.replace("availability-language", "anglais", "anglais ou allemand"),
        "PSP361",
        "several",
    ),
    "exception": (
        lambda made: made.reword("availability-exception-leave", "les grèves"),
        "PSP361",
        "no exception",
    ),
    "contradiction": (
        lambda made: made.replace("response-target-premium", "Premium", "Standard"),
        "PSP362",
        "business_days",
    ),
}


@pytest.mark.parametrize(("edit", "code", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read(
    made: Made, check_text: Check, edit: Callable[[Made], Made], code: str, said: str
) -> None:
    problems = [problem for problem in check_text(edit(made).text()) if problem.code in UNREAD]
    assert [problem.code for problem in problems] == [code]
    assert said in problems[0].message.en
    assert (problems[0].file, problems[0].column) == ("description.txt", 1)
    assert problems[0].line


def test_unknown_column(made: Made, check_text: Check) -> None:
    problems = check_text(made.text().replace("TSAM\tStandard\tPremium", "TSAM\tStandard\tGold"))
    assert "PSP358" in codes(problems)


def test_cells_beyond_the_columns(made: Made, check_text: Check) -> None:
    row = "\t".join(made.row("table-1-maintenance"))
    assert "PSP360" in codes(check_text(made.text().replace(row, f"{row}\t✓")))


def test_table_without_a_head(made: Made, check_text: Check) -> None:
    lines = made.text().split("\n")
    kept = [line for line in lines if not line.startswith(("\tSur Site", "Tableau 1 :"))]
    assert "PSP359" in codes(check_text("\n".join(kept)))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "PSP350"),
        (b"%PDF-1.7", "PSP350"),
        (b"\xd0\xcf\x11\xe0\xa1", "PSP350"),
        (b"PK\x03\x04 nothing", "PSP350"),
        (b"", "PSP353"),
        (b"Une lettre.\n", "PSP353"),
    ],
)
def test_what_is_no_description(encoded: EncodedPolicy, tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "some"
    file.write_bytes(content)
    with pytest.raises(PolicyError) as refusal:
        check_description(file, "some", encoded)
    assert codes(refusal.value.problems) == [code]


def test_missing_file(encoded: EncodedPolicy, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="PSP003"):
        check_description(tmp_path / "none.txt", "none.txt", encoded)


def test_word_without_its_library(
    made: Made, encoded: EncodedPolicy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made.docx(tmp_path / "some.docx")
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(PolicyError, match=r"PSP351.*\[source\]"):
        check_description(file, "some.docx", encoded)


@pytest.mark.parametrize("tag", ["w:ins", "w:del", "w:footnoteReference", "w:txbxContent"])
def test_word_text_that_would_be_lost(made: Made, encoded: EncodedPolicy, tmp_path: Path, tag: str) -> None:
    from docx import Document
    from docx.oxml import OxmlElement

    file = made.docx(tmp_path / "some.docx")
    document = Document(str(file))
    next(iter(document.element.body)).append(OxmlElement(tag))
    document.save(str(file))
    with pytest.raises(PolicyError, match=r"PSP352.*paragraph 1"):
        check_description(file, "some.docx", encoded)


def test_word_places(made: Made, check_word: Callable[[Made], tuple[Problem, ...]]) -> None:
    problems = check_word(made.with_cell("table-2-maintenance", 1, "Pigeon"))
    assert "(description.docx, table 2, row 5)" in problems[0].message.en
    assert "(description.docx, tableau 2, ligne 5)" in problems[0].message.fr


# Statements


def test_reworded(made: Made, check_text: Check) -> None:
    problems = check_text(made.replace("tsam-premium-supervision", "instant", "seconde").text())
    assert found(problems) == {("PSP376", "statements.tsam-premium-supervision.digest")}
    assert "commitments.supervision (1.0.0/engagement.yaml:" in problems[0].hint.en


def test_new(made: Made, check_text: Check) -> None:
    copy = made.copy()
    copy.section_of("overview-need").entries.insert(1, Entry("paragraph", "new", "Une phrase de plus."))
    problems = check_text(copy.text())
    assert codes(problems) == ["PSP373"]
    assert problems[0].message.en.startswith(
        "The document holds a statement that source.yaml does not: section overview"
    )


def test_gone(made: Made, check_text: Check) -> None:
    problems = check_text(made.without("overview-need").text())
    assert found(problems) == {("PSP374", "statements.overview-need")}


def test_gone_and_new_at_two_places(made: Made, check_text: Check) -> None:
    copy = made.without("overview-need")
    copy.section_of("overview-tsam-buyers").entries.append(Entry("paragraph", "new", "Une phrase de plus."))
    assert set(codes(check_text(copy.text()))) == {"PSP373", "PSP374"}


def test_moved_within_a_section(made: Made, check_text: Check) -> None:
    copy = made.copy()
    entries = copy.section_of("overview-need").entries
    entries.append(entries.pop(0))
    assert found(check_text(copy.text())) == {("PSP375", "statements.overview-need.position")}


def test_moved_to_another_section(made: Made, check_text: Check) -> None:
    copy = made.without("scope-shared-manager")
    copy.section_of("availability-days").entries.append(made.entry("scope-shared-manager"))
    assert found(check_text(copy.text())) == {("PSP375", "statements.scope-shared-manager.position")}


def test_row_gone(made: Made, check_text: Check) -> None:
    problems = check_text(made.without("table-2-maintenance").text())
    assert codes(problems).count("PSP372") == 4
    assert ("PSP374", "statements.table-2-maintenance") in found(problems)


def test_row_new(made: Made, check_text: Check) -> None:
    copy = made.copy()
    cells = ["Gestion des escalades", "", "", "Courriel", "Mensuelle"]
    copy.entry("table-2").rows.insert(0, ("new", cells))
    problems = check_text(copy.text())
    assert sorted(codes(problems)) == ["PSP371", "PSP371", "PSP373"]
    assert problems[0].path[:2] == ("deliveries", "escalation-management")


def test_sections(made: Made, check_text: Check) -> None:
    copy = made.copy()
    copy.sections.insert(3, Section("GARANTIES PARTICULIÈRES", [Entry("paragraph", "new", "Rien de plus.")]))
    assert sorted(codes(check_text(copy.text()))) == ["PSP373", "PSP377"]
    copy.sections[-2], copy.sections[-1] = copy.sections[-1], copy.sections[-2]
    assert "PSP379" in codes(check_text(copy.text()))


def test_section_gone(made: Made, check_text: Check) -> None:
    copy = made.copy()
    copy.sections.pop()
    assert ("PSP378", "sections.scope") in found(check_text(copy.text()))


def test_section_under_another_heading(made: Made, check_text: Check) -> None:
    assert check_text(made.text().replace("\nOBJET", "\nCE DONT IL S'AGIT")) == ()
