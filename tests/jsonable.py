"""Write a value in the types of JSON, for tests that compare it with what a table holds."""

from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python


def jsonable(value: Any, **how: Any) -> Any:
    """Write a value; before pydantic 2.14, a model that was never written can only write itself."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", **how)
    return to_jsonable_python(value, **how)
