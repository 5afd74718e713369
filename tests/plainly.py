"""Take a text back to the keys of a keyboard, for tests to which it does not matter how a text is set."""

_PLAIN = str.maketrans({"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})


def plainly(text: str) -> str:
    """Write a text with plain apostrophes, quotation marks and spaces."""
    return text.translate(_PLAIN)
