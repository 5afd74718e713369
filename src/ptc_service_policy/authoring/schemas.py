"""The JSON Schemas of the files that people edit, made from the models."""

import json
from typing import Any

from ptc_service_policy.authoring.offered_ids import OfferedIds
from ptc_service_policy.authoring.scenarios.scenario_file import ScenariosFile
from ptc_service_policy.authoring.schema_help import add_help
from ptc_service_policy.authoring.schema_tidying import rules_of_model
from ptc_service_policy.model.editions import EditionsFile
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.model.published import PublishedFile
from ptc_service_policy.settling.contract import Contract

SCHEMA_VERSION = "v1"

SCHEMA_MODELS: dict[str, type[Noun]] = {
    **FILE_MODELS,
    "published": PublishedFile,
    "editions": EditionsFile,
    "holiday-calendar": HolidayCalendarFile,
    "contract": Contract,
    "scenarios": ScenariosFile,
}
"""The kinds of files that people edit, by the name of their schema."""


def schema_of(name: str, model: type[Noun], ids: OfferedIds | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of file.

    Args:
        name: the file's name without its ending, such as "offerings".
        model: the model of its content.
        ids: the ids that an editor offers, with snippets; neither if left out. They restrict nothing.
    """
    rules = rules_of_model(model)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ptc-service-policy:{SCHEMA_VERSION}:{name}",
        "title": f"{name}.yaml",
        **(rules if ids is None else add_help(rules, ids)),
    }


def write_schema(schema: dict[str, Any]) -> str:
    """Write a schema as it is committed."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
