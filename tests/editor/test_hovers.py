"""What the editor shows for a key and for an id: both languages, for every kind of file."""

from pathlib import Path

import pytest
from tests.editor.conftest import FILES, POLICY, ROOT, LanguageServer

RESPONSES = "scenarios/response-times.yaml"
CONTRACT = "../../examples/contracts/premium.yaml"

# file, how the line starts whose last word is hovered over, what is shown in English and in French
HOVERS = [
    ("policy.yaml", "version:", "major when a customer loses", "majeure si un client y perd"),
    ("offerings.yaml", "charge:", "What each offering costs", "Ce que coûte chaque offre"),
    ("entitlements.yaml", "    values:", "The value for each offering", "La valeur pour chaque offre"),
    ("engagement.yaml", "      premium:", "Service Management Premium", "Gestion de service SaaS Premium"),
    ("service-levels.yaml", "    from:", "The event that starts the clock", "à partir duquel le délai court"),
    ("cadences.yaml", "  root-cause-analysis:", "Root cause analysis", "Analyse des causes premières"),
    ("availability.yaml", "        weekly:", "The hours of each weekday", "Les heures de chaque jour"),
    ("engagement.yaml", "        maximum:", "The maximum", "Le maximum"),
    ("vocabulary.yaml", "    means:", "What it is", "Ce que c'est"),
    ("register.yaml", "    why:", "Why this reading", "Pourquoi cette lecture"),
    ("register.yaml", "  response-expiry:", "time on the last day", "moment du dernier jour"),
    ("source.yaml", "    digest:", "by which a change", "qui révèle toute modification"),
    (RESPONSES, "    given:", "situation", "situation"),
    (RESPONSES, "    ask: due", "The question", "La question"),
    ("../editions.yaml", "editions:", "in the order in which", "dans l'ordre de leur inscription"),
    ("../calendars/france.yaml", "reviewed:", "The dates that an owner has", "Les dates qu'un responsable"),
    ("../published.lock.yaml", "versions:", "never changes", "ne change plus"),
    (CONTRACT, "time_zone:", "in which the contract is signed", "dans lequel le contrat est signé"),
    (CONTRACT, "  approved_by:", "Who at PTC approved", "Qui, chez PTC, a approuvé"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "start", "english", "french"), HOVERS, ids=[f"{row[0]} {row[1].strip()}" for row in HOVERS]
)
def test_a_key_is_explained_in_both_languages(
    file: str, start: str, english: str, french: str, server: LanguageServer
) -> None:
    path = (POLICY / file).resolve()
    text = path.read_text("utf-8")
    server.diagnose(path, text)
    number = next(index for index, line in enumerate(text.splitlines()) if line.startswith(start))
    shown = server.hover(path, number, len(start) - 3).replace("\\", "")
    assert english in shown
    assert french in shown


def test_every_kind_of_file_is_hovered_over() -> None:
    hovered = {schema_line((POLICY / row[0]).resolve()).rpartition("/")[2] for row in HOVERS}
    assert hovered == {schema_line(path).rpartition("/")[2] for path in FILES}


def schema_line(path: Path) -> str:
    return path.read_text("utf-8").partition("\n")[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_key_of_a_file_at_the_top_shows_something(path: Path, server: LanguageServer) -> None:
    text = path.read_text("utf-8")
    server.diagnose(path, text)
    for number, line in enumerate(text.splitlines()):
        if line[:1].isalpha():
            shown = server.hover(path, number, 1)
            assert shown.count("\n---\n") == 1, line
