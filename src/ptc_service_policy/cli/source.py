"""``ptc-policy source``: the document that a policy encodes, learnt, compared with it, and drafted from."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ptc_service_policy.cli.bilingual import Command, Group, WrongUse, also_in_french
from ptc_service_policy.cli.help import told, told_of
from ptc_service_policy.cli.options import (
    FOLDER,
    VERSION,
    FolderOption,
    Format,
    FormatOption,
    Lang,
    LangOption,
    ReportFormatOption,
    StartOption,
    StrictOption,
)
from ptc_service_policy.cli.printing import (
    PROBLEMS_FOUND,
    console,
    print_json,
    print_problems,
    reporting,
    say,
)
from ptc_service_policy.cli.reports import ReportFormat
from ptc_service_policy.cli.reports.json_records import record_of
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.loading.versions import newest_version
from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from ptc_service_policy.authoring.source.encoded import EncodedPolicy

app = typer.Typer(cls=Group, no_args_is_help=True)

_LINK = LocalizedText(fr="ÉNONCÉ=VALEUR=ADRESSE", en="STATEMENT=VALUE=ADDRESS")
_UNUSED_LINK = LocalizedText(
    fr="`{text}` : cette valeur n'existe pas, ou ne peut être celle que transcrit cette règle.",
    en="`{text}`: there is no such value, or it cannot stand for that rule.",
)
_NOT_A_LINK = LocalizedText(
    fr="Le texte `{text}` n'a pas la forme attendue : {form}.",
    en="The text `{text}` is not of the form expected: {form}.",
)
_LEARNT = LocalizedText(
    fr="{path} a été écrit. Énoncés reconnus : {statements}. Valeurs liées : {linked} sur {all}.",
    en="{path} was written. Statements recognised: {statements}. Values linked: {linked} of {all}.",
)
_DRAFTED = LocalizedText(
    fr="Ébauche écrite dans {folder}. Faits modifiés : {changed}. Points à traiter : {left}.",
    en="Draft written to {folder}. Facts changed: {changed}. Still to do: {left}.",
)

FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar=told(fr="FICHIER", en="FILE"),
        help=told(
            fr="Le document : texte (.txt) ou Word (.docx).", en="The document: text (.txt) or Word (.docx)."
        ),
    ),
]


@app.callback(
    help=told(
        fr="Apprendre le document qu'une politique transcrit, le comparer, ou en tirer une ébauche.",
        en="Learn the document that a policy encodes, compare it, or draft a version from it.",
    )
)
def _source(lang: LangOption = Lang.EN) -> None:
    pass


@app.command(name="learn", cls=Command)
@also_in_french(
    "Apprendre à quoi se reconnaît le document, et quelle règle transcrit chacune de ses valeurs."
)
def learn(
    file: FileArgument,
    policy: Annotated[
        Path,
        typer.Option(
            "--policy",
            metavar=FOLDER,
            help=told(
                fr="Le dossier de la version qui le transcrit.",
                en="The folder of the version that encodes it.",
            ),
        ),
    ],
    link: Annotated[
        list[str] | None,
        typer.Option(
            "--link",
            metavar=told_of(_LINK),
            help=told(
                fr="La règle qui transcrit une valeur ambiguë ; répétable.",
                en="The rule that an ambiguous value stands for; repeatable.",
            ),
        ),
    ] = None,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Learn how to recognise the document, and which rule each value in it stands for."""
    from ptc_service_policy.authoring.source.encoded import EncodedPolicy
    from ptc_service_policy.authoring.source.learn import learn_document
    from ptc_service_policy.authoring.source.learned import FOLDER, write_learned

    links = {(id_, value): address for id_, value, address in map(_read_link, link or ())}
    with reporting(lang, form):
        encoded = EncodedPolicy.read(policy, str(policy))
        lesson = learn_document(file, str(file), encoded, links)
        for id_, value in links.keys() - lesson.chosen.keys():
            text = f"{id_}={value}={links[id_, value]}"
            raise WrongUse(_UNUSED_LINK.format(text=text), "--link")
        path = policy / FOLDER / f"{lesson.language}.yaml"
        write_learned(lesson.file, path)
    print_problems(lesson.problems, lang, form)
    counts = {"statements": len(lesson.file.statements), "linked": len(lesson.linked)}
    counts["all"] = counts["linked"] + len(lesson.unlinked)
    if form is Format.TEXT:
        console().print(say(_LEARNT.format(path=path, **counts), lang))


@app.command(name="check", cls=Command)
@also_in_french("Signaler toute différence entre un document et la politique qui le transcrit.")
def check(
    file: FileArgument,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy",
            metavar=FOLDER,
            help=told(
                fr="Le dossier d'une version ; à défaut, la dernière publiée.",
                en="The folder of a version; the newest published if left out.",
            ),
        ),
    ] = None,
    lang: LangOption = Lang.EN,
    form: ReportFormatOption = ReportFormat.TEXT,
    strict: StrictOption = False,
) -> None:
    """Report every difference between a document and the policy that encodes it."""
    from ptc_service_policy.authoring.checks import CheckResult
    from ptc_service_policy.authoring.source.check import AGREE, check_document
    from ptc_service_policy.cli.check import print_result

    with reporting(lang, Format.JSON if form is ReportFormat.JSON else Format.TEXT):
        encoded = _read(policy)
        problems = check_document(file, str(file), encoded).problems
    if not problems and form is ReportFormat.TEXT:
        values = {"file": file, "policy": encoded.files.policy.version}
        console().print(say(AGREE.format(**values), lang))
        return
    files = (str(file), *(document.file for document in encoded.documents.values()))
    result = CheckResult(str(file), files, problems)
    print_result(result, lang, form, strict=strict)
    if result.errors or (strict and result.warnings):
        raise typer.Exit(PROBLEMS_FOUND)


@app.command(name="draft", cls=Command)
@also_in_french(
    "Écrire le dossier d'une ébauche de version : les faits viennent du document, le reste est repris."
)
def draft(
    file: FileArgument,
    version: Annotated[
        str,
        typer.Option(
            "--version",
            metavar=VERSION,
            help=told(
                fr="La version de l'ébauche, par exemple 1.1.0.",
                en="The version of the draft, such as 1.1.0.",
            ),
        ),
    ],
    start: StartOption = None,
    folder: FolderOption = Path("policies"),
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Write the folder of a draft version: facts from the document, the rest carried over."""
    from ptc_service_policy.authoring.source.draft import draft_version

    with reporting(lang, form):
        written = draft_version(file, str(file), folder, version, start)
    if form is Format.JSON:
        left = [record_of(problem) for problem in written.left]
        print_json({"folder": str(written.folder), "changed": written.changed, "left": left})
        return
    print_problems(written.left, lang, form)
    values = {"folder": written.folder, "changed": written.changed, "left": len(written.left)}
    console().print(say(_DRAFTED.format(**values), lang))


def _read_link(text: str) -> tuple[str, str, str]:
    id_, value, address = (*text.split("=", 2), "", "")[:3]
    if not address:
        raise WrongUse(_NOT_A_LINK.format(text=text, form=_LINK), "--link")
    return id_, value, address


def _read(folder: Path | None) -> "EncodedPolicy":
    from ptc_service_policy.authoring.source.encoded import EncodedPolicy

    if folder is not None:
        return EncodedPolicy.read(folder, str(folder))
    policies = shipped("policies")
    version = newest_version(policies)
    home: Traversable = policies.joinpath(version)
    return EncodedPolicy.read(home, f"policies/{version}")
