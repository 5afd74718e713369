"""source.yaml: the statements of the service description, located and digested, never quoted."""

from typing import Annotated, Literal

from ptc_service_policy.model.base import Id, Mapped, Phrase, SomeMapped, Text
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.read_as import matching, whole

Rank = Annotated[int, whole(1)]
Digest = Annotated[str, matching(r"^sha256:[0-9a-f]{64}$")]


class Document(Noun):
    """Describe the document that the policy encodes."""

    title: Text = explained(en="The document's title.", fr="Le titre du document.")
    language: Literal["fr", "en"] = explained(
        en="The language that it is written in.", fr="La langue dans laquelle il est rédigé."
    )


class Section(Noun):
    """Describe one section of the document."""

    number: Rank = explained(en="Its position among the sections.", fr="Son rang parmi les sections.")
    title: Text = explained(en="Its title.", fr="Son titre.")


class Statement(
    Noun,
    json_schema_extra={
        "allOf": [
            {
                "if": {"properties": {"kind": {"enum": ["row", "columns"]}}, "required": ["kind"]},
                "then": {"required": ["table"]},
                "else": {"properties": {"table": False}},
            },
            {
                "if": {"properties": {"normative": {"const": False}}, "required": ["normative"]},
                "then": {"properties": {"not_encoded": False}},
            },
        ]
    },
):
    """Locate one statement of the document."""

    subject: Text = explained(
        en="What the statement is about, in a few words of our own.",
        fr="Ce dont traite l'énoncé, en quelques mots de notre cru.",
    )
    section: Id = explained(en="The section that it is in.", fr="La section où il se trouve.")
    kind: Literal["paragraph", "item", "row", "columns"] = explained(
        en="`paragraph`, `item` of a list, `row` or `columns` (the head) of a table.",
        fr="`paragraph` : alinéa ; `item` : élément d'une liste ; `row` : ligne d'un tableau ; "
        "`columns` : en-tête d'un tableau.",
    )
    table: Rank | None = explained(
        en="The table's number, for a row or columns.",
        fr="Le numéro du tableau, pour une ligne ou un en-tête.",
        default=None,
    )
    position: Rank = explained(
        en="Its position among the statements of its kind in the section, or among the rows of the table.",
        fr="Son rang parmi les énoncés de même nature de la section, ou parmi les lignes du tableau.",
    )
    norm: Rank | None = explained(
        en="Its place among the norms that stand in the same words; left out where there is one.",
        fr="Son rang parmi les normes que les mêmes mots énoncent ; absent s'il n'y en a qu'une.",
        default=None,
    )
    normative: bool = explained(
        en="Whether it promises, limits or defines something.",
        fr="S'il promet, limite ou définit quelque chose.",
    )
    not_encoded: Text | None = explained(
        en="Why no rule encodes it, if none does.",
        fr="Pourquoi aucune règle ne le transcrit, le cas échéant.",
        default=None,
    )
    digest: Digest = explained(
        en="The digest of its words, by which a change of the document is found.",
        fr="L'empreinte de ses mots, qui révèle toute modification du document.",
    )

    def _agree(self) -> "Statement":
        if (self.kind in {"row", "columns"}) != (self.table is not None):
            raise ValueError("table belongs to a row or to columns")
        if self.not_encoded is not None and not self.normative:
            raise ValueError("not_encoded belongs to a normative statement")
        return self


def place_of(statement: Statement) -> tuple[str | int, str, int]:
    """Return where the words of a statement stand: in which table or section, among which, at what rank."""
    return statement.table or statement.section, statement.kind, statement.position


class SourceFile(Noun):
    """Hold source.yaml."""

    document: Document = explained(en="The document.", fr="Le document.")
    sections: SomeMapped[Id, Section] = explained(
        en="Its sections, by id.", fr="Ses sections, par identifiant."
    )
    statements: SomeMapped[Id, Statement] = explained(
        en="Its statements, by id.", fr="Ses énoncés, par identifiant."
    )
    names: Mapped[Id, Mapped[Phrase, Id]] = explained(
        en="The names by which documents call things: by kind (`offering`, `service`, `delivery`, `target`, "
        "`limit`, `commitment`, `clause`, `part` for a column, `item` of a list, `exception`, `method`, "
        "`frequency`, `unit`, `charge`, `deployment`, `duty`, `party`, `section`), each name and its id.",
        fr="Les noms que les documents donnent aux choses : par nature (`offering`, `service`, `delivery`, "
        "`target`, `limit`, `commitment`, `clause`, `part` pour une colonne, `item` d'une énumération, "
        "`exception`, `method`, `frequency`, `unit`, `charge`, `deployment`, `duty`, `party`, `section`), "
        "chaque nom et son identifiant.",
        default_factory=FrozenDict,
    )
