"""Policies that are drawn: what stands in ``plain.yaml``, in the forms of the format, and combined."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import yaml

Data = dict[str, Any]
ATTRIBUTES = {
    "region": ("north", "south"),
    "size": ("small", "large"),
    "severity": ("s1", "s2"),
    "channel": ("mail", "call"),
    "clock": ("inside", "outside"),
}
OFFERINGS = ("a", "b", "c")
OPTIONAL = ("until", "cut_off", "kept_in", "owed_otherwise", "price", "up_to", "partly", "held_with", "limit")
"""The parts of which a source may say that there is none."""
WITH_PARTS = ("price", "on_request", "frequency", "hours")
"""The parts that may have parts themselves."""
PLAIN = ("with", "with_any_of", "weekly", "any_of")
DUTIES = ("owed", "objective", "usual", "effort", "may")
TRIES = 4
FAMILIES = ("offerings", "entitlements", "cadences", "service-levels", "availability", "engagement")


@cache
def plain_policy() -> Data:
    """Read what the rules may say."""
    policy: Data = yaml.safe_load((Path(__file__).parent / "plain.yaml").read_text(encoding="utf-8"))
    return policy


@cache
def choices_of() -> dict[str, list[Any]]:
    """Return what each rule may say, by its address."""
    return {address: rule["values"] for address, rule in rules_in(plain_policy())}


def rules_in(files: Data) -> Iterator[tuple[str, Data]]:
    """Yield each rule by its address."""
    for family in FAMILIES:
        for clause, data in files[family].items():
            if clause in ("all", "exceptions") or (family, clause) == ("offerings", "offerings"):
                continue
            if "values" in data:
                yield f"{family}.{clause}", data
            else:
                yield from ((f"{clause}.{name}", rule) for name, rule in data.items())


def text(words: str) -> Data:
    """Write the same words in both languages."""
    return {"fr": words, "en": words}


class Drawing:
    """Draw one policy: the same of the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.register: Data = {}
        self.statements = 0

    def draw(self, is_valid: Callable[[Data], bool]) -> Data:
        """Return the files of the policy: each rule as drawn, if the policy is valid then, or else plain."""
        files = deepcopy(plain_policy())
        all_rules, families = list(rules_in(files)), [files[family] for family in FAMILIES]
        choices = [rule.pop("values") for _, rule in all_rules]
        beside = [rule.pop("beside", {}) for _, rule in all_rules]
        for family in families:
            family.setdefault("all", {})["firmness"] = {"duty": "owed"}
        for each in files["availability"]["exceptions"].values():
            each["source"] = self._source()
        for (_, rule), plain in zip(all_rules, choices, strict=True):
            rule |= {"values": dict.fromkeys(OFFERINGS, plain[0]), "source": self._source()}
        parts = [
            (rule, partial(self._rule, *each))
            for (_, rule), *each in zip(all_rules, choices, beside, strict=True)
        ]
        for family, keys in (("service-levels", "counting"), ("cadences", "")):
            said = files[family]["all"]
            drawn = said.pop(keys) if keys else {k: said.pop(k) for k in ("periods_from", "suggested_date")}
            target = said.setdefault(keys, {}) if keys else said
            target |= {key: each[0] for key, each in drawn.items()}
            parts.append((target, partial(self._all_beside, drawn)))
        for target, drawn_of in parts:
            self._replace(files, target, drawn_of, is_valid)
        return self._whole(files)

    def _replace(
        self, files: Data, target: Data, drawn: Callable[[], Data], is_valid: Callable[[Data], bool]
    ) -> None:
        before, register = dict(target), dict(self.register)
        for _ in range(TRIES):
            target |= drawn()
            if is_valid(self._whole(files)):
                return
            target.clear()
            target |= before
            self.register = dict(register)

    def _whole(self, files: Data) -> Data:
        whole = {**files, "register": {"register": dict(self.register)}, "source": self._sources()}
        drop_unnamed(whole)
        return whole

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _rule(self, choices: list[Any], beside: Data) -> Data:
        values = {offering: self._place(choices, offering=offering, depth=2) for offering in OFFERINGS}
        said = {key: self._beside(each) for key, each in beside.items() if self._chance(0.5)}
        firm = {"firmness": {"duty": self.random.choice(DUTIES)}} if self._chance(0.4) else {}
        return {"values": values, **said, **firm}

    def _all_beside(self, choices: Data) -> Data:
        return {key: self._beside(each) for key, each in choices.items()}

    def _beside(self, choices: list[Any]) -> Any:
        return self._place(choices, depth=1)

    def _place(
        self,
        choices: list[Any],
        *,
        offering: str = "",
        depth: int,
        asked: tuple[str, ...] = (),
        part: str = "",
    ) -> Any:
        """Draw what stands in a place of an offering, or beside the values of a rule."""

        def again() -> Any:
            return self._place(choices, offering=offering, depth=depth - 1, asked=asked, part=part)

        forms: list[tuple[float, Callable[[], Any]]] = [
            (4, lambda: self._plain(choices, offering, asked, part))
        ]
        if depth:
            forms += [
                (2, lambda: self._tree(choices, offering, depth, asked, part)),
                (2, lambda: self._entry(again)),
            ]
        if depth and offering:
            forms.append((1.5, lambda: self._leaf(again)))
        if offering > "a":
            forms.append((1, lambda: {"same_as": OFFERINGS[OFFERINGS.index(offering) - 1]}))
        if part in OPTIONAL and offering:
            forms.append((0.7, lambda: "not-provided"))
        weights, ways = zip(*forms, strict=True)
        return self.random.choices(ways, weights)[0]()

    def _plain(self, choices: list[Any], offering: str, asked: tuple[str, ...], part: str = "") -> Any:
        value = self.random.choice(choices)
        if not offering or not isinstance(value, dict) or (part and part not in WITH_PARTS):
            return value
        return {
            key: self._part(key, each, choices, offering, asked) if self._chance(0.3) else each
            for key, each in value.items()
        }

    def _part(self, key: str, plain: Any, choices: list[Any], offering: str, asked: tuple[str, ...]) -> Any:
        if key in PLAIN or plain is True:
            return plain
        if key in WITH_PARTS and isinstance(plain, dict) and self._chance(0.5):
            return self._plain([plain], offering, asked, key)
        found = [each[key] for each in choices if isinstance(each, dict) and key in each]
        alike = [each for each in found if type(each) is type(plain)]
        return self._place(alike, offering=offering, depth=1, asked=asked, part=key)

    def _tree(self, choices: list[Any], offering: str, depth: int, asked: tuple[str, ...], part: str) -> Any:
        free = [each for each in ATTRIBUTES if each not in asked]
        if not free:
            return self._plain(choices, offering, asked, part)
        by = self.random.choice(free)

        def branch() -> Any:
            return self._place(choices, offering=offering, depth=depth - 1, asked=(*asked, by), part=part)

        cases = ATTRIBUTES[by]
        if self._chance(0.4):
            return {"by": by, "cases": {cases[0]: branch()}, "otherwise": branch()}
        return {"by": by, "cases": {case: branch() for case in cases}}

    def _entry(self, means: Callable[[], Any]) -> Any:
        number = len(self.register) + 1
        name = f"e{number}"
        self.register[name] = entry = {
            "number": number,
            "text_is": self.random.choice(["silent", "ambiguous"]),
            "question": {"fr": f"Question {name} ?", "en": f"Question {name}?"},
            "chosen": self.random.choice(["r1", "r1", "r2", "none"]),
            "why": text("Parce que."),
            "source": self._source(),
        }
        entry["readings"] = {
            each: {"text": text(f"Lecture {each} de {name}."), "means": means()} for each in ("r1", "r2")
        }
        return {"register": name}

    def _leaf(self, inner: Callable[[], Any]) -> Any:
        value = inner()
        if isinstance(value, dict) and value.keys() & {"value", "same_as"}:
            return value
        said = {
            "source": self._source(),
            "firmness": {"duty": self.random.choice(DUTIES)},
            "scope": text(f"cas {self.statements}"),
        }
        kept = self.random.sample(sorted(said), self.random.randint(1, 2))
        return {"value": value, **{key: said[key] for key in kept}}

    def _source(self) -> list[str]:
        self.statements += 1
        return [f"s{self.statements}"]

    def _sources(self) -> Data:
        return {
            "document": {"title": text("Document"), "language": "fr"},
            "sections": {"main": {"number": 1, "title": text("Tout")}},
            "statements": {
                f"s{number}": {
                    "subject": text(f"Énoncé {number}"),
                    "section": "main",
                    "kind": "paragraph",
                    "position": number,
                    "normative": False,
                    "digest": f"sha256:{number:064x}",
                }
                for number in range(1, self.statements + 1)
            },
        }


def drop_unnamed(files: Data) -> None:
    """Leave out the entries of the register that nothing names."""
    register = files["register"]["register"]
    while unnamed := register.keys() - set(named_in(files)):
        for name in unnamed:
            del register[name]


def named_in(data: Any) -> Iterator[str]:
    """List the entries of the register that are named anywhere in some data."""
    if isinstance(data, dict):
        if data.keys() == {"register"} and isinstance(data["register"], str):
            yield data["register"]
        for each in data.values():
            yield from named_in(each)
    elif isinstance(data, list):
        for each in data:
            yield from named_in(each)
