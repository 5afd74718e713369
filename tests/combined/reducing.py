"""What a policy says in one case, plainly: each form is replaced by what stands there in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .drawing import FAMILIES, Data, drop_unnamed, rules_in

ALTERNATIVES = (("within", "immediately", "at_least"), ("maximum", "minimum", "unlimited"))
Way = tuple[str, ...]


class NotPlainError(Exception):
    """Say that a part is another offering's, of which the register leaves the whole value open."""


@dataclass(frozen=True)
class Reducer:
    """Reduce a policy to what it says in a case, of a contract that agreed on readings.

    With ``trees_only`` what an answer rests on stays as it is: trees alone are replaced, and references to
    the whole value of another offering.
    """

    files: Data
    told: Mapping[str, str]
    readings: Mapping[str, str] = field(default_factory=dict)
    trees_only: bool = False

    def reduce(self, agreed: Sequence[Data] = (), offering: str = "") -> Data:
        """Return the files of the plain policy, in which what an offering's contract agreed on stands."""
        files = {**self.files, **{family: self._rules(self.files[family]) for family in FAMILIES}}
        entries = self.files["register"]["register"]
        files["register"] = {"register": {name: self._entry(entry) for name, entry in entries.items()}}
        rules = dict(rules_in(files))
        for term in agreed:
            if all(self.told[name] == case for name, case in term.get("when", {}).items()):
                values = rules[term["rule"]]["values"]
                values[offering] = agreed_on(values[offering], term["value"])
                if term["rule"] == "availability.working-hours":
                    # Who counts on the hours of another offering counts on those that a contract agreed on.
                    is_of_hours = not isinstance(term["value"], dict) or "hours" in term["value"]
                    for name, value in values.items():
                        values[name] = values[offering] if is_of_hours else agreed_on(value, term["value"])
        drop_unnamed(files)
        return files

    def _entry(self, entry: Data) -> Data:
        readings = {
            name: {**each, "means": self.plain(each["means"], {})} for name, each in entry["readings"].items()
        }
        return {**entry, "readings": readings}

    def _rules(self, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        if "values" not in data:
            return {
                key: self.plain(each, {}) if key == "all" else self._rules(each) for key, each in data.items()
            }
        values = data["values"]
        found = {key: self.plain(each, {}) for key, each in data.items() if key != "values"}
        return {**found, "values": {name: self.plain(each, values) for name, each in values.items()}}

    def plain(self, written: Any, values: Mapping[str, Any], way: Way = ()) -> Any:
        """Return what stands somewhere in the end: ``way`` leads there in one of the ``values`` of a rule."""
        if not isinstance(written, dict):
            return written
        if "by" in written:
            case = self.told[written["by"]]
            return self.plain(written["cases"].get(case, written.get("otherwise")), values, way)
        if "same_as" in written:
            if not values or (way and self.trees_only):
                return written
            found = self.plain(values[written["same_as"]], values)
            for key in way:
                if isinstance(found, dict) and "register" in found:
                    raise NotPlainError(key)
                found = found.get(key, "not-provided") if isinstance(found, dict) else "not-provided"
            return found
        if "value" in written:
            inner = self.plain(written["value"], values, way)
            return {**written, "value": inner} if self.trees_only else inner
        if "register" in written:
            entry = self.files["register"]["register"][written["register"]]
            reading = self.readings.get(written["register"], entry["chosen"])
            if self.trees_only or reading == "none":
                return written
            return self.plain(entry["readings"][reading]["means"], values, way)
        parts = {key: self.plain(each, values, (*way, key)) for key, each in written.items()}
        return {key: each for key, each in parts.items() if self.trees_only or each != "not-provided"}


def agreed_on(value: Any, agreed: Any) -> Any:
    """Put parts that were agreed on in the place of a value's own, or else the whole."""
    if not (isinstance(value, dict) and isinstance(agreed, dict)) or "register" in value:
        return agreed
    gone = {key for keys in ALTERNATIVES if agreed.keys() & set(keys) for key in keys}
    return {**{key: each for key, each in value.items() if key not in gone}, **agreed}
