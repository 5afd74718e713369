"""The pieces that the editor inserts: filled with what they suggest, they are right as they stand."""

import re
from typing import Any

import pytest
from tests.editor.conftest import POLICY, SCHEMAS, LanguageServer, at_the_cursor

from ptc_service_policy.authoring.schemas import SCHEMA_MODELS
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.validation import validate

CONTRACT = "../../examples/contracts/premium.yaml"
CALENDAR = "../calendars/france.yaml"
SCENARIOS = "scenarios/entitlements.yaml"
CHOICE = re.compile(r"\$\{\d+\|([^,|]*)[^}]*\|\}")
PLACEHOLDER = re.compile(r"\$\{\d+:([^}]*)\}")

# file, the key under which the cursor stands, the snippet
SNIPPETS = [
    ("offerings.yaml", "\nofferings:\n", "new offering / nouvelle offre"),
    ("entitlements.yaml", "services:\n", "new service / nouveau service"),
    ("cadences.yaml", "deliveries:\n", "new delivery by offering / nouvelle prestation par offre"),
    ("engagement.yaml", "limits:\n", "new limit / nouvelle limite"),
    ("engagement.yaml", "commitments:\n", "new commitment / nouvel engagement"),
    ("availability.yaml", "exceptions:\n", "new exception to the hours / nouvelle exception aux heures"),
    ("availability.yaml", "        weekly:\n", "hours of a weekday / heures d'un jour de la semaine"),
    ("service-levels.yaml", "\ntargets:\n", "new target / nouveau délai"),
    ("vocabulary.yaml", "attributes:\n", "new attribute / nouvel attribut"),
    ("register.yaml", "register:\n", "new entry of the register / nouvelle entrée du registre"),
    ("source.yaml", "statements:\n", "new statement / nouvel énoncé"),
    ("source.yaml", "statements:\n", "new row of a table / nouvelle ligne de tableau"),
    (SCENARIOS, "scenarios:\n", "new scenario by offering / nouveau scénario par offre"),
    (SCENARIOS, "scenarios:\n", "new scenario of a response / nouveau scénario de réponse"),
    (CALENDAR, "added:\n", "new day off / nouveau jour chômé"),
    (CALENDAR, "removed:\n", "holiday that is worked / jour férié travaillé"),
    (CONTRACT, "  special:\n", "hours of a special day / heures d'un jour particulier"),
]
FORMS = [
    "by the register / par le registre",
    "same as another offering / comme une autre offre",
    "with details / avec des précisions",
    "not provided / non fourni",
]
WITHOUT = {
    "attributes:\n": "methods:\n",
    "added:\n": "reviewed:\n",
    "removed:\n": "reviewed:\n",
    "  special:\n": "  approved_by:",
}
"""Before what a key belongs that a file does not have yet."""


@pytest.mark.parametrize(("file", "key", "label"), SNIPPETS, ids=[row[-1] for row in SNIPPETS])
def test_a_snippet_filled_with_what_it_suggests_is_right(
    file: str, key: str, label: str, server: LanguageServer
) -> None:
    path = (POLICY / file).resolve()
    indent = " " * (len(key.strip("\n")) - len(key.strip()) + 2)
    old = WITHOUT.get(key, key)
    text, line, column = at_the_cursor(path, old, f"{key}{indent}|\n{old if key in WITHOUT else ''}")
    server.diagnose(path, text)
    inserted = server.complete(path, line, column)[label]["textEdit"]["newText"]
    filled = PLACEHOLDER.sub(r"\1", CHOICE.sub(r"\1", inserted)).replace("\n", f"\n{indent}")
    lines = text.splitlines()
    lines[line] = indent + filled
    edited = "\n".join([*lines, ""])
    assert server.diagnose(path, edited) == [], edited
    kind = text.partition("\n")[0].rpartition("/")[2].removesuffix(".schema.json")
    noun, problems = validate(read_yaml(edited.encode(), "file"), SCHEMA_MODELS[kind], kind)
    assert problems == ()
    assert noun is not None


@pytest.mark.parametrize("label", FORMS)
def test_a_form_filled_with_what_it_suggests_is_right(label: str, server: LanguageServer) -> None:
    path = POLICY / "engagement.yaml"
    old = "      tsam: { register: open-cases-for-tsam }\n"
    text, line, column = at_the_cursor(path, old, "      tsam: |\n")
    server.diagnose(path, text)
    inserted = server.complete(path, line, column)[label]["textEdit"]["newText"]
    filled = PLACEHOLDER.sub(r"\1", CHOICE.sub(r"\1", inserted)).replace("\n", "\n      ")
    edited = text.replace("      tsam: \n", f"      tsam: {filled}\n")
    assert server.diagnose(path, edited) == [], edited
    assert validate(read_yaml(edited.encode(), "file"), SCHEMA_MODELS["engagement"], "engagement")[1] == ()


def test_every_snippet_of_every_schema_is_tried() -> None:
    tried = {label for _, _, label in SNIPPETS} | set(FORMS)
    assert {each["label"] for each in snippets(SCHEMAS) if " / " in each["label"]} == tried


def snippets(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [each for item in node for each in snippets(item)]
    if not isinstance(node, dict):
        return []
    return [*node.get("defaultSnippets", []), *(each for item in node.values() for each in snippets(item))]


def test_a_text_that_a_snippet_suggests_has_both_languages() -> None:
    bodies = [str(each["body"]) for each in snippets(SCHEMAS) if " / " in each["label"]]
    for body in bodies:
        assert body.count("'fr': ") == body.count("'en': ")
