"""Which keys of a noun go together, as its schema says it: one rule for the model and for every validator."""

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel


def keys_agree(noun: BaseModel) -> bool:
    """Tell whether the keys that were given go together as the schema of the noun asks."""
    rules = noun.model_config.get("json_schema_extra")
    fields = type(noun).model_fields
    keys = {fields[name].alias or name for name in noun.model_fields_set}
    return not isinstance(rules, dict) or _fits(rules, keys)


def _fits(rules: Mapping[str, Any], keys: Collection[str]) -> bool:
    if "if" in rules and not _fits(rules.get("then" if _fits(rules["if"], keys) else "else", {}), keys):
        return False
    return (
        all(key in keys for key in rules.get("required", ()))
        and not any(value is False and key in keys for key, value in rules.get("properties", {}).items())
        and rules.get("minProperties", 0) <= len(keys) <= rules.get("maxProperties", len(keys))
    )
