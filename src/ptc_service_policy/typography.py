"""How a text is set where people read it: apostrophes, quotation marks, and spaces at which no line breaks.

Texts are kept, compared and handed to programs as they are typed, with plain apostrophes and plain spaces.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import zip_longest

from ptc_service_policy.text import MONTHS, Language

_NO_BREAK = "\u00a0"
_NARROW = "\u202f"
_SPACE = f"[ {_NO_BREAK}{_NARROW}]"

_MARK = "\ue000"
"""Stands for what is left as it is, while what is around it is set."""
_KEPT = re.compile(
    rf"""
      ^[ ]*(?P<fence>`{{3,}}+|~{{3,}}+)[^\n]*+\n(?:(?!^[ ]*(?P=fence)[^\n`~]*[^\n`~ ]).)*?^[ ]*(?P=fence)[ ]*$
    | (?<!`)(?P<ticks>`++)[^`\n](?:[^\n]*?[^`\n])??(?P=ticks)(?!`)
    | <!--(?:(?!<!--).)*?-->
    | <(?P<element>code|kbd|pre|samp|script|style|textarea)\b(?:(?!<(?P=element)\b).)*?</(?P=element)>
    | </?[A-Za-z][^<>]*>
    | (?<=\])\([^()\n]*\)
    | \{{[^{{}}\n]*\}}
    | \[(?:"[^"\n]*"|\.\.\.|,[ ])+\]|"\d[\d:-]*"
    | \b[A-Za-z][A-Za-z0-9+.-]*://[^\s<>«»"]+
    | (?<![^\s(«"“])(?:~|\.{{1,2}})?/[^\s/«»"”][^\s«»"”]*
    | (?<![^\s(«"“])(?:[^\s/(«»"“”]+/)+[^\s/«»"“”]*\.[a-z]{{2,7}}\b
    | (?<!\w)'[^'\n]*'(?!\w)
    | {_MARK}
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
"""Code, markup, links, addresses, paths, data in braces and brackets, and values in plain quotes.

What is never closed is looked for as far as the next beginning of its kind, and not to the end each time.
"""

_APOSTROPHE = re.compile(rf"(?<=[\w){_MARK}])'")
_OPENS_AFTER = re.compile(r"(^|[\s(\[{—–/“‘])$")
_CLOSES_BEFORE = re.compile(r"[\s.,;:!?)\]}—–/”’…]|$")

_UNITS = (
    *("h", "min", "s", "ms", "ko", "Mo", "Go", "%", "€"),
    *("secondes?", "minutes?", "heures?", "jours?", "semaines?", "mois", "trimestres?", "années?", "ans?"),
    *MONTHS["fr"],
)
_FRENCH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), space)
    for pattern, space in (
        (rf"(?<=\S){_SPACE}+(?=[;?!](?![\w=]))", _NARROW),
        (rf"(?<=«){_SPACE}*|(?<=[^\s«]){_SPACE}*(?=»)", _NARROW),
        (rf"(?<=[^\s|:-]){_SPACE}+(?=:(?![\w:/]))", _NO_BREAK),
        (rf"(?:(?<=\d)|(?<=\b1er)){_SPACE}(?=(?:{'|'.join(_UNITS)})(?!\w))", _NO_BREAK),
        (rf"(?<=\d{_SPACE}h){_SPACE}(?=\d)", _NO_BREAK),
        (rf"(?<=\d)(?<!\w\d{{3}})(?<![^\W\d]\d\d)(?<![^\W\d]\d){_SPACE}(?=\d{{3}}(?!\d))", _NARROW),
        (rf"(?:(?<=\b[nN]°)|(?<=§)){_SPACE}(?=[\d{_MARK}])", _NO_BREAK),
    )
)

_TAG = re.compile(
    r"(<!--(?:(?!<!--).)*?-->|<(code|pre|script|style)\b(?:(?!<\2\b).)*?</\2>|<[^<>]*>)", re.DOTALL
)
_SHOWN_ATTRIBUTE = re.compile(r'(?<=\s)(title|alt|aria-label|placeholder|content|label)="([^"]*)"')
_QUOTE = re.compile(r"&(?:quot|apos|#34|#39|#x27);")


def typeset(text: str, language: Language) -> str:
    """Set a text as a reader of ``language`` expects it in print; what is set already stays as it is.

    Both languages get curly apostrophes, English curly quotation marks, French the spaces at which no line
    may break: narrow before ``; ? !`` and within ``« »``, full before a colon and between a number and its
    unit, narrow between thousands. Plain text, Markdown and HTML are understood: code, markup, addresses and
    paths are left alone.
    """
    kept: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _MARK

    prose = _APOSTROPHE.sub("’", _KEPT.sub(put_aside, text))
    if language == "fr":
        for pattern, space in _FRENCH:
            prose = pattern.sub(space, prose)
    else:
        prose = re.sub('"', _curl(), prose)
    return "".join(map("".join, zip_longest(prose.split(_MARK), kept, fillvalue="")))


def typeset_html(page: str, language: Language) -> str:
    """Set what is read of an HTML page: its text, and the attributes that are shown or read out."""
    parts = _TAG.split(page)
    for index in range(0, len(parts), 3):
        parts[index] = _QUOTE.sub(lambda found: unescape(found[0]), parts[index])
    texts_and_tags = (part for index, part in enumerate(parts) if index % 3 != 2)
    return _SHOWN_ATTRIBUTE.sub(
        lambda found: f'{found[1]}="{escape(typeset(unescape(found[2]), language))}"',
        typeset("".join(texts_and_tags), language),
    )


def _curl() -> Callable[[re.Match[str]], str]:
    """Return what curls one quotation mark after another; its neighbours tell its side, or the last."""
    is_open = False

    def curl(found: re.Match[str]) -> str:
        nonlocal is_open
        opens = _OPENS_AFTER.search(found.string[max(found.start() - 1, 0) : found.start()])
        closes = _CLOSES_BEFORE.match(found.string, found.end())
        is_open = opens is not None if (opens is None) == (closes is not None) else not is_open
        return "“" if is_open else "”"

    return curl
