"""Findings for build servers: JUnit XML, a test case for each finding and each file without one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import CATALOGUE, severity_of
from ptc_service_policy.text import Language, on_lines, on_one_line

_NAME = "ptc-policy check"
_NOT_FOR_XML = re.compile(r"[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one test: ``text`` is all that is said of it, and ``failure`` its sort where it fails."""

    classname: str
    name: str
    message: str = ""
    text: str = ""
    failure: str | None = None


def report_junit(result: CheckResult, language: Language, *, strict: bool) -> str:
    """Write a test suite; an error is a failed test, and so is a warning where ``strict`` asks for it."""
    failures = result.problems if strict else result.errors
    with_problems = {problem.file for problem in result.problems}
    found = [case_of(problem, language, is_failure=problem in failures) for problem in result.problems]
    fine = [Case(file, _NAME) for file in result.files if file not in with_problems]
    return write_suite(_NAME, result.folder, [*found, *fine])


def write_suite(name: str, folder: str, cases: Sequence[Case]) -> str:
    """Write a test suite of one folder."""
    failed = sum(case.failure is not None for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failed), "errors": "0"}
    suites = Element("testsuites", {"name": name, **counts})
    suite = SubElement(suites, "testsuite", {"name": _named(folder), "skipped": "0", **counts})
    for case in cases:
        named = {"classname": _named(case.classname), "name": _named(case.name)}
        element = SubElement(suite, "testcase", named)
        if case.failure is not None:
            about = {"type": case.failure, "message": _named(case.message)}
            SubElement(element, "failure", about).text = _for_xml(case.text)
        elif case.text:
            SubElement(element, "system-out").text = _for_xml(case.text)
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}'


def case_of(problem: Problem, language: Language, *, is_failure: bool) -> Case:
    """Return the test of a problem."""
    entry = CATALOGUE[problem.code]
    place = ":".join(str(part) for part in (problem.line, problem.column) if part is not None)
    return Case(
        problem.file or problem.code,
        f"{problem.code} {entry.slug}" + (f" {place}" if place else ""),
        problem.message[language],
        problem.write(language),
        severity_of(problem) if is_failure else None,
    )


def _for_xml(text: str) -> str:
    return _NOT_FOR_XML.sub("\ufffd", on_lines(text))


def _named(text: str) -> str:
    return _for_xml(on_one_line(text))
