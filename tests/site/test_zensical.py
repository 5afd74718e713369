"""The staged pages and the configurations build with Zensical as well, the successor of Material."""

import subprocess
import sys
from pathlib import Path

import pytest
from docs.generator.staging import stage, stage_configuration
from tests.site.conftest import POLICIES, TODAY

from ptc_service_policy.text import LANGUAGES


def test_zensical_builds_the_same_pages(tmp_path: Path) -> None:
    pytest.importorskip("zensical", reason="Zensical comes with the `site` extra")
    stage_configuration(tmp_path)
    for language in LANGUAGES:
        staged = tmp_path / "docs" / language
        stage(POLICIES, staged, language, today=TODAY)
        config = tmp_path / f"mkdocs.{language}.yml"
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", str(config)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        built = tmp_path / "site" / language
        for page in staged.rglob("*.md"):
            name = page.relative_to(staged).with_suffix("")
            folder = name.parent if name.name == "index" else name
            assert (built / folder / "index.html").is_file(), page
