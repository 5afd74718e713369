"""The folder in which a page runs: a copy of the policies, and what the page starts from."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copytree
from unittest.mock import patch

from tests.authoring.source.making import EDITION

from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.cli import options
from ptc_service_policy.loading.policy_folder import read_policy_folder

from .pages import ROOT, Page
from .running import COLUMNS

TODAY = date(2026, 12, 1)
_VERSION = "1.0.0"


@contextmanager
def scratch_folder(page: Page, folder: Path) -> Iterator[Path]:
    """Stand in a fresh folder, on a fixed day and at a fixed width, with nothing set that a command reads."""
    policies = folder / "policies"
    for name in (_VERSION, "calendars"):
        copytree(ROOT / "policies" / name, policies / name)
    _publish_only_the_first(policies)
    copytree(ROOT / "examples" / "contracts", folder / "examples" / "contracts")
    _PREPARED.get(Path(page.name).name, _nothing)(folder)
    here = Path.cwd()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PTC_")}
    environment |= {"COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "dumb"}
    os.chdir(folder)
    try:
        with patch.dict(os.environ, environment, clear=True), patch.object(options, "today", lambda: TODAY):
            yield folder
    finally:
        os.chdir(here)


def _nothing(_folder: Path) -> None:
    pass


def _publish_only_the_first(policies: Path) -> None:
    """Lock the one version that the pages know, so that a later one changes no page."""
    files = read_policy_folder(policies / _VERSION, calendars=policies / "calendars")
    calendars = "".join(
        f"  {name}:\n    digest: {each.digest}\n" for name, each in files.holiday_calendars.items()
    )
    policies.joinpath("published.lock.yaml").write_text(
        "# yaml-language-server: $schema=../schemas/v1/published.schema.json\n"
        f"versions:\n  {_VERSION}:\n    digest: {files.digest}\ncalendars:\n{calendars}",
        "utf-8",
    )
    policies.joinpath("editions.yaml").write_text(
        "# yaml-language-server: $schema=../schemas/v1/editions.schema.json\n"
        "editions:\n"
        f"  - {{ id: e1, recorded: 2026-11-26, edition: {_VERSION}, new_contracts: always, others: none }}\n",
        "utf-8",
    )


def _start_a_version(folder: Path) -> None:
    start_version(folder / "policies", "1.1.0")


def _receive_a_description(folder: Path) -> None:
    """Put an edition in our own words into the folder, and a later one in which a few things are new.

    The real one is PTC's text and no part of the project.
    """
    text = EDITION.read_text("utf-8")
    (folder / "description.txt").write_text(text, "utf-8")
    for before, after in {
        "2 business days": "3 business days",
        "Service reviews\tVideoconference\tOnce a quarter": "Service reviews\tVideoconference\tMonthly",
        "speaks for the customer inside PTC": "is the customer's voice inside PTC",
    }.items():
        assert text.count(before) == 1
        text = text.replace(before, after)
    (folder / "new-description.txt").write_text(text, "utf-8")


_PREPARED: dict[str, Callable[[Path], None]] = {
    "new-source.md": _receive_a_description,
    "editors.md": _start_a_version,
}
