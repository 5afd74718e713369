"""Write one page, in French and in English, of what one company's contracts owe in a year and who answers."""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from account_page.account import Account, read_account
from account_page.picture import draw_band, draw_key
from ptc_service_policy import Language, LocalizedText, Obligation, RequestState, load_policies, words

HERE = Path(__file__).parent
Owed = Mapping[str, Mapping[str, Sequence[Obligation]]]

STATES = ("met", "missed", "objective-missed", "not-done", "due", "upcoming")
MONTHS = LocalizedText(fr="JFMAMJJASOND", en="JFMAMJJASOND")
LEAD = LocalizedText(fr="Contrats de l'année {year} ; état au {at}", en="Contracts in {year}, as of {at}")
OWED = LocalizedText(fr="Ce qui est dû, ce qui est fait", en="Deliveries due and done")
DELIVERY = LocalizedText(fr="Prestation", en="Delivery")
TODAY = LocalizedText(fr="ce jour", en="today")
OFFERING = LocalizedText(fr="« {offering} » à partir du {day}", en='"{offering}" from {day}')
ENDED = LocalizedText(fr=" ; terminé le {day}", en="; ended on {day}")
BAND = LocalizedText(fr="{contract}, {name} : {year}", en="{contract}, {name}: {year}")
COUNT = LocalizedText(fr="{state} : {count}", en="{state}: {count}")
ANSWERS = LocalizedText(fr="Qui répond, et pour quand", en="Who answers, and by when")
REQUEST = LocalizedText(fr="Demande", en="Request")
CONTRACT = LocalizedText(fr="Contrat", en="Contract")
WHO = LocalizedText(fr="Qui répond", en="Who answers")
STATE = LocalizedText(fr="État", en="State")
DUE = LocalizedText(fr="Échéance", en="Due")
USED = LocalizedText(fr="{state}, {share} % du temps utilisé", en="{state}, {share}% of the time used")
NO_MANAGER = LocalizedText(fr="non indiqué au contrat", en="not named in the contract")
NONE_OPEN = LocalizedText(fr="Aucune demande ouverte.", en="No open request.")
AT = LocalizedText(fr="{due}", en="{due}")
NO_DUE = LocalizedText(fr="sans échéance", en="none")


class Page:
    """Write an account in one language, as of an instant."""

    def __init__(self, account: Account, at: datetime, language: Language) -> None:
        self.account = account
        self.at = at
        self.language = language
        self.today = at.date()
        self.owed: Owed = account.obligations(self.today)

    def say(self, text: LocalizedText, **values: object) -> str:
        """Write a text, escaped for HTML; French signs stay on the line of their word."""
        written = text.format(**values)[self.language]
        if self.language == "fr":
            written = re.sub("(?<=«) | (?=[»:;?!%])", "\N{NO-BREAK SPACE}", written)
        return escape(written)

    def write(self) -> str:
        """Write the article."""
        account = self.account
        counts = count(each for rows in self.owed.values() for owed in rows.values() for each in owed)
        shown = [state for state in STATES if counts[state]]
        legend = "".join(
            f"<li>{draw_key(each)} {self.say(COUNT, state=words.fulfilment(each), count=counts[each])}</li>"
            for each in shown
        )
        return (
            f'<article id="{self.language}" lang="{self.language}">'
            f"<header><h1>{escape(account.company)}</h1>"
            f"<p>{self.say(LEAD, year=str(account.year), at=self.at)}</p></header>"
            f"<section><h2>{self.say(OWED)}</h2>"
            f'<ul class="legend">{legend}<li><i class="key now"></i> {self.say(TODAY)}</li></ul>'
            f"{''.join(self.write_contract(key, shown) for key in account.names)}</section>"
            f"<section><h2>{self.say(ANSWERS)}</h2>{self.write_requests()}</section></article>"
        )

    def write_contract(self, key: str, states: Sequence[str]) -> str:
        """Write what one contract owes: the bands, and the numbers beside them."""
        account, name = self.account, self.account.names[key]
        months = "".join(f"<i>{month}</i>" for month in MONTHS[self.language])
        heads = "".join(
            f'<th scope="col" role="columnheader">{self.say(words.fulfilment(state))}</th>'
            for state in states
        )
        rows = []
        for number, owed in enumerate(self.owed[key].values()):
            counts = count(owed)
            told = [COUNT.format(state=words.fulfilment(each), count=counts[each]) for each in states]
            label = owed[-1].name
            band = draw_band(
                f"{self.language}-{key}-{number}",
                BAND.format(contract=name, name=label, year=str(account.year))[self.language],
                ", ".join(each[self.language] for each in told if each) + ".",
                owed,
                account.year,
                self.language,
                self.today,
            )
            cells = "".join(
                f'<td role="cell" data-label="{self.say(words.fulfilment(each))}">{counts[each]}</td>'
                for each in states
            )
            rows.append(
                f'<tr role="row"><th scope="row" role="rowheader">{self.say(label)}</th>'
                f'<td role="cell" class="band">{band}</td>{cells}</tr>'
            )
        return (
            f'<h3>{self.say(name)}</h3><p class="terms">{self.write_terms(key)}</p>'
            f'<table role="table"><thead><tr role="row"><th scope="col" role="columnheader">'
            f'{self.say(DELIVERY)}</th><th scope="col" role="columnheader" class="band" '
            f'aria-label="{account.year}"><span class="months" aria-hidden="true">{months}</span></th>'
            f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        )

    def write_terms(self, key: str) -> str:
        """Write under which offerings a contract is, from when, and its end if it is over."""
        applied = self.account.applied[key]
        history = applied.history
        told = []
        for first, terms in history.terms.items():
            day = max(first, terms.start or first)
            offering = applied.on(day).files.offerings.offerings[terms.offering].name
            told.append(self.say(OFFERING, offering=offering, day=day))
        last = history.on(self.today).end
        ended = self.say(ENDED, day=last) if last is not None and last < self.today else ""
        return ", ".join(told) + ended

    def write_requests(self) -> str:
        """Write who answers the open requests, the soonest first."""
        availability = self.account.portfolio.availability(self.at)
        rows = []
        for request, decision in sorted(
            self.account.states(self.at), key=lambda each: soonest(each[1].value)
        ):
            terms = self.account.terms(request.contract, self.today)
            who = escape(terms.manager) if terms and terms.manager else self.say(NO_MANAGER)
            reachable = availability.get(request.contract)
            if reachable is not None and isinstance(reachable.value, str):
                who = f"{who} ({self.say(words.availability(reachable.value))})"
            state, due = self.say(decision.reason), self.say(NO_DUE)
            if isinstance(decision.value, RequestState):
                found = decision.value
                name = words.request_state(found.state)
                state = self.say(USED, state=name, share=round(found.share * 100))
                due = self.say(AT, due=found.due)
            rows.append((escape(request.id), self.say(self.account.names[request.contract]), who, state, due))
        if not rows:
            return f"<p>{self.say(NONE_OPEN)}</p>"
        labels = [self.say(each) for each in (REQUEST, CONTRACT, WHO, STATE, DUE)]
        heads = "".join(f'<th scope="col" role="columnheader">{each}</th>' for each in labels)
        body = "".join(
            f'<tr role="row"><th scope="row" role="rowheader">{cells[0]}</th>'
            + "".join(
                f'<td role="cell" data-label="{label}">{cell}</td>'
                for label, cell in zip(labels[1:], cells[1:], strict=True)
            )
            + "</tr>"
            for cells in rows
        )
        return (
            f'<table role="table" class="requests"><thead><tr role="row">{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table>"
        )


def count(owed: Iterable[Obligation]) -> Counter[str]:
    """Count obligations by what became of them."""
    return Counter(each.fulfilment or "" for each in owed)


def soonest(value: object) -> datetime:
    """Return when a request is due; what has no time comes last."""
    return value.due if isinstance(value, RequestState) else datetime.max.replace(tzinfo=UTC)


def write_page(account: Account, at: datetime) -> str:
    """Write the whole page."""
    style = (HERE / "page.css").read_text("utf-8")
    articles = "".join(Page(account, at, language).write() for language in ("fr", "en"))
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(account.company)}, {account.year}</title><style>{style}</style></head><body>"
        '<nav aria-label="Langue / Language"><a href="#fr" lang="fr" hreflang="fr">Français</a>'
        '<a href="#en" lang="en" hreflang="en">English</a></nav>'
        f"<main>{articles}</main></body></html>\n"
    )


def main() -> None:
    """Write the page to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="the HTML file to write")
    parser.add_argument("--account", type=Path, default=HERE / "account.yaml", help="the company's contracts")
    parser.add_argument("--policies", help="the folder of versions, instead of the library's own")
    parser.add_argument("--at", type=datetime.fromisoformat, help="the instant to tell of, instead of now")
    options = parser.parse_args()
    account = read_account(options.account, load_policies(options.policies))
    options.page.write_text(write_page(account, options.at or datetime.now(UTC)), "utf-8")


if __name__ == "__main__":
    main()
