"""The prose of a page, which is typed plainly: the site sets its apostrophes, quotation marks and spaces."""

import re

from tests.plainly import plainly

_CODE = re.compile(
    r"^ *(?P<marks>`{3,})[^\n]*\n.*?^ *(?P=marks)$|`[^`\n]*`|<!--.*?-->", re.MULTILINE | re.DOTALL
)


def typed_plainly(page: str) -> str:
    """Write the prose of a page with plain signs, code left as it is."""
    parts, position = [], 0
    for code in _CODE.finditer(page):
        parts += [plainly(page[position : code.start()]), code[0]]
        position = code.end()
    return "".join((*parts, plainly(page[position:])))
