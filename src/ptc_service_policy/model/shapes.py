"""What may be written in two ways that look different: a word or a list, one or several."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class ByShape:
    """Tell two ways of writing a value apart in the schema by the ``shape`` of one of them.

    What is written wrongly is then judged as what it looks like, and told once.
    """

    shape: str

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        options = handler(schema)["anyOf"]
        (shaped,) = (each for each in options if handler.resolve_ref_schema(each).get("type") == self.shape)
        (other,) = (each for each in options if each is not shaped)
        return {"if": {"type": self.shape}, "then": shaped, "else": _named(other)}


def _named(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out the type of what is one of a few words: another type is another word, and told once."""
    is_word = "enum" in schema or "const" in schema
    return {key: value for key, value in schema.items() if not (is_word and key == "type")}
