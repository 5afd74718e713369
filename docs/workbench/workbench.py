"""Answers the owner's workbench, in the browser: JSON in, JSON out.

The draft stands in the folder ``policies``, as in a repository; each question brings the files that changed.
"""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from functools import lru_cache
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from ptc_service_policy.authoring.checks import CheckResult, check_policies
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
from ptc_service_policy.authoring.scenarios import reading
from ptc_service_policy.authoring.scenarios.suite import run_scenarios
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, schema_of
from ptc_service_policy.authoring.simple_values import simple_values
from ptc_service_policy.authoring.source.check import AGREE, check_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.yaml_edits import YamlText
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.errors.catalogue import severity_of
from ptc_service_policy.loading import strict_yaml, versions
from ptc_service_policy.loading.policy_folder import LoadedVersion, load_policy_folder
from ptc_service_policy.loading.versions import published_digests
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText
from ptc_service_policy.typography import typeset

POLICIES = Path("policies")
DOCUMENTS = Path("documents")
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
_PUBLISHED_CHANGED = "PSP403"
_KEPT = 256
_MOST_BYTES = 20_000_000
_MOST_FILES = 5_000
_OUT_OF_IT = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\")
_YAML = (".yaml", ".yml")
_ENCRYPTED = 1
_EDITIONS: dict[str, Edition] = {}
"""The versions that were compared, until one of their files changes: each answers what it is asked once."""
_NAMING: dict[str, Edition] = {}
"""The versions as they were when they last had no mistakes."""

Question = dict[str, Any]
Reply = dict[str, Any]


def prepare() -> None:
    """Make the folder of the draft, and let nothing be read and judged twice while it stays as it is."""
    POLICIES.mkdir(exist_ok=True)
    strict_yaml.read_yaml = lru_cache(_KEPT)(strict_yaml.read_yaml)
    reading.validate_scenarios = lru_cache(_KEPT)(reading.validate_scenarios)
    load = _once_as_it_is(load_policy_folder)
    versions.load_policy_folder = edition.load_policy_folder = load  # type: ignore[attr-defined]


def _once_as_it_is(load: Callable[..., LoadedVersion]) -> Callable[..., LoadedVersion]:
    """Read the folder of a version again once it, or which calendars there are, is not as it was."""
    kept: dict[Path, tuple[object, LoadedVersion]] = {}

    def load_once(
        folder: Path, *, called: str | None = None, calendars: Iterable[str] | None = None
    ) -> LoadedVersion:
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        files = [(each.name, each.read_bytes() if each.is_file() else None) for each in there]
        state = (called, calendars and [*calendars], files)
        if folder not in kept or kept[folder][0] != state:
            kept[folder] = state, load(folder, called=called, calendars=calendars)
        return kept[folder][1]

    return load_once


def answer(question: str) -> str:
    """Answer {"do": ..., "language": ..., "files": ...}: what to show, or the package that is missing."""
    asked: Question = json.loads(question)
    _write(asked.get("files", {}))
    try:
        reply = _ANSWERS[asked["do"]](asked)
    except ModuleNotFoundError as error:
        reply = {"missing": str(error.name).partition(".")[0]}
    except PolicyError as error:
        reply = {"refused": [_problem(each, asked["language"]) for each in error.problems]}
    return json.dumps(reply)


def _write(files: Mapping[str, str | None]) -> None:
    """Write the files that are new or changed, and remove those without a text."""
    for name, text in files.items():
        file = POLICIES / name
        _forget(name)
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())


def _forget(name: str) -> None:
    """Read the version of a file again, or all of them where it stands beside them."""
    version, within, _ = name.partition("/")
    if within and versions.VERSION_NUMBER.fullmatch(version):
        _EDITIONS.pop(version, None)
    else:
        _EDITIONS.clear()


def _check(asked: Question) -> Reply:
    result = check_policies(POLICIES, called=POLICIES.name, as_of=date.fromisoformat(asked["today"]))
    return {
        "problems": [_problem(each, asked["language"]) for each in result.problems],
        "summary": _say(result.summary, asked["language"]),
        "edited": [each.path[1] for each in result.problems if each.code == _PUBLISHED_CHANGED],
    }


def _start(asked: Question) -> Reply:
    return _files_in(start_version(POLICIES, asked["version"], asked["start"]).folder)


def _renumber(asked: Question) -> Reply:
    """Give a draft another number."""
    version, number = asked["version"], check_number(asked["to"])
    if (POLICIES / number).exists():
        raise PolicyError.of("PSP903", version=number)
    folder = (POLICIES / version).rename(POLICIES / number)
    _EDITIONS.pop(version, None)
    edited = YamlText((folder / _POLICY).read_bytes())
    edited.set(("version",), number)
    (folder / _POLICY).write_bytes(edited.text.encode())
    return _files_in(folder)


def _files_in(folder: Path) -> Reply:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {"files": {_name(file): file.read_bytes().decode() for file in files}}


def _test(asked: Question) -> Reply:
    version, language = asked["version"], asked["language"]
    report = run_scenarios(POLICIES / version, called=f"{POLICIES.name}/{version}")
    untested = [] if report.coverage is None else report.coverage.untested
    return {
        "summary": _say(report.summary(version), language),
        "problems": [_problem(each, language) for each in report.problems],
        "coverage": None if report.coverage is None else _say(report.coverage.summary, language),
        "untested": [_problem(each, language) for each in untested],
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
                "name": _say(CLASSES[effect], language),
                "changes": [_cause(each, found.names, language) for each in causes],
            }
            for effect, causes in groupby(found.causes, attrgetter("effect"))
        ],
        "verdict": _say(found.verdict if found.changes else NO_DIFFERENCE, language),
        "least": None if found.is_enough else least_version(old.version, found.bump),
        "problems": [_problem(each, language) for each in found.problems],
        "notice": {each: write_notice(found.changes, old, dated, (each,)) for each in LANGUAGES},
    }


def _source(asked: Question) -> Reply:
    """Compare a document with the version that encodes it."""
    language, name = asked["language"], Path(asked["name"]).name
    DOCUMENTS.mkdir(exist_ok=True)
    file = DOCUMENTS / name
    file.write_bytes(b64decode(asked["document"]))
    version = asked["version"]
    encoded = EncodedPolicy.read(POLICIES / version, called=f"{POLICIES.name}/{version}")
    problems = check_document(file, name, encoded).problems
    result = CheckResult(name, (name,), problems)
    agree = AGREE.format(file=name, policy=version)
    return {
        "summary": _say(result.summary if problems else agree, language),
        "problems": [_problem(each, language) for each in problems],
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
                "name": _say(entry, language),
                "values": [
                    {
                        "key": "/".join(map(str, each.path)),
                        "label": _say(each.label, language),
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
    if version not in _EDITIONS:
        _EDITIONS[version] = read_edition(POLICIES / version, called=f"{POLICIES.name}/{version}")
        _NAMING[version] = _EDITIONS[version]
    return _EDITIONS[version]


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
        "said": _say(say_cause(cause, names), language),
        "beside": [_say(each, language) for each in say_beside(cause, names)],
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
        _forget(_name(file))
    return {"files": {_name(file): file.read_bytes().decode() for file in beside}}


def _patch(asked: Question) -> Reply:
    """Write what changed since the page was opened, as git takes it."""
    return {
        "patch": "".join(line for name, before in asked["before"].items() for line in _edits(name, before))
    }


def _edits(name: str, before: str | None) -> Iterator[str]:
    file = POLICIES / name
    after = file.read_bytes().decode() if file.exists() else None
    old, new = (f"{side}/{file.as_posix()}" for side in ("a", "b"))
    yield f"diff --git {old} {new}\n"
    if before is None:
        yield "new file mode 100644\n"
    if after is None:
        yield "deleted file mode 100644\n"
    was, now = ([*StringIO(text or "", newline="\n")] for text in (before, after))
    names = ("/dev/null" if before is None else old, "/dev/null" if after is None else new)
    for line in unified_diff(was, now, *names):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _unzip(asked: Question) -> Reply:
    """Read the YAML files of a zip, or say why they cannot be read: in one word, and in which file."""
    name = ""
    try:
        with ZipFile(BytesIO(b64decode(asked["zip"]))) as archive:
            all_files = archive.infolist()
            found = [each for each in all_files if each.filename.lower().endswith(_YAML)]
            if len(all_files) > _MOST_FILES or sum(each.file_size for each in found) > _MOST_BYTES:
                return {"unreadable": "large"}
            if outside := next((each.filename for each in all_files if _leads_out(each)), None):
                return {"unreadable": "names", "name": outside}
            texts = {}
            for each in found:
                name = each.filename
                if each.flag_bits & _ENCRYPTED:
                    return {"unreadable": "encrypted"}
                texts[name] = archive.read(each).decode()
    except UnicodeDecodeError:
        return {"unreadable": "encoding", "name": name}
    except (BadZipFile, NotImplementedError, EOFError, zlib.error):
        return {"unreadable": "broken"}
    return {"files": texts}


def _leads_out(entry: ZipInfo) -> bool:
    """Tell whether a file has a name that leads out of the folder in which it would be unpacked."""
    return _OUT_OF_IT.search(entry.orig_filename) is not None


def _published(asked: Question) -> Reply:  # noqa: ARG001
    return {"published": [*published_digests(POLICIES)]}


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


def _pack(asked: Question) -> Reply:  # noqa: ARG001
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in sorted(POLICIES.rglob("*")):
            if file.is_file():
                archive.write(file, file.as_posix())
    return {"zip": b64encode(packed.getvalue()).decode()}


_ANSWERS: dict[str, Callable[[Question], Reply]] = {
    "check": _check,
    "diff": _diff,
    "fields": _fields,
    "finish": _finish,
    "pack": _pack,
    "patch": _patch,
    "preview": _preview,
    "published": _published,
    "renumber": _renumber,
    "schemas": _schemas,
    "source": _source,
    "start": _start,
    "test": _test,
    "unzip": _unzip,
}


def _name(file: Path) -> str:
    """Name a file as the page does: by its path in the folder of all versions."""
    return file.relative_to(POLICIES).as_posix()


def _problem(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": severity_of(problem),
        "file": (problem.file or "").removeprefix(f"{POLICIES.name}/"),
        "place": problem.place,
        "line": problem.line,
        "column": problem.column,
        "message": _say(problem.message, language),
        "hint": _say(problem.hint, language),
    }


def _say(text: LocalizedText, language: Language) -> str:
    return typeset(text[language], language)
