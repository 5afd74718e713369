"""Text that can be put into Markdown and HTML alike without meaning anything there."""

import re
from collections.abc import Iterable, Sequence

_PAIR = 2
_TAG = re.compile(r"<[^>]*>")
_MEANS_SOMETHING = re.compile(r"""[\\`*_{}\[\]<>#|~!$^=+&"]""")


def esc(text: object) -> str:
    """Return a text on one line, every character that Markdown or HTML may read as markup as an entity."""
    return _MEANS_SOMETHING.sub(lambda found: f"&#{ord(found[0])};", " ".join(str(text).split()))


def page(title: str, lead: str, *parts: str, contents: bool = False) -> str:
    """Write a page: its title, one or two sentences on what it holds, and its parts.

    Args:
        title: the title, escaped.
        lead: the sentences, escaped.
        parts: Markdown.
        contents: whether a table of contents stands beside them, which takes width from tables.
    """
    # MkDocs takes a title that is not given from the heading, and lets what is escaped in it out again.
    named = f'title: "{title}"\n' if "&#" in title else ""
    front = named if contents else f"{named}hide:\n  - toc\n"
    head = f"---\n{front}---\n" if front else ""
    return "".join((head, f"# {title}\n", block("p", lead, classes="lead"), *parts))


def heading(level: int, text: str, anchor: str) -> str:
    """Write a heading in Markdown; ``text`` is escaped already."""
    return f"\n{'#' * level} {text} {{ #{anchor} }}\n"


def code(text: object) -> str:
    """Write something as code."""
    return f"<code>{esc(text)}</code>"


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[tuple[str, Sequence[str]]],
    *,
    classes: str = "",
) -> str:
    """Write a table whose first column heads its rows; where it is too wide, it scrolls by itself.

    On a phone, the cells of a table of more than two columns stand below the head of their row, each below
    the name of its column.

    Args:
        caption: what the table shows; screen readers say it first.
        columns: the heads.
        rows: the attributes of each row, and its cells as HTML.
        classes: further classes of the table.
    """
    stacked = len(columns) > _PAIR
    names = [f' data-column="{_TAG.sub("", column)}"' if stacked else "" for column in columns[1:]]
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "\n".join(
        f'<tr{attributes}><th scope="row">{cells[0]}</th>'
        + "".join(f"<td{name}>{cell}</td>" for name, cell in zip(names, cells[1:], strict=True))
        + "</tr>"
        for attributes, cells in rows
    )
    return (
        f'\n<div class="wide" role="group" aria-label="{caption}" tabindex="0">\n'
        f'<table class="ptc{" stacked" if stacked else ""} {classes}">\n<caption>{caption}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>\n"
    )


def block(name: str, content: str, *, classes: str = "", attributes: str = "") -> str:
    """Write an HTML element that Markdown leaves alone."""
    named = f' class="{classes}"' if classes else ""
    return f"\n<{name}{named}{attributes}>\n{content}\n</{name}>\n"


def listing(items: Iterable[str]) -> str:
    """Write a list in HTML."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
