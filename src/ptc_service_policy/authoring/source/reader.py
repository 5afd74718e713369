"""Any description, by the form of its file."""

from importlib.resources.abc import Traversable

from ptc_service_policy.authoring.source.blocks import Block
from ptc_service_policy.authoring.source.text_reader import read_text
from ptc_service_policy.authoring.source.word_reader import read_word
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.text import LocalizedText

_MAX_BYTES = 20_000_000
_ZIP, _OLD_WORD, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_OTHER_FORMS = {
    _OLD_WORD: LocalizedText(fr="c'est un fichier Word ancien (.doc)", en="it is an old Word file (.doc)"),
    _PDF: LocalizedText(fr="c'est un PDF", en="it is a PDF"),
}
_NOT_UTF_8 = LocalizedText(fr="ce n'est pas du texte en UTF-8", en="it is not UTF-8 text")
_TOO_LARGE = LocalizedText(fr="il est trop volumineux", en="it is too large")


def read_description(file: Traversable, called: str) -> tuple[Block, ...]:
    """Read the blocks of a description; what the file holds tells its form, not its name.

    Args:
        file: the file to read.
        called: the name by which places call it.

    Raises:
        PolicyError: if it cannot be read as a description.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise PolicyError.of("PSP003", file=called, name=called, cause=cause) from None
    if len(raw) > _MAX_BYTES:
        raise PolicyError.of("PSP350", file=called, name=called, cause=_TOO_LARGE)
    if raw.startswith(_ZIP):
        return read_word(raw, called)
    for start, form in _OTHER_FORMS.items():
        if raw.startswith(start):
            raise PolicyError.of("PSP350", file=called, name=called, cause=form)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise PolicyError.of("PSP350", file=called, name=called, cause=_NOT_UTF_8)
    return read_text(text, called)
