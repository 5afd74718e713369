"""The guides to editors: what they tell people to write is well-formed, and the same in both languages."""

import json
import re
import tomllib
from typing import Any

import pytest
from tests.editor.conftest import PACKAGE, ROOT

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = {
    language: (ROOT / "docs" / language / "guides" / "editors.md").read_text("utf-8")
    for language in ("en", "fr")
}
BLOCKS = BLOCK.findall(GUIDES["en"])
SETTINGS: dict[str, Any] = {
    "schemaStore": {"enable": False},
    "format": {"enable": False},
    "schemas": {"schemas/v1/contract.schema.json": ["examples/contracts/*.yaml", "contracts/*.yaml"]},
}


def blocks(kind: str) -> list[str]:
    return [text for each, text in BLOCKS if each == kind]


def test_both_languages_show_the_same_settings() -> None:
    assert BLOCK.findall(GUIDES["fr"]) == BLOCKS
    headings = [re.findall(r"^(#+) ", guide, re.MULTILINE) for guide in GUIDES.values()]
    assert headings[0] == headings[1]


def test_vs_code_is_set_up_as_the_guide_says() -> None:
    shown = json.loads(blocks("json")[0])
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert shown == {key: value for key, value in settings.items() if key.startswith("yaml.")}
    assert shown == flat(SETTINGS)


def flat(settings: dict[str, Any]) -> dict[str, Any]:
    return {
        "yaml.schemaStore.enable": settings["schemaStore"]["enable"],
        "yaml.format.enable": settings["format"]["enable"],
        "yaml.schemas": settings["schemas"],
    }


def test_helix_and_zed_get_the_same_settings() -> None:
    helix = tomllib.loads(blocks("toml")[0])
    assert helix["language-server"]["yaml-language-server"]["config"]["yaml"] == SETTINGS
    zed = json.loads(blocks("json")[1])["lsp"]["yaml-language-server"]["settings"]["yaml"]
    in_zed = {f"./{schema}": files for schema, files in SETTINGS["schemas"].items()}
    assert zed == {**SETTINGS, "schemas": in_zed}


@pytest.mark.parametrize("text", [*blocks("elisp"), *blocks("lua")])
def test_brackets_are_closed_in_their_order(text: str) -> None:
    pairs = {")": "(", "]": "[", "}": "{"}
    open_brackets: list[str] = []
    for character in re.sub(r'"[^"]*"', "", text):
        if character in pairs.values():
            open_brackets.append(character)
        elif character in pairs:
            assert open_brackets.pop() == pairs[character]
    assert open_brackets == []


def test_the_server_that_people_install_is_the_one_that_is_tested() -> None:
    assert f"npm install --global {PACKAGE}\n" in blocks("sh")


def test_every_schema_that_is_named_exists() -> None:
    named = set(re.findall(r"schemas/v1/[\w.-]+\.json", GUIDES["en"]))
    assert named
    assert all((ROOT / each).is_file() for each in named)
