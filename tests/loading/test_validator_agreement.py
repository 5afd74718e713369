"""Independent validators must say the same of every file as the library: valid, or not.

check-jsonschema reads the YAML itself; ajv, which runs in node, is fed the data of our own reading.
Both know the schemas only, so they refuse a file if and only if the library finds a PSP2xx in it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.profiles import NIGHTLY

from ptc_service_policy import Contract
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS
from ptc_service_policy.errors import InvalidContractError, Problem
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.validation import validate

BrokenPolicy = Callable[[Path], tuple[Path, list[Any]]]
FoundProblems = Callable[[Path], tuple[Problem, ...]]

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas" / "v1"
EXAMPLES = sorted(Path(__file__).parent.glob("invalid/*.yaml"))

AJV_PACKAGES = ("ajv-cli@5.0.0", "ajv-formats@3.0.1")
AJV_OPTIONS = ("--spec=draft2020", "-c", "ajv-formats", "--strict=false", "--all-errors", "--errors=no")

TAKEN_OTHERWISE_BY_CHECK_JSONSCHEMA = {
    "type-infinity": "it reads .inf as a number without end",
    "type-leading-zero": "it reads 010 as ten",
    "type-exponent": "it reads 1e1 as ten",
    "type-thousands-separator": "it reads 1_0 as ten",
    "wrong-type-like-thousands": "it reads 2.400 as 2.4",
    "id-of-a-unit-true": "it reads true as a truth value, which is no key",
    "id-with-a-line-end": "its patterns of keys are Python's, in which $ overlooks a line end",
}
"""Examples that it honestly takes for something else, and why; ajv is asked about them all the same."""

BEYOND_SCHEMAS = {"withdrawn-twice": "the entries differ, and a schema knows no entry by one of its keys"}
"""Examples whose fault no schema can find, and why."""

LONG = 5_000
"""The size of a file that check-jsonschema takes long to read: by day, it reads one such file in three."""

CONTRACTS = {
    "shortest": "{offering: premium, time_zone: Europe/Paris, holidays: FR}",
    "dates of its own": "{offering: tsam, time_zone: UTC, holidays: [2026-01-01, 2026-12-25]}",
    "no holidays": "{offering: standard, time_zone: UTC, holidays: none, start: 2026-01-31, end: 2027-01-30}",
    "a region": "{offering: standard, time_zone: America/Los_Angeles, holidays: US-CA}",
    "everything": """
        offering: premium
        deployment: saas
        time_zone: Europe/Paris
        holidays: FR
        start: 2026-01-15
        end: 2029-01-14
        support_hours:
          weekly: {mon: [{opens: "08:00", closes: "24:00"}], sat: []}
          special: {2026-12-24: [{opens: "08:00", closes: "12:00"}], 2026-12-25: []}
          approved_by: PTC
        language: {value: fr, approved_by: PTC}
        contacts: [Ada, Grace]
        closures:
          - {kind: leave, first: 2026-08-03, last: 2026-08-14}
          - {kind: internal-training, first: 2026-09-01, hours: {opens: "09:00", closes: "12:00"}}
        readings: {response-receipt: within-hours}
    """,
    "no offering": "{time_zone: UTC, holidays: none}",
    "unknown key": "{offering: premium, time_zone: UTC, holidays: none, discount: 10}",
    "bad id": "{offering: Premium, time_zone: UTC, holidays: none}",
    "bad country": "{offering: premium, time_zone: UTC, holidays: france!}",
    "a number for holidays": "{offering: premium, time_zone: UTC, holidays: 7}",
    "a date that does not exist": "{offering: premium, time_zone: UTC, holidays: [2026-02-30]}",
    "a start that does not exist": "{offering: premium, time_zone: UTC, holidays: none, start: 2026-04-31}",
    "a special date that does not exist": """
        offering: premium
        time_zone: UTC
        holidays: none
        support_hours: {weekly: {mon: []}, special: {2026-02-30: []}, approved_by: PTC}
    """,
    "nobody approved": """
        offering: premium
        time_zone: UTC
        holidays: none
        support_hours: {weekly: {mon: [{opens: "08:00", closes: "12:00"}]}, approved_by: " "}
    """,
    "an unknown weekday": """
        offering: premium
        time_zone: UTC
        holidays: none
        support_hours: {weekly: {monday: []}, approved_by: PTC}
    """,
    "a bad time": """
        offering: premium
        time_zone: UTC
        holidays: none
        support_hours: {weekly: {mon: [{opens: "8:00", closes: "12:00"}]}, approved_by: PTC}
    """,
    "a language that nobody speaks": """
        {offering: premium, time_zone: UTC, holidays: none, language: {value: xx, approved_by: PTC}}
    """,
    "a contact twice": "{offering: premium, time_zone: UTC, holidays: none, contacts: [Ada, Ada]}",
    "a list": "[premium]",
}


@dataclass(frozen=True)
class Case:
    """One file, and whether the library finds fault with its shape."""

    label: str
    schema: str
    file: Path
    valid: bool


def refused(problems: tuple[Problem, ...]) -> bool:
    return any(problem.code.startswith("PSP2") for problem in problems)


def comparable(problems: tuple[Problem, ...]) -> bool:
    """Tell whether a schema can have a say: the file was read, and its text is sound."""
    return not any(problem.code.startswith(("PSP0", "PSP1")) for problem in problems)


def schema_named_in(file: Path) -> str:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    return Path(first.rpartition("=")[2]).name.removesuffix(".schema.json")


def real_files() -> Iterator[Case]:
    """Every file of the project that its first line leads to a schema; all of them are valid."""
    for folder in ("policies", "examples"):
        for file in sorted((ROOT / folder).glob("**/*.yaml")):
            if (schema := schema_named_in(file)) in SCHEMA_MODELS:
                yield Case(str(file.relative_to(ROOT)), schema, file, valid=True)


def edited_files(broken_policy: BrokenPolicy, found_problems: FoundProblems) -> Iterator[Case]:
    """Every policy file that an example of an invalid edit leaves readable."""
    for example in EXAMPLES:
        folder, _ = broken_policy(example)
        problems = found_problems(example)
        for name in SCHEMA_MODELS:
            file, original = folder / f"{name}.yaml", ROOT / "policies" / "1.0.0" / f"{name}.yaml"
            if not file.is_file() or not original.is_file() or file.read_bytes() == original.read_bytes():
                continue
            of_file = tuple(problem for problem in problems if Path(problem.file or "").name == file.name)
            if comparable(of_file):
                yield Case(example.stem, name, file, valid=not refused(of_file))


def contracts(folder: Path) -> Iterator[Case]:
    for label, text in CONTRACTS.items():
        file = folder / f"{label.replace(' ', '-')}.yaml"
        file.write_text(text, encoding="utf-8")
        try:
            Contract.from_text(text)
        except InvalidContractError as error:
            yield Case(label, "contract", file, valid=not refused(error.problems))
        else:
            yield Case(label, "contract", file, valid=True)


@pytest.fixture(scope="module")
def cases(
    broken_policy: BrokenPolicy, found_problems: FoundProblems, tmp_path_factory: pytest.TempPathFactory
) -> list[Case]:
    found = [
        *real_files(),
        *edited_files(broken_policy, found_problems),
        *contracts(tmp_path_factory.mktemp("contracts")),
    ]
    assert sum(case.valid for case in found) >= 40
    assert sum(not case.valid for case in found) >= 80
    return found


def ask_for_each_schema(
    cases: list[Case], ask: Callable[[Path, list[Case]], dict[Path, bool]]
) -> dict[Path, bool]:
    """Ask a validator once for each schema, about all files of it."""
    by_schema = {
        SCHEMAS / f"{schema}.schema.json": [case for case in cases if case.schema == schema]
        for schema in sorted({case.schema for case in cases})
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(ask, by_schema, by_schema.values())
    return {file: valid for answer in answers for file, valid in answer.items()}


def ask_check_jsonschema(schema: Path, cases: list[Case]) -> dict[Path, bool]:
    """Validate YAML files in one call, and tell for each whether it is valid."""
    files = [case.file for case in cases]
    answer = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, "-v", "-o", "json", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(answer.stdout)
    assert not report.get("parse_errors"), report
    wrong = {Path(error["filename"]) for error in report.get("errors", ())}
    assert answer.returncode == int(bool(wrong)), answer.stderr
    assert wrong <= set(files)
    return {file: file not in wrong for file in files}


def disagreements(cases: list[Case], verdicts: dict[Path, bool]) -> list[str]:
    return [
        f"{case.label} ({case.schema}): the library says {'valid' if case.valid else 'invalid'}"
        for case in cases
        if verdicts[case.file] is not case.valid and case.label not in BEYOND_SCHEMAS
    ]


def test_the_library_finds_nothing_in_the_real_files() -> None:
    for case in real_files():
        document = read_yaml(case.file.read_bytes(), case.label)
        assert validate(document, SCHEMA_MODELS[case.schema], case.schema)[1] == ()


def test_check_jsonschema_agrees(cases: list[Case]) -> None:
    asked = [case for case in cases if case.label not in TAKEN_OTHERWISE_BY_CHECK_JSONSCHEMA]
    if not NIGHTLY:
        asked = [case for at, case in enumerate(asked) if at % 3 == 0 or case.file.stat().st_size < LONG]
    assert disagreements(asked, ask_for_each_schema(asked, ask_check_jsonschema)) == []


def test_what_is_left_out_of_the_comparison_exists() -> None:
    left_out = TAKEN_OTHERWISE_BY_CHECK_JSONSCHEMA.keys() | BEYOND_SCHEMAS.keys()
    assert left_out <= {example.stem for example in EXAMPLES}


@pytest.fixture(scope="session")
def ajv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install ajv, pinned, in a folder of this run."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("ajv needs node and npm, which are not installed here")
    folder = tmp_path_factory.mktemp("ajv")
    options = ("--no-audit", "--no-fund", "--no-save", "--loglevel=error")
    installed = subprocess.run(
        [npm, "install", "--prefix", folder, *options, *AJV_PACKAGES],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if installed.returncode != 0:
        pytest.skip(f"npm could not install {' '.join(AJV_PACKAGES)}: {installed.stderr[-300:]}")
    return folder


def ask_ajv(ajv: Path, schema: Path, cases: list[Case]) -> dict[Path, bool]:
    """Validate the data of files in one call, and tell for each whether it is valid."""
    written = {ajv / f"{schema.name}-{index}.json": case.file for index, case in enumerate(cases)}
    for path, file in written.items():
        path.write_text(json.dumps(read_yaml(file.read_bytes(), file.name).data), encoding="utf-8")
    command: list[str | Path] = [
        ajv / "node_modules" / ".bin" / "ajv",
        "validate",
        *AJV_OPTIONS,
        "-s",
        schema,
    ]
    answer = subprocess.run(
        [*command, *(part for path in written for part in ("-d", path))],
        cwd=ajv,
        capture_output=True,
        text=True,
        check=False,
    )
    words = [line.rpartition(" ") for line in (answer.stdout + answer.stderr).splitlines()]
    said = {Path(path): word == "valid" for path, _, word in words if word in {"valid", "invalid"}}
    assert said.keys() == written.keys(), answer.stderr
    return {written[path]: valid for path, valid in said.items()}


def test_ajv_agrees(cases: list[Case], ajv: Path) -> None:
    assert disagreements(cases, ask_for_each_schema(cases, partial(ask_ajv, ajv))) == []
