"""What to write in the place of a value that does not fit: word for word, where that can be told."""

from typing import Any

from ptc_service_policy.loading.fitting import explaining
from ptc_service_policy.loading.rewriting import WRITE, rewritings
from ptc_service_policy.text import LocalizedText

_FALSE_OF_ALL = LocalizedText(
    fr="Écrivez false à la place de la valeur entière.", en="Write false in place of the whole value."
)
_TRUE_OR_NOTHING = LocalizedText(
    fr="Indiquez true, ou omettez la clé s'il n'en est rien.",
    en="Write true, or leave the key out where it is not so.",
)
_BY_NAME = frozenset(("allOf", "properties", "patternProperties"))
_OF_WHAT_IS_IN_IT = frozenset(("properties", "patternProperties", "additionalProperties", "items"))
"""The keywords that ask something of what is in a mapping or a list."""


def advise(error: Any, schema: dict[str, Any]) -> LocalizedText | None:
    """Say what to write, word for word, where the schema takes that in the place of what was written."""
    found, steps = error.instance, (*error.absolute_schema_path,)
    *_, around, here = _asked(schema, schema, steps, (schema, schema)) or (schema, {"not": {}})
    meant = (written for value, written in rewritings(found) if _takes(schema, here, value))
    if (written := next(meant, None)) is not None:
        return WRITE.format(expected=written)
    if found is False and error.validator == "const":
        return _FALSE_OF_ALL if _takes(schema, around, found) else _TRUE_OR_NOTHING
    return None


def _takes(schema: dict[str, Any], part: Any, value: Any) -> bool:
    """Tell whether a part of a schema takes a value."""
    fitting: bool = explaining()({"$defs": schema.get("$defs", {}), "allOf": [part]}).is_valid(value)
    return fitting


def _asked(
    schema: dict[str, Any], node: Any, steps: tuple[Any, ...], around: tuple[Any, ...]
) -> tuple[Any, ...]:
    """List what a schema asks of a value in which a keyword failed, from the outermost mapping to the value.

    Args:
        schema: the schema.
        node: where the steps begin.
        steps: the path to the keyword, which leaves out what a `$ref` leads to.
        around: what is asked of the values that hold the one at ``node``, and of that one.

    Returns:
        The same for the value with the keyword; nothing where the steps lead nowhere.
    """
    step, *rest = steps
    if not isinstance(node, dict):
        return ()
    if step in node and not rest:
        return around
    found: tuple[Any, ...] = ()
    if step in node:
        inner = node[step]
        if step in _BY_NAME:
            name, *rest = rest
            inner = inner[name] if step == "allOf" else inner.get(name, {})
        entered = (*around, inner) if step in _OF_WHAT_IS_IN_IT else around
        found = _asked(schema, inner, tuple(rest), entered) if rest else entered
    if not found and "$ref" in node:
        return _asked(schema, schema["$defs"][node["$ref"].rpartition("/")[2]], steps, around)
    return found
