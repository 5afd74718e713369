"""``ptc-policy diff``: what changes for the customer from one version to another."""

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.text import Text

from ptc_service_policy.authoring.diff import (
    Bump,
    Change,
    Edition,
    Effect,
    compare_editions,
    demanded_bump,
    find_unnamed_withdrawals,
    is_enough,
    least_version,
    read_edition,
    write_notice,
)
from ptc_service_policy.authoring.diff.grouping import group_changes
from ptc_service_policy.authoring.publishing import find_folder
from ptc_service_policy.cli.options import Format, FormatOption, Lang
from ptc_service_policy.cli.printing import PROBLEMS_FOUND, console, print_json, print_problems, reporting
from ptc_service_policy.cli.reports.json_records import record_of
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LANGUAGES, LocalizedText

LangOrBothOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        envvar="PTC_POLICY_LANG",
        help="Language: fr or en / langue : fr ou en. Left out: en, and both for a notice.",
    ),
]
FolderOption = Annotated[Path, typer.Option("--folder", help="The folder of all versions.")]

_STYLES = {Effect.WORSE: "red", Effect.DIFFERENT: "yellow", Effect.BETTER: "green", Effect.WORDING: "dim"}
_CLASSES = {
    Effect.WORSE: LocalizedText(fr="moins bien", en="worse"),
    Effect.DIFFERENT: LocalizedText(fr="différent", en="different"),
    Effect.BETTER: LocalizedText(fr="mieux", en="better"),
    Effect.WORDING: LocalizedText(fr="rédaction", en="wording"),
}
_BUMPS = {
    Bump.NONE: LocalizedText(fr="aucune nouvelle version", en="no new version"),
    Bump.PATCH: LocalizedText(fr="une version corrective", en="a patch version"),
    Bump.MINOR: LocalizedText(fr="une version mineure", en="a minor version"),
    Bump.MAJOR: LocalizedText(fr="une version majeure", en="a major version"),
}
_NONE = LocalizedText(fr="Aucune différence.", en="No difference.")
_CHANGE = LocalizedText(fr="{label} : {before} -> {after}", en="{label}: {before} -> {after}")
_FOLLOWING = LocalizedText(
    fr="+ {label} ({effect}), réponses concernées : {count}", en="+ {label} ({effect}), answers: {count}"
)
_ENOUGH = LocalizedText(
    fr="Les modifications exigent {bump} : {least} au moins. {version} convient.",
    en="The changes demand {bump}: {least} at least. {version} will do.",
)
_TOO_SMALL = LocalizedText(
    fr="Les modifications exigent {bump} : {least} au moins. {version} ne suffit pas.",
    en="The changes demand {bump}: {least} at least. {version} is too small.",
)


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="The old version: its number or its folder.")],
    after: Annotated[str, typer.Argument(metavar="B", help="The new version: its number or its folder.")],
    folder: FolderOption = Path("policies"),
    notice: Annotated[
        bool, typer.Option("--notice", help="Write the notice to customers, in Markdown.")
    ] = False,
    lang: LangOrBothOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """Show what changes for the customer, and whether the new version's number says so."""
    if notice and form is Format.JSON:
        raise typer.BadParameter("text, with --notice", param_hint="--format")
    with reporting(lang or Lang.EN, form):
        old, new = (_read(name, folder) for name in (before, after))
    changes = compare_editions(old, new)
    unnamed = find_unnamed_withdrawals(old, new)
    bump = demanded_bump(changes)
    enough = is_enough(old.version, new.version, bump)
    verdict = (_ENOUGH if enough else _TOO_SMALL).format(
        bump=_BUMPS[bump], least=least_version(old.version, bump), version=new.version
    )[(lang or Lang.EN).value]
    if form is Format.JSON:
        print_json(_record(changes, old, new, bump, enough=enough, problems=unnamed))
    elif notice:
        languages = LANGUAGES if lang is None else (lang.value,)
        typer.echo(write_notice(changes, old, new, languages), nl=False)
        if not enough:
            typer.echo(verdict, err=True)
    else:
        _print(changes, old, new, lang or Lang.EN)
        console().print(verdict if changes else _NONE[(lang or Lang.EN).value])
    if form is Format.TEXT:
        print_problems(unnamed, lang or Lang.EN, form, to_stderr=True)
    if unnamed or not enough:
        raise typer.Exit(PROBLEMS_FOUND)


def _read(name: str, policies: Path) -> Edition:
    folder = find_folder(name, policies)
    return read_edition(folder, called=str(folder))


def _print(changes: tuple[Change, ...], old: Edition, new: Edition, lang: Lang) -> None:
    out = console()
    for group in group_changes(changes, old, new):
        out.print(Text(group.name[lang.value], style="bold"))
        for effect in Effect:
            entries = group.with_effect(effect)
            if entries:
                out.print(Text(f"  {_CLASSES[effect][lang.value]}", style=_STYLES[effect]))
            for change in entries:
                words = _CHANGE.format(label=change.label, before=change.before, after=change.after)
                out.print(Text(f"    {words[lang.value]}"))
                for edit in change.edits:
                    places = " -> ".join(str(place or "-") for place in (edit.before, edit.after))
                    out.print(Text(f"        {places}", style="dim"))
                for each in change.follows:
                    said = _FOLLOWING.format(count=each.count, label=each.label, effect=_CLASSES[each.effect])
                    out.print(Text(f"        {said[lang.value]}", style="dim"))
        out.print()


def _record(
    changes: tuple[Change, ...],
    old: Edition,
    new: Edition,
    bump: Bump,
    *,
    enough: bool,
    problems: tuple[Problem, ...],
) -> dict[str, Any]:
    listed = TypeAdapter(tuple[Change, ...]).dump_python(changes, mode="json")
    for record in (*listed, *(each for change in listed for each in change["follows"])):
        record["class"] = record.pop("effect")
    return {
        "before": {"version": old.version, "digest": old.files.digest},
        "after": {"version": new.version, "digest": new.files.digest},
        "demanded_bump": bump.value,
        "least_version": least_version(old.version, bump),
        "is_enough": enough,
        "problems": [record_of(problem) for problem in problems],
        "changes": listed,
    }
