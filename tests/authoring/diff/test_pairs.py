"""Over pairs of policies drawn at random: diff says that something changes where, and only where, it does."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.profiles import NIGHTLY

from ptc_service_policy import Contract, Policy, PolicyError
from ptc_service_policy.authoring.diff import Edition, Effect, compare_editions, demanded_bump
from ptc_service_policy.authoring.diff.bump import Bump
from ptc_service_policy.topics.registry import topics

from .generating import ATTRIBUTES, LEAVES, Said, Slot, pairs, policy_of

PARIS = ZoneInfo("Europe/Paris")
INSTANTS = [datetime(2026, 3, 6, 16, 45, tzinfo=PARIS), datetime(2026, 5, 13, 9, 30, tzinfo=PARIS)]
ORDER = list(Bump)
CASES = [dict(zip(ATTRIBUTES, told, strict=True)) for told in product(*ATTRIBUTES.values())]


@cache
def contract(offering: str) -> Contract:
    terms = {"offering": offering, "time_zone": "Europe/Paris", "holidays": "FR", "start": "2026-01-01"}
    return Contract.model_validate(terms)


def everything(policy: Policy) -> Iterator[tuple[Any, Any]]:
    """Ask a policy all that it answers, by itself and for contracts, in every case."""
    for offering, told in product(policy.offerings, CASES):
        applied = policy.apply(contract(offering))
        for each in topics():
            for about in each.entries(policy.files):
                if not each.needs_contract:
                    key = (each.name, about, offering, *told.values())
                    yield key, answer_of(policy.ask, each.name, offering, about, **told)
        for at in INSTANTS:
            case = (offering, *told.values(), at)
            yield ("due", *case), answer_of(applied.due, "response", at, **told)
            yield ("availability", *case), answer_of(applied.availability, at, **told)
        start, end = date(2026, 1, 1), date(2026, 7, 1)
        owed = applied.ask("obligations", start=start, end=end, **told).value or ()
        yield (
            ("owed", offering, *told.values()),
            [repr((each.subject, each.first, each.last)) for each in owed],
        )


def answer_of(ask: Any, *about: Any, **told: Any) -> Any:
    try:
        decision = ask(*about, **told)
    except PolicyError as error:
        return error.problems[0].code
    hedges = sorted((each.duty, str(each.decided_by)) for each in decision.firmness)
    return repr(decision.value), decision.basis, hedges


def both(pair: tuple[Said, Said]) -> tuple[Edition, Edition]:
    before, after = map(policy_of, pair)
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    return before, after


LANGUAGE: Slot = ("availability", ("language", "values", "premium"))
BY_REGION = {"by": "region", "cases": {"eu": "en", "us": "en"}}
BY_SEVERITY = {"by": "severity", "cases": {"s1": "en"}, "otherwise": "en"}


@settings(max_examples=1_000 if NIGHTLY else 4)
@example(({LANGUAGE: "en"}, {LANGUAGE: BY_REGION}))
@example(({LANGUAGE: BY_SEVERITY}, {LANGUAGE: BY_REGION}))
@given(pairs())
def test_diff_says_that_answers_change_where_they_do_and_wording_at_most_where_none_does(
    pair: tuple[Said, Said],
) -> None:
    before, after = both(pair)
    found = {effect for change in compare_editions(before, after) for effect in change.effects}
    if dict(everything(Policy(before.files))) != dict(everything(Policy(after.files))):
        assert found - {Effect.WORDING}, "answers differ, and diff does not say so"
    else:
        assert found <= {Effect.WORDING}, "no answer differs, and diff says that one does"


@st.composite
def two_edits_in_one_rule(draw: st.DrawFn) -> tuple[Slot, Any, list[tuple[tuple[str, str], Any, Any]]]:
    """Draw a rule whose value depends on two attributes, and other values for two of its cases."""
    slot = draw(st.sampled_from(list(LEAVES)))
    leaves = LEAVES[slot]
    severities = ATTRIBUTES["severity"]
    cases: dict[str, Any] = {
        s: {"by": "region", "cases": {r: draw(leaves) for r in ATTRIBUTES["region"]}} for s in severities
    }
    where = draw(
        st.lists(st.sampled_from([*product(*ATTRIBUTES.values())]), min_size=2, max_size=2, unique=True)
    )
    edits = []
    for severity, region in where:
        old, new = cases[severity]["cases"][region], draw(leaves)
        assume(new != old)
        edits.append(((severity, region), old, new))
    return slot, {"by": "severity", "cases": cases}, edits


@settings(max_examples=500 if NIGHTLY else 3)
@given(two_edits_in_one_rule())
def test_two_edits_in_one_rule_never_hide_each_other(
    drawn: tuple[Slot, Any, list[tuple[tuple[str, str], Any, Any]]],
) -> None:
    slot, tree, edits = drawn
    before = policy_of({slot: tree})
    assume(before is not None)
    assert before is not None

    def edited(*chosen: Any) -> Edition:
        cases: dict[str, Any] = {
            s: {"by": "region", "cases": {**each["cases"]}} for s, each in tree["cases"].items()
        }
        for (severity, region), _, new in chosen:
            cases[severity]["cases"][region] = new
        made = policy_of({slot: {"by": "severity", "cases": cases}})
        assume(made is not None)
        assert made is not None
        return made

    together = compare_editions(before, edited(*edits))
    for each in edits:
        alone = compare_editions(before, edited(each))
        assert alone
        effects = {effect for change in alone for effect in change.effects}
        assert effects <= {effect for change in together for effect in change.effects}
        assert ORDER.index(demanded_bump(together)) >= ORDER.index(demanded_bump(alone))
    assert len(together) >= 2
