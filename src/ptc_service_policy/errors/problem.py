"""One thing that is wrong, where it stands and what to do about it."""

from dataclasses import dataclass

from ptc_service_policy.text import Language, LocalizedText, on_one_line

PathItem = str | int
MOST_PROBLEMS = 200
"""How many problems of one kind are looked for in a file: who mends these sees the next ones."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Describe one problem; ``file``, ``line`` and ``column`` are None where nothing was read.

    ``path`` is the way from the top of the file to the value: keys and list positions.
    Lines and columns count from 1.
    """

    code: str
    message: LocalizedText
    hint: LocalizedText
    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: tuple[PathItem, ...] = ()

    @property
    def place(self) -> str:
        """Return "file:line:column", as much of it as is known; the path where there is no file."""
        if self.file is None:
            return on_one_line(write_path(self.path))
        return ":".join(
            on_one_line(str(part)) for part in (self.file, self.line, self.column) if part is not None
        )

    def write(self, language: Language) -> str:
        """Write the problem on one line, in ``language``."""
        start = f"{self.place} {self.code}" if self.place else self.code
        return f"{start} {self.message[language]} {self.hint[language]}"


def write_path(path: tuple[PathItem, ...]) -> str:
    """Write a path as a reader of YAML would: "services.maintenance.methods[0]"."""
    text = ""
    for item in path:
        text += f"[{item}]" if isinstance(item, int) else f".{item}"
    return text.removeprefix(".")
