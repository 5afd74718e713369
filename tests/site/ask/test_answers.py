"""The page answers as the library does in this Python, and shows a command that answers the same."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from tests.site.conftest import ROOT
from typer.testing import CliRunner

from ptc_service_policy.cli.app import app

from .conftest import ask, open_page
from .questions import Asked, draw

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS = draw(64)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_answers_are_those_of_the_library(page: Page, site: str, language: Literal["fr", "en"]) -> None:
    open_page(page, site, language)
    for asked in QUESTIONS:
        ask(page, asked.address)
        assert _shown(page) == _expected(asked, language), asked.address


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_command_answers_the_same(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    for asked in QUESTIONS:
        ask(page, asked.address)
        command = page.inner_text(".ask-command")
        assert command.endswith(f"--lang {language}")
        assert _run_here(command) == asked.data, command


def test_a_contract_with_other_terms_goes_with_its_command(page: Page, site: str) -> None:
    terms = "closures: [{kind: leave, first: 2026-04-07}]\nreadings: {closures-and-response: clock-stops}"
    address = (
        f"ask=due&offering=premium&time_zone=Europe/Paris&holidays=FR&received=2026-04-03T16:30&terms={terms}"
    )
    open_page(page, site, "en")
    ask(page, address.replace("\n", "%0A"))
    command = page.inner_text(".ask-command")
    data = json.loads(page.text_content("details pre code") or "")
    assert data["value"]["due"] == "2026-04-08T17:00:00+02:00"
    assert _run_in_a_shell(command) == data


def _expected(asked: Asked, language: Literal["fr", "en"]) -> dict[str, Any]:
    return {
        "data": asked.data,
        "basis": [decision.basis.value for decision in asked.decisions],
        "reason": [decision.reason[language] for decision in asked.decisions],
        "rows": asked.rows,
        "cited": asked.cited if asked.decisions or asked.rows else None,
    }


def _shown(page: Page) -> dict[str, Any]:
    """Read what the page shows; what it adds to the answer (from when on, what has no date) is left out."""
    shown: dict[str, Any] = page.evaluate(
        """() => {
          const result = document.querySelector(".ask-result");
          const all = (within, selector) => [...within.querySelectorAll(selector)];
          const texts = (selector) => all(result, selector).map((each) => each.firstChild.data);
          return {
            data: JSON.parse(result.querySelector("details pre").textContent),
            basis: [...result.querySelectorAll(".ask-answer")].map((each) => each.dataset.basis),
            reason: texts(".ask-reason"),
            cites: all(result, ".ask-answer").map((each) => all(each, ".ask-cite")
              .map((cite) => document.querySelector(cite.getAttribute("href")).dataset)
              .map(({kind, id}) => [kind, id])),
            rows: result.querySelectorAll("tbody tr").length,
            tableCites: [...result.querySelectorAll("td .ask-cite")]
              .map((cite) => document.querySelector(cite.getAttribute("href")).dataset)
              .map(({kind, id}) => [kind, id]),
          };
        }"""
    )
    single = isinstance(shown["data"], dict) and "basis" in shown["data"]
    cites = shown["cites"][0] if single else shown["tableCites"]
    return {
        "data": shown["data"],
        "basis": shown["basis"][:1] if single else [],
        "reason": [text.strip() for text in shown["reason"][:1]] if single else [],
        "rows": shown["rows"],
        "cited": frozenset(map(tuple, cites)) if single or shown["rows"] else None,
    }


def _run_here(command: str) -> Any:
    done = CliRunner().invoke(app, [*shlex.split(command)[1:], "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def _run_in_a_shell(command: str) -> Any:
    """Run the command as a reader would paste it, where ``ptc-policy`` is found first."""
    first, rest = command.split("\n", 1)
    as_json = first.replace(" --lang", " --format json --lang")
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    done = subprocess.run(
        ["bash", "-c", f"{as_json}\n{rest}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": path},
        check=True,
    )
    return json.loads(done.stdout)
