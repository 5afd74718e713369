"""The page of a code, in Markdown."""

import re
from collections.abc import Iterator

from ptc_service_policy.authoring.explanations.explanation import Extract, explain
from ptc_service_policy.errors.catalogue import FAMILIES
from ptc_service_policy.errors.codes.entry import CatalogueEntry
from ptc_service_policy.text import Language, LocalizedText

_TO_BE_MENDED = LocalizedText(fr="Erreur : à corriger avant de publier.", en="Error: fix before publishing.")
_UNANSWERED = LocalizedText(
    fr="Erreur : aucune réponse avant correction.",
    en="Error: there is no answer until it is fixed.",
)
_WARNING = LocalizedText(
    fr="Avertissement : n'empêche pas de publier, sauf avec `--strict` dans vos vérifications.",
    en="Warning: does not keep you from publishing; `check --strict` fails on it.",
)
_ABOUT_QUESTIONS = ("contracts", "business_time", "questions", "columns")
_HEADINGS = {
    "wrong": LocalizedText(fr="Ce qui ne va pas", en="What is wrong"),
    "why": LocalizedText(fr="Pourquoi c'est important", en="Why it matters"),
    "do": LocalizedText(fr="Que faire", en="What to do"),
    "avoid": LocalizedText(fr="À éviter", en="Avoid"),
    "prefer": LocalizedText(fr="À préférer", en="Prefer"),
}
_SUGGESTION = LocalizedText(
    fr="Choisissez parmi les noms que le message propose.",
    en="Choose from the names that the message offers.",
)
_PLACEHOLDER = re.compile(r"\{\w+(?::[^{}|]*\|(?P<more>[^{}]*))?\}(?P<end>\.(?=\s|$))?")


def explanation_page(code: str, language: Language) -> str:
    """Write the page of a code in Markdown: what is wrong, why it matters, what to avoid and to prefer.

    Args:
        code: a code of the catalogue, or its slug.
        language: "fr" or "en".

    Raises:
        UnknownIdError: if there is no such code; it names the nearest ones.
    """
    found = explain(code)
    entry = found.entry
    hint = entry.hint[language].replace("{suggestion}", _SUGGESTION[language])
    parts = [
        f"# {entry.code} {entry.slug}",
        _consequence(entry)[language],
        *_section("wrong", _open(entry.message[language]), language),
        *_section("why", found.why[language], language),
        *_section("do", _open(hint), language),
        *_examples("avoid", found.avoid, language),
        *_examples("prefer", found.prefer, language),
    ]
    return "\n\n".join(parts) + "\n"


def _consequence(entry: CatalogueEntry) -> LocalizedText:
    if entry.severity == "warning":
        return _WARNING
    is_about_a_question = any(entry in FAMILIES[family] for family in _ABOUT_QUESTIONS)
    return _UNANSWERED if is_about_a_question else _TO_BE_MENDED


def _section(heading: str, text: str, language: Language) -> tuple[str, str]:
    return f"## {_HEADINGS[heading][language]}", text


def _examples(heading: str, extracts: tuple[Extract, ...], language: Language) -> Iterator[str]:
    if extracts:
        yield f"## {_HEADINGS[heading][language]}"
    for extract in extracts:
        yield f"`{extract.file}`"
        yield f"```yaml\n{extract.yaml.rstrip()}\n```"


def _open(text: str) -> str:
    """Leave a gap where a message names what it found."""
    return _PLACEHOLDER.sub(_gap, text)


def _gap(found: re.Match[str]) -> str:
    if not found["more"]:
        return "…"
    return found["more"].replace("#", "…") + (found["end"] or "")
