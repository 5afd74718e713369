"""Near names, for messages that say "did you mean"."""

from collections.abc import Iterable

from ptc_service_policy.text import LocalizedText


def suggest(name: str, known: Iterable[str], *, at_most: int = 40) -> LocalizedText:
    """Say which known names are near ``name``, or the first of those there are if none is."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name, names, n=3, cutoff=0.6)
    if near:
        return LocalizedText(
            fr=f"Vouliez-vous dire {' ou '.join(near)} ?", en=f"Did you mean {' or '.join(near)}?"
        )
    listed = ", ".join(names[:at_most]) + (", ..." if len(names) > at_most else "") or "-"
    return LocalizedText(fr=f"Valeurs possibles : {listed}.", en=f"Choose from: {listed}.")
