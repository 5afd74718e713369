"""The page answers as the library does in this Python, and shows a command that answers the same."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from tests.profiles import NIGHTLY
from tests.site.conftest import ROOT
from typer.testing import CliRunner

from ptc_service_policy import Comparison
from ptc_service_policy.cli.app import app
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.sentences import name_firmness
from ptc_service_policy.topics.wording import name_basis
from ptc_service_policy.typography import typeset

from .conftest import ask, open_page
from .questions import Asked, draw

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS = draw(2)


@pytest.mark.parametrize("language", ["fr", "en"] if NIGHTLY else ["fr"])
def test_answers_are_those_of_the_library(page: Page, site: str, language: Literal["fr", "en"]) -> None:
    open_page(page, site, language)
    for asked in QUESTIONS:
        ask(page, asked.address)
        assert _shown(page) == _expected(asked, language), asked.address


@pytest.mark.parametrize("language", ["fr", "en"] if NIGHTLY else ["en"])
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
    shown = {"data": asked.data, "cited": asked.cited}
    if isinstance(asked.answer, Comparison):
        return {**shown, "rows": len(asked.answer.differences)}
    decision = asked.answer
    hedges = dict.fromkeys(set_for(name_firmness(each), language) for each in decision.firmness)
    return {
        **shown,
        "value": [typeset(each, language) for each in asked.words[language]],
        "basis": decision.basis.value,
        "stands": [set_for(name_basis(decision), language), *filter(None, ["; ".join(hedges)])],
        "reason": set_for(decision.reason, language),
    }


def set_for(text: LocalizedText, language: Literal["fr", "en"]) -> str:
    return typeset(text[language], language)


def _shown(page: Page) -> dict[str, Any]:
    """Read what the page shows."""
    shown: dict[str, Any] = page.evaluate(
        """() => {
          const result = document.querySelector(".ask-result");
          const all = (selector) => [...result.querySelectorAll(selector)];
          const own = (each) => each.lastChild.data.trim();
          const answer = result.querySelector(".ask-answer");
          return {
            data: JSON.parse(result.querySelector("details pre").textContent),
            cited: all(".ask-cite").map((cite) => document.querySelector(cite.getAttribute("href")).dataset)
              .map(({kind, id}) => [kind, id]),
            ...(answer
              ? {
                  value: all(".ask-value li, p.ask-value").map(own),
                  basis: answer.dataset.basis,
                  stands: all(".ask-basis").map((each) => own(each).replaceAll("\u202f; ", "; ")),
                  reason: answer.querySelector(".ask-reason").firstChild.data.trim(),
                }
              : {rows: all("tbody tr").length}),
          };
        }"""
    )
    return {**shown, "cited": frozenset(map(tuple, shown["cited"]))}


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
