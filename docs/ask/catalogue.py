"""What the form of "Ask the policy" offers, in both languages, taken from the policies and the registry."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlencode

import yaml
from docs.ask.ask import COMPARE
from docs.generator.reigns import Reign, governing, reigns_in, spans
from holidays import country_holidays, list_supported_countries

from ptc_service_policy import LocalizedText, Policy
from ptc_service_policy.business_time.zones import known_zones
from ptc_service_policy.loading.versions import published_digests
from ptc_service_policy.settling.contract_checks import readings_to_choose
from ptc_service_policy.text import LANGUAGES
from ptc_service_policy.topics.kinds import DELIVERIES, LIMITS
from ptc_service_policy.topics.reading import spelling
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import GROUPS, Group, Input, Topic
from ptc_service_policy.typography import typeset

Choice = dict[str, Any]

_LIKE_A_CODE = re.compile(r"[A-Z0-9]{1,4}")
"""What a contract can name after the country, as in US-CA."""
_COMPARE = LocalizedText(
    fr="Que change le passage à une autre offre ?", en="What does a change of offering change?"
)
_ABOUT = LocalizedText(fr="De quoi s'agit-il ?", en="About what?")
_WHAT = LocalizedText(fr="Quoi ?", en="What?")
_ON = LocalizedText(fr="Le", en="On")
_MARK = LocalizedText(fr="0,8 ou PT2H", en="0.8 or PT2H")
_FROM = LocalizedText(fr="Du", en="From")
_UNTIL = LocalizedText(fr="Au", en="Until")
_FIGURES = LocalizedText(fr="Chiffres, le plus récent à la fin", en="Figures, the most recent last")
_ADD = LocalizedText(fr="Ajouter", en="Add")


_PARIS = {"time_zone": "Europe/Paris", "holidays": "FR"}
_EXAMPLES = (
    (
        LocalizedText(
            fr="Une demande est reçue un vendredi à 16 h 30 à Paris : réponse pour quand ?",
            en="A request comes in on a Friday at 16:30 in Paris: answered by when?",
        ),
        {"ask": "due", "offering": "premium", **_PARIS, "about": "response", "received": "2026-04-03T16:30"},
    ),
    (
        LocalizedText(
            fr="Le gestionnaire est-il joignable le 14 juillet à 10 h ?",
            en="Can the manager be reached on 14 July at 10:00?",
        ),
        {"ask": "availability", "offering": "premium", **_PARIS, "at": "2026-07-14T10:00"},
    ),
    (
        LocalizedText(
            fr="L'offre Standard comprend-elle l'analyse des causes premières ?",
            en="Does Standard include root cause analysis?",
        ),
        {"ask": "entitlement", "offering": "standard", "about": "root-cause-analysis"},
    ),
    (
        LocalizedText(
            fr="Qu'est-ce qui est dû au deuxième trimestre ?", en="What is due in the second quarter?"
        ),
        {
            "ask": "obligations", "offering": "premium", **_PARIS,
            "start": "2026-01-15", "from": "2026-04-01", "until": "2026-07-01",
        },
    ),
    (
        LocalizedText(
            fr="Que change le passage de Standard à Premium ?",
            en="What does a move from Standard to Premium change?",
        ),
        {"ask": COMPARE, "offering": "standard", "about": "premium"},
    ),
)  # fmt: skip


def catalogue(policies: Path, today: date) -> dict[str, Any]:
    """Return what the form shows whichever version answers, in plain types.

    Args:
        policies: the folder of all versions.
        today: the day for which the site is made; the version that governs contracts signed then answers
            on a day on which none governs new contracts.
    """
    reigns = reigns_in(policies)
    return {
        "zones": list(known_zones()),
        "cities": yaml.safe_load(Path(__file__).with_name("cities.yaml").read_text("utf-8")),
        "countries": _countries(),
        "versions": [_version(reigns, version) for version in reversed(published_digests(policies))],
        "shown": governing(policies, reigns, today),
    }


def catalogue_of(policy: Policy) -> dict[str, Any]:
    """Return what the form shows where one version answers, in plain types."""
    return {
        "offerings": _choices(policy.offerings),
        "examples": list(_examples(policy)),
        "calendars": _choices(policy.files.holiday_calendars),
        "readings": list(_readings(policy)),
        "groups": [
            {"label": _both(label), "questions": list(_questions(policy, name))}
            for name, label in GROUPS.items()
        ],
    }


def _both(text: LocalizedText) -> dict[str, str]:
    return {language: typeset(text[language], language) for language in LANGUAGES}


def _choices(named: Mapping[str, Any]) -> list[Choice]:
    return [{"id": name, "label": _both(each.name)} for name, each in named.items()]


def _version(reigns: Iterable[Reign], version: str) -> Choice:
    """Return a version with the days of signature that it governs, the first and the one after the last."""
    governed = [each for each in reigns if each.version == version]
    said = [_both(each) for each in spans(governed, version)]
    days = [
        [None if day is None else day.isoformat() for day in (each.first, each.next)] for each in governed
    ]
    told = {language: " ".join(each[language] for each in said) for language in LANGUAGES}
    return {"id": version, "told": told, "days": days}


def _examples(policy: Policy) -> Iterator[Choice]:
    """Return the examples that the policy can answer, each as the address of a question."""
    for label, asked in _EXAMPLES:
        about = asked.get("about")
        known = policy.offerings if asked["ask"] == COMPARE else policy.ids(asked["ask"])
        if asked["offering"] in policy.offerings and (about is None or about in known):
            yield {"label": _both(label), "address": urlencode(asked, safe="/:")}


def _countries() -> dict[str, dict[str, str]]:
    """Return the subdivisions of each country by code, named where the package has a name for them."""
    return {code: _subdivisions(code) for code in sorted(list_supported_countries(include_aliases=False))}


def _subdivisions(code: str) -> dict[str, str]:
    known = country_holidays(code)
    names = {region: name for name, region in known.subdivisions_aliases.items()}
    return {region: names.get(region, "") for region in known.subdivisions if _LIKE_A_CODE.fullmatch(region)}


def _readings(policy: Policy) -> Iterator[Choice]:
    for name, readings in readings_to_choose(policy.files).items():
        entry = policy.register[name]
        choices = [{"id": each, "label": _both(entry.readings[each].text)} for each in readings]
        yield {"id": name, "label": _both(entry.question), "chosen": entry.chosen, "choices": choices}


def _questions(policy: Policy, group: Group) -> Iterator[Choice]:
    for asked in topics():
        if asked.group == group and (asked.needs_contract or asked.name in policy.topics):
            yield {
                "id": asked.name,
                "label": _both(asked.question),
                "contract": "needed" if asked.needs_contract else "optional",
                "saves": asked.is_owed_on_dates,
                "fields": list(_fields(policy, asked)),
            }
    if group == get_args(Group)[0]:
        other = _field("about", _ABOUT, "choice", choices=_choices(policy.offerings))
        yield {"id": COMPARE, "label": _both(_COMPARE), "contract": "none", "fields": [other]}


def _fields(policy: Policy, asked: Topic[Any]) -> Iterator[Choice]:
    if asked.about is not None:
        choices = [
            {"id": each, "label": _both(asked.name_of(policy.files, each))}
            for each in asked.about.known(policy.files)
        ]
        meant = "" if asked.all_at_once else asked.about.meant(policy.files)
        yield _field("about", _ABOUT, "choice", choices=choices, value=meant, optional=asked.all_at_once)
    for each in asked.inputs:
        yield from _asked_with(policy, each)
    for name, attribute in policy.files.vocabulary.attributes.items():
        choices = _choices(attribute.named_cases)
        named = {"attribute": name, "choices": choices, "optional": True}
        yield _field(f"attribute-{name}", attribute.name, "choice", **named)


def _asked_with(policy: Policy, asked: Input) -> Iterator[Choice]:
    name, flag = spelling(asked), f"--{spelling(asked)}"
    if asked.kind in ("instant", "date"):
        yield _field(name, asked.label, asked.kind, flag=flag, optional=asked.optional)
        return
    if asked.kind == "pauses":
        join, parts = (
            "/",
            [_field("from", _FROM, "instant"), _field("until", _UNTIL, "instant", optional=True)],
        )
    elif asked.kind == "marks":
        join, parts = "", [_field("mark", _MARK, "text")]
    else:
        known = {
            "deliveries": DELIVERIES.known(policy.files),
            "events": policy.files.vocabulary.events,
            "figures": LIMITS.known(policy.files),
        }[asked.kind]
        if not known:
            return
        told = _field("told", _FIGURES, "numbers") if asked.kind == "figures" else _field("on", _ON, "date")
        join, parts = "=", [_field("what", _WHAT, "choice", choices=_choices(known)), told]
    rows = {"fields": parts, "join": join, "add": _both(_ADD), "optional": asked.optional}
    yield _field(name, asked.label, "rows", flag=flag, **rows)


def _field(name: str, label: LocalizedText, kind: str, **more: Any) -> Choice:
    return {"name": name, "label": _both(label), "kind": kind, **more}
