"""Help pages, in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from shutil import get_terminal_size
from textwrap import fill
from typing import Any

import typer

from ptc_service_policy.text import Language, LocalizedText
from ptc_service_policy.typography import typeset

LANGUAGE_VARIABLE = "PTC_POLICY_LANG"

_BETWEEN = "\N{SYMBOL FOR UNIT SEPARATOR}"
_USAGE = LocalizedText(fr="Utilisation : {usage}", en="Usage: {usage}")
_COMMAND = LocalizedText(fr="COMMANDE [ARGUMENTS]...", en="COMMAND [ARGUMENTS]...")
_HEADINGS = {
    "argument": LocalizedText(fr="Arguments", en="Arguments"),
    "option": LocalizedText(fr="Options", en="Options"),
    "command": LocalizedText(fr="Commandes", en="Commands"),
}
_SHOW_HELP = LocalizedText(fr="Afficher cette aide.", en="Show this help.")
_DEFAULT = LocalizedText(fr="par défaut : {value}", en="default: {value}")
_VARIABLE = LocalizedText(fr="variable : {name}", en="variable: {name}")
_REQUIRED = LocalizedText(fr="obligatoire", en="required")
_WIDEST_NAME = 34
_WIDEST_PAGE = 110


def told(*, fr: str, en: str) -> str:
    """Hold a text in both languages in one, where only one string is taken."""
    return f"{en}{_BETWEEN}{fr}"


def told_of(text: LocalizedText) -> str:
    """Hold a text in one string."""
    return told(fr=text.fr, en=text.en)


def both_of(text: str | None) -> LocalizedText:
    """Return the two texts that ``told`` holds; a text that needs no translation stands for both."""
    en, between, fr = (text or "").partition(_BETWEEN)
    return LocalizedText(fr=(fr if between else en).strip(), en=en.strip())


def first_sentence(text: str | None, language: Language) -> str:
    """Return what a list says of a command."""
    sentence, _, _ = " ".join(both_of(text)[language].split()).partition(". ")
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def metavar_of(param: Any) -> LocalizedText:
    """Return what stands for the value of an argument or an option."""
    return both_of(param.metavar)


def write_usage(ctx: Any, language: Language) -> str:
    """Write how a command is typed."""
    params = ctx.command.get_params(ctx)
    arguments = [each for each in params if each.param_type_name == "argument"]
    pieces = [ctx.command_path, "[OPTIONS]", *(_piece(each, language) for each in arguments)]
    if hasattr(ctx.command, "list_commands"):
        pieces.append(_COMMAND[language])
    return typeset(_USAGE.format(usage=" ".join(pieces))[language], language)


def _piece(argument: Any, language: Language) -> str:
    name = metavar_of(argument)[language]
    return name if argument.required else f"[{name}]"


def write_help(command: Any, ctx: Any, language: Language, commands: Mapping[str, str] | None = None) -> str:
    """Write the help of a command: its usage, what it does, its arguments, options and commands."""
    width = min(get_terminal_size().columns, _WIDEST_PAGE)
    paragraphs = both_of(command.help)[language].split("\n\n")
    parts = [typer.style(write_usage(ctx, language), bold=True)]
    parts += [_filled(each, language, width) for each in paragraphs]
    params = command.get_params(ctx)
    for kind in ("argument", "option"):
        listed = [each for each in params if each.param_type_name == kind]
        parts += _section(
            kind, ((_called(each, language), _said(each, ctx, language)) for each in listed), language, width
        )
    parts += _section("command", (commands or {}).items(), language, width)
    return "\n\n".join(parts) + "\n"


def _section(kind: str, rows: Iterable[tuple[str, str]], language: Language, width: int) -> Iterator[str]:
    listed = list(rows)
    if not listed:
        return
    margin = max(len(name) for name, _ in listed if len(name) <= _WIDEST_NAME) + 4
    heading = typer.style(typeset(_HEADINGS[kind][language], language), bold=True)
    yield "\n".join([heading, *(_row(name, said, language, width, margin) for name, said in listed)])


def _row(name: str, said: str, language: Language, width: int, margin: int) -> str:
    text = _filled(said, language, width, " " * margin).lstrip(" ")
    between = " " * (margin - len(name) - 2) if len(name) + 4 <= margin else "\n" + " " * margin
    return f"  {typer.style(name, fg=typer.colors.CYAN)}{between}{text}"


def _filled(text: str, language: Language, width: int, indent: str = "") -> str:
    # No line is broken at a no-break space, nor within a word.
    return fill(
        typeset(" ".join(text.split()), language),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _called(param: Any, language: Language) -> str:
    metavar = metavar_of(param)[language]
    if param.param_type_name == "argument":
        return metavar
    names = ", ".join(sorted(param.opts, key=len))
    return names if not metavar or param.is_flag else f"{names} {metavar}"


def _said(param: Any, ctx: Any, language: Language) -> str:
    said = (_SHOW_HELP if param.name == "help" else both_of(param.help))[language]
    return " ".join((said, *(f"[{note[language]}]" for note in _notes(param, ctx))))


def _notes(param: Any, ctx: Any) -> Iterator[LocalizedText]:
    value = param.get_default(ctx, call=False)
    if param.required:
        yield _REQUIRED
    elif value not in (None, "", ()) and not isinstance(value, bool):
        yield _DEFAULT.format(value=value if isinstance(value, float) else str(value))
    if param.envvar:
        yield _VARIABLE.format(name=param.envvar)
