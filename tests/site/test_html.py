"""Every kind of page is HTML as html-validate recommends it, whichever theme wrote what stands around it.

Left out in html-validate.json: how the themes set their markup (spaces, the case of the doctype, ids with an
underscore, ``autocomplete`` of their switches), forms that act without being sent, names of offerings that
are long, and which landmarks a reader meets, which axe judges on the page as it is shown.
"""

import json
import subprocess
from pathlib import Path

import pytest
from tests.site.conftest import KINDS, WITH_EACH, Site, from_npm

from ptc_service_policy.text import LANGUAGES

HTML_VALIDATE = "html-validate@10.17.0"
SETTINGS = Path(__file__).with_name("html-validate.json")


@pytest.fixture(scope="module")
def html_validate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program, pinned, from npm."""
    return from_npm(HTML_VALIDATE, tmp_path_factory.mktemp("html-validate")) / ".bin" / "html-validate"


def found_in(html_validate: Path, *pages: Path) -> list[str]:
    command: list[str | Path] = [html_validate, "--config", SETTINGS, "--formatter", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return [
        f"{page['filePath']}:{each['line']}: {each['ruleId']}: {each['message']}"
        for page in json.loads(done.stdout)
        for each in page["messages"]
    ]


@WITH_EACH
def test_every_kind_of_page_is_sound_html(site: Site, html_validate: Path) -> None:
    pages = [site.folder / language / kind / "index.html" for language in LANGUAGES for kind in KINDS]
    pages += [site.folder / name for name in ("index.html", "404.html", "fr/404.html", "en/404.html")]
    assert found_in(html_validate, *pages) == []


def test_unsound_html_is_found(html_validate: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html><html lang="fr"><head><title>x</title></head><body><p><div>x</div></p></body></html>'
    )
    assert any("close-order" in each or "permitted" in each for each in found_in(html_validate, page))
