"""Pieces that an owner writes often, for the editor to insert: `<...>` marks what is to be filled in."""

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

# The keys have no hyphen where something is nested below: the language server would indent it twice.
_BLANK = re.compile(r"<([^<>]+)>")
_YES_OR_NO = "<true|false>"
_DUTY = "<owed|objective|usual|effort|may>"
_MOST = 40
"""How many ids a choice offers."""
_HOURS = '[{ opens: "<09:00>", closes: "<17:00>" }]'
_REASON = '{ fr: "<Motif>", en: "<Reason>" }'


def snippets_for(key: str, offerings: Iterable[str]) -> list[dict[str, Any]]:
    """Return the snippets that may stand under a key, as schemas hold them.

    Args:
        key: the key, such as "services".
        offerings: the ids of the offerings, for which a rule has its values.
    """
    return [_snippet(*each) for each in _snippets(tuple(offerings)).get(key, ())]


def form_snippets(ids: Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    """Return the snippets for the forms of a value, as schemas hold them.

    Args:
        ids: the ids of each kind, which choices are made of.
    """
    entries, offerings = _choice(ids["entry"], "entry"), _choice(ids["offering"], "offering")
    statements = _choice(ids["statement"], "statement")
    forms: list[tuple[str, str, Any]] = [
        ("by the register", "par le registre", {"register": entries}),
        ("same as another offering", "comme une autre offre", {"same_as": offerings}),
        (
            "with details",
            "avec des précisions",
            {"value": "<not-provided>", "firmness": {"duty": _DUTY}, "source": f"[{statements}]"},
        ),
        ("not provided", "non fourni", "not-provided"),
    ]
    for attribute in ids["attributes"]:
        cases = dict.fromkeys(ids[f"case of {attribute}"], "<not-provided>")
        if cases:
            label = (f"by cases of {attribute}", f"selon les cas de {attribute}")
            forms.append((*label, {"by": attribute, "cases": cases}))
    return [_snippet(*form) for form in forms]


def _choice(names: Iterable[str], otherwise: str) -> str:
    return f"<{'|'.join(list(names)[:_MOST]) or otherwise}>"


def _snippet(en: str, fr: str, body: Any) -> dict[str, Any]:
    return {
        "label": f"{en} / {fr}",
        "markdownDescription": "Inserts the keys to fill in.\n\n---\n\nInsère les clés à remplir.",
        "body": _numbered(body),
    }


def _snippets(offerings: tuple[str, ...]) -> dict[str, list[tuple[str, str, Any]]]:
    source = "[<statement>]"
    return {
        "offerings": [("new offering", "nouvelle offre", {"<offering>": _named("offre", "offering")})],
        "services": [
            (
                "new service",
                "nouveau service",
                {
                    "<service>": {
                        **_named("service", "service"),
                        "values": dict.fromkeys(offerings, _YES_OR_NO),
                        "source": source,
                    }
                },
            )
        ],
        "deliveries": [
            (
                "new delivery by offering",
                "nouvelle prestation par offre",
                {
                    "<service>": {
                        "values": {
                            offering: {"methods": "[<email>]", "frequency": "<as-needed>"}
                            for offering in offerings
                        },
                        "source": source,
                    }
                },
            )
        ],
        "targets": [
            (
                "new target",
                "nouveau délai",
                {
                    "<target>": {
                        **_named("délai", "target"),
                        "from": "<request-received>",
                        "to": "<answered>",
                        "values": {
                            offering: {"within": "{ <business_days>: <1> }"} for offering in offerings
                        },
                        "source": source,
                    }
                },
            )
        ],
        "limits": [
            (
                "new limit",
                "nouvelle limite",
                {
                    "<limit>": {
                        **_named("limite", "limit"),
                        "values": {
                            offering: {
                                "maximum": "<1>",
                                "unit": "<person>",
                                "counted": "{ <at_once>: <true> }",
                            }
                            for offering in offerings
                        },
                        "source": source,
                    }
                },
            )
        ],
        "commitments": [
            (
                "new commitment",
                "nouvel engagement",
                {
                    "<commitment>": {
                        **_named("engagement", "commitment"),
                        "values": dict.fromkeys(offerings, _YES_OR_NO),
                        "source": source,
                    }
                },
            )
        ],
        "exceptions": [
            (
                "new exception to the hours",
                "nouvelle exception aux heures",
                {
                    "<exception>": {
                        "name": _text("Nom de l'exception", "Name of the exception"),
                        "means": "<closure>",
                        "source": source,
                    }
                },
            )
        ],
        "attributes": [
            (
                "new attribute",
                "nouvel attribut",
                {
                    "<attribute>": {
                        "name": _text("Nom de l'attribut", "Name of the attribute"),
                        "known_from": "<request|contract>",
                        "cases": {
                            "<case1>": {"name": _text("Un cas", "One case")},
                            "<case2>": {"name": _text("Un autre", "Another one")},
                        },
                    }
                },
            )
        ],
        "weekly": [
            (
                "hours of a weekday",
                "heures d'un jour de la semaine",
                {"<sat|sun|mon|tue|wed|thu|fri>": _HOURS},
            )
        ],
        "special": [("hours of a special day", "heures d'un jour particulier", {"<2026-12-24>": _HOURS})],
        "added": [("new day off", "nouveau jour chômé", {"<2026-12-24>": _REASON})],
        "removed": [
            (
                "holiday that is worked",
                "jour férié travaillé",
                {"<2026-12-26>": _REASON},
            )
        ],
        "register": [
            (
                "new entry of the register",
                "nouvelle entrée du registre",
                {
                    "<question>": {
                        "number": "<99>",
                        "text_is": "<silent|ambiguous>",
                        "question": _text(
                            "Que laisse ouvert la source ?", "What does the source leave open?"
                        ),
                        "readings": {
                            "<reading1>": {"text": _text("Cette lecture", "This reading")},
                            "<reading2>": {"text": _text("Une autre", "Another one")},
                        },
                        "chosen": "<none>",
                        "why": _text("Pourquoi cette lecture", "Why this reading"),
                        "source": source,
                    }
                },
            )
        ],
        "statements": [
            (
                "new statement",
                "nouvel énoncé",
                {"<statement>": _statement({"kind": "<item|paragraph>"})},
            ),
            (
                "new row of a table",
                "nouvelle ligne de tableau",
                {"<row>": _statement({"kind": "row", "table": "<1>"})},
            ),
        ],
        "scenarios": [
            (
                "new scenario by offering",
                "nouveau scénario par offre",
                {
                    "<scenario>": {
                        "ask": "<entitlement>",
                        "about": "<service>",
                        "expect": {"basis": "<stated|interpreted>", "citations": source},
                        "expect_by_offering": dict.fromkeys(offerings, _YES_OR_NO),
                    }
                },
            ),
            (
                "new scenario of a response",
                "nouveau scénario de réponse",
                {
                    "<scenario>": {
                        "title": _text("Ce que montre le scénario", "What the scenario shows"),
                        "ask": "<due>",
                        "about": "<response>",
                        "given": {
                            "contract": {
                                "offering": f"<{'|'.join(offerings)}>",
                                "time_zone": "<Europe/Paris>",
                                "holidays": "<FR>",
                            },
                            "request": {"received": "<2026-04-01T10:00>"},
                        },
                        "expect": {
                            "value": {"due": "<2026-04-03T17:00>"},
                            "basis": "<interpreted|stated|agreed>",
                        },
                    }
                },
            ),
        ],
    }


def _text(fr: str, en: str) -> dict[str, str]:
    return {"fr": f"<{fr}>", "en": f"<{en}>"}


def _named(fr: str, en: str) -> dict[str, Any]:
    return {
        "name": _text(f"Nom ({fr})", f"Name ({en})"),
        "description": _text("Description en une phrase.", "Description in one sentence."),
    }


def _statement(place: dict[str, str]) -> dict[str, Any]:
    return {
        "subject": _text("Ce dont traite l'énoncé", "What the statement is about"),
        "section": "<section>",
        **place,
        "position": "<1>",
        "normative": _YES_OR_NO,
        "digest": f"sha256:<{'0' * 64}>",
    }


def _numbered(body: Any) -> Any:
    """Turn each `<...>` into a numbered placeholder, in the order of the text; `a|b` becomes a choice."""
    numbers = count(1)

    def placeholder(match: re.Match[str]) -> str:
        number, text = next(numbers), match[1]
        return f"${{{number}|{text.replace('|', ',')}|}}" if "|" in text else f"${{{number}:{text}}}"

    def fill(node: Any) -> Any:
        if isinstance(node, dict):
            return {_BLANK.sub(placeholder, key): fill(value) for key, value in node.items()}
        return _BLANK.sub(placeholder, node)

    return fill(body)
