"""The deliveries: by which methods and how often, and what a year of them looks like."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from docs.generator.answers import badge
from docs.generator.desk import Desk
from docs.generator.markup import block, esc, heading, page, table
from docs.generator.pictures.year import year
from docs.generator.questions import Question, questions_of
from docs.generator.tables import answers_table, described
from ptc_service_policy import Contract, LocalizedText, MissingAttributeError, Obligation
from ptc_service_policy.text import write

EXAMPLE_START = date(2026, 1, 15)
EXAMPLE_ZONE = "Europe/Paris"
EXAMPLE_HOLIDAYS = "FR"

TITLE = LocalizedText(fr="Moyens et fréquences", en="Methods and frequencies")
_LEAD = LocalizedText(
    fr="Par quels moyens et à quelle fréquence chaque service est assuré (tableau 2), et ce que cela donne "
    "sur une année.",
    en="By which methods and how often each service is delivered (Table 2), and what a year then looks like.",
)
_TABLE = LocalizedText(fr="Moyens et fréquence de chaque service", en="Methods and frequency of each service")
_SERVICE = LocalizedText(fr="Service", en="Service")
_BESIDE = LocalizedText(fr="En plus des services", en="Besides the services")
_YEAR = LocalizedText(fr="Une année de prestations", en="A year of deliveries")
_YEAR_LEAD = LocalizedText(
    fr="Exemple d'un contrat qui débute le {start}, dans le fuseau {zone}, avec les jours fériés français. "
    "Une prestation est due à chaque période ; le point marque le jour ouvrable proposé. Ce qui est "
    "assuré « au besoin » n'a pas de date.",
    en="An example: a contract that starts on {start}, in the zone {zone}, with French holidays. One "
    "delivery is due in each period; the dot marks the suggested business day. What is delivered as "
    "needed has no date.",
)
_OFFERING_YEAR = LocalizedText(fr="{offering} : une année", en="{offering}: one year")
_DESCRIPTION = LocalizedText(
    fr="Une bande par prestation, un rectangle par période, un point par jour proposé. Le tableau "
    "ci-dessous dit la même chose.",
    en="A lane for each delivery, a box for each period, a dot for each suggested day. The table below "
    "says the same.",
)
_NOTHING_DATED = LocalizedText(
    fr="Aucune prestation n'est datée pour {offering} : la source ne fixe aucune fréquence.",
    en="{offering} has no dated deliveries: the source sets no frequency.",
)
_COLUMNS = (
    LocalizedText(fr="Prestation", en="Delivery"),
    LocalizedText(fr="Fréquence", en="Frequency"),
    LocalizedText(fr="Prestations dues dans l'année", en="Deliveries due in the year"),
    LocalizedText(fr="Première période et jour proposé", en="First period and suggested day"),
    LocalizedText(fr="Fondement", en="Basis"),
)
_FIRST = LocalizedText(
    fr="du {first} au {last} ; proposé : {suggested}", en="{first} to {last}; suggested: {suggested}"
)
_NO_DAY = LocalizedText(fr="aucun", en="none")


def deliveries(desk: Desk) -> str:
    """Write the deliveries."""
    policy = desk.policy
    asked = tuple(questions_of(policy, "delivery"))
    beside = [each for each in asked if each.id not in policy.services]
    return page(
        desk.say(TITLE),
        desk.say(_LEAD),
        _names(desk, asked),
        answers_table(
            desk,
            _TABLE,
            (each for each in asked if each.id in policy.services),
            first=_SERVICE,
            head=lambda each: _service(desk, each),
        ),
        heading(2, desk.say(_BESIDE), "beside") if beside else "",
        answers_table(desk, _BESIDE, beside, head=lambda each: described(desk, each)),
        heading(2, desk.say(_YEAR), "year"),
        f"{desk.say(_YEAR_LEAD, start=EXAMPLE_START, zone=EXAMPLE_ZONE)}\n",
        *(_year(desk, name) for name in policy.offerings),
    )


def _names(desk: Desk, asked: Iterable[Question]) -> str:
    """Lead to the row of each delivery, which on a phone stands far from the first."""
    links = {each.id: f'<li><a href="#{each.id}">{desk.say(each.name)}</a></li>' for each in asked}
    label = f' aria-label="{desk.say(_TABLE)}"'
    listed = f'<ul class="names">{"".join(links.values())}</ul>'
    return block("nav", listed, attributes=label) if links else ""


def _service(desk: Desk, question: Question) -> str:
    return f'<a href="{desk.link("compare.md", question.id)}">{desk.say(question.name)}</a>'


def _year(desk: Desk, name: str) -> str:
    policy, noun = desk.policy, desk.policy.offerings[name]
    contract = Contract(offering=name, time_zone=EXAMPLE_ZONE, holidays=EXAMPLE_HOLIDAYS, start=EXAMPLE_START)
    end = date(EXAMPLE_START.year + 1, EXAMPLE_START.month, EXAMPLE_START.day)
    lanes: dict[str, list[Obligation]] = {}
    with suppress(MissingAttributeError):
        for obligation in policy.apply(contract).obligations(EXAMPLE_START, end):
            lanes.setdefault(obligation.subject, []).append(obligation)
    title = desk.say(_OFFERING_YEAR, offering=noun.name)
    start = heading(3, desk.say(noun.name), f"year-{name}")
    if not lanes:
        return start + f"{desk.say(_NOTHING_DATED, offering=noun.name)}\n"
    drawn = year(desk, f"year-{name}", title, desk.say(_DESCRIPTION), lanes, EXAMPLE_START)
    rows = [("", _row(desk, owed)) for owed in lanes.values()]
    return start + drawn + table(title, [desk.say(each) for each in _COLUMNS], rows)


def _row(desk: Desk, owed: list[Obligation]) -> list[str]:
    first = owed[0]
    named = desk.policy.files.vocabulary.frequencies.get(first.frequency)
    days = {"first": first.first, "last": first.last, "suggested": first.suggested or _NO_DAY}
    cited = " ".join(desk.cite(each) for each in first.citations)
    return [
        desk.say(first.name),
        "–" if named is None else desk.say(named.name),
        esc(write(len(owed), desk.language)),
        desk.say(_FIRST, **days),
        f'<span class="grounds">{badge(desk, first.basis)} {cited}</span>',
    ]
