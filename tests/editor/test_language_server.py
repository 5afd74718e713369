"""What a policy owner sees in the editor: diagnostics, completions and hovers of the real language server."""

from pathlib import Path
from typing import Any

import pytest
from tests.editor.conftest import LanguageServer

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "1.0.0"
FILES = [
    *sorted(POLICY.glob("*.yaml")),
    *sorted((POLICY / "scenarios").glob("*.yaml")),
    *sorted((ROOT / "policies" / "calendars").glob("*.yaml")),
    ROOT / "policies" / "published.lock.yaml",
    *sorted((ROOT / "examples" / "contracts").glob("*.yaml")),
]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_as_it_stands_is_fine(path: Path, server: LanguageServer) -> None:
    assert server.diagnose(path, path.read_text("utf-8")) == []


# file, what is replaced once, by what, the text that is underlined, and what the editor says of it
MISTAKES = [
    ("policy.yaml", "version: 1.0.0", "version: v1.0.0", "v1.0.0", "pattern"),
    ("offerings.yaml", "premium: additional", "premium: extra", "extra", '"included", "additional"'),
    ("entitlements.yaml", "tsam: true", "tsam: yes", "yes", "boolean"),
    ("cadences.yaml", "frequency: quarterly", "frequency: quaterly", "quaterly", '"quarterly"'),
    ("service-levels.yaml", "business_days: 2", "business_days: 0", "0", "1"),
    ("availability.yaml", 'opens: "09:00"', "opens: 9am", "9am", "pattern"),
    ("engagement.yaml", "maximum: 30", "maximun: 30", "maximun", "maximun"),
    ("interpretations.yaml", "chosen: as-received", "chosen: As received", "As received", "pattern"),
    ("source.yaml", "kind: item", "kind: bullet", "bullet", '"item"'),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "underlined", "said"), MISTAKES, ids=[row[0] for row in MISTAKES]
)
def test_one_mistake_is_underlined_in_its_place(
    file: str, old: str, new: str, underlined: str, said: str, server: LanguageServer
) -> None:
    path = POLICY / file
    text = path.read_text("utf-8").replace(old, new, 1)
    diagnostics = server.diagnose(path, text)
    places = [(under(text, each["range"]), each["message"]) for each in diagnostics]
    assert any(where == underlined and said in message for where, message in places), places
    assert len([where for where, _ in places if where == underlined]) == 1
    assert len(places) == (2 if file == "engagement.yaml" else 1), places


def under(text: str, span: dict[str, Any]) -> str:
    line = text.splitlines()[span["start"]["line"]]
    start, end = span["start"]["character"], span["end"]["character"]
    return str(line[start:end]).strip()


# file, a line to stand in, what is typed there, and what is offered
COMPLETIONS = [
    ("policy.yaml", "effective_from_unstated: document-date", "eff", {"effective_until"}),
    ("offerings.yaml", "charge:", "ch", {"charge"}),
    ("entitlements.yaml", "    source: [table-1-maintenance]", "    ", {"scope", "interpreted", "unstated"}),
    (
        "cadences.yaml",
        "        frequency: quarterly",
        "        frequency: ",
        {"as-needed", "weekly", "monthly"},
    ),
    ("service-levels.yaml", "  expiry:", "  ", {"expiry"}),
    ("availability.yaml", "  value: en", "  value: ", {"de", "en", "fr"}),
    ("engagement.yaml", "    unit: cases", "    unit: ", {"contacts", "cases", "hours-per-week"}),
    ("interpretations.yaml", "    chosen: as-received", "    ", {"chosen"}),
    ("source.yaml", "    kind: item", "    kind: ", {"paragraph", "item", "row", "columns"}),
]


@pytest.mark.parametrize(
    ("file", "line", "typed", "offered"), COMPLETIONS, ids=[row[0] for row in COMPLETIONS]
)
def test_completions_offer_keys_and_values(
    file: str, line: str, typed: str, offered: set[str], server: LanguageServer
) -> None:
    path = POLICY / file
    lines = path.read_text("utf-8").splitlines()
    number = lines.index(line)
    lines[number] = typed
    server.diagnose(path, "\n".join(lines) + "\n")
    assert offered <= set(server.complete(path, number, len(typed)))


HOVERS = [
    ("policy.yaml", "version:", "major when a customer loses", "majeure si un client y perd"),
    ("offerings.yaml", "charge:", "comes with the subscription", "comprise dans l'abonnement"),
    ("entitlements.yaml", "    values:", "The value, by offering", "La valeur, par offre"),
    ("cadences.yaml", "        methods:", "The means of delivery", "Les moyens de livraison"),
    (
        "service-levels.yaml",
        "      business_days:",
        "Business days within which",
        "Nombre de jours ouvrables",
    ),
    ("availability.yaml", "  weekly:", "The hours of each weekday", "Les heures de chaque jour"),
    ("engagement.yaml", "    maximum:", "The most that is allowed", "Le maximum admis"),
    ("interpretations.yaml", "    why:", "Why this reading", "Pourquoi cette lecture"),
    ("source.yaml", "    digest:", "by which a change", "qui révèle toute modification"),
]


@pytest.mark.parametrize(("file", "start", "english", "french"), HOVERS, ids=[row[0] for row in HOVERS])
def test_a_key_is_explained_in_both_languages(
    file: str, start: str, english: str, french: str, server: LanguageServer
) -> None:
    path = POLICY / file
    text = path.read_text("utf-8")
    server.diagnose(path, text)
    number = next(index for index, line in enumerate(text.splitlines()) if line.startswith(start))
    shown = server.hover(path, number, len(start) - 3).replace("\\", "")
    assert english in shown
    assert french in shown
