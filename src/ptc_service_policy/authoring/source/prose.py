"""The facts of the text outside the tables: targets, hours, terms and limits.

Each topic is known by words that its statement must hold; what the statement then says is read by
words that leave no choice, or is a problem.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.authoring.source import vocabulary as words
from ptc_service_policy.authoring.source.description import Description, Statement
from ptc_service_policy.authoring.source.facts import Fact
from ptc_service_policy.authoring.source.vocabulary import Vocabulary
from ptc_service_policy.authoring.source.words import fold, lighten
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LocalizedText

_NUMBER = rf"(?<![\d.,-])\b(?P<number>\d+|{'|'.join(words.NUMBERS)})\b(?![.,]\d)"
_AT_MOST = r"(?:\b(?:pas|jamais)\b[^.;]*?\bplus d(?:e\b|\b)|\bjusqu a\b|\bau plus\b|\bmaxim(?:um|al) de\b)"
_WEEKDAY = rf"(?:{'|'.join(words.WEEKDAYS)})"
_CLOCK = r"(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?"
_HOURS = re.compile(rf"(?<![\d.,:]){_CLOCK}\s*(?:-|\ba\b|\bjusqu a\b)\s*{_CLOCK}(?!\d)")
_OTHERWISE = re.compile(r"\bdemande contraire du client\b.*\bapprobation de ptc\b")


def facts_of_prose(description: Description, vocabulary: Vocabulary) -> Iterator[Fact | Problem]:
    """Read every statement outside the tables for each topic that it treats."""
    reader = _Reader(description, vocabulary)
    for statement in description.prose():
        for topic in _TOPICS:
            if topic.treated_in(statement):
                yield from topic.read(reader, statement, topic.name)
    yield from reader.exceptions()


@dataclass(frozen=True, slots=True)
class _Topic:
    """Know a statement by its words, and how to read it."""

    name: LocalizedText
    form: re.Pattern[str]
    read: Callable[["_Reader", Statement, LocalizedText], Iterator[Fact | Problem]]

    def treated_in(self, statement: Statement) -> bool:
        return bool(self.form.search(fold(statement.text)))


class _Reader:
    """Know the statements around one that is read."""

    def __init__(self, description: Description, vocabulary: Vocabulary) -> None:
        self._prose = tuple(description.prose())
        self.vocabulary = vocabulary

    def within(self, section: int, form: re.Pattern[str]) -> list[Statement]:
        """Find the statements of a section that hold some words."""
        return [each for each in self._prose if each.section == section and form.search(fold(each.text))]

    def manager_of(self, section: int) -> list[str]:
        """Return the offerings of whose manager a section speaks."""
        told = self.within(section, _MEETINGS)
        return _offerings_in(told[0]) if len(told) == 1 else []

    def exceptions(self) -> Iterator[Fact | Problem]:
        """Read the list that follows the announcement of the exceptions."""
        for number, statement in enumerate(self._prose):
            if _EXCEPTIONS.search(fold(statement.text)):
                for item in self._prose[number + 1 :]:
                    if item.kind != "item" or item.section != statement.section or _is_on_request(item):
                        break
                    yield from _exception(self, item)


def _offerings_in(statement: Statement) -> list[str]:
    named = (words.OFFERINGS.get(word) for word in fold(statement.text).split())
    found = {name for name in named if name is not None}
    return [name for name in dict.fromkeys(words.OFFERINGS.values()) if name in found]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else words.NUMBERS[text]


def _numbers(statement: Statement, before: str, after: str) -> set[int]:
    """Find the numbers that stand between two forms of words."""
    found = re.finditer(rf"{before}\s*{_NUMBER}\s+{after}", lighten(statement.text))
    return {_number(match["number"]) for match in found}


def _unread(statement: Statement, topic: LocalizedText, en: str, fr: str) -> Problem:
    return statement.place.describe("PSP361", topic=topic, cause=LocalizedText(fr=fr, en=en))


def _response(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    offerings = _offerings_in(statement)
    days = _numbers(statement, r"\b(?:sous|dans les|dans un delai de|en)\b", r"jours? ouvrables?\b")
    if len(offerings) != 1:
        yield _unread(
            statement, topic, "it names no offering, or several", "il désigne zéro ou plusieurs offres"
        )
    elif len(days) != 1 or 0 in days:
        yield _unread(
            statement, topic, "no number of business days", "aucun nombre de jours ouvrables n'y est donné"
        )
    else:
        path = ("response_target", "values", offerings[0], "business_days")
        yield Fact("service-levels", path, days.pop(), statement)


def _hours(reader: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    told = reader.within(statement.section, _DAYS)
    days = _range_of_days(told[0]) if len(told) == 1 else None
    intervals = _intervals(lighten(statement.text))
    if not intervals:
        yield _unread(
            statement, topic, "no opening and closing time", "aucune heure d'ouverture et de fermeture"
        )
    elif days is None:
        yield _unread(statement, topic, "the days are not clear", "les jours ne sont pas clairs")
    else:
        for day in days:
            yield Fact("availability", ("support_hours", "weekly", day), intervals, statement)
    zone = "contract-signature" if _SIGNATURE.search(fold(statement.text)) else None
    if zone is None:
        yield _unread(statement, topic, "the time zone is not clear", "le fuseau horaire n'est pas clair")
    else:
        yield Fact("availability", ("support_hours", "time_zone"), zone, statement)
    yield from _change(statement, "support_hours", topic)
    yield from _terms(reader, statement, "support_hours")


def _range_of_days(statement: Statement) -> list[str] | None:
    """Read "du lundi au vendredi"; None where the words say more, or the days run backwards."""
    found = _DAYS.fullmatch(fold(statement.text))
    order = list(words.WEEKDAYS)
    if found is None or order.index(found["first"]) > order.index(found["last"]):
        return None
    days = order[order.index(found["first"]) : order.index(found["last"]) + 1]
    return [words.WEEKDAYS[day] for day in days]


def _intervals(text: str) -> list[dict[str, str]]:
    """Read hours such as "9 - 17h" or "9 h 30 a 12 h"; none where one of them is no time of day."""
    found = [tuple(int(part or 0) for part in match.groups()) for match in _HOURS.finditer(text)]
    valid = all(
        (opens < 24 or opens == closes)
        and closes <= 24
        and max(early, late) < 60
        and (closes < 24 or not late)
        for opens, early, closes, late in found
    )
    return [
        {"opens": f"{opens:02}:{early:02}", "closes": f"{closes:02}:{late:02}"}
        for opens, early, closes, late in (found if valid else ())
    ]


def _change(statement: Statement, rule: str, topic: LocalizedText) -> Iterator[Fact | Problem]:
    if not _OTHERWISE.search(fold(statement.text)):
        yield _unread(
            statement, topic, "who may change it is not clear", "qui peut le modifier n'est pas clair"
        )
        return
    yield Fact("availability", (rule, "change", "requested_by"), "customer", statement)
    yield Fact("availability", (rule, "change", "approved_by"), "ptc", statement)


def _terms(reader: _Reader, statement: Statement, *path: str) -> Iterator[Fact]:
    """State the offerings of whose manager the section speaks."""
    if offerings := reader.manager_of(statement.section):
        yield Fact("availability", (*path, "offerings"), offerings, statement)


def _exception(reader: _Reader, statement: Statement) -> Iterator[Fact | Problem]:
    text = fold(statement.text)
    found = [(id_, kind) for id_, (kind, form) in words.EXCEPTIONS.items() if re.search(form, text)]
    if len(found) != 1:
        yield _unread(
            statement,
            LocalizedText(fr="les exceptions", en="the exceptions"),
            "no exception that is known, or several",
            "aucune exception connue, ou plusieurs",
        )
        return
    ((id_, kind),) = found
    yield Fact("availability", ("exceptions", id_, "kind"), kind, statement)
    yield from _terms(reader, statement, "exceptions", id_)


def _is_on_request(statement: Statement) -> bool:
    return bool(_ON_REQUEST_DAYS.search(fold(statement.text)))


def _on_request_days(reader: _Reader, statement: Statement, _: LocalizedText) -> Iterator[Fact | Problem]:
    text = fold(statement.text)
    days = [words.WEEKDAYS[word.rstrip("s")] for word in text.split() if word.rstrip("s") in words.WEEKDAYS]
    yield Fact("availability", ("on_request", "weekdays"), days, statement)
    yield Fact("availability", ("on_request", "holidays"), "feries" in text, statement)
    yield from _terms(reader, statement, "on_request")


def _on_request_terms(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    text = fold(statement.text)
    conditions = []
    for condition, form in _CONDITIONS.items():
        text, count = re.subn(form, " ", text)
        conditions += [condition] * bool(count)
    unknown = [word for word in text.split() if word not in {"et", "ou", "avec", "a", "la"}]
    if unknown:
        left = " ".join(unknown)
        yield _unread(statement, topic, f'"{left}" is not known', f"« {left} » n'est pas connu")
    else:
        yield Fact("availability", ("on_request", "conditions"), conditions, statement)


def _language(reader: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    found = [words.LANGUAGES[word] for word in fold(statement.text).split() if word in words.LANGUAGES]
    if len(set(found)) != 1:
        yield _unread(statement, topic, "no language, or several", "aucune langue, ou plusieurs")
    else:
        yield Fact("availability", ("language", "value"), found[0], statement)
    yield from _change(statement, "language", topic)
    yield from _terms(reader, statement, "language")


def _meetings(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    text = fold(statement.text)
    kinds = [kind for kind, form in _MEETING_KINDS.items() if re.search(form, text)]
    yield Fact("availability", ("meetings", "method"), "teleconference", statement)
    yield Fact("availability", ("meetings", "kinds"), kinds, statement)
    yield from _offerings(statement, topic, "availability", "meetings")


def _sale(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    text = fold(statement.text)
    terms = [term for term, form in _SALE_TERMS.items() if re.search(form, text)]
    strengths = [strength for strength, form in _STRENGTHS.items() if re.search(form, text)]
    if not terms or len(strengths) != 1:
        yield _unread(
            statement,
            topic,
            "what the sale goes with is not clear",
            "ce à quoi la vente est liée n'est pas clair",
        )
        return
    yield Fact("engagement", ("sale", "coincides_with"), terms, statement)
    yield Fact("engagement", ("sale", "strength"), strengths[0], statement)
    yield from _offerings(statement, topic, "engagement", "sale")


def _weekly_contact(reader: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    text = f" {fold(statement.text)} "
    methods = {id_ for phrase, id_ in reader.vocabulary.methods.items() if f" {phrase} " in text}
    frequencies = {id_ for phrase, id_ in reader.vocabulary.frequencies.items() if f" {phrase} " in text}
    if len(methods) != 1 or len(frequencies) != 1:
        yield _unread(
            statement, topic, "one means and one frequency are needed", "il faut un moyen et une fréquence"
        )
        return
    yield Fact("engagement", ("proactive_contact", "methods"), [*methods], statement)
    yield Fact("engagement", ("proactive_contact", "frequency"), frequencies.pop(), statement)
    yield from _offerings(statement, topic, "engagement", "proactive_contact")


def _contacts(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    noun = r"(?:points? de contact|interlocuteurs?)\b"
    yield from _limit(statement, topic, "contacts", "contacts", noun)
    if re.search(r"\bremplacant\b.*\babsence\b", fold(statement.text)):
        yield from _offerings(statement, topic, "availability", "stand_in")


def _open_cases(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    yield from _limit(statement, topic, "open-cases", "cases", r"(?:cas|dossiers?|incidents?|demandes?)\b")


def _weekly_hours(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    noun = r"(?:heures?|h)\s*(?:par|/)\s*semaine\b"
    yield from _limit(statement, topic, "weekly-hours", "hours-per-week", noun)
    if re.search(r"\boffre supplementaire\b", fold(statement.text)):
        yield Fact("engagement", ("additional_offering", "limit"), "weekly-hours", statement)
        yield from _offerings(statement, topic, "engagement", "additional_offering")


def _limit(
    statement: Statement, topic: LocalizedText, id_: str, unit: str, noun: str
) -> Iterator[Fact | Problem]:
    numbers = _numbers(statement, _AT_MOST, noun)
    if len(numbers) != 1 or 0 in numbers:
        yield _unread(statement, topic, "one maximum is needed", "il faut un seul maximum")
        return
    yield Fact("engagement", ("limits", id_, "maximum"), numbers.pop(), statement)
    yield Fact("engagement", ("limits", id_, "unit"), unit, statement)
    yield from _offerings(statement, topic, "engagement", "limits", id_)


def _shared_manager(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    yield from _offerings(statement, topic, "engagement", "shared_manager")


def _commitment(id_: str) -> Callable[[_Reader, Statement, LocalizedText], Iterator[Fact | Problem]]:
    def read(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
        for content, form in words.COMMITMENTS[id_][1].items():
            if re.search(form, fold(statement.text)):
                path = ("commitments", id_, "contents", content)
                yield Fact("engagement", path, PRESENT, statement)
        yield from _offerings(statement, topic, "engagement", "commitments", id_)

    return read


def _buyers(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    """Read which deployment's customers may buy which offering."""
    before, after = _BUY.split(fold(statement.text), maxsplit=1)
    deployments = {words.DEPLOYMENTS[found] for found in re.findall(_DEPLOYMENT, before)}
    offerings = {words.OFFERINGS[word] for word in after.split() if word in words.OFFERINGS}
    if len(deployments) != 1 or len(offerings) != 1:
        yield _unread(
            statement,
            topic,
            "one deployment and one offering are needed",
            "il faut un mode de déploiement et une offre",
        )
        return
    yield Fact("offerings", ("deployment", "values", offerings.pop()), deployments.pop(), statement)


def _included(_: _Reader, statement: Statement, topic: LocalizedText) -> Iterator[Fact | Problem]:
    """Read which offering the customers of a deployment have at no charge."""
    before, after = re.split(r"\binclut gratuitement\b", fold(statement.text), maxsplit=1)
    deployments = {words.DEPLOYMENTS[found] for found in re.findall(_DEPLOYMENT, before)}
    offering = next((words.OFFERINGS[word] for word in after.split() if word in words.OFFERINGS), None)
    if len(deployments) != 1 or offering is None:
        yield _unread(
            statement,
            topic,
            "one deployment and one offering are needed",
            "il faut un mode de déploiement et une offre",
        )
        return
    yield Fact("offerings", ("deployment", "values", offering), deployments.pop(), statement)
    yield Fact("offerings", ("charge", "values", offering), "included", statement)


def _offerings(statement: Statement, topic: LocalizedText, file: str, *path: str) -> Iterator[Fact | Problem]:
    offerings = _offerings_in(statement)
    if offerings:
        yield Fact(file, (*path, "offerings"), offerings, statement)
    else:
        yield _unread(statement, topic, "it names no offering", "il ne désigne aucune offre")


PRESENT: Any = {}
"""The value of a key whose presence alone is the fact."""

_DEPLOYMENT = rf"\b(?:{'|'.join(words.DEPLOYMENTS)})\b"
_BUY = re.compile(r"\bpeuvent (?:acheter|souscrire)\b")
_DAYS = re.compile(rf"^du (?P<first>{_WEEKDAY}) au (?P<last>{_WEEKDAY})")
_SIGNATURE = re.compile(r"\bfuseau horaire\b.*\bcontrat\b.*\bsigne\b")
_EXCEPTIONS = re.compile(r"^des exceptions\b")
_ON_REQUEST_DAYS = re.compile(rf"^(?:(?:les|et|{_WEEKDAY}s?|jours feries)(?: |$))+$")
_MEETINGS = re.compile(r"\bteleconferences?\b.*\b(?:regulieres?|ponctuelles?)\b")
_MEETING_KINDS = {"regular": r"\bregulieres?\b", "ad-hoc": r"\bponctuelles?\b"}
_CONDITIONS = {
    "request": r"\bsur demande\b",
    "notice": r"\bavec preavis\b",
    "ptc-discretion": r"\ba la discretion de ptc\b",
}
_SALE_TERMS = {
    "annual-support-contract": r"\bcontrat annuel\b",
    "subscription-term": r"\bduree de l abonnement\b",
}
_STRENGTHS = {"usually": r"\bhabituellement\b", "always": r"\btoujours\b"}


def _topic(
    en: str,
    fr: str,
    form: str | re.Pattern[str],
    read: Callable[[_Reader, Statement, LocalizedText], Iterator[Fact | Problem]],
) -> _Topic:
    return _Topic(LocalizedText(fr=fr, en=en), re.compile(form), read)


_TOPICS = (
    _topic("who may buy an offering", "qui peut acheter une offre", _BUY, _buyers),
    _topic("what is included", "ce qui est inclus", r"\binclut gratuitement\b", _included),
    _topic("the response target", "le délai de réponse", r"\breponse\b.*\b(?:jours?|heures?)\b", _response),
    _topic("the working hours", "les heures de travail", r"^heures de travail\b", _hours),
    _topic("the days on request", "les jours sur demande", _ON_REQUEST_DAYS, _on_request_days),
    _topic("the terms of these days", "les conditions de ces jours", r"^sur demande\b", _on_request_terms),
    _topic("the language", "la langue", r"\bcommunication\b.*\beffectuee\b", _language),
    _topic("meetings", "les téléconférences", _MEETINGS, _meetings),
    _topic("the sale", "la vente", r"\bvente des offres\b.*\bcoincide\b", _sale),
    _topic("regular contact", "le contact régulier", r"\bproactivement\b.*\bcommuniquer\b", _weekly_contact),
    _topic("contacts", "les interlocuteurs", r"\bpoints? de contact\b|\binterlocuteurs?\b", _contacts),
    _topic("open cases", "les dossiers ouverts", r"\bgerer\b.*\b(?:cas|dossiers?)\b", _open_cases),
    _topic("weekly hours", "les heures par semaine", r"\bconsacrer\b.*\bsemaine\b", _weekly_hours),
    _topic("sharing a manager", "le partage d'un gestionnaire", r"\bassigner le meme\b", _shared_manager),
    *(
        _topic("a commitment", "un engagement", form, _commitment(id_))
        for id_, (form, _) in words.COMMITMENTS.items()
    ),
)
