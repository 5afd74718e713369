"""Help and usage errors in the reader's language, each text written in both beside what it tells of."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from inspect import cleandoc
from itertools import pairwise
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from ptc_service_policy.cli.help import (
    LANGUAGE_VARIABLE,
    first_sentence,
    metavar_of,
    told,
    write_help,
    write_usage,
)
from ptc_service_policy.errors import quoted, suggest
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText, on_one_line
from ptc_service_policy.typography import typeset

F = TypeVar("F", bound=Callable[..., Any])

_USAGE_ERROR: Any = typer.BadParameter.__base__
_HELP = LocalizedText(fr="Aide : `{command} --help`", en="Help: `{command} --help`")
_ERROR = LocalizedText(fr="Erreur : {message}", en="Error: {message}")
_INTERRUPTED = LocalizedText(fr="Interrompu.", en="Interrupted.")
_NO_COMMAND = LocalizedText(
    fr="La commande `{name}` n'existe pas. {suggestion}",
    en="There is no command `{name}`. {suggestion}",
)
_NO_OPTION = LocalizedText(
    fr="L'option `{name}` n'existe pas. {suggestion}", en="There is no option `{name}`. {suggestion}"
)
_MISSING = {
    "argument": LocalizedText(fr="Il manque l'argument `{name}`.", en="The argument `{name}` is missing."),
    "option": LocalizedText(fr="Il manque l'option `{name}`.", en="The option `{name}` is missing."),
}
_MISSING_COMMAND = LocalizedText(fr="Il manque une commande.", en="A command is missing.")
_NEEDS_A_VALUE = LocalizedText(
    fr="L'option `{name}` attend une valeur.", en="The option `{name}` takes a value."
)
_TAKES_NO_VALUE = LocalizedText(
    fr="L'option `{name}` ne prend pas de valeur.", en="The option `{name}` takes no value."
)
_TOO_MUCH = LocalizedText(fr="Non attendu ici : `{arguments}`.", en="Not expected here: `{arguments}`.")
_WRONG_VALUE = LocalizedText(
    fr="Valeur refusée pour `{name}`. {message}", en="Wrong value for `{name}`. {message}"
)


class WrongUse(typer.BadParameter):
    """Refuse what was typed, and say why in both languages; ``of`` names the option, if any."""

    def __init__(self, said: LocalizedText, of: str | None = None) -> None:
        super().__init__(said.en, param_hint=of)
        self.said = said


def also_in_french(text: str) -> Callable[[F], F]:
    """Give the help of a command, which its docstring says in English, in French as well."""

    def add(function: F) -> F:
        function.__doc__ = told(en=cleandoc(function.__doc__ or ""), fr=cleandoc(text))
        return function

    return add


class Command(TyperCommand):
    """Show help, and refuse what is too much, in the reader's language."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments of the command; what is left over is wrong use."""
        ctx.allow_extra_args = True
        with _told_in(ctx):
            rest = super().parse_args(ctx, args)
            if rest and not ctx.resilient_parsing:
                raise WrongUse(_TOO_MUCH.format(arguments=" ".join(rest)))
        return rest

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(write_help(self, ctx, ctx.obj))


class Group(TyperGroup):
    """Know who reads, show help and report wrong use in the reader's language."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **named: Any
    ) -> Any:
        """Run a command, and turn wrong use into a message and the exit code 2."""
        language = language_of(sys.argv[1:] if args is None else args)
        try:
            code = super().main(args, standalone_mode=False, obj=language, **named)
        except _USAGE_ERROR as error:
            if not standalone_mode:
                raise
            typer.echo(_write_error(error, language), err=True)
            code = error.exit_code
        except typer.Abort:
            if not standalone_mode:
                raise
            typer.echo(_INTERRUPTED[language], err=True)
            code = 1
        return sys.exit(code or 0) if standalone_mode else code

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what stands before the name of a command."""
        with _told_in(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is named first; one that does not exist is wrong use."""
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            suggestion = suggest(args[0], self.list_commands(ctx))
            with _told_in(ctx):
                raise WrongUse(_NO_COMMAND.format(name=args[0], suggestion=suggestion))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, the commands with the first sentence of theirs."""
        named: dict[str, Any] = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        commands = {name: first_sentence(each.help, ctx.obj) for name, each in named.items()}
        formatter.write(write_help(self, ctx, ctx.obj, commands))


@contextmanager
def _told_in(ctx: Any) -> Iterator[None]:
    """Let wrong use know the command, so that its usage can be shown."""
    try:
        yield
    except _USAGE_ERROR as error:
        error.ctx = error.ctx or ctx
        raise


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that is asked for, before anything else is read: help and errors are in it too."""
    asked = [os.environ.get(LANGUAGE_VARIABLE)]
    for word, following in pairwise((*arguments, "")):
        option, _, value = word.partition("=")
        if option == "--lang":
            asked.append(value or following)
    return next((each for name in reversed(asked) for each in LANGUAGES if each == name), "en")


def _write_error(error: Any, language: Language) -> str:
    """Write what is wrong below the usage of the command; the help itself where nothing was asked."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.message)
    message = typeset(on_one_line(_ERROR.format(message=_message_of(error))[language]), language)
    if error.ctx is None:
        return message
    hint = typeset(_HELP.format(command=error.ctx.command_path)[language], language)
    return "\n".join((write_usage(error.ctx, language), hint, "", message))


def _message_of(error: Any) -> LocalizedText:
    """Say what is wrong in our own words; Typer has English ones only."""
    match type(error).__name__:
        case "NoSuchOption":
            known = [name for param in error.ctx.command.get_params(error.ctx) for name in param.opts]
            options = [name for name in known if name.startswith("-")]
            name = error.option_name
            return _NO_OPTION.format(name=name, suggestion=suggest(name, options))
        case "BadOptionUsage":
            name = error.option_name
            flags = [each for each in error.ctx.command.params if getattr(each, "is_flag", False)]
            is_flag = any(name in each.opts for each in flags)
            return (_TAKES_NO_VALUE if is_flag else _NEEDS_A_VALUE).format(name=name)
        case "MissingParameter":
            return _MISSING[error.param.param_type_name].format(name=_name_of(error.param))
        case "UsageError" if isinstance(error.ctx.command, TyperGroup):
            return _MISSING_COMMAND
    said = error.said if isinstance(error, WrongUse) else quoted(error.message)
    if name := getattr(error, "param_hint", None) or _name_of(getattr(error, "param", None)):
        return _WRONG_VALUE.format(name=name, message=said)
    return said


def _name_of(param: Any) -> LocalizedText | None:
    if param is None:
        return None
    if param.param_type_name == "option":
        longest = max(param.opts, key=len)
        return LocalizedText(fr=longest, en=longest)
    return metavar_of(param)
