"""The codes: a list of all, and a page for each."""

from docs.generator.desk import Desk
from docs.generator.markup import block, heading, page, table
from ptc_service_policy import LocalizedText
from ptc_service_policy.authoring.explanations import explanation_page
from ptc_service_policy.errors.catalogue import FAMILIES

_TITLE = LocalizedText(fr="Codes d'erreur", en="Error codes")
_LEAD = LocalizedText(
    fr="Chaque problème que la bibliothèque signale porte un code, qui ne change jamais de sens. Les mots "
    "entre accolades sont remplacés par les valeurs du cas.",
    en="Each problem that the library reports has a code, whose meaning never changes. The words in braces "
    "are replaced by the values of the case.",
)
_CODE = LocalizedText(fr="Code", en="Code")
_WHAT = LocalizedText(fr="Ce qui ne va pas", en="What is wrong")
_ALL = LocalizedText(fr="Tous les codes", en="All codes")
_FAMILIES = {
    "files": LocalizedText(fr="Fichiers et dossiers", en="Files and folders"),
    "yaml": LocalizedText(fr="Texte YAML", en="YAML text"),
    "schema": LocalizedText(fr="Schéma", en="Schema"),
    "references": LocalizedText(fr="Renvois entre fichiers", en="References between files"),
    "source": LocalizedText(fr="Description de service", en="Service description"),
    "versions": LocalizedText(fr="Versions", en="Versions"),
    "checks": LocalizedText(fr="Valide, mais faux", en="Valid, but wrong"),
    "contracts": LocalizedText(fr="Contrats", en="Contracts"),
    "business_time": LocalizedText(fr="Temps ouvré", en="Business time"),
    "questions": LocalizedText(fr="Questions", en="Questions"),
    "columns": LocalizedText(fr="Tables entières", en="Whole tables"),
    "records": LocalizedText(fr="Enregistrements", en="Records"),
    "scenarios": LocalizedText(fr="Scénarios", en="Scenarios"),
    "publishing": LocalizedText(fr="Nouvelles versions", en="New versions"),
}


def error_index(desk: Desk) -> str:
    """Write the list of all codes, by family."""
    columns = [desk.say(_CODE), desk.say(_WHAT)]
    parts = []
    for family, entries in FAMILIES.items():
        name = desk.say(_FAMILIES[family])
        rows = [("", [_link(desk, entry.code), desk.say(entry.message)]) for entry in entries]
        parts += [heading(2, name, f"family-{family}"), table(name, columns, rows, classes="pairs codes")]
    return page(desk.say(_TITLE), desk.say(_LEAD), *parts, contents=True)


def error_page(desk: Desk, code: str) -> str:
    """Write the page of one code."""
    back = block("p", f'<a href="{desk.link("errors/index.md")}">{desk.say(_ALL)}</a>', classes="fine")
    return explanation_page(code, desk.language) + back


def _link(desk: Desk, code: str) -> str:
    return f'<a href="{desk.link(f"errors/{code}.md")}">{code}</a>'
