"""``ptc-policy replay``: what a record says, asked again."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ptc_service_policy.cli.bilingual import WrongUse, also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import FOLDER, Format, FormatOption, Lang, LangOption, PathOption
from ptc_service_policy.cli.printing import PROBLEMS_FOUND, console, print_json, reporting, say
from ptc_service_policy.evaluation.load import load_policies, load_policy
from ptc_service_policy.evaluation.records import Record
from ptc_service_policy.evaluation.replaying import Replay, replay
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import LocalizedText

_EQUAL = LocalizedText(
    fr="La réponse enregistrée est confirmée : même réponse, même politique, mêmes jours fériés, mêmes "
    "changements d'heure.",
    en="The recorded answer is confirmed: the same answer, policy, holidays and clock changes.",
)
_NOT_EQUAL = LocalizedText(
    fr="La réponse enregistrée n'est pas confirmée.", en="The recorded answer is not confirmed."
)
_BESIDE = LocalizedText(fr="Sans effet sur la réponse :", en="Without effect on the answer:")
_ONE_PLACE = LocalizedText(
    fr="`--policy` et `--folder` s'excluent.", en="`--policy` and `--folder` exclude each other."
)


@also_in_french("Poser de nouveau la question d'un enregistrement, et dire ce qui diffère.")
def run(
    record: Annotated[
        Path,
        typer.Argument(
            metavar=told(fr="ENREGISTREMENT", en="RECORD"),
            help=told(
                fr="Le fichier écrit par `ptc-policy answer ... --record`.",
                en="The file that `ptc-policy answer ... --record` wrote.",
            ),
        ),
    ],
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar=FOLDER,
            help=told(
                fr="Le dossier de toutes les versions, à la place de celles de la bibliothèque.",
                en="The folder of all versions, in place of those of the library.",
            ),
        ),
    ] = None,
    path: PathOption = None,
) -> None:
    """Ask the question of a record again, and say what differs."""
    if path is not None and folder is not None:
        raise WrongUse(_ONE_PLACE, "--policy")
    with reporting(lang, form):
        known = Record.from_file(record)
        policies = load_policies(folder) if path is None else load_policy(path=path)
        result = replay(known, policies)
    if form is Format.JSON:
        print_json({"is_equal": result.is_equal, "differences": list(map(plain, result.differences))})
    else:
        _print(result, lang)
    if not result.is_equal:
        raise typer.Exit(PROBLEMS_FOUND)


def _print(result: Replay, lang: Lang) -> None:
    out = console()
    out.print(Text(say(_EQUAL if result.is_equal else _NOT_EQUAL, lang), style="bold"))
    beside = [each for each in result.differences if not each.is_decisive]
    for each in result.differences:
        if each.is_decisive:
            out.print(f"  - {say(each.said, lang)}")
    if beside:
        out.print(say(_BESIDE, lang))
    for each in beside:
        out.print(f"  - {say(each.said, lang)}")
