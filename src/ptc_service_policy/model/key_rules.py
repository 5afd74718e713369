"""Which keys of a noun go together, as its schema says it: one rule for the model and for every validator."""

from collections.abc import Collection, Mapping
from typing import Any

from ptc_service_policy.model.noun import Noun


def keys_agree(noun: Noun) -> bool:
    """Tell whether the keys that were given go together as the schema of the noun asks.

    A key that is given as None, as only a settled value that is read back has it, is there and says nothing.
    """
    rules = noun.model_config.get("json_schema_extra")
    fields = type(noun).model_fields
    given = {fields[name].alias or name: getattr(noun, name) for name in noun.model_fields_set}
    said = {key for key, value in given.items() if value is not None}
    return not isinstance(rules, dict) or _fits(rules, said, set(given))


def _fits(rules: Mapping[str, Any], said: Collection[str], given: Collection[str]) -> bool:
    if "if" in rules:
        chosen = "then" if _fits(rules["if"], said, said) else "else"
        if not _fits(rules.get(chosen, {}), said, given):
            return False
    return (
        all(key in given for key in rules.get("required", ()))
        and not any(value is False and key in said for key, value in rules.get("properties", {}).items())
        and rules.get("minProperties", 0) <= len(said) <= rules.get("maxProperties", len(said))
    )
