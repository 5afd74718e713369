"""What the editor offers where somebody types: keys, values, ids with their names, and those of a draft."""

import shutil
from pathlib import Path

import pytest
from tests.editor.conftest import POLICY, LanguageServer, at_the_cursor
from typer.testing import CliRunner

from ptc_service_policy.cli.app import app

CONTRACT = "../../examples/contracts/premium.yaml"
SOURCE = "source: [table-1-maintenance]"

# file, what is replaced, what is typed there with the cursor at |, what is offered
KEYS_AND_VALUES = [
    ("policy.yaml", "version: 1.0.0", "version: 1.0.0\nrev|", {"review_by", "withdrawn"}),
    ("offerings.yaml", "charge:", "ch|", {"charge"}),
    ("entitlements.yaml", SOURCE, "|", {"scope", "firmness", "source"}),
    (
        "cadences.yaml",
        "premium: { methods: [in-person, videoconference], frequency: monthly }",
        "premium:\n        |",
        {"methods", "frequency", "chosen_by", "held_with"},
    ),
    ("service-levels.yaml", "    expiry: { register: response-expiry }\n", "    |\n", {"expiry"}),
    ("engagement.yaml", "        unit: case\n", "        |\n", {"unit", "minimum"}),
    ("vocabulary.yaml", "means: answered", "means: |", {"received", "answered", "other"}),
    ("register.yaml", "    chosen: as-received", "    |", {"chosen", "about"}),
    ("source.yaml", "kind: item", "kind: |", {"paragraph", "item", "row", "columns"}),
    ("scenarios/limits.yaml", "ask: limit", "ask: |", {"entitlement", "due", "limit"}),
    ("../calendars/france.yaml", "country: FR", "country: FR\n|", {"added", "removed"}),
    ("../published.lock.yaml", "    digest: ", "    |\n    #", {"digest"}),
    (CONTRACT, "contacts:", "|\ncontacts:", {"language", "end"}),
]
IDS = [
    ("policy.yaml", "version: 1.0.0", "version: 1.0.0\nwithdrawn:\n  - rule: |",
     {"engagement.sale", "limits.contacts"}),
    ("offerings.yaml", "{ value: saas, source", "{ value: s|, source", {"on-premises", "saas"}),
    ("offerings.yaml", "tsam: additional", "tsam: |", {"included", "additional"}),
    ("entitlements.yaml", SOURCE, "source: [|]", {"table-1-maintenance", "table-1-columns"}),
    ("entitlements.yaml", SOURCE, "source:\n      - tab|", {"table-1-maintenance", "table-1-columns"}),
    ("entitlements.yaml", "scope: { register: severity-zero }", "scope: { register: s| }", {"severity-zero"}),
    ("entitlements.yaml", "tsam: false", "tsam: { same_as: p| }", {"standard", "premium"}),
    ("cadences.yaml", "  maintenance:\n", "  |\n  other:\n", {"maintenance"}),
    ("cadences.yaml", "frequency: quarterly", "frequency: q|", {"as-needed", "weekly", "monthly"}),
    ("cadences.yaml", "methods: [email]", "methods: [|]", {"email", "phone", "in-person"}),
    ("cadences.yaml", "{ register: cadence-periods }", "{ register: c| }", {"cadence-periods"}),
    ("service-levels.yaml", "from: { register: who-starts-the-clock }", "from: |", {"request-received"}),
    ("service-levels.yaml", "{ register: business-days }", "{ working_hours_of: p| }", {"premium"}),
    ("availability.yaml", "closed_on: [recognised-holidays, ", "closed_on: [|, ",
     {"recognised-holidays", "leave"}),
    ("availability.yaml", "days: [sat, ", "days: [|, ", {"sat", "mon", "recognised-holidays"}),
    ("availability.yaml", "hours: { register: hours-on-request }", "hours: |", {"always"}),
    ("availability.yaml", "holidays: { register: recognised-holidays }", "holidays: c|",
     {"contract", "france"}),
    ("engagement.yaml", "unit: case", "unit: |", {"person", "case", "hour"}),
    ("engagement.yaml", "limit: limits.weekly-hours", "limit: |", {"limits.contacts", "limits.weekly-hours"}),
    ("register.yaml", "chosen: as-received", "chosen: |", {"as-received", "within-hours", "none"}),
    ("register.yaml", "about: [editions]", "about: [|]", {"editions", "targets.response", "engagement.sale"}),
    ("source.yaml", "section: title", "section: |", {"overview", "scope"}),
    ("scenarios/deliveries.yaml", "about: customer-enablement", "about: |", {"maintenance"}),
    ("scenarios/limits.yaml", "about: contacts", "about: |", {"contacts", "open-cases", "weekly-hours"}),
    ("scenarios/commitments.yaml", "about: supervision", "about: |", {"supervision", "coordination"}),
    ("scenarios/limits.yaml", "[scope-contacts]", "[|]", {"scope-contacts", "sale-of-standard"}),
    (CONTRACT, "offering: premium", "offering: |", {"tsam", "standard", "premium"}),
    (CONTRACT, "holidays: france", "holidays: |", {"france", "none"}),
    (CONTRACT, "  cadence-periods: calendar", "  |", {"cadence-periods", "response-receipt"}),
    (CONTRACT, "cadence-periods: calendar", "cadence-periods: |", {"contract-start", "calendar"}),
    (CONTRACT, "kind: leave", "kind: |", {"leave", "internal-training"}),
]  # fmt: skip
FORMS = [
    ("entitlements.yaml", "tsam: false", "tsam: |", "by the register / par le registre"),
    ("entitlements.yaml", "tsam: false", "tsam: |", "same as another offering / comme une autre offre"),
    ("entitlements.yaml", "tsam: false", "tsam: |", "with details / avec des précisions"),
    ("entitlements.yaml", "tsam: false", "tsam: |", "not provided / non fourni"),
    ("engagement.yaml", "        maximum: 30", "        maximum: |", "by the register / par le registre"),
    ("cadences.yaml", "frequency: quarterly", "frequency: q|", "by the register / par le registre"),
]


@pytest.mark.parametrize(("file", "old", "new", "label"), FORMS, ids=[f"{row[0]} {row[3]}" for row in FORMS])
def test_the_forms_of_a_value_are_offered(
    file: str, old: str, new: str, label: str, server: LanguageServer
) -> None:
    path = POLICY / file
    text, line, column = at_the_cursor(path, old, new)
    server.diagnose(path, text)
    assert label in server.complete(path, line, column)


@pytest.mark.parametrize(
    ("file", "old", "new", "offered"),
    KEYS_AND_VALUES + IDS,
    ids=[f"{row[0]} {row[2]}" for row in KEYS_AND_VALUES + IDS],
)
def test_keys_values_and_ids_are_offered(
    file: str, old: str, new: str, offered: set[str], server: LanguageServer
) -> None:
    path = (POLICY / file).resolve()
    text, line, column = at_the_cursor(path, old, new)
    server.diagnose(path, text)
    assert offered <= set(server.complete(path, line, column))


@pytest.mark.parametrize(
    ("file", "old", "new", "not_offered"),
    [
        ("register.yaml", "chosen: as-received", "chosen: |", "close-of-business"),
        ("cadences.yaml", "frequency: quarterly", "frequency: q|", "email"),
        ("engagement.yaml", "unit: case", "unit: |", "answered"),
        ("scenarios/limits.yaml", "about: contacts", "about: |", "maintenance"),
        ("entitlements.yaml", SOURCE, "source: [|]", "document-date"),
        (CONTRACT, "cadence-periods: calendar", "cadence-periods: |", "as-received"),
    ],
)
def test_ids_that_do_not_belong_there_are_not_offered(
    file: str, old: str, new: str, not_offered: str, server: LanguageServer
) -> None:
    path = (POLICY / file).resolve()
    text, line, column = at_the_cursor(path, old, new)
    server.diagnose(path, text)
    assert not_offered not in server.complete(path, line, column)


def test_a_text_is_begun_in_both_languages(server: LanguageServer) -> None:
    path = POLICY / "engagement.yaml"
    text, line, column = at_the_cursor(path, "limits:\n", "limits:\n  visits:\n    na|\n")
    server.diagnose(path, text)
    assert server.complete(path, line, column)["name"]["insertText"] == 'name:\n  fr: ${1:""}\n  en: ${2:""}'


def test_an_id_is_offered_with_its_name_in_both_languages(server: LanguageServer) -> None:
    path = POLICY / "engagement.yaml"
    text, line, column = at_the_cursor(path, "limit: limits.weekly-hours", "limit: |")
    server.diagnose(path, text)
    explained = server.complete(path, line, column)["limits.open-cases"]["documentation"]["value"]
    assert "Open cases" in explained
    assert "Dossiers ouverts" in explained


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Begin a version in a folder of its own, with a service that no other version has."""
    copy = tmp_path / "policies" / "9.0.0"
    shutil.copytree(POLICY, copy)
    entitlements = copy / "entitlements.yaml"
    text = entitlements.read_text("utf-8")
    assert "  maintenance:\n" in text
    entitlements.write_text(text.replace("  maintenance:\n", "  data-export:\n"), "utf-8")
    return copy


def ptc_policy(*arguments: str | Path) -> str:
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_ids_of_a_draft_are_offered_once_the_schemas_are_written_for_it(
    draft: Path, tmp_path: Path, server: LanguageServer
) -> None:
    ptc_policy("schema", "--write", tmp_path / "schemas" / "v1", "--for", draft)
    path = draft / "scenarios" / "entitlements.yaml"
    text, line, column = at_the_cursor(path, "about: maintenance", "about: |")
    server.diagnose(path, text)
    offered = server.complete(path, line, column)
    assert "data-export" in offered
    assert "maintenance" not in offered


def test_an_id_of_another_form_is_not_let_in_by_offering_it(draft: Path) -> None:
    entitlements = draft / "entitlements.yaml"
    text = entitlements.read_text("utf-8")
    entitlements.write_text(text.replace("  data-export:", "  Data export:"), "utf-8")
    assert "Data export" not in ptc_policy("schema", "cadences", "--for", draft)


def test_a_draft_that_is_not_valid_still_has_its_ids_offered(draft: Path) -> None:
    draft.joinpath("offerings.yaml").write_text("offerings: [", "utf-8")
    draft.joinpath("engagement.yaml").unlink()
    assert '"data-export"' in ptc_policy("schema", "cadences", "--for", draft)
