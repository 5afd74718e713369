"""JUnit XML as build servers read it, through a library that does."""

from dataclasses import replace
from pathlib import Path

from junitparser import Failure, JUnitXml

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.cli.reports.junit import report_junit
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.text import LocalizedText


def read(result: CheckResult, *, strict: bool = False) -> JUnitXml:
    return JUnitXml.fromstring(report_junit(result, "fr", strict=strict).encode())


def test_each_error_is_a_failed_test_and_each_good_file_a_passed_one(result: CheckResult, home: Path) -> None:
    xml = read(result)
    cases = [case for suite in xml for case in suite]
    failed = [case for case in cases if any(isinstance(each, Failure) for each in case.result)]
    assert (xml.tests, xml.failures, xml.errors) == (len(cases), len(failed), 0)
    assert [case.name.split()[0] for case in failed] == [problem.code for problem in result.errors]
    assert [case.classname for case in failed] == [problem.file for problem in result.errors]
    unfinished = next(case for case in failed if case.name.startswith("PSP456"))
    assert unfinished.result[0].message == "Le texte est signalé comme inachevé : TODO."
    assert unfinished.result[0].text.startswith("règles et plus/1.0.0/vocabulary.yaml:34:11 PSP456 ")
    assert unfinished.name == "PSP456 unfinished-text 34:11"
    named = {case.classname for case in cases}
    assert named == set(result.files)
    assert len(cases) == len(result.problems) + len(named) - len({each.file for each in result.problems})


def test_a_warning_fails_only_where_it_is_asked_to(result: CheckResult) -> None:
    assert read(result, strict=True).failures == read(result).failures + 1


def test_what_xml_cannot_hold_is_replaced(result: CheckResult) -> None:
    text = LocalizedText(fr='<é> & "\x00\x1b', en="x")
    problem = replace(result.errors[0], message=text)
    (suite,) = read(CheckResult("x", (), (problem,)))
    (case,) = suite
    assert case.result[0].message == '<é> & "␀␛'


def test_the_name_of_a_problem_without_a_place_has_none(result: CheckResult) -> None:
    problem = replace(result.errors[0], line=None, column=None)
    ((case,),) = read(CheckResult("x", (), (problem,)))
    assert case.name.split() == [problem.code, CATALOGUE[problem.code].slug]


def test_a_folder_without_problems(result: CheckResult) -> None:
    xml = read(CheckResult("x", ("a.yaml", "b.yaml"), ()))
    assert (xml.tests, xml.failures) == (2, 0)
