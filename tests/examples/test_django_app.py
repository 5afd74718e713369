"""The Django example: a real project, its pages in both languages through Django's own translations."""

import gettext
import json
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path

import httpx
import pytest

from .conftest import EXAMPLES

APP = EXAMPLES / "django_app"
COMMAND = "DJANGO_DEBUG=1 .venv/bin/python examples/django_app/manage.py runserver --noreload 8000"
PO = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', flags=re.M)


def manage(here: Path, *arguments: str) -> str:
    command = [sys.executable, str(here / "examples" / "django_app" / "manage.py"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=here)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def client(here: Path, serve: Callable[[str], str]) -> httpx.Client:
    manage(here, "migrate", "--verbosity", "0")
    manage(here, "loaddata", "--verbosity", "0", "customers")
    return httpx.Client(base_url=serve(COMMAND), follow_redirects=True)


PAGES = {
    "fr": (
        "Gestion de service SaaS Premium",
        "Demandes",
        "Réponse au plus tard :",
        "7 avril 2026 17:00",
        "réponse à une demande : sous 1 jour ouvrable",
        "lundi de Pâques",
        "Sur quoi se fonde cette réponse",
        "Services compris",
        "Atténuation des risques",
        "Politique 1.0.0",
    ),
    "en": (
        "SaaS Service Management Premium",
        "Requests",
        "Respond by:",
        "April 7, 2026, 5 p.m.",
        "response to a request: within 1 business day",
        "Easter Monday",
        "What this answer rests on",
        "Services included",
        "Risk mitigation",
        "Policy 1.0.0",
    ),
}


def test_pages(client: httpx.Client) -> None:
    with client:
        for language, others in (("fr", "en"), ("en", "fr")):
            response = client.get("/customers/lyon-turbines/", headers={"Accept-Language": f"{language}-BE"})
            page = unescape(response.text)
            assert response.headers["content-language"] == language
            assert f'<html lang="{language}">' in page
            assert [words for words in PAGES[language] if words not in page] == []
            assert [words for words in PAGES[others] if words in page] == []
            assert '<time datetime="2026-04-07T17:00:00+02:00">' in page
        silent = unescape(client.get("/fr/customers/basel-pumps/").text)
        assert "Aucun délai de réponse n'est fixé." in silent
        assert "<time" not in silent
        assert client.get("/fr/customers/nobody/").status_code == 404


def test_a_contract_is_checked_as_it_is_entered(here: Path) -> None:
    terms = {"offering": "premum", "time_zone": "Europe/Pariis", "holidays": "FR"}
    script = f"""
from django.core.exceptions import ValidationError
from django.utils.translation import override
from service_desk.models import Customer
for language in ("fr", "en"):
    with override(language):
        for terms in ({terms!r}, {terms | {"time_zone": "Europe/Paris"}!r}):
            try:
                Customer(slug="x", name="X", terms=terms).clean_fields()
            except ValidationError as error:
                print(*error.message_dict["terms"], sep="\\n")
"""
    said = manage(here, "shell", "--no-imports", "--command", script)
    assert re.findall(r"PSP\d+", said) == ["PSP501", "PSP510"] * 2
    assert "Vouliez-vous dire Europe/Paris" in said
    assert "Did you mean premium?" in said


def test_its_migrations_and_checks_are_in_order(here: Path) -> None:
    manage(here, "makemigrations", "--check", "--dry-run")
    manage(here, "check", "--fail-level", "WARNING")


def test_its_translations_are_compiled_and_complete() -> None:
    folder = APP / "service_desk" / "locale" / "fr" / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as compiled:
        translations = gettext.GNUTranslations(compiled)
    written = dict(PO.findall((folder / "django.po").read_text("utf-8")))
    assert {text: translations.gettext(text) for text in written} == written
    template = (APP / "service_desk" / "templates" / "service_desk" / "customer.html").read_text("utf-8")
    used = re.findall(r'{% translate "(.+?)" %}', template)
    used += [
        re.sub(r"{{ (\w+) }}", r"%(\1)s", text) for text in re.findall(r"%}([^{%]+{{ version }})", template)
    ]
    assert sorted(used) == sorted(written)


def test_its_customers_have_contracts_that_the_schema_accepts() -> None:
    from ptc_service_policy import Contract

    fixture = json.loads((APP / "service_desk" / "fixtures" / "customers.json").read_text("utf-8"))
    terms = [each["fields"]["terms"] for each in fixture if each["model"] == "service_desk.customer"]
    assert [Contract.model_validate(each).offering for each in terms] == ["premium", "tsam"]
