"""How the commands that hints name are written."""

from shlex import quote

_USUAL_FOLDER = "policies"


def folder_option(folder: str) -> str:
    """Return how a command is told a folder of policies: not at all where it looks there anyway."""
    return "" if folder in ("", _USUAL_FOLDER) else f" --folder {quote(folder)}"
