"""The shape of one entry of the catalogue of codes."""

from dataclasses import dataclass
from typing import Literal

from ptc_service_policy.text import LocalizedText

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """Describe one kind of problem: ``message`` says what is wrong, ``hint`` what to do.

    Both may hold ``{placeholders}``. A code never changes its meaning and is never used again. An "error"
    must be mended before a version is published; a "warning" is for somebody to look at.
    """

    code: str
    slug: str
    message: LocalizedText
    hint: LocalizedText
    severity: Severity = "error"


def entry(
    code: str, slug: str, *, en: tuple[str, str], fr: tuple[str, str], severity: Severity = "error"
) -> CatalogueEntry:
    """Build an entry from a (message, hint) pair in each language."""
    message, hint = (LocalizedText(fr=in_fr, en=in_en) for in_fr, in_en in zip(fr, en, strict=True))
    return CatalogueEntry(code, slug, message, hint, severity)
