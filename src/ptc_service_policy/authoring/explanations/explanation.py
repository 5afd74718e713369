"""What is known of each code beside its message: why it matters, what to avoid and what to prefer."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from ptc_service_policy.errors import UnknownIdError, suggest
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.errors.codes.entry import CatalogueEntry
from ptc_service_policy.loading.strict_yaml import Path, read_file
from ptc_service_policy.text import LocalizedText

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Extract:
    """Show a part of a policy file; ``at`` is the path of the key that it stands in place of."""

    file: str
    at: Path
    yaml: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Explain one code; ``avoid`` and ``prefer`` are empty where no extract can show it."""

    entry: CatalogueEntry
    why: LocalizedText
    avoid: tuple[Extract, ...]
    prefer: tuple[Extract, ...]


def explain(code: str) -> Explanation:
    """Return what is known of a code, given as such ("PSP451", in any case) or by its slug.

    Raises:
        UnknownIdError: naming the nearest codes and slugs.
    """
    entry = _find(code)
    examples = _read("examples").get(entry.code, {})
    avoid, prefer = (tuple(map(_extract, examples.get(key, ()))) for key in ("avoid", "prefer"))
    return Explanation(entry, why(entry.code), avoid, prefer)


def why(code: str) -> LocalizedText:
    """Say why a problem of a code matters."""
    texts = _read("why")
    beginning = max((each for each in texts if code.startswith(each)), key=len)
    return LocalizedText(**texts[beginning])


def _find(name: str) -> CatalogueEntry:
    by_slug = {entry.slug: entry for entry in CATALOGUE.values()}
    found = CATALOGUE.get(name.upper()) or by_slug.get(name.lower())
    if found is None:
        known = CATALOGUE if name.upper().startswith("PSP") else by_slug
        name_as_known = name.upper() if known is CATALOGUE else name.lower()
        raise UnknownIdError.of("PSP712", id=name, suggestion=suggest(name_as_known, known, at_most=_SHOWN))
    return found


def _extract(written: dict[str, Any]) -> Extract:
    at = written["at"]
    path: Path = tuple(at.split(".") if isinstance(at, str) else at)
    return Extract(written["file"], path, written["yaml"])


@cache
def _read(name: str) -> dict[str, Any]:
    from importlib.resources import files

    data: dict[str, Any] = read_file(files(__package__).joinpath(f"{name}.yaml"), name).data
    return data
