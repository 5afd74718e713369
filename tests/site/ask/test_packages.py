"""What the page runs on is what the tests of the library run on."""

import subprocess
import sys
import tomllib

from tests.site.conftest import ROOT

NOT_IN_THE_LIBRARY = {"jsonschema", "pyrsistent"}
"""An older jsonschema and what it needs, since the newer one needs rpds-py, which no browser has."""
WITHOUT_JSONSCHEMA = """
import sys
sys.modules["jsonschema"] = None
from datetime import datetime
from zoneinfo import ZoneInfo
from ptc_service_policy import Contract, load_policy
engagement = load_policy().engage(Contract(offering="premium", time_zone="Europe/Paris", holidays="FR"))
print(engagement.response_due(datetime(2026, 4, 3, 16, 30, tzinfo=ZoneInfo("Europe/Paris"))).value.due)
"""


def test_the_versions_are_those_of_the_constraints() -> None:
    pins = tomllib.loads((ROOT / "docs" / "ask" / "packages.toml").read_text(encoding="utf-8"))
    pins.pop("runtime")
    pinned = {f"{name}=={pin['version']}" for part in pins.values() for name, pin in part.items()}
    constrained = set((ROOT / "constraints.txt").read_text(encoding="utf-8").split())
    known = {each for each in pinned if each.partition("==")[0] not in NOT_IN_THE_LIBRARY}
    assert known <= constrained, known - constrained


def test_the_library_answers_without_jsonschema() -> None:
    command = [sys.executable, "-c", WITHOUT_JSONSCHEMA]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "2026-04-07 17:00:00+02:00\n"


def test_the_form_offers_every_question_that_the_page_can_answer() -> None:
    script = "import ask, catalogue; offered = [each['id'] for group in catalogue.catalogue()['groups'] "
    script += "for each in group['questions']]; assert sorted(offered) == sorted(ask.KNOWN), offered"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT / "docs" / "ask", check=True)
