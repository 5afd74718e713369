"""The page as readers meet it: with a keyboard, without JavaScript, on a dark screen, twice."""

from __future__ import annotations

import re
import shlex
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from tests.profiles import NIGHTLY
from tests.site.conftest import EVERYTHING, launch
from typer.testing import CliRunner

from ptc_service_policy import load_policy
from ptc_service_policy.cli.app import app

from .conftest import PATIENCE, ask, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

DUE = "ask=due&offering=premium&time_zone=Europe/Paris&holidays=FR&received=2026-04-03T16:30"
OWED = (
    "ask=obligations&offering=premium&time_zone=Europe/Paris&holidays=FR"
    "&start=2026-01-15&from=2026-04-01&until=2026-07-01"
)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LANGUAGES
def test_it_says_how_loading_gets_on(page: Page, site: str, language: str) -> None:
    page.add_init_script(
        """window.heard = [];
        new MutationObserver(() => {
          const bar = document.querySelector("ask-the-policy progress");
          const status = document.querySelector("ask-the-policy [role=status]");
          if (bar) heard.push([status.textContent, bar.value, bar.parentElement.textContent]);
        }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});"""
    )
    open_page(page, site, language)
    ask(page, DUE.replace("FR", "none"))
    heard: list[tuple[str, float, str]] = page.evaluate("heard")
    steps = list(dict.fromkeys(status for status, _, _ in heard if status))
    shares = [share for _, share, _ in heard]
    said = {
        "fr": ("Votre", "Téléchargement", "Installation", "Lecture", "Prêt", "La"),
        "en": ("Your", "Downloading", "Installing", "Reading", "Ready", "The"),
    }[language]
    assert [re.split(r"\W", step)[0] for step in steps] == list(said)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(set(shares)) > 5
    unit = {"fr": r"\d+,\d\u00a0Mo sur \d+,\d\u00a0Mo", "en": r"\d+\.\d\u00a0MB of \d+\.\d\u00a0MB"}[language]
    assert re.search(unit, heard[-1][2])


def test_the_form_can_be_filled_in_while_the_library_loads(page: Page, site: str) -> None:
    page.goto(f"{site}en/ask/#{DUE}")
    page.wait_for_selector(".ask-command")
    assert page.get_attribute("ask-the-policy", "data-state") is None
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert page.get_attribute(".ask-answer", "data-basis") == "interpreted"


def test_nothing_comes_from_elsewhere(page: Page, site: str) -> None:
    requests: list[Request] = []
    page.context.on("request", lambda request: requests.append(request))  # noqa: PLW0108
    open_page(page, site, "fr")
    ask(page, OWED)
    with page.expect_download():
        page.click(".ask-save")
    addresses = {request.url for request in requests}
    assert any(address.endswith("manifest.json") for address in addresses)
    assert [each for each in addresses if not each.startswith((site, f"blob:{site}", "data:"))] == []


def test_only_what_a_question_needs_is_fetched_and_only_once(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.context.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1]))
    open_page(page, site, "fr")
    page.wait_for_load_state("networkidle")
    assert [each for each in fetched if each.endswith(".gz") or each == "manifest.json"] == []
    ask(page, "ask=target&offering=premium")
    ask(page, DUE.replace("FR", "none"))
    own = {"library", f"policy-{load_policy().version}"}
    assert _packages(fetched) == own
    ask(page, DUE)
    assert _packages(fetched) == {*own, "holidays", "dateutil"}
    fetched.clear()
    page.goto("about:blank")
    open_page(page, site, "en")
    ask(page, DUE)
    assert [each for each in fetched if each.endswith(".gz")] == []


def _packages(fetched: list[str]) -> set[str]:
    return {name.partition(".tar.")[0] for name in fetched if ".tar." in name}


@LANGUAGES
def test_obligations_are_saved_as_icalendar(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    ask(page, OWED)
    rows = page.locator(".ask-value li").count()
    with page.expect_download() as saving:
        page.click(".ask-save")
    written = saving.value.path().read_bytes()
    events = Calendar.from_ical(written).walk("VEVENT")
    assert len(events) == rows > 10
    command = [*shlex.split(page.inner_text(".ask-command"))[1:], "--icalendar"]
    assert CliRunner().invoke(app, command).stdout_bytes == written


@LANGUAGES
def test_it_works_with_the_keyboard_alone(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    _press_until(page, "ask-ask")
    page.keyboard.type("Pendant quelles" if language == "fr" else "In which windows")
    for field in ("ask-from", "ask-until"):
        _press_until(page, field)
        page.keyboard.type("04022026\t0930AM" if field == "ask-from" else "04072026\t1200PM")
    _press_until(page, "ask-offering")
    page.keyboard.press("End")
    _press_until(page, "ask-time_zone")
    page.keyboard.press("Control+A")
    page.keyboard.type("Europe/Berlin")
    page.keyboard.press("Escape")
    _press_until(page, "ask-holidays")
    page.keyboard.type("Allemagne" if language == "fr" else "Germany")
    _press_until(page, "ask-region")
    page.keyboard.type("Bayern")
    _press_until(page, "ask-start")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ask-result:not([hidden])", timeout=PATIENCE)
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator(".ask-value li").count() == 2
    assert "--holidays DE-BY" in page.inner_text(".ask-command")
    assert "--time-zone Europe/Berlin" in page.inner_text(".ask-command")


def _press_until(page: Page, wanted: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


@LANGUAGES
@pytest.mark.parametrize(
    ("address", "field", "code"),
    [
        (DUE.replace("Europe/Paris", "Europe/Parsi"), "ask-time_zone", "PSP501"),
        (
            DUE.replace("holidays=FR", "holidays=france").replace("2026-04", "2031-04"),
            "ask-received",
            "PSP610",
        ),
        (OWED.replace("&start=2026-01-15", ""), "ask-start", "PSP509"),
        (OWED.replace("from=2026-04-01", "from=2026-08-01"), "ask-until", "PSP707"),
        (DUE + "&terms=ours: {}", "ask-terms", "PSP201"),
        (DUE.replace("holidays=FR", "holidays=listed"), "ask-holidays", "PSP202"),
    ],
)
def test_a_refusal_stands_at_its_field(
    page: Page, site: str, language: str, address: str, field: str, code: str
) -> None:
    open_page(page, site, language)
    ask(page, address)
    assert code in page.inner_text(".ask-problems")
    assert page.evaluate("document.activeElement.id") == field
    assert page.get_attribute(f"#{field}", "aria-invalid") == "true"
    error = page.inner_text(f"#{field}-error")
    assert error in page.inner_text(".ask-problems")
    command = page.inner_text(".ask-command")
    if "--contract -" not in command:
        done = CliRunner().invoke(app, shlex.split(command)[1:])
        assert done.exit_code != 0
        assert f"{code} " in done.output


@LANGUAGES
def test_what_is_missing_is_asked_for_at_its_field(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    page.click(".ask-submit")
    assert page.evaluate("document.activeElement.id") == "ask-received"
    message = {"fr": "Ce champ est obligatoire.", "en": "Required."}[language]
    assert page.inner_text("#ask-holidays-error") == message
    assert page.inner_text("#ask-received-error") == message
    assert "ask-holidays-error" in (page.get_attribute("#ask-holidays", "aria-describedby") or "")


def test_the_address_holds_the_question(page: Page, site: str) -> None:
    open_page(page, site, "en")
    assert page.input_value("#ask-time_zone") == "Europe/Paris"
    page.select_option("#ask-holidays", "US")
    page.select_option("#ask-region", "CA")
    page.fill("#ask-received", "2026-07-03T10:00")
    page.click("details summary")
    page.select_option("#ask-reading-response-expiry", "same-time")
    page.click(".ask-submit")
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    answer, command = page.inner_text(".ask-value"), page.inner_text(".ask-command")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert (page.inner_text(".ask-value"), page.inner_text(".ask-command")) == (answer, command)
    assert "--holidays US-CA" in command
    assert "--reading response-expiry=same-time" in command


def test_a_hostile_address_is_shown_as_text(page: Page, site: str) -> None:
    open_page(page, site, "en")
    ask(page, DUE.replace("Europe/Paris", "%3Cimg src=x onerror=document.title='x'%3E'; rm -rf"))
    assert page.locator("ask-the-policy img").count() == 0
    assert page.title() != "x"
    words = shlex.split(page.inner_text(".ask-command"))
    assert words[words.index("--time-zone") + 1] == "<img src=x onerror=document.title='x'>'; rm -rf"


@LANGUAGES
def test_without_webassembly_it_says_so_and_shows_the_command(page: Page, site: str, language: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"{site}{language}/ask/#{DUE}")
    page.wait_for_selector("ask-the-policy[data-state=without-library] .ask-command")
    assert "WebAssembly" in page.inner_text("[role=status]")
    command = shlex.split(page.inner_text(".ask-command"))
    assert CliRunner().invoke(app, command[1:]).exit_code == 0
    assert page.locator(".ask-submit:visible").count() == 0


@LANGUAGES
def test_without_javascript_it_says_so_and_shows_commands(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{language}/ask/")
    assert "JavaScript" in page.inner_text("ask-the-policy")
    commands = page.locator("ask-the-policy pre code").all_inner_texts()
    assert len(commands) == 4
    for command in commands:
        assert f"--lang {language}" in command
        assert CliRunner().invoke(app, shlex.split(command)[1:]).exit_code == 0
    context.close()


def test_a_library_that_cannot_be_loaded_leaves_the_command(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.route(
        "**/python_stdlib.zip.*", lambda route: route.fulfill(status=200, body=b"not what was expected")
    )
    page = context.new_page()
    page.goto(f"{site}en/ask/#{DUE}")
    page.wait_for_selector("ask-the-policy[data-state=without-library]", timeout=PATIENCE)
    assert "could not be loaded" in page.inner_text("[role=status]")
    assert page.inner_text(".ask-command").startswith("ptc-policy answer due response")
    context.close()


@pytest.mark.parametrize("answer", [{"status": 503}, {"body": "<html>"}], ids=["refused", "no form"])
@pytest.mark.parametrize(("lost", "language"), [("catalogue.json", "fr"), ("catalogue-*.json", "en")])
def test_a_form_that_cannot_be_loaded_says_what_to_do(
    browser: Browser, site: str, lost: str, language: str, answer: Any
) -> None:
    context = browser.new_context()
    context.route(f"**/{lost}", lambda route: route.fulfill(**answer))
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{site}{language}/ask/#{DUE}")
    said = {"fr": "rechargez la page", "en": "reload the page"}[language]
    page.locator("ask-the-policy [role=status]").filter(has_text=said).wait_for()
    assert failures == []
    context.close()


VIEWS = list(product(["fr", "en"], ["light", "dark"], [1280, 390]))
"""Each language in each colour and size; by day each of the three in two views of four."""


@pytest.mark.parametrize(
    ("language", "scheme", "width"), VIEWS if NIGHTLY else [VIEWS[0], VIEWS[3], VIEWS[5], VIEWS[6]]
)
def test_no_barriers(browser: Browser, site: str, axe: str, language: str, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    open_page(page, site, language)
    page.evaluate(axe)
    for address in (DUE + "&pause=2026-04-03T17:00|2026-04-03T18:00", OWED, DUE.replace("Paris", "Parsi")):
        ask(page, address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found = page.evaluate(f"axe.run('ask-the-policy', {EVERYTHING})")
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_each_example_is_answered_at_a_click(page: Page, site: str) -> None:
    open_page(page, site, "fr")
    examples = page.locator(".ask-examples a").all()
    assert len(examples) == 5
    for example in examples:
        page.evaluate("document.querySelector('.ask-answers').replaceChildren()")
        example.click()
        page.wait_for_selector(".ask-answers > p", timeout=PATIENCE)
        assert page.locator(".ask-problems").count() == 0
        assert page.locator(".ask-answer, .ask-table").first.is_visible()


CITIES = {
    "Paris": "Europe/Paris",
    "new york": "America/New_York",
    "Montréal": "America/Toronto",
    "londres": "Europe/London",
    "San Francisco": "America/Los_Angeles",
    "Pekin": "Asia/Shanghai",
    "Buenos Aires": "America/Argentina/Buenos_Aires",
    "europe/paris": "Europe/Paris",
}


def test_a_city_is_taken_for_its_zone(page: Page, site: str) -> None:
    open_page(page, site, "fr")
    same = "zone => new Intl.DateTimeFormat('en', {timeZone: zone}).resolvedOptions().timeZone"
    for typed, zone in CITIES.items():
        page.fill("#ask-time_zone", typed)
        page.keyboard.press("Tab")
        shown = page.input_value("#ask-time_zone")
        assert page.evaluate(same, shown) == page.evaluate(same, zone)
        assert f"--time-zone {shown}" in page.inner_text(".ask-command")


@LANGUAGES
def test_an_answer_goes_when_its_question_is_changed(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    ask(page, DUE)
    page.select_option("#ask-offering", "standard")
    assert not page.locator(".ask-result").is_visible()
    said = {"fr": "La question a changé", "en": "The question has changed"}[language]
    assert page.inner_text(".ask-status").startswith(said)
    page.click(".ask-submit")
    page.wait_for_selector(".ask-result:not([hidden])", timeout=PATIENCE)
    assert "Standard" in page.inner_text(".ask-reason")


def test_the_question_goes_along_into_the_other_language(page: Page, site: str) -> None:
    open_page(page, site, "fr")
    ask(page, DUE)
    page.locator(".md-select button").hover()
    page.locator(".md-select__link[hreflang=en]").click()
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert page.url.startswith(f"{site}en/ask/#ask=due")
    assert "Tuesday 7 April 2026" in page.inner_text(".ask-value")


def test_on_paper_the_question_stands_above_its_answer(page: Page, site: str) -> None:
    open_page(page, site, "en")
    ask(page, DUE + "&reading=response-expiry=same-time&pause=2026-04-03T17:00|2026-04-03T18:00")
    page.emulate_media(media="print")
    assert not page.locator(".ask-form").is_visible()
    told = page.inner_text(".ask-asked")
    for words in (
        "By when is it due?", "SaaS Service Management Premium", "Europe/Paris", "France", "2026-04-03 16:30",
        "2026-04-03 17:00 – 2026-04-03 18:00", page.url,
    ):  # fmt: skip
        assert words in told, words
    assert page.locator(".ask-answer").is_visible()


FAULTY = {
    "whatever": "ask=whatever",
    "gold": DUE.replace("premium", "gold"),
    "yesterday": DUE.replace("2026-04-03T16:30", "yesterday"),
    "never": DUE + "&reading=response-expiry=never",
    "no-such-gap": DUE + "&reading=no-such-gap=always",
    "colour": DUE + "&colour=red",
    "XX": DUE.replace("holidays=FR", "holidays=XX"),
    "free-lunch": "ask=entitlement&offering=premium&about=free-lunch",
    "16:30[Europe/Paris]": DUE + "[Europe/Paris]",
    "17:00[Europe/Paris]": DUE + "&pause=2026-04-03T17:00[Europe/Paris]|2026-04-03T18:00",
}
"""What is wrong with a link, and the link."""


@LANGUAGES
def test_a_link_that_cannot_be_followed_says_why(page: Page, site: str, language: str) -> None:
    for fault, address in FAULTY.items():
        page.goto("about:blank")
        page.goto(f"{site}{language}/ask/#{address}")
        page.wait_for_selector(".ask-linked li")
        assert fault in page.inner_text(".ask-linked li")
        assert page.locator(".ask-linked li").count() == 1
        assert not page.locator(".ask-result").is_visible()
        assert page.get_attribute(".ask-linked", "role") == "alert"


def test_a_link_that_cannot_be_followed_takes_the_answer_away(page: Page, site: str) -> None:
    open_page(page, site, "en")
    ask(page, DUE)
    assert page.inner_text(".ask-status") == "The answer is shown."
    page.evaluate("address => { location.hash = address; }", FAULTY["gold"])
    page.wait_for_selector(".ask-linked li")
    assert not page.locator(".ask-result").is_visible()
    assert page.inner_text(".ask-status") == ""


@LANGUAGES
def test_a_time_that_the_clock_skips_is_refused(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    ask(page, DUE.replace("2026-04-03T16:30", "2026-03-29T02:30"))
    said = {"fr": "cette heure n’existe pas", "en": "There is no such time"}[language]
    assert said in page.inner_text("#ask-received-error")
    assert page.evaluate("document.activeElement.id") == "ask-received"
    ask(page, DUE.replace("2026-04-03T16:30", "2026-03-29T03:30"))
    assert page.locator(".ask-answer").is_visible()


@LANGUAGES
def test_of_a_time_that_comes_twice_it_says_which_is_meant(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    ask(page, DUE.replace("2026-04-03T16:30", "2026-10-25T02:30"))
    said = {"fr": "la première fois est retenue", "en": "the first time is meant"}[language]
    assert said in page.inner_text(".ask-answers")
    ask(page, DUE)
    assert said not in page.inner_text(".ask-answers")


def test_a_wait_and_a_window_that_end_before_they_begin_are_told_apart(page: Page, site: str) -> None:
    open_page(page, site, "en")
    ask(page, DUE + "&pause=2026-04-03T18:00|2026-04-03T17:00")
    assert "ends before it begins" in page.inner_text("#ask-pause-error")
    assert page.get_attribute("#ask-received", "aria-invalid") is None
    # A page of its own: within the one that is open, the first question may still be writing its address.
    page.goto("about:blank")
    page.goto(
        f"{site}en/ask/#ask=windows&offering=premium&time_zone=Europe/Paris&holidays=FR"
        "&from=2026-04-04T09:00&until=2026-04-03T09:00"
    )
    page.wait_for_selector("#ask-until-error:not([hidden])")
    assert page.inner_text("#ask-until-error") == "The period ends before it begins."
    assert not page.locator(".ask-result").is_visible()


NESTED = 'hours: {weekly: {mon: [{opens: "09:00", ende: "17:00"}]}, approved_by: PTC}'


def test_a_fault_deep_within_the_contract_is_a_message(page: Page, site: str) -> None:
    open_page(page, site, "en")
    ask(page, f"{DUE}&terms={NESTED}")
    assert "ende" in page.inner_text(".ask-problems")
    assert page.evaluate("document.activeElement.id") == "ask-terms"


def test_a_record_is_saved_that_replays(page: Page, site: str) -> None:
    open_page(page, site, "en")
    for address in (DUE, "ask=target&offering=premium"):
        ask(page, address)
        with page.expect_download() as saving:
            page.click(".ask-record")
        assert saving.value.suggested_filename == "record.json"
        done = CliRunner().invoke(app, ["replay", str(saving.value.path())])
        assert done.exit_code == 0, done.output


def test_it_works_where_there_is_no_https(site: str, browser: Browser) -> None:
    address = site.replace("127.0.0.1", "policy.test")
    plain = launch(browser.browser_type, "--host-resolver-rules=MAP policy.test 127.0.0.1")
    page = plain.new_page()
    page.goto(f"{address}en/ask/#{DUE}")
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert page.evaluate("isSecureContext") is False
    page.click("text=Copy the command")
    assert page.inner_text(".ask-status") == "Command copied."
    plain.close()


@LANGUAGES
def test_holidays_are_named_in_the_readers_language(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    ask(page, "ask=availability&offering=premium&time_zone=America/Toronto&holidays=CA&at=2026-07-01T10:00")
    name = {"fr": "Fête du Canada", "en": "Canada Day"}[language]
    assert name.lower() in page.inner_text(".ask-reason").lower()
    offered = page.locator("#ask-holidays optgroup option").all_inner_texts()
    assert {"fr": "Allemagne", "en": "Germany"}[language] in offered
