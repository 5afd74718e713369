"""Each statement of the source by its place, and the rules that encode it; nothing is quoted."""

from docs.generator.answers import translated
from docs.generator.desk import Desk
from docs.generator.markup import block, code, esc, heading, listing, page, table
from ptc_service_policy import LocalizedText
from ptc_service_policy.model.source import Statement

TITLE = LocalizedText(fr="Traçabilité", en="Traceability")
_LEAD = LocalizedText(
    fr="Chaque énoncé de la description de service, par son emplacement, et les règles qui le transcrivent. "
    "Rien n'est cité mot pour mot : une empreinte révèle toute modification du document.",
    en="Each statement of the service description, by its position, and the rules that encode it. Nothing is "
    "quoted: a digest shows when the document changes.",
)
_ALL_ENCODED = LocalizedText(
    fr="Chacun des énoncés normatifs ({normative}) est cité par au moins une règle.",
    en="Each of the {normative} normative statements is cited by at least one rule.",
)
_SOME_ENCODED = LocalizedText(
    fr="Énoncés normatifs : {normative}, dont {encoded:# cité|# cités} par au moins une règle. Pour les "
    "autres, la raison est donnée.",
    en="Normative statements: {normative}, of which {encoded:# is|# are} cited by at least one rule. For the "
    "others, the reason is given.",
)
_COLUMNS = (
    LocalizedText(fr="Énoncé", en="Statement"),
    LocalizedText(fr="Ce dont il traite", en="What it is about"),
    LocalizedText(fr="Règles qui le transcrivent", en="Rules that encode it"),
    LocalizedText(fr="Empreinte", en="Digest"),
)
_SECTION = LocalizedText(fr="{number}. {title}", en="{number}. {title}")
_NOT_NORMATIVE = LocalizedText(fr="Sans portée normative.", en="Not normative.")
_DIGEST_LENGTH = 12


def traceability(desk: Desk) -> str:
    """Write every statement by its place."""
    statements = desk.policy.statements.values()
    normative = [each for each in statements if each.normative]
    encoded = [each for each in normative if each.not_encoded is None]
    count = _ALL_ENCODED if encoded == normative else _SOME_ENCODED
    counted = desk.say(count, normative=len(normative), encoded=len(encoded))
    sections = (_section(desk, name) for name in desk.policy.files.source.sections)
    return page(desk.say(TITLE), desk.say(_LEAD), block("p", counted), *sections, translated(desk))


def _section(desk: Desk, name: str) -> str:
    section = desk.policy.files.source.sections[name]
    title = desk.say(_SECTION, number=section.number, title=section.title)
    rows = [
        (f' id="{key}"', _row(desk, key, each))
        for key, each in desk.policy.statements.items()
        if each.section == name
    ]
    columns = [desk.say(each) for each in _COLUMNS]
    return heading(2, title, f"section-{name}") + table(title, columns, rows, classes="traced")


def _row(desk: Desk, name: str, statement: Statement) -> list[str]:
    rules = [code(address) for address in desk.citing.get(name, ())]
    entries = [
        f'<a href="{desk.link("register.md", entry)}">{code(f"register.{entry}")}</a>'
        for entry in desk.reading.get(name, ())
    ]
    told = listing((*rules, *entries))
    if not rules and not entries:
        told = desk.say(statement.not_encoded or _NOT_NORMATIVE)
    digest = statement.digest.removeprefix("sha256:")
    return [
        desk.statement(name),
        desk.say(statement.subject),
        told,
        f'<code title="{esc(digest)}">{esc(digest[:_DIGEST_LENGTH])}</code>',
    ]
