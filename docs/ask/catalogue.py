"""What the form of "Ask the policy" offers to choose from, in both languages, taken from the policies."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from zoneinfo import available_timezones

from holidays import country_holidays, list_supported_countries

from ptc_service_policy import LocalizedText, Policy, load_policy
from ptc_service_policy.evaluation.contract_checks import readings_to_choose

Choice = dict[str, Any]

_LIKE_A_CODE = re.compile(r"[A-Z0-9]{1,4}")
"""What a contract can name after the country, as in US-CA."""


def _text(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


_AT = {
    "name": "at",
    "kind": "instant",
    "flag": "--at",
    "label": _text("À quel instant ? (heure locale du fuseau)", "At which instant? (local time of the zone)"),
}
_RECEIVED = {
    "name": "received",
    "kind": "instant",
    "flag": "--received",
    "label": _text(
        "Demande reçue le (heure locale du fuseau)", "Request received at (local time of the zone)"
    ),
}
_FIRST_INSTANT = {
    "name": "from",
    "kind": "instant",
    "flag": "--from",
    "label": _text("Du (heure locale du fuseau)", "From (local time of the zone)"),
}
_LAST_INSTANT = {
    "name": "until",
    "kind": "instant",
    "flag": "--until",
    "label": _text("Au, exclu", "Until, left out"),
}
_FIRST_DAY = {
    "name": "from",
    "kind": "date",
    "flag": "--from",
    "label": _text("Du (premier jour)", "From (first day)"),
}
_DAY_AFTER = {
    "name": "until",
    "kind": "date",
    "flag": "--until",
    "label": _text("Au, exclu (lendemain du dernier jour)", "Until, left out (the day after the last one)"),
}
_PAUSES = {
    "name": "pauses",
    "kind": "rows",
    "flag": "--pause",
    "label": _text("Attentes d'une réponse du client", "Waits for the customer"),
    "add": _text("Ajouter une attente", "Add a wait"),
    "fields": [
        {"name": "from", "kind": "instant", "label": _text("Du", "From")},
        {"name": "until", "kind": "instant", "label": _text("Au", "Until")},
    ],
    "join": "/",
}
_AS_OF = {
    "name": "as_of",
    "kind": "date",
    "flag": "--as-of",
    "optional": True,
    "label": _text("Dire ce qui est fait ou manqué à la date du", "Tell what is met or missed as of"),
}
_FIGURES = [
    {
        "name": "open_cases",
        "kind": "count",
        "flag": "--open-cases",
        "optional": True,
        "label": _text("Dossiers ouverts en même temps", "Cases open at once"),
    },
    {
        "name": "weekly_hours",
        "kind": "numbers",
        "flag": "--hours",
        "optional": True,
        "label": _text(
            "Heures de chaque semaine, la dernière à la fin", "Hours of each week, the newest last"
        ),
        "hint": _text("Par exemple : 9 ; 12 ; 11,5", "For instance: 9; 12; 11.5"),
    },
    {
        "name": "contacts",
        "kind": "count",
        "flag": "--contacts",
        "optional": True,
        "label": _text("Interlocuteurs du client", "People of the customer's who turn to the manager"),
    },
]


def catalogue() -> dict[str, Any]:
    """Return all that the form shows, in plain types."""
    policy = load_policy()
    return {
        "offerings": _choices({name: each.name for name, each in policy.offerings.items()}),
        "zones": sorted(available_timezones() - {"Factory", "localtime"}),
        "calendars": _choices({name: each.name for name, each in policy.files.holiday_calendars.items()}),
        "countries": _countries(),
        "readings": _readings(policy),
        "groups": _groups(policy),
    }


def _choices(named: Mapping[str, LocalizedText]) -> list[Choice]:
    return [{"id": name, "label": asdict(label)} for name, label in named.items()]


def _countries() -> dict[str, dict[str, str]]:
    """Return the subdivisions of each country by code, named where the package has a name for them."""
    return {code: _subdivisions(code) for code in sorted(list_supported_countries(include_aliases=False))}


def _subdivisions(code: str) -> dict[str, str]:
    known = country_holidays(code)
    names = {region: name for name, region in known.subdivisions_aliases.items()}
    return {region: names.get(region, "") for region in known.subdivisions if _LIKE_A_CODE.fullmatch(region)}


def _readings(policy: Policy) -> list[Choice]:
    register = policy.interpretations
    return [
        {
            "id": gap,
            "label": asdict(register[gap].question),
            "chosen": register[gap].chosen,
            "choices": _choices({name: register[gap].readings[name].meaning for name in names}),
        }
        for gap, names in readings_to_choose(policy.files).items()
    ]


def _groups(policy: Policy) -> list[Choice]:
    files = policy.files
    services = _choices({name: each.name for name, each in policy.services.items()})
    limits = _choices({name: each.name for name, each in files.engagement.limits.items()})
    commitments = _choices({name: each.name for name, each in files.engagement.commitments.items()})
    exceptions = _choices({name: each.name for name, each in files.availability.exceptions.items()})
    offerings = _choices({name: each.name for name, each in policy.offerings.items()})
    contact = {"id": "proactive-contact", "label": _text("Contact proactif", "Proactive contact")}
    of_change = [
        {"id": "support-hours", "label": _text("D'autres horaires", "Other hours")},
        {"id": "language", "label": _text("Une autre langue", "Another language")},
    ]
    delivered = {
        "name": "delivered",
        "kind": "rows",
        "flag": "--delivered",
        "label": _text("Ce qui a été assuré", "What was delivered"),
        "add": _text("Ajouter une prestation assurée", "Add a delivery"),
        "fields": [
            {
                "name": "subject",
                "kind": "choice",
                "label": _text("Prestation", "What"),
                "choices": [*services, contact],
            },
            {"name": "on", "kind": "date", "label": _text("Le", "On")},
        ],
        "join": "=",
    }
    return [
        {
            "label": _text("Délai de réponse", "Response time"),
            "questions": [
                _question(
                    "due",
                    "Quand faut-il répondre à une demande ?",
                    "When is the response to a request due?",
                    contract="needed",
                    fields=[_RECEIVED, _PAUSES],
                ),
                _question(
                    "response-target",
                    "Sous combien de jours le gestionnaire répond-il ?",
                    "Within how many days does the manager respond?",
                    contract="optional",
                ),
            ],
        },
        {
            "label": _text("Joindre le gestionnaire", "Reaching the manager"),
            "questions": [
                _question(
                    "availability",
                    "Le gestionnaire est-il joignable à un instant donné ?",
                    "Can the manager be reached at an instant?",
                    contract="needed",
                    fields=[_AT],
                ),
                _question(
                    "next-available",
                    "À partir de quand le gestionnaire est-il joignable ?",
                    "From when on can the manager be reached?",
                    contract="needed",
                    fields=[_AT],
                ),
                _question(
                    "windows",
                    "Pendant quelles plages le gestionnaire est-il joignable ?",
                    "During which times can the manager be reached?",
                    contract="needed",
                    fields=[_FIRST_INSTANT, _LAST_INSTANT],
                ),
                _question(
                    "support-hours", "Quels sont les horaires habituels ?", "Which are the usual hours?"
                ),
                _question(
                    "on-request-days",
                    "Quels jours sont sur demande ?",
                    "Which days are on request?",
                ),
                _question(
                    "support-exception",
                    "Quelle exception aux horaires s'applique ?",
                    "Which exception to the hours applies?",
                    about=exceptions,
                ),
                _question(
                    "stand-in", "Un gestionnaire absent est-il remplacé ?", "Is an absent manager replaced?"
                ),
                _question(
                    "meetings",
                    "À quelles réunions le gestionnaire participe-t-il ?",
                    "Which meetings may the manager join?",
                ),
                _question(
                    "language",
                    "Dans quelle langue communique-t-on ?",
                    "In which language does one communicate?",
                    contract="optional",
                ),
                _question(
                    "approver",
                    "Qui approuve un changement demandé ?",
                    "Who approves a change that is asked for?",
                    about=of_change,
                ),
            ],
        },
        {
            "label": _text("Prestations", "What is delivered"),
            "questions": [
                _question(
                    "obligations",
                    "Qu'est-ce qui est dû, et quand ?",
                    "What is owed, and when?",
                    contract="needed",
                    fields=[_FIRST_DAY, _DAY_AFTER, _AS_OF, delivered],
                ),
                _question(
                    "entitlement",
                    "L'offre comprend-elle un service ?",
                    "Does the offering include a service?",
                    contract="optional",
                    about=services,
                ),
                _question(
                    "delivery",
                    "Comment et à quelle fréquence un service est-il assuré ?",
                    "How, and how often, is a service delivered?",
                    contract="optional",
                    about=services,
                ),
                _question(
                    "proactive-contact",
                    "Le gestionnaire prend-il contact de lui-même ?",
                    "Does the manager get in touch unasked?",
                    contract="optional",
                ),
                _question(
                    "commitment",
                    "Que couvre un engagement de l'offre ?",
                    "What does a commitment of the offering cover?",
                    about=commitments,
                ),
            ],
        },
        {
            "label": _text("Limites et coût", "Limits and charges"),
            "questions": [
                _question(
                    "limit",
                    "Quel est le maximum admis ?",
                    "What is the most that is allowed?",
                    contract="optional",
                    about=limits,
                ),
                _question(
                    "workload",
                    "Une limite est-elle dépassée ?",
                    "Is a limit exceeded?",
                    contract="needed",
                    fields=_FIGURES,
                ),
                _question(
                    "additional-offering",
                    "Quand PTC peut-il demander l'achat d'une autre offre ?",
                    "When may PTC ask for another offering to be bought?",
                ),
                _question(
                    "shared-manager",
                    "Un gestionnaire peut-il suivre plusieurs offres ?",
                    "May one manager serve several offerings?",
                ),
                _question("charge", "L'offre est-elle payante ?", "Does the offering cost extra?"),
                _question(
                    "deployment", "À quels clients l'offre s'adresse-t-elle ?", "Which customers may have it?"
                ),
                _question(
                    "sale",
                    "Avec quoi la vente de l'offre coïncide-t-elle ?",
                    "What does the sale of the offering coincide with?",
                ),
                _question(
                    "compare",
                    "Que change le passage à une autre offre ?",
                    "What does a move to another offering change?",
                    about=offerings,
                ),
            ],
        },
    ]


def _question(
    name: str,
    fr: str,
    en: str,
    *,
    contract: str = "none",
    about: Iterable[Choice] = (),
    fields: Iterable[Mapping[str, Any]] = (),
) -> Choice:
    """Describe a question by the name of its command.

    ``contract`` tells whether the terms of a contract are "needed", "optional" or of no effect ("none").
    """
    shown = [dict(each) for each in fields]
    if about:
        label = _text("De quoi s'agit-il ?", "About what?")
        shown.insert(0, {"name": "about", "kind": "choice", "label": label, "choices": list(about)})
    return {"id": name, "label": _text(fr, en), "contract": contract, "fields": shown}
