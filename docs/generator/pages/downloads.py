"""The files that people take with them: the policy as YAML, JSON and CSV, and the schemas."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from functools import cache

from docs.generator.desk import Desk
from docs.generator.markup import block, esc, heading, page, table
from docs.generator.pages.versions import notice_of
from docs.generator.questions import case_words, every_question
from ptc_service_policy import LocalizedText
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, SCHEMA_VERSION, schema_of, write_schema
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import in_a_cell, separated
from ptc_service_policy.topics.wording import Wording

_TITLE = LocalizedText(fr="Téléchargements", en="Downloads")
_LEAD = LocalizedText(
    fr="La politique telle que ce site la montre, dans les formes que lisent les tableurs, les programmes "
    "et les éditeurs.",
    en="The policy as this site shows it, in the forms that spreadsheets, programs and editors read.",
)
_ANSWERS = LocalizedText(fr="Toutes les réponses", en="All the answers")
_FILES = LocalizedText(fr="Les fichiers de la version {version}", en="The files of version {version}")
_SCHEMAS = LocalizedText(fr="Les schémas", en="The schemas")
_FILE = LocalizedText(fr="Fichier", en="File")
_WHAT = LocalizedText(fr="Ce qu'il contient", en="What it holds")
_CSV = LocalizedText(
    fr="Une ligne par question et par offre : réponse, fondement, fermeté, motif, passages cités (CSV).",
    en="One row for each question and offering: answer, basis, firmness, reason, passages cited (CSV).",
)
_JSON = LocalizedText(
    fr="Tous les fichiers de la version en un seul (JSON).", en="All files of the version in one (JSON)."
)
_YAML = LocalizedText(
    fr="Tels que les responsables les rédigent (YAML).", en="As their owners write them (YAML)."
)
_SCHEMA = LocalizedText(
    fr="Un par fichier (JSON Schema, version 2020-12).", en="One for each file (JSON Schema 2020-12)."
)
_HEAD = ("topic", "id", "question", "offering", "answer", "basis", "firmness", "reason", "places")


def downloads(desk: Desk) -> str:
    """Write the page that lists the files."""
    version = desk.policy.version
    whole = {f"downloads/{version}/answers.csv": _CSV, f"downloads/{version}/policy.json": _JSON}
    rows = [("", [_link(desk, path), desk.say(what)]) for path, what in whole.items()]
    schemas = (f"downloads/schemas/{SCHEMA_VERSION}/{name}.schema.json" for name in SCHEMA_MODELS)
    return page(
        desk.say(_TITLE),
        desk.say(_LEAD),
        heading(2, desk.say(_ANSWERS), "files-1"),
        table(desk.say(_ANSWERS), [desk.say(_FILE), desk.say(_WHAT)], rows, classes="pairs"),
        heading(2, desk.say(_FILES, version=version), "files-2"),
        _links(desk, _YAML, (f"downloads/{version}/{name}.yaml" for name in FILE_MODELS)),
        heading(2, desk.say(_SCHEMAS), "files-3"),
        _links(desk, _SCHEMA, schemas),
    )


def _links(desk: Desk, what: LocalizedText, paths: Iterable[str]) -> str:
    items = "".join(f"<li>{_link(desk, path)}</li>" for path in paths)
    return block("p", desk.say(what)) + block("ul", items, classes="names")


def _link(desk: Desk, path: str) -> str:
    name = path.rpartition("/")[2]
    return f'<a href="{desk.link(path)}" download="{name}">{esc(name).replace(".", ".<wbr>")}</a>'


def files_of_a_version(desk: Desk) -> Iterator[tuple[str, str]]:
    """Write the files of one version, as (path below the language's home, text)."""
    version = desk.policy.version
    folder = desk.policies / version
    yield f"downloads/{version}/answers.csv", _csv(desk)
    read = {name: document.data for name, document in desk.editions[version].documents.items()}
    whole = {"version": version, "digest": desk.policy.digest, "files": read}
    yield f"downloads/{version}/policy.json", json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    for name in FILE_MODELS:
        yield f"downloads/{version}/{name}.yaml", (folder / f"{name}.yaml").read_text("utf-8")
    notice = notice_of(desk, version)
    if notice is not None:
        yield f"downloads/{version}/notice.md.txt", notice


def schemas() -> Iterator[tuple[str, str]]:
    """Write the schemas of all versions, as (path below the language's home, text)."""
    for name, text in _schemas().items():
        yield f"downloads/schemas/{SCHEMA_VERSION}/{name}.schema.json", text


@cache
def _schemas() -> dict[str, str]:
    return {name: write_schema(schema_of(name, model)) for name, model in SCHEMA_MODELS.items()}


def _csv(desk: Desk) -> str:
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    wording = Wording(desk.policy.files)
    for question in every_question(desk.policy):
        label = ", ".join(
            each[desk.language] for each in (question.label, *case_words(desk.policy, question))
        )
        for offering, decision in question.decisions.items():
            places = separated(each.place for each in decision.citations)[desk.language]
            value = question.topic.name_value(decision.value, wording)[desk.language]
            firmly = ", ".join(dict.fromkeys(each.duty for each in decision.firmness))
            reason = decision.reason[desk.language]
            row = (question.topic.name, question.id, label, offering, value, decision.basis.value, firmly)
            writer.writerow([in_a_cell(each) for each in (*row, reason, places)])
    return text.getvalue()
