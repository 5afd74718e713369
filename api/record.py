"""Write the public API as text: each public name, its signatures and fields, and the types that they lead to.

``python api/record.py`` writes ``api/public.txt``; with ``--check`` it says how the code differs from it. The
source is read and nothing imported, so that names imported on demand are seen as type checkers see them.
"""

import ast
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import griffe

PACKAGE = "ptc_service_policy"
MODULES = (
    "",
    "types",
    "words",
    *(f"columns{adapter}" for adapter in ("", ".pandas", ".polars", ".duckdb", ".spark")),
)
ROOT = Path(__file__).parents[1]
RECORD = Path(__file__).with_name("public.txt")
SHOWN_DUNDERS = {"__init__", "__getitem__", "__bool__"}

# Policies are made by `load_policy` and applied by `apply`; `files` follows the schemas of the files.
# Terms and timelines are for the columns, which are of the same release.
NOT_PROMISED = {
    *("Policy.__init__", "Policy.files", "Policy.book", "AppliedPolicy.__init__", "AppliedPolicy.files"),
    *(
        "AppliedPolicy.due_terms",
        "AppliedPolicy.told",
        "AppliedHistory.__init__",
        "BusinessCalendar.compiled",
        "BusinessCalendar.turning_days",
    ),
}
BASES = {
    *(f"{PACKAGE}.evaluation.asking.{name}" for name in ("AskedOfPolicy", "AskedOfContract")),
    *(f"{PACKAGE}.model.{name}" for name in ("noun.Key", "read_as.ReadAs", "read_as.Read")),
}
AS_PYDANTIC = f"{PACKAGE}.model.noun.Noun"
"""The base that is read and written as pydantic's models are: what it has of them is not repeated."""
EXPLAINING = {"explained", "_gaps"}
HEAD = """\
# The public API. `make api` writes this file from the code; a test compares them.
# A line that goes or changes breaks callers: docs/en/guides/compatibility.md says what that takes.
"""
ADVICE = """\
The public API is no longer what api/public.txt records (above: - recorded, + now).
If that was not meant, take it back. If it was: `make api`, commit the file, and say so in CHANGELOG.md.
What goes, or changes for callers, needs a new major version (a minor one before 1.0.0)."""


def describe() -> str:
    """Return the public API as text."""
    package = griffe.load(PACKAGE, search_paths=[ROOT / "src"], resolve_aliases=True)
    lines = [HEAD]
    waiting: list[griffe.Object] = []
    for name in MODULES:
        module = package[name] if name else package
        if name:
            lines += [f"# {PACKAGE}.{name}", ""]
        for export in sorted(str(each) for each in module.exports or ()):
            try:
                found = target(module[export])
            except (griffe.AliasResolutionError, KeyError):
                lines += [f"{export}: exported, but defined nowhere", ""]
                continue
            waiting.append(found)
            lines += [*entry(found), ""]
    shown = {found.path for found in waiting}
    lines += ["# Types that the above lead to: they are public where an answer holds them, by attribute.", ""]
    led_to: dict[str, griffe.Object] = {}
    while waiting:
        for path in sorted(names_in(waiting.pop(0))):
            if path in shown or path.rpartition(".")[2].startswith("_"):
                continue
            shown.add(path)
            found = target(package.modules_collection[path])
            waiting.append(found)
            if not is_machinery(found):
                led_to[path] = found
    for path in sorted(led_to):
        lines += [*entry(led_to[path]), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    """Follow imports to where a name is defined."""
    return found.final_target if isinstance(found, griffe.Alias) else found


def members(found: griffe.Class) -> Iterator[griffe.Object]:
    """Return the public members of a class, also those that it inherits from ours, in their order."""
    inherited = {
        name: member
        for name, member in found.inherited_members.items()
        if name not in found.members and not target(member).path.startswith(AS_PYDANTIC)
    }
    for name, member in {**inherited, **found.members}.items():
        if f"{found.name}.{name}" in NOT_PROMISED or name == "model_config":
            continue
        if name == "__init__" and made_from_fields(found):
            continue
        if not name.startswith("_") or name in SHOWN_DUNDERS:
            yield target(member)


def made_from_fields(found: griffe.Class) -> bool:
    """Tell whether the fields say already how a dataclass is built."""
    written = [str(decorator.value) for decorator in found.decorators]
    return any(text.startswith("dataclass") and "init=False" not in text for text in written)


def is_machinery(found: griffe.Object) -> bool:
    """Tell whether a name only serves to write other types: a type variable, a field's validation, a base."""
    return (
        isinstance(found, griffe.Function)
        or found.path in BASES
        or (
            isinstance(found, griffe.Attribute)
            and str(found.value).startswith(("TypeVar(", "Annotated[", "ReadAs(", "'"))
        )
    )


def entry(found: griffe.Object) -> Iterator[str]:
    """Write one name and what belongs to it."""
    match found:
        case griffe.Class():
            yield from (f"@{decorator.value}" for decorator in found.decorators)
            bases = ", ".join(map(str, found.bases))
            yield f"class {found.name}({bases})" if bases else f"class {found.name}"
            yield from (f"    {line}" for member in members(found) for line in entry(member))
        case griffe.Function():
            for form in found.overloads or (found,):
                yield from (f"@{decorator.value}" for decorator in form.decorators)
                yield f"def {form.name}({', '.join(parameters(form))}) -> {form.returns}"
        case griffe.Attribute():
            yield attribute(found)


def parameters(function: griffe.Function) -> Iterator[str]:
    """Write the parameters of a function, with the marks between their kinds."""
    kinds = griffe.ParameterKind
    stars = {kinds.var_positional: "*", kinds.var_keyword: "**"}
    only_keywords = after_positional = False
    for place, each in enumerate(function.parameters):
        if place == 0 and each.name in {"self", "cls"}:
            continue
        if after_positional and each.kind is not kinds.positional_only:
            yield "/"
        after_positional = each.kind is kinds.positional_only
        if each.kind is kinds.keyword_only and not only_keywords:
            yield "*"
        only_keywords = only_keywords or each.kind in {kinds.keyword_only, kinds.var_positional}
        text = f"{stars.get(each.kind, '')}{each.name}: {each.annotation}"
        yield text if each.default is None or each.kind in stars else f"{text} = {each.default}"


def attribute(found: griffe.Attribute) -> str:
    """Write a field, a constant or a property; of a field's explanation only its default."""
    if "property" in found.labels:
        return f"@property {found.name}: {found.annotation}"
    text = found.name if found.annotation is None else f"{found.name}: {found.annotation}"
    if found.value is None:
        return text
    value = ast.parse(str(found.value), mode="eval").body
    if isinstance(value, ast.Call) and ast.unparse(value.func) in EXPLAINING:
        defaults = [each for each in value.keywords if (each.arg or "").startswith("default")]
        return "".join((text, *(f" = {ast.unparse(each.value)}" for each in defaults)))
    return f"{text} = {ast.unparse(value)}"


def names_in(found: griffe.Object) -> set[str]:
    """Return the paths of our types that a name's annotations lead to."""
    expressions: list[object] = []
    for each in (found, *(members(found) if isinstance(found, griffe.Class) else ())):
        match each:
            case griffe.Function():
                for form in (each, *(each.overloads or ())):
                    expressions += [form.returns, *(parameter.annotation for parameter in form.parameters)]
            case griffe.Attribute():
                expressions += [each.annotation, each.value if found is each else None]
            case griffe.Class():
                expressions += each.bases
    paths = {
        part.canonical_path
        for expression in expressions
        if isinstance(expression, griffe.Expr)
        for part in expression.iterate(flat=True)
        if isinstance(part, griffe.ExprName) and part.canonical_path.startswith(f"{PACKAGE}.")
    }
    return {known.path for path in paths if (known := lookup(found, path)) is not None}


def lookup(found: griffe.Object, path: str) -> griffe.Object | None:
    """Return what a path leads to, None if nothing stands there."""
    try:
        return target(found.modules_collection[path])
    except (griffe.AliasResolutionError, KeyError):
        return None


def main() -> None:
    """Write the record, or check it."""
    now = describe()
    if "--check" not in sys.argv[1:]:
        RECORD.write_text(now, encoding="utf-8")
        return
    recorded = RECORD.read_text("utf-8")
    if now != recorded:
        sys.stdout.writelines(
            unified_diff(recorded.splitlines(keepends=True), now.splitlines(keepends=True), n=2)
        )
        sys.exit(ADVICE)


if __name__ == "__main__":
    main()
