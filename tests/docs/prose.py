"""The prose of a file: typed plainly where the site sets it, and set where it is read as it is kept."""

import re

from tests.plainly import plainly

from ptc_service_policy.typography import typeset

from .pages import ROOT

_CODE = re.compile(
    r"^ *(?P<marks>`{3,})[^\n]*\n.*?^ *(?P=marks)$|`[^`\n]*`|<!--.*?-->", re.MULTILINE | re.DOTALL
)


READ_AS_KEPT = (
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md"),
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "examples").rglob("*.md")),
)
"""The files that people read as they are kept: no page of the site is made of them."""


def as_kept(name: str, text: str) -> str:
    """Write the prose of a file as it is kept."""
    if name not in READ_AS_KEPT:
        return typed_plainly(text)
    return typeset(text, "fr" if name.endswith("LISEZMOI.md") else "en")


def typed_plainly(page: str) -> str:
    """Write the prose of a page with plain signs, code left as it is."""
    parts, position = [], 0
    for code in _CODE.finditer(page):
        parts += [plainly(page[position : code.start()]), code[0]]
        position = code.end()
    return "".join((*parts, plainly(page[position:])))
