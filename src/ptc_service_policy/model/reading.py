"""How pydantic reads nouns, and one reader for the files of a policy and for every value in them."""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, TypeAdapter, create_model
from pydantic_core import CoreSchema, core_schema

from ptc_service_policy.model.forms import Place
from ptc_service_policy.model.noun import Key, Noun
from ptc_service_policy.model.policy_files import FILE_MODELS


def schema_of(kind: type[Noun], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return how pydantic reads a noun, and writes it."""
    keys = {name: _field(each, handler) for name, each in kind.model_fields.items()}
    config = kind.model_config
    model = core_schema.model_schema(
        kind,
        core_schema.model_fields_schema(keys, model_name=kind.__name__),
        frozen=True,
        config=core_schema.CoreConfig(
            title=kind.__name__,
            extra_fields_behavior="forbid",
            strict=config["strict"],
            validate_by_name=config.get("populate_by_name", False),
            validate_by_alias=True,
        ),
    )
    agree = getattr(kind, "_agree", None)
    checked: Any = model if agree is None else core_schema.no_info_after_validator_function(agree, model)
    # The name by which pydantic knows the class: asked again, it then refers to what it has.
    return {**checked, "ref": f"{kind.__module__}.{kind.__qualname__}:{id(kind)}"}


def _field(described: Key, handler: GetCoreSchemaHandler) -> core_schema.ModelField:
    schema = handler.generate_schema(described.annotation)
    if described.default_factory is not None:
        schema = core_schema.with_default_schema(schema, default_factory=described.default_factory)
    elif not described.is_required:
        schema = core_schema.with_default_schema(schema, default=described.default)
    alias, metadata = described.alias, {"pydantic_js_updates": dict(described.texts)}
    return core_schema.model_field(
        schema, validation_alias=alias, serialization_alias=alias, metadata=metadata
    )


@cache
def reader(kind: Any) -> TypeAdapter[Any]:
    """Return what reads one kind of noun by itself."""
    return TypeAdapter(kind)


def read(kind: Any, json: str) -> Any:
    """Read JSON as a file of a policy, as the value of a place, or as another noun.

    Raises:
        ValidationError: with every fault; where ``kind`` is read with all the others, its name comes first.
    """
    name = _kinds().get(kind)
    if name is None:
        return kind.model_validate_json(json)
    return getattr(_reader().model_validate_json(f'{{"{name}":{json}}}'), name)


@cache
def _kinds() -> dict[Any, str]:
    """Return the name of each kind that is read with the others."""
    files = {model: f"{name}_file".replace("-", "_") for name, model in FILE_MODELS.items()}
    return {**files, **{place: place.__name__.replace("-", "_") for place in Place.__subclasses__()}}


@cache
def _reader() -> type[BaseModel]:
    fields: Any = {name: (kind | None, None) for kind, name in _kinds().items()}
    return create_model("Reader", __config__=ConfigDict(strict=True, frozen=True), **fields)
