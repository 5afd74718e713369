"""The type of a topic's answer, as its function or its declaration says it."""

import sys
from types import GenericAlias
from typing import Any, get_args, get_type_hints

from ptc_service_policy.decisions import Decision
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.topics.topic import Topic


def answer_type(topic: Topic[Any]) -> Any:
    """Return what the topic's function returns, or a decision on its value, absence or None."""
    if topic.answer is not None:
        return get_type_hints(topic.answer)["return"]
    declared = (
        get_args(get_type_hints(module)[name])
        for module in list(sys.modules.values())
        for name in vars(module).get("__annotations__", ())
        if vars(module).get(name) is topic
    )
    (value,) = next(declared, (Any,))
    return GenericAlias(Decision, (value | Absence | None,))
