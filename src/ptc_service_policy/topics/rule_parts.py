"""What every key of a policy's files is called, and what stands there, in words of both languages."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ptc_service_policy.decisions import Basis
from ptc_service_policy.language_names import language_name
from ptc_service_policy.model.forms import FORM_KEYS, Absence
from ptc_service_policy.model.hours import DatedHours, Hours, Interval
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.register import NONE_CHOSEN
from ptc_service_policy.model.spans import Span
from ptc_service_policy.settling.part_names import PARTS
from ptc_service_policy.text import LANGUAGES, AnyOf, LocalizedText, separated, texts, uncapitalised
from ptc_service_policy.topics.entitlement import WITH_NOTICE
from ptc_service_policy.topics.key_names import KEYS, Words
from ptc_service_policy.topics.limit import ADDS_UP, WHOM
from ptc_service_policy.topics.rights import MEASURED
from ptc_service_policy.topics.sentences import DUTY_NAMES, LISTS
from ptc_service_policy.topics.target import PAUSES
from ptc_service_policy.topics.while_away import WORDS as WHILE_AWAY
from ptc_service_policy.topics.wording import (
    ABSENCES,
    NOTHING,
    PARTIES,
    SPAN_WORDS,
    STATES,
    Wording,
    both,
    clock,
    dated,
    each,
    name_open,
    number,
    span,
    stretch,
    weekly,
    within,
    yes_or_no,
)

N = TypeVar("N", bound=Noun)

_SILENT = name_open(Basis.UNSTATED)
_CONTRACT = LocalizedText(fr="le contrat", en="the contract")
_OF_THE_CONTRACT = LocalizedText(fr="ceux du contrat", en="those of the contract")
WORDS: Mapping[str, Words] = {
    **dict.fromkeys(("decided_by", "chosen_by", "asked_by", "approved_by", "right_of", "owed_by"), PARTIES),
    **dict.fromkeys(("set_by", "changed_by"), PARTIES),
    "adds_up": ADDS_UP,
    "answer": {"silent": _SILENT, "not-provided": ABSENCES[Absence.NOT_PROVIDED]},
    "bound": texts({"included": ("encore à temps", "still in time"), "excluded": ("trop tard", "too late")}),
    "chosen": texts({"none": ("aucune, la question reste ouverte", "none, the question stays open")}),
    "closed_on": texts({"none": ("aucune", "none")}),
    "counted_per": WHOM,
    "duty": DUTY_NAMES,
    "expiry": texts(
        {
            "close-of-business": ("à la dernière fermeture", "at the last closing"),
            "same-time": ("à l'heure de la réception", "at the time of receipt"),
            "end-of-day": ("à minuit", "at midnight"),
            "business-hours": (
                "une fois écoulées autant de journées de travail, en heures",
                "once that many working days have passed, in hours",
            ),
        }
    ),
    "holidays": {"contract": _OF_THE_CONTRACT},
    "hours": {"always": weekly("always")},
    "kind": texts(
        {
            "paragraph": ("alinéa", "paragraph"),
            "item": ("élément d'une liste", "item of a list"),
            "row": ("ligne d'un tableau", "row of a table"),
            "columns": ("en-tête d'un tableau", "head of a table"),
        }
    ),
    "known_from": {"contract": _CONTRACT, **texts({"request": ("chaque demande", "each request")})},
    "language": {code: language_name(code) for code in LANGUAGES},
    "list": LISTS,
    "means": {
        "silent": _SILENT,
        **texts(
            {
                "in-person": ("en personne", "in person"),
                "video": ("visioconférence", "video"),
                "phone": ("téléphone", "phone"),
                "email": ("courriel", "email"),
                "chat": ("messagerie instantanée", "chat"),
                "portal": ("portail", "portal"),
                "form": ("formulaire", "form"),
                "self-paced": ("à son rythme", "self-paced"),
                "other": ("autre", "other"),
                "included": ("sans supplément", "at no extra charge"),
                "paid": ("contre paiement", "for a charge"),
                "quoted": ("sur devis", "against a quotation"),
                "received": ("réception", "receipt"),
                "answered": ("réponse", "response"),
                "updated": ("nouvelles de la demande", "update"),
                "resolved": ("résolution", "resolution"),
                "released": ("mise à disposition", "release"),
                "closure": ("absence inscrite au contrat", "closure recorded in the contract"),
            }
        ),
    },
    "measured": MEASURED,
    "notice": {"required": WITH_NOTICE},
    "of": PARTS,
    "on_change": texts(
        {
            "restart": ("un nouveau délai commence à courir", "the clock restarts"),
            "continue": ("le délai continue de courir", "the clock keeps running"),
        }
    ),
    "outside": STATES,
    "pauses_while": PAUSES,
    "periods_from": texts(
        {
            "contract-start": ("le début du contrat", "the start of the contract"),
            "calendar": ("le calendrier", "the calendar"),
        }
    ),
    "receipt": texts(
        {
            "as-received": ("au jour de l'arrivée", "on the day of arrival"),
            "on-business-day": ("au prochain jour ouvrable", "on the next business day"),
            "within-hours": ("à la prochaine ouverture", "at the next opening"),
        }
    ),
    "suggested_date": texts(
        {
            "following": ("au jour ouvrable suivant", "to the next business day"),
            "preceding": ("au jour ouvrable précédent", "to the previous business day"),
            "modified-following": (
                "au jour ouvrable suivant de la période, sinon au précédent",
                "to the next business day of the period, or else the previous one",
            ),
        }
    ),
    "text_is": texts({"silent": ("rien", "nothing"), "ambiguous": ("ambigu", "ambiguous")}),
    "time_zone": texts({"contract": ("celui du contrat", "the contract's")}),
    "weekly": {"always": weekly("always")},
    "when": texts({"needed": ("au besoin", "as needed")}),
    "while_away": WHILE_AWAY,
}
"""What the words of the format mean, by the key under which they stand."""


def _day(day: str, wording: Wording) -> LocalizedText:
    (named,) = wording.days((day,))
    return named


_IDS: Mapping[str, Callable[[str, Wording], LocalizedText]] = {
    **dict.fromkeys(("until", "cut_off", "opens", "closes"), lambda time, _: clock(time)),
    **dict.fromkeys(("up_to", "limit"), lambda address, wording: wording.limit(address)),
    **dict.fromkeys(
        ("from", "to", "after"), lambda name, wording: uncapitalised(wording.terms.events[name].name)
    ),
    **dict.fromkeys(("same_as", "working_hours_of"), lambda name, wording: wording.offering(name)),
    **dict.fromkeys(("closed_on", "closures", "days", "with"), _day),
    **dict.fromkeys(("hours", "inside"), lambda name, wording: wording.hours(name)),
    "charge": lambda name, wording: wording.terms.charges[name].phrase,
    "deployment": lambda name, wording: wording.terms.deployments[name].name,
    "frequency": lambda name, wording: wording.frequency(name),
    "held_with": lambda name, wording: wording.delivery(name),
    "holidays": lambda name, wording: wording.files.holiday_calendars[name].name,
    "language": lambda code, _: language_name(code),
    "methods": lambda name, wording: wording.methods((name,)),
    "source": lambda name, wording: uncapitalised(wording.files.source.statements[name].subject),
    "unit": lambda name, wording: wording.unit(name),
}
"""How an id is named, by the key under which it stands."""
_ABSENT = {absence.value: said for absence, said in ABSENCES.items()}
_SPANS: Mapping[str, Callable[[Span], LocalizedText]] = {"within": within, "each": each}
_NAMED_BY: Mapping[str, Callable[[str, Wording], LocalizedText]] = {
    "on_change": lambda name, wording: wording.terms.attributes[name].name,
    "values": lambda name, wording: wording.offering(name),
    **dict.fromkeys(("with", "weekly", "cut_off"), _day),
}
"""How the ids are named that stand as keys under a key."""
BY_ID = frozenset((*_NAMED_BY, "attributes", "cases", "bands", "contents", "with_any_of", "readings"))
"""The keys under which ids stand as keys."""

_PAIR = LocalizedText(fr="{name} : {value}", en="{name}: {value}")
_QUESTION = LocalizedText(
    fr="question « {question} » du registre", en='question "{question}" of the register'
)
_SAME = LocalizedText(fr="comme l'offre « {offering} »", en='as for "{offering}"')
_WHILE = LocalizedText(fr="tant que la demande {states}", en="while the request {states}")


def name_key(key: str) -> LocalizedText:
    """Name a key as it stands within a sentence; an id is left as it is."""
    if key in KEYS or key not in SPAN_WORDS:
        return KEYS.get(key) or both(key)
    (_, fr), (_, en) = SPAN_WORDS[key]
    return LocalizedText(fr=fr, en=en)


def name_id(key: str, name: str, wording: Wording) -> LocalizedText:
    """Name what stands as a key under another: an offering, a weekday, or a key of the format."""
    return _named(_NAMED_BY[key], name, wording) if key in _NAMED_BY else name_key(name)


def _named(namer: Callable[[str, Wording], LocalizedText], name: str, wording: Wording) -> LocalizedText:
    """Name an id; one that the policy does not know, as where some were renamed, stays as it is."""
    try:
        return namer(name, wording)
    except KeyError:
        return both(name)


def write_part(key: str, value: Any, wording: Wording) -> LocalizedText:
    """Write what a file has under a key: "le client", "within 2 hours", "by email".

    Args:
        key: the key, or the clause where the value of one of its offerings is meant.
        value: what stands there, as it is read from the file.
        wording: puts the ids of its policy in words.
    """
    match value:
        case bool():
            return yes_or_no(value)
        case int() | float():
            return number(value)
        case str():
            return _word(key, value, wording)
        case list():
            return _listed(key, value, wording)
    if FORM_KEYS.keys() & value.keys():
        return _of_form(key, value, wording)
    return _of_keys(key, value, wording)


def _listed(key: str, value: list[Any], wording: Wording) -> LocalizedText:
    if not value:
        return NOTHING
    items = tuple(write_part(key, each_, wording) for each_ in value)
    if key == "pauses_while":
        return _WHILE.format(states=AnyOf(items))
    return both(AnyOf(items)) if key == "methods" else both(items)


def _of_form(key: str, value: dict[str, Any], wording: Wording) -> LocalizedText:
    """Write what is written in a form: by the register, by another offering, by cases, or by itself."""
    match value:
        case {"register": entry}:
            return _of_register(key, entry, wording)
        case {"same_as": offering}:
            return _SAME.format(offering=wording.offering(offering))
        case {"by": attribute, "cases": cases}:
            return _by_case(key, attribute, {**cases}, value.get("otherwise"), wording)
    said = {name: each_ for name, each_ in value.items() if name != "value"}
    plain = write_part(key, value["value"], wording)
    return separated((plain, _pairs("", said, wording))) if said else plain


def _of_keys(key: str, value: dict[str, Any], wording: Wording) -> LocalizedText:
    """Write what stands under keys of its own: a text, a length of time, hours, or several parts."""
    if value.keys() <= set(LANGUAGES) and all(isinstance(text, str) for text in value.values()):
        return LocalizedText(**{"fr": "", "en": "", **value})
    length = _span_in(value)
    if length is not None:
        return _SPANS.get(key, span)(length)
    match value:
        case {"name": dict(name)} | {"text": dict(name)}:
            return LocalizedText(**name)
        case {"weekly": _} | {"any_of": _} if key == "hours":
            return wording.hours(_read(Hours, value))
        case _ if key == "weekly":
            return weekly(_read(Hours, {"weekly": value}).weekly or {})
        case {"first": _, "weekly": _}:
            return dated(_read(DatedHours, value))
        case {"opens": _, "closes": _}:
            return stretch(_read(Interval, value))
    return _pairs(key, value, wording)


def _read(kind: type[N], written: Mapping[str, Any]) -> N:
    """Read what stands in a file as what it is."""
    return kind.model_validate_json(json.dumps(written))


def _span_in(value: Mapping[str, Any]) -> Span | None:
    """Read a length of time, if it is one."""
    ((unit, amount), *more) = value.items() or (("", None),)
    return Span(amount, unit) if not more and unit in SPAN_WORDS and isinstance(amount, int | float) else None


def name_question(entry: str, wording: Wording) -> LocalizedText:
    """Name the entry of the register that answers, by its question."""
    return _QUESTION.format(question=wording.files.register.entries[entry].question)


def _word(key: str, word: str, wording: Wording) -> LocalizedText:
    if word in _ABSENT:
        return _ABSENT[word]
    known = WORDS.get(key, {}).get(word)
    if known is not None:
        return known
    return _named(_IDS[key], word, wording) if key in _IDS else both(word)


def _of_register(key: str, name: str, wording: Wording) -> LocalizedText:
    """Write what the register answers; where it takes no side, that the source leaves it open."""
    entry = wording.files.register.entries[name]
    if entry.chosen == NONE_CHOSEN:
        return name_open(Basis.UNSTATED if entry.text_is == "silent" else Basis.AMBIGUOUS)
    reading = entry.readings[entry.chosen]
    if reading.means is None:
        return uncapitalised(reading.text)
    return _SILENT if reading.means == "silent" else write_part(key, _thawed(reading.means), wording)


def _thawed(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _thawed(each_) for key, each_ in data.items()}
    return [_thawed(each_) for each_ in data] if isinstance(data, tuple) else data


def _by_case(key: str, name: str, cases: dict[str, Any], otherwise: Any, wording: Wording) -> LocalizedText:
    attribute = wording.terms.attributes[name]
    said = [
        _PAIR.format(name=attribute.named_cases[case].name, value=write_part(key, each_, wording))
        for case, each_ in cases.items()
    ]
    if otherwise is not None:
        said.append(_PAIR.format(name=KEYS["otherwise"], value=write_part(key, otherwise, wording)))
    return separated(said)


def _pairs(key: str, value: Mapping[str, Any], wording: Wording) -> LocalizedText:
    """Write what stands under several keys: "demande : le client ; approbation : PTC"."""
    is_by_id = key in BY_ID
    if is_by_id and key not in _NAMED_BY:
        return both(tuple(write_part(key, each_, wording) for each_ in value.values()))
    return separated(
        [
            _PAIR.format(
                name=name_id(key, name, wording),
                value=write_part(key if is_by_id else name, each_, wording),
            )
            for name, each_ in value.items()
        ]
    )
