"""The spaces of French prose at which no line may break: before ``: ; ? ! » %`` and after ``«``."""

import re

_CODE = re.compile(
    r"^ *(?P<marks>`{3,})[^\n]*\n.*?^ *(?P=marks)$|`[^`\n]*`|<!--.*?-->", re.MULTILINE | re.DOTALL
)
_SPACE = re.compile(r"(?<=[^\s|:-]) (?=[:;?!»%](?![\w:]))|(?<=«) ")


def bind_spaces(page: str) -> str:
    """Bind the spaces of a page, code left as it is."""
    parts, position = [], 0
    for code in _CODE.finditer(page):
        parts += [_bind(page[position : code.start()]), code[0]]
        position = code.end()
    parts.append(_bind(page[position:]))
    return "".join(parts)


def _bind(prose: str) -> str:
    return _SPACE.sub("\u00a0", prose)
