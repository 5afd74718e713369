"""A file of a service description, whatever its format, in blocks."""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from ptc_service_policy.authoring.source.blocks import Block, Place
from ptc_service_policy.authoring.source.text_reader import LINE_END, read_text
from ptc_service_policy.authoring.source.word_reader import MAX_BYTES as MAX_WORD_BYTES
from ptc_service_policy.authoring.source.word_reader import read_word
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.loading.files import read_named
from ptc_service_policy.text import LocalizedText

MAX_BYTES = 300_000
MAX_BLOCKS = 2_000
MAX_CHARACTERS = 10_000

_NOT_UTF_8 = LocalizedText(fr="ce n'est pas un texte en UTF-8", en="it is not UTF-8 text")
_IS_HTML = LocalizedText(fr="c'est une page HTML", en="it is an HTML page")
_HTML = re.compile(r"\s*<(?:!doctype html|html|body|head|table|div|p|h\d)\b[^>]*>", re.IGNORECASE)
_WORD_BEGINS = b"PK\x03\x04"


def read_description(file: Traversable, called: str) -> tuple[Block, ...]:
    """Read the blocks of a text or of a Word file, which is known by how it begins.

    Raises:
        PolicyError: if it cannot be read, or is beyond the measure of a service description.
    """
    raw = read_named(file, MAX_WORD_BYTES, called=called)
    is_word = raw.startswith(_WORD_BEGINS)
    if len(raw) > MAX_BYTES and not is_word:
        raise PolicyError.of("PSP005", file=called, limit=MAX_BYTES)
    if is_word:
        blocks = _limited(read_word(raw, called))
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise PolicyError.of("PSP350", file=called, name=called, cause=_NOT_UTF_8) from None
        if _HTML.match(text):
            raise PolicyError.of("PSP350", file=called, name=called, cause=_IS_HTML)
        for number, line in enumerate(LINE_END.split(text), start=1):
            if len(line) > MAX_CHARACTERS:
                raise PolicyError(_too_much(Place(called, line=number)))
        blocks = _limited(read_text(text, called))
    return blocks


def _limited(blocks: Iterator[Block]) -> tuple[Block, ...]:
    found: list[Block] = []
    room = MAX_BYTES
    for block in blocks:
        size = sum(map(len, block.cells))
        room -= size
        if len(found) == MAX_BLOCKS or size > MAX_CHARACTERS or room < 0:
            raise PolicyError(_too_much(block.place))
        found.append(block)
    return tuple(found)


def _too_much(place: Place) -> Problem:
    return place.describe("PSP351", blocks=MAX_BLOCKS, characters=MAX_CHARACTERS)
