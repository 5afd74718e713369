"""The programs that make a site of staged pages, and where each puts the index of its search."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from docs.generator import with_material, with_zensical
from ptc_service_policy.text import Language


class Maker(Protocol):
    """Make the site of one language of its staged pages."""

    def __call__(
        self, out: Path, language: Language, address: str | None, *, strict: bool, only_changes: bool
    ) -> None:
        """Make it.

        Args:
            out: the folder with the configurations, the staged pages and the site.
            language: the language.
            address: that of the site of this language, if it is known.
            strict: let a warning stop the build.
            only_changes: leave what has not changed alone, if the program can.

        Raises:
            RuntimeError: if it cannot be made.
        """


@dataclass(frozen=True)
class Builder:
    """Hold what makes a site, where in it the index of the search stands, and by which key its entries.

    Entries that stand `apart` from the index, which every page loads, are loaded with the first word typed.
    """

    make: Maker
    index: str
    entries: str
    apart: str | None = None


BUILDERS = {
    "material": Builder(with_material.make, "search/search_index.json", "docs", "search/entries.json"),
    "zensical": Builder(with_zensical.make, "search.json", "items"),
}
