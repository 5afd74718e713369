"""One reader for the files of a policy and for every value in them: what they share is built once."""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model

from ptc_service_policy.model.forms import Place
from ptc_service_policy.model.policy_files import FILE_MODELS


def read(kind: Any, json: str) -> Any:
    """Read JSON as a file of a policy, as the value of a place, or as another model.

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
