"""documents/*.yaml: by what `ptc-policy source learn` knows a document again, without a word of it."""

from typing import Annotated, Any, Literal

from ptc_service_policy.model.base import Id, Mapped
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun, key
from ptc_service_policy.model.read_as import matching
from ptc_service_policy.model.source import Digest

Bits = Annotated[str, matching(r"^[0-9a-f]{16}$")]
Address = Annotated[str, matching(r"^[a-z-]+\.([a-z0-9-]+|\{row\})(\.[a-z0-9_-]+)*$")]
Kind = Literal["paragraph", "item", "row", "columns"]


class LearnedSlot(Noun):
    """Say for which rules a slot stands, or what it says where it stands for none."""

    is_: str = key(alias="is")
    stands_for: tuple[Address, ...] = ()
    says: Any = None
    joined: Literal["or", "and", "and or"] | None = None

    def _agree(self) -> "LearnedSlot":
        if bool(self.stands_for) == (self.says is not None):
            raise ValueError("a slot stands for rules, or says something of its own")
        return self


class LearnedStatement(Noun):
    """Hold the digests of a statement, with its slots masked and with their values, its likeness and slots.

    ``digest`` is left out where source.yaml says it; a row has the shape of its first cell, and no slots.
    ``level`` is that of an item within another, and ``below`` names the statement that it stands below.
    """

    digest: Digest | None = None
    shape: Bits | None = None
    wording: Bits | None = None
    likeness: Bits | None = None
    level: int = 0
    below: Id | None = None
    slots: tuple[LearnedSlot, ...] = ()


class LearnedFile(Noun):
    """Hold what was learnt of one document.

    ``sections`` are the digests of headings, and ``tables`` say for which rules the cells of each table
    stand: by what the columns say of an offering ("cells" where they say one thing).
    """

    sections: Mapped[Id, Bits] = FrozenDict()
    tables: Mapped[str, Mapped[str, tuple[Address, ...]]] = FrozenDict()
    statements: Mapped[Id, LearnedStatement] = FrozenDict()
