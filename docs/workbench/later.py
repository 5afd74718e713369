"""What the workbench answers after its first verdict: on scenarios, changes, pages, versions and forms."""

import json
from base64 import b64decode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs.workbench.packing import pack, patch, unzip
from docs.workbench.workbench import EDITIONS, POLICIES, Question, Reply, forget, name_of, say, tell
from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.authoring.diff import (
    Edition,
    Place,
    compare_with_contracts,
    edition,
    find_unnamed_withdrawals,
    least_version,
    read_edition,
    write_notice,
)
from ptc_service_policy.authoring.diff.changes import CLASSES
from ptc_service_policy.authoring.diff.comparison import (
    NO_DIFFERENCE,
    Comparison,
    say_beside,
    say_cause,
)
from ptc_service_policy.authoring.diff.grouping import Cause, OfferingNames
from ptc_service_policy.authoring.offered_ids import read_offered_ids
from ptc_service_policy.authoring.publishing import Governed, check_number, publish_version, start_version
from ptc_service_policy.authoring.scenarios.suite import run_scenarios
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, schema_of
from ptc_service_policy.authoring.simple_values import simple_values
from ptc_service_policy.authoring.source.check import AGREE, check_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.yaml_edits import YamlText
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.loading import strict_yaml, versions
from ptc_service_policy.loading.versions import published_digests
from ptc_service_policy.text import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable

_DOCUMENTS = Path("documents")
_POLICY = "policy.yaml"
_FOLDERS = {
    "scenarios": "*/scenarios/*.yaml",
    "holiday-calendar": "*/calendars/*.yaml",
    "published": "*/published.lock.yaml",
}
"""Where files stand that are not called as their schema."""
_PAGE_OF = {
    "entitlements.yaml": "compare.md",
    "cadences.yaml": "deliveries.md",
    "service-levels.yaml": "response.md",
    "availability.yaml": "availability.md",
    "engagement.yaml": "limits.md",
    "register.yaml": "register.md",
    "source.yaml": "traceability.md",
}
"""Which page tells most of what a file says."""
_NAMING: dict[str, Edition] = {}
"""The versions as they were when they last had no mistakes."""


def _start(asked: Question) -> Reply:
    return _files_in(start_version(POLICIES, asked["version"], asked["start"]).folder)


def _renumber(asked: Question) -> Reply:
    """Give a draft another number."""
    version, number = asked["version"], check_number(asked["to"])
    if (POLICIES / number).exists():
        raise PolicyError.of("PSP903", version=number)
    folder = (POLICIES / version).rename(POLICIES / number)
    EDITIONS.pop(version, None)
    edited = YamlText((folder / _POLICY).read_bytes())
    edited.set(("version",), number)
    (folder / _POLICY).write_bytes(edited.text.encode())
    return _files_in(folder)


def _files_in(folder: Path) -> Reply:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {"files": {name_of(file): file.read_bytes().decode() for file in files}}


def _test(asked: Question) -> Reply:
    version, language = asked["version"], asked["language"]
    report = run_scenarios(POLICIES / version, called=f"{POLICIES.name}/{version}")
    untested = [] if report.coverage is None else report.coverage.untested
    return {
        "summary": say(report.summary(version), language),
        "problems": [tell(each, language) for each in report.problems],
        "coverage": None if report.coverage is None else say(report.coverage.summary, language),
        "untested": [tell(each, language) for each in untested],
    }


def _diff(asked: Question) -> Reply:
    language = asked["language"]
    old, new = _edition(asked["start"]), _edition(asked["version"])
    compared = compare_with_contracts(old, new, {})
    found = Comparison(old, new, compared, find_unnamed_withdrawals(old, new))
    first = asked.get("first_day")
    dated = replace(new, files=replace(new.files, first_day=date.fromisoformat(first) if first else None))
    return {
        "groups": [
            {
                "class": effect,
                "name": say(CLASSES[effect], language),
                "changes": [_cause(each, found.names, language) for each in causes],
            }
            for effect, causes in groupby(found.causes, attrgetter("effect"))
        ],
        "verdict": say(found.verdict if found.changes else NO_DIFFERENCE, language),
        "least": None if found.is_enough else least_version(old.version, found.bump),
        "problems": [tell(each, language) for each in found.problems],
        "notice": {each: write_notice(found.changes, old, dated, (each,)) for each in LANGUAGES},
    }


def _source(asked: Question) -> Reply:
    """Compare a document with the version that encodes it."""
    language, name = asked["language"], Path(asked["name"]).name
    _DOCUMENTS.mkdir(exist_ok=True)
    file = _DOCUMENTS / name
    file.write_bytes(b64decode(asked["document"]))
    version = asked["version"]
    encoded = EncodedPolicy.read(POLICIES / version, called=f"{POLICIES.name}/{version}")
    problems = check_document(file, name, encoded).problems
    result = CheckResult(name, (name,), problems)
    agree = AGREE.format(file=name, policy=version)
    return {
        "summary": say(result.summary if problems else agree, language),
        "problems": [tell(each, language) for each in problems],
    }


def _preview(asked: Question) -> Reply:
    """Show a page of the site as a version has it, and tell which pages differ from the version before."""
    from docs.generator.previewing import desk_of, pages_between, show

    language, today = asked["language"], date.fromisoformat(asked["today"])
    published = published_digests(POLICIES)
    start, version = (
        desk_of(_edition(asked[each]), language, today, published) for each in ("start", "version")
    )
    pages = list(pages_between(start, version))
    changed = [each.file for each in pages if each.is_changed]
    file = asked.get("page") or _PAGE_OF.get(asked["name"].partition("/")[2])
    if file not in {each.file for each in pages} or (not asked.get("page") and file not in changed):
        file = next(iter(changed), pages[0].file)
    return {"pages": [each._asdict() for each in pages], "page": file, "html": show(version, file)}


def _fields(asked: Question) -> Reply:
    """List what a form may change in a file, rule by rule; nothing of a file that cannot be read."""
    language, name = asked["language"], asked["name"]
    version, _, file = name.partition("/")
    if strict_yaml.read_file(POLICIES / name, name).data is None:
        return {}
    text = (POLICIES / name).read_bytes().decode()
    values = simple_values(file.removesuffix(".yaml"), text, _named(version).files)
    return {
        "groups": [
            {
                "name": say(entry, language),
                "values": [
                    {
                        "key": "/".join(map(str, each.path)),
                        "label": say(each.label, language),
                        "kind": each.kind,
                        "value": each.value,
                        "written": each.written,
                        "line": each.line,
                        "column": each.column,
                    }
                    for each in found
                ],
            }
            for entry, found in groupby(values, attrgetter("entry"))
        ]
    }


def _edition(version: str) -> Edition:
    if version not in EDITIONS:
        edition.load_policy_folder = versions.load_policy_folder  # type: ignore[attr-defined] # as it was checked
        EDITIONS[version] = read_edition(POLICIES / version, called=f"{POLICIES.name}/{version}")
        _NAMING[version] = EDITIONS[version]
    return EDITIONS[version]


def _named(version: str) -> Edition:
    """Return a version for the names in it: while it has mistakes, as it was before them."""
    try:
        return _edition(version)
    except PolicyError:
        if version not in _NAMING:
            raise
        return _NAMING[version]


def _cause(cause: Cause, names: OfferingNames, language: Language) -> dict[str, Any]:
    edits = cause.head.edits
    return {
        "said": say(say_cause(cause, names), language),
        "beside": [say(each, language) for each in say_beside(cause, names)],
        "places": [_place(place) for edit in edits if (place := edit.after or edit.before)],
    }


def _place(place: Place) -> dict[str, Any]:
    file = place.file.removeprefix(f"{POLICIES.name}/")
    return {"file": file, "line": place.line, "column": place.column, "place": str(place)}


def _finish(asked: Question) -> Reply:
    """Publish a version: the lock and the journal of editions say so."""
    first, others = date.fromisoformat(asked["first_day"]), asked["others"]
    governed = Governed(first, "stay" if others == "stay" else first, others == "at-renewal")
    publish_version(
        POLICIES,
        asked["version"],
        governed,
        recorded=date.fromisoformat(asked["today"]),
        same_meaning=asked["same_meaning"],
    )
    beside = sorted(POLICIES.glob("*.yaml"))
    for file in beside:
        forget(name_of(file))
    return {"files": {name_of(file): file.read_bytes().decode() for file in beside}}


def _schemas(asked: Question) -> Reply:
    """Write the schemas of all files with the ids of a version, unless they are those that are known."""
    ids = read_offered_ids(POLICIES / asked["version"])
    mark = sha256(json.dumps(ids).encode()).hexdigest()
    if mark == asked.get("known"):
        return {"known": mark}
    named = {name: schema_of(name, model, ids) for name, model in SCHEMA_MODELS.items()}
    return {
        "known": mark,
        "schemas": [
            {"uri": schema["$id"], "schema": schema, "fileMatch": [_FOLDERS.get(name, f"*/{name}.yaml")]}
            for name, schema in named.items()
        ],
    }


ANSWERS: "dict[str, Callable[[Question], Reply]]" = {
    "diff": _diff,
    "fields": _fields,
    "finish": _finish,
    "pack": pack,
    "patch": patch,
    "preview": _preview,
    "renumber": _renumber,
    "schemas": _schemas,
    "source": _source,
    "start": _start,
    "test": _test,
    "unzip": unzip,
}
