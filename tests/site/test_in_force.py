"""Which version the site shows on both sides of the day from which the next one governs new contracts."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
import yaml
from docs.generator.staging import stage
from tests.site.ask.conftest import PATIENCE, ask
from tests.site.conftest import POLICIES, ROOT, Shared, Site, build_assets, served

from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.versions import LOCK
from ptc_service_policy.text import LANGUAGES, Language

BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)
MOVED = {"fr": "40 dossiers au plus", "en": "At most 40 cases"}
NOW = {"fr": "30 dossiers au plus", "en": "At most 30 cases"}
COMING = {
    "fr": "La version 1.1.0 régit les contrats signés à compter du vendredi 1er janvier 2027.",
    "en": "Version 1.1.0 governs contracts signed on or after Friday 1 January 2027.",
}


def two_versions(folder: Path) -> Path:
    """Publish 1.1.0, which allows more open cases, for contracts signed from 2027 on."""
    copytree(POLICIES, folder)
    copytree(folder / "1.0.0", folder / "1.1.0")
    rmtree(folder / "1.1.0" / "scenarios")
    for file, old, new in (
        ("policy", "version: 1.0.0", "version: 1.1.0"),
        ("engagement", "maximum: 30", "maximum: 40"),
    ):
        path = folder / "1.1.0" / f"{file}.yaml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    lock = yaml.safe_load((folder / LOCK).read_text("utf-8"))
    lock["versions"]["1.1.0"] = {"digest": read_policy_folder(folder / "1.1.0").digest}
    (folder / LOCK).write_text(json.dumps(lock), "utf-8")
    with (folder / EDITIONS).open("a", encoding="utf-8") as journal:
        journal.write(
            "  - { id: e2, recorded: 2026-12-01, edition: 1.1.0, new_contracts: { from: 2027-01-01 }, "
            "others: [{ governed_by: 1.0.0, stay: true }] }\n"
        )
    return folder


APPLIES = {"fr": "à compter du vendredi 1er janvier 2027", "en": "from Friday 1 January 2027"}
FOR_EVER = {"fr": "n’est pas encore fixée", "en": "has not been set yet"}


GOVERNS = {
    "fr": {BEFORE: "avant le vendredi 1er janvier 2027", AFTER: "à compter du vendredi 1er janvier 2027"},
    "en": {BEFORE: "before Friday 1 January 2027", AFTER: "on or after Friday 1 January 2027"},
}
DATELESS = {"fr": "pour toute date", "en": "for any date"}
DRAFT = {"fr": "La version 1.2.0 est en préparation", "en": "Version 1.2.0 is in preparation"}
SINCE = {"fr": "s’applique depuis", "en": "has applied since"}


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_versions(tmp_path_factory.mktemp("versions") / "policies")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("today", "shown", "announced"), [(BEFORE, NOW, True), (AFTER, MOVED, False)])
def test_readers_get_the_version_that_governs_new_contracts_that_day(
    today: date, shown: dict[str, str], announced: bool, language: Language, policies: Path, tmp_path: Path
) -> None:
    stage(policies, tmp_path, language, today=today)
    for file in ("limits.md", "offerings/premium.md"):
        text = (tmp_path / file).read_text("utf-8")
        assert (shown[language] in text, COMING[language] in text) == (True, announced), file
        for version, told in (("1.0.0", NOW), ("1.1.0", MOVED)):
            kept = (tmp_path / "versions" / version / file).read_text("utf-8")
            assert told[language] in kept, (version, file)
            assert f", version {version}" in kept.partition("\n# ")[0]
    home = (tmp_path / "index.md").read_text("utf-8")
    assert ("1.0.0" if today < AFTER else "1.1.0") in home.partition('id="offerings"')[0].partition("foot")[0]
    line = home.partition('class="bases"')[2]
    assert GOVERNS[language][today] in line
    assert DATELESS[language] not in line
    of_the_next = (tmp_path / "versions" / "1.1.0.md").read_text("utf-8")
    assert APPLIES[language] in of_the_next
    assert FOR_EVER[language] not in of_the_next
    if today < AFTER:
        for page in tmp_path.rglob("*.md"):
            assert SINCE[language] not in page.read_text("utf-8").replace("'", "’"), page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_downloaded_of_a_version_stays_at_its_address(
    language: Language, policies: Path, tmp_path: Path
) -> None:
    for today in (BEFORE, AFTER):
        stage(policies, tmp_path, language, today=today)
        for version, most in MOST.items():
            folder = tmp_path / "downloads" / version
            names = {file.name for file in folder.iterdir()}
            assert {"answers.csv", "policy.json", "engagement.yaml"} <= names
            assert f"maximum: {most}" in (folder / "engagement.yaml").read_text("utf-8")
            assert json.loads((folder / "policy.json").read_text("utf-8"))["version"] == version
            assert f"{most} " in (folder / "answers.csv").read_text("utf-8")


@pytest.mark.parametrize("valid", [True, False], ids=["valid", "invalid"])
def test_what_is_not_published_stays_out_of_the_site_and_is_named(
    valid: bool, policies: Path, tmp_path: Path
) -> None:
    pytest.importorskip("jinja2", reason="the command needs the `docs` extra")
    drafted, out = tmp_path / "policies", tmp_path / "out"
    copytree(policies, drafted)
    copytree(drafted / "1.1.0", drafted / "1.2.0")
    text = (drafted / "1.2.0" / "policy.yaml").read_text("utf-8")
    (drafted / "1.2.0" / "policy.yaml").write_text(text.replace("1.1.0", "1.2.0") if valid else "?", "utf-8")
    command = [sys.executable, "-m", "docs.generator", "stage", "--policies", str(drafted), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "1.2.0 is not published" in done.stderr
    assert [file for file in out.rglob("*") if "1.2.0" in file.name] == []
    assert "1.2.0" not in (out / "docs" / "en" / "versions" / "index.md").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_shows_a_draft_below_a_banner_on_its_own_page_too(
    language: Language, policies: Path, tmp_path: Path
) -> None:
    drafted = tmp_path / "policies"
    copytree(policies, drafted)
    copytree(drafted / "1.1.0", drafted / "1.2.0")
    text = (drafted / "1.2.0" / "policy.yaml").read_text("utf-8")
    (drafted / "1.2.0" / "policy.yaml").write_text(text.replace("1.1.0", "1.2.0"), "utf-8")
    stage(drafted, tmp_path / "pages", language, today=BEFORE, preview=True)
    worn = {
        file: DRAFT[language] in (tmp_path / "pages" / file).read_text("utf-8")
        for file in ("limits.md", "versions/1.2.0.md", "versions/1.1.0.md", "versions/index.md")
    }
    assert worn == {
        "limits.md": True, "versions/1.2.0.md": True, "versions/1.1.0.md": False, "versions/index.md": False,
    }  # fmt: skip


def test_pages_of_a_version_lead_to_each_other(policies: Path, tmp_path: Path) -> None:
    stage(policies, tmp_path, "en", today=BEFORE)
    text = (tmp_path / "versions" / "1.1.0" / "compare.md").read_text("utf-8")
    own = {
        link for link in re.findall(r'href="([^"#]+)', text) if "register/" in link or "offerings/" in link
    }
    assert own
    assert all(link.startswith("../../../versions/1.1.0/") for link in own)


SITES = {"december": BEFORE, "january": AFTER}
"""When a site is made."""
MADE = pytest.mark.parametrize("made", SITES, indirect=True)


@pytest.fixture(scope="session")
def made(request: pytest.FixtureRequest, build_site: Callable[..., None], shared: Shared) -> Iterator[Site]:
    """Build the site of two versions, with "Ask the policy", on one side of New Year."""
    name: str = request.param

    def fill_assets(out: Path) -> None:
        build_assets(out, "ask-assets", "--policies", str(two_versions(out / "policies")))

    assets = shared("assets-of-two-versions", fill_assets)

    def fill(out: Path) -> None:
        copytree(assets, out, dirs_exist_ok=True)
        build_site(out / "policies", out, today=SITES[name])

    with served(shared(name, fill) / "site") as found:
        yield found


@pytest.mark.parametrize("made", ["december"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("clock", "begun", "version"), [(BEFORE, 0, "1.0.0"), (AFTER, 1, "1.1.0")])
def test_a_site_of_last_year_says_that_the_next_version_has_begun(
    clock: date, begun: int, version: str, language: Language, made: Site, page: Any
) -> None:
    page.clock.set_fixed_time(f"{clock}T12:00:00")
    page.goto(made.at(language, "limits/"))
    assert COMING[language] in page.locator(".standing p").inner_text().replace("\xa0", " ")
    assert page.locator(".standing__begun").count() == begun
    page.locator(".standing a").click()
    page.wait_for_url("**/versions/1.1.0/limits/")
    assert MOVED[language] in page.inner_text("main")
    # Whichever governs when it is read, a link says to which version it leads.
    back = page.locator(".standing a").first
    assert back.inner_text().endswith("1.0.0")
    back.click()
    page.wait_for_url("**/versions/1.0.0/limits/")
    assert NOW[language] in page.inner_text("main")
    assert page.locator(".standing a").first.inner_text().endswith("1.1.0")
    page.goto(made.at(language, "limits/"))
    address = f"{made.origin}/{language}/limits/"
    assert page.locator(".foot").inner_text().endswith(f"· {address}")
    page.goto(made.at(language, "versions/"))
    assert page.locator("form.signed output").inner_text() == version
    page.locator("form.signed [name=day]").fill("2026-12-31")
    assert page.locator("form.signed output").inner_text() == "1.0.0"
    page.locator("form.signed [name=day]").fill("2027-01-01")
    assert page.locator("form.signed output").inner_text() == "1.1.0"
    page.locator("form.signed output a").click()
    page.wait_for_url("**/versions/1.1.0/")
    assert (
        page.locator('main nav.ways a[href$="/1.1.0/limits/"], main nav.ways a[href="limits/"]').count() == 1
    )


@pytest.mark.parametrize("made", ["january"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_of_this_year_shows_the_version_that_has_begun(
    language: Language, made: Site, page: Any
) -> None:
    page.clock.set_fixed_time(f"{AFTER}T12:00:00")
    page.goto(made.at(language, "limits/"))
    assert MOVED[language] in page.inner_text("main")
    assert page.locator(".standing").count() == 0
    page.goto(made.at(language, "versions/1.0.0/limits/"))
    assert NOW[language] in page.inner_text("main")
    links = page.locator(".standing a")
    assert [each.split()[-1] for each in links.all_inner_texts()] == ["1.1.0", "1.0.0"]
    links.first.click()
    page.wait_for_url("**/versions/1.1.0/limits/")
    assert [each.split()[-1] for each in page.locator(".standing a").all_inner_texts()] == ["1.1.0"]


@pytest.mark.parametrize(
    ("name", "file", "of_before"),
    [
        ("ask", "catalogue.json", {"versions": [{"id": "1.0.0"}]}),
        ("workbench", "published.json", {"files": {}, "published": ["1.0.0"]}),
    ],
)
def test_pages_and_what_runs_in_them_are_made_of_the_same_versions(
    name: str, file: str, of_before: Any, build_site: Callable[..., None], policies: Path, tmp_path: Path
) -> None:
    made, told = tmp_path / f"{name}-assets", json.dumps(of_before)
    made.mkdir()
    (made / file).write_text(told, "utf-8")
    with pytest.raises(RuntimeError, match=rf"other versions \(1\.0\.0\): python -m docs\.{name}\.build"):
        build_site(policies, tmp_path, today=AFTER)
    assert not (tmp_path / "site").exists()


LIMIT = "ask=limit&offering=premium&about=open-cases"
MOST = {"1.0.0": 30, "1.1.0": 40}
CLOCKS = [(BEFORE, "1.0.0", "1.1.0"), (AFTER, "1.1.0", "1.0.0")]
"""A day, the version that governs new contracts then, and the other one."""


def answered(page: Any) -> tuple[str, bool, set[str]]:
    """Return which version the answer names, whether it says what that version does, and where it leads."""
    version = re.search(r"1\.\d\.0", page.inner_text(".ask-result h2"))
    assert version is not None
    told = str(MOST[version[0]]) in page.inner_text(".ask-value")
    links = page.locator(".ask-references a").evaluate_all("all => all.map((each) => each.href)")
    assert links
    return version[0], told, {re.sub(r".*/versions/([^/]*)/.*", r"\1", link) for link in links}


@MADE
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("clock", "version", "other"), [(BEFORE, "1.0.0", "1.1.0"), (AFTER, "1.1.0", "1.0.0")]
)
def test_a_question_is_answered_by_the_version_that_governs_on_the_readers_day(
    clock: date, version: str, other: str, language: Language, made: Site, page: Any
) -> None:
    fetched: list[str] = []
    page.context.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    page.clock.set_fixed_time(f"{clock}T12:00:00")
    page.goto(made.at(language, "ask/"))
    page.wait_for_selector(".ask-form")
    ask(page, LIMIT)
    assert answered(page) == (version, True, {version})
    assert f"--policy-version {version}" in page.inner_text(".ask-command")
    assert [each for each in fetched if each.startswith(f"policy-{other}")] == []
    link = page.locator(".ask-references a").first.get_attribute("href")
    assert (made.folder / language / "ask" / link.partition("#")[0] / "index.html").is_file()


@MADE
def test_another_version_may_be_asked_by_its_number_or_a_day(made: Site, page: Any) -> None:
    page.clock.set_fixed_time(f"{BEFORE}T12:00:00")
    page.goto(made.at("en", f"ask/#{LIMIT}"))
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert page.input_value("#ask-signed") == "2026-12-31"
    page.locator("summary", has_text="Policy version").click()
    page.fill("#ask-signed", "2027-01-01")
    assert not page.locator(".ask-result").is_visible()
    assert page.input_value("#ask-version") == "1.1.0"
    assert "on or after Friday 1 January 2027" in page.inner_text(".ask-form").replace("\xa0", " ")
    page.click(".ask-submit")
    page.wait_for_selector(".ask-result:not([hidden])", timeout=PATIENCE)
    assert answered(page) == ("1.1.0", True, {"1.1.0"})
    assert "signed=2027-01-01" in page.url
    page.select_option("#ask-version", "1.0.0")
    assert page.input_value("#ask-signed") == ""
    page.click(".ask-submit")
    page.wait_for_selector(".ask-result:not([hidden])", timeout=PATIENCE)
    assert answered(page) == ("1.0.0", True, {"1.0.0"})
    address = page.url
    assert "version=1.0.0" in address
    page.clock.set_fixed_time(f"{AFTER}T12:00:00")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert answered(page) == ("1.0.0", True, {"1.0.0"})
