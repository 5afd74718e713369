"""What every normative statement of the source comes to, as ``statements.yaml`` holds it.

Run as a module, it writes the file anew: read it against the source before it is kept.
"""

from pathlib import Path
from typing import Any

import yaml
from tests.jsonable import jsonable

from ptc_service_policy import Policy, load_policy
from ptc_service_policy.decisions import Decision, Firmness, PartBasis
from ptc_service_policy.topics.registry import topics

TABLE = Path(__file__).with_suffix(".yaml")
_HEAD = (
    "# Every normative statement of the source, by its id, with the questions that it answers, and what\n"
    "# they are answered for each offering: value, scope, basis, firmness, parts that the source does\n"
    "# not state, and everything that is cited.\n"
)


def questions(policy: Policy) -> dict[str, tuple[str, str]]:
    """List the questions that are asked of an offering alone, by the words that the table has for them."""
    found = {}
    for topic in topics():
        if not topic.needs_contract and topic.address and topic.name != "may-change":
            for about in topic.entries(policy.files):
                found[f"{topic.name} {about}".strip()] = topic.name, about
    return found


def answers(policy: Policy) -> dict[str, dict[str, Any]]:
    """Answer every question for every offering."""
    return {
        words: {offering: told(policy.ask(name, offering, about)) for offering in policy.offerings}
        for words, (name, about) in questions(policy).items()
    }


def told(decision: Decision[Any]) -> dict[str, Any]:
    """Write an answer as the table does."""
    value = without_words(jsonable(decision.value, by_alias=True, exclude_none=True))
    return {
        "value": value,
        **({} if decision.scope is None else {"scope": decision.scope.en}),
        "basis": str(decision.basis),
        "firmness": [_hedge(each) for each in decision.firmness],
        **({"parts": {each.part: _part(each) for each in decision.parts}} if decision.parts else {}),
        "cites": [each.id for each in decision.citations],
    }


def without_words(value: Any) -> Any:
    """Say of the texts of a value only that they are there, and leave out what is empty."""
    if isinstance(value, list):
        return [without_words(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"fr", "en"}:
        return "text"
    kept = {key: without_words(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if each not in ({}, [], None)}


def _part(part: PartBasis) -> str:
    return " ".join((part.basis, *part.entries))


def _hedge(firmness: Firmness) -> str:
    said = [firmness.duty, *firmness.of]
    said += [f"{key}: {each}" for key in ("decided_by", "list") if (each := getattr(firmness, key))]
    return " ".join(said)


def statements(policy: Policy) -> dict[str, list[str]]:
    """List, for every normative statement that is encoded, the questions whose answers cite it."""
    table = answers(policy)
    known = policy.files.source.statements
    return {
        id_: [words for words, found in table.items() if any(id_ in each["cites"] for each in found.values())]
        for id_, each in known.items()
        if each.normative and each.not_encoded is None
    }


def write(policy: Policy) -> str:
    """Write the table."""

    def flow(data: Any) -> str:
        text: str = yaml.safe_dump(
            data, allow_unicode=True, default_flow_style=True, sort_keys=False, width=1_000_000
        )
        return text.removesuffix("\n...\n").strip()

    lines = [_HEAD + "statements:"]
    lines += [f"  {id_}: {flow(found)}" for id_, found in statements(policy).items()]
    lines.append("answers:")
    for words, found in answers(policy).items():
        lines.append(f"  {words}:")
        lines += [f"    {offering}: {flow(each)}" for offering, each in found.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(write(load_policy("1.0.0")), encoding="utf-8")
