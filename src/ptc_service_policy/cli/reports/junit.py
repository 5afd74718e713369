"""Problems for build servers: JUnit XML, a test case for each problem and each file without one."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import CATALOGUE, severity_of
from ptc_service_policy.text import Language

_NAME = "ptc-policy check"
_NOT_FOR_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_junit(result: CheckResult, language: Language, *, strict: bool) -> str:
    """Write a test suite; an error is a failed test, and so is a warning where ``strict`` asks for it."""
    failures = result.problems if strict else result.errors
    with_problems = {problem.file for problem in result.problems}
    fine = [file for file in result.files if file not in with_problems]
    counts = {"tests": str(len(result.problems) + len(fine)), "failures": str(len(failures)), "errors": "0"}
    suites = Element("testsuites", {"name": _NAME, **counts})
    suite = SubElement(suites, "testsuite", {"name": result.folder, "skipped": "0", **counts})
    for problem in result.problems:
        _add_problem(suite, problem, language, is_failure=problem in failures)
    for file in fine:
        SubElement(suite, "testcase", {"classname": file, "name": _NAME})
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}'


def _add_problem(suite: Element, problem: Problem, language: Language, *, is_failure: bool) -> None:
    entry = CATALOGUE[problem.code]
    place = ":".join(str(part) for part in (problem.line, problem.column) if part is not None)
    name = f"{problem.code} {entry.slug}" + (f" {place}" if place else "")
    case = SubElement(suite, "testcase", {"classname": problem.file or problem.code, "name": name})
    text = _for_xml(problem.write(language))
    if is_failure:
        message = _for_xml(problem.message[language])
        SubElement(case, "failure", {"type": severity_of(problem), "message": message}).text = text
    else:
        SubElement(case, "system-out").text = text


def _for_xml(text: str) -> str:
    return _NOT_FOR_XML.sub("\ufffd", text)
