"""The codes: a list of all, and a page for each."""

from docs.generator.desk import Desk
from docs.generator.markup import block, heading, page, table
from ptc_service_policy import LocalizedText
from ptc_service_policy.authoring.explanations import explanation_page
from ptc_service_policy.errors.catalogue import CATALOGUE

_TITLE = LocalizedText(fr="Codes d'erreur", en="Error codes")
_LEAD = LocalizedText(
    fr="Chaque problème que la bibliothèque signale porte un code, qui ne change jamais de sens. Les mots "
    "entre accolades sont remplis à chaque fois.",
    en="Each problem that the library reports has a code, whose meaning never changes. The words in braces "
    "are filled in each time.",
)
_CODE = LocalizedText(fr="Code", en="Code")
_WHAT = LocalizedText(fr="Ce qui ne va pas", en="What is wrong")
_ALL = LocalizedText(fr="Tous les codes", en="All codes")
_FAMILIES = {
    "0": LocalizedText(fr="Fichiers et dossiers", en="Files and folders"),
    "1": LocalizedText(fr="Texte YAML", en="YAML text"),
    "2": LocalizedText(fr="Schéma", en="Schema"),
    "3": LocalizedText(fr="Renvois entre fichiers", en="References between files"),
    "4": LocalizedText(fr="Versions", en="Versions"),
    "5": LocalizedText(fr="Contrats", en="Contracts"),
    "6": LocalizedText(fr="Temps ouvré", en="Business time"),
    "7": LocalizedText(fr="Questions", en="Questions"),
    "8": LocalizedText(fr="Scénarios", en="Scenarios"),
    "9": LocalizedText(fr="Publication et source", en="Publishing and source"),
}
_NOT_IN_SEARCH = "---\nsearch:\n  exclude: true\n---\n"
_OTHERS = LocalizedText(fr="Autres", en="Others")


def error_index(desk: Desk) -> str:
    """Write the list of all codes, by family."""
    families: dict[str, list[str]] = {}
    for code in sorted(CATALOGUE):
        families.setdefault(code[3], []).append(code)
    parts = []
    for family, codes in families.items():
        name = desk.say(_FAMILIES.get(family, _OTHERS))
        rows = [("", [_link(desk, code), desk.say(CATALOGUE[code].message)]) for code in codes]
        columns = [desk.say(_CODE), desk.say(_WHAT)]
        parts += [heading(2, name, f"family-{family}"), table(name, columns, rows, classes="pairs codes")]
    return page(desk.say(_TITLE), desk.say(_LEAD), *parts, contents=True)


def error_page(desk: Desk, code: str) -> str:
    """Write the page of one code; the search finds it through the list of all, and stays light."""
    back = block("p", f'<a href="{desk.link("errors/index.md")}">{desk.say(_ALL)}</a>', classes="fine")
    return _NOT_IN_SEARCH + explanation_page(code, desk.language) + back


def _link(desk: Desk, code: str) -> str:
    return f'<a href="{desk.link(f"errors/{code}.md")}">{code}</a>'
