"""The commands, put together.

Exit codes: 0 fine, 1 problems found, 2 wrong use.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import Annotated, Any

import typer

from ptc_service_policy.cli.bilingual import Command, Group
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import Lang, LangOption, one_of

_COMMANDS = {
    "check": ("check", "check"),
    "explain": ("explain", "explain"),
    "show": ("show", "show"),
    "answer": ("answer", "app"),
    "replay": ("replay", "run"),
    "bulk": ("bulk", "bulk"),
    "schema": ("schema", "schema"),
    "test": ("test", "run"),
    "diff": ("diff", "diff"),
    "new": ("new", "new"),
    "publish": ("publish", "publish"),
    "calendar": ("calendar", "app"),
    "source": ("source", "app"),
}
"""The module of each command, and what it is called there."""
_NAME = "ptc-policy"
_COMPLETE = "_PTC_POLICY_COMPLETE"
"""The variable by which a shell asks what may follow."""


class _Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "pwsh"


class _OnDemand(Group):
    """Import a command when it is asked for: each would otherwise wait for the imports of all the others."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        """Run a command, or tell a shell what may follow."""
        if _COMPLETE in os.environ:
            from typer.completion import completion_init  # type: ignore[attr-defined]

            completion_init()
        return super().main(*arguments, **named)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name]
        found = getattr(import_module(f"ptc_service_policy.cli.{module}"), attribute)
        if not isinstance(found, typer.Typer):
            return command_of(found, cmd_name)
        group = typer.main.get_group(found)
        group.name = cmd_name
        return group


def command_of(function: Callable[..., None], name: str, said: str | None = None) -> Any:
    """Make the command of a function; ``said`` is its help where it has no docstring."""
    alone = typer.Typer(add_completion=False)
    alone.command(name, help=said, cls=Command)(function)
    return typer.main.get_command(alone)


app = typer.Typer(
    name=_NAME,
    cls=_OnDemand,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:
    if asked:
        from ptc_service_policy import __version__

        typer.echo(f"{_NAME} {__version__}")
        raise typer.Exit


def _print_completion(shell: _Shell | None) -> None:
    if shell is not None:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        typer.echo(get_completion_script(prog_name=_NAME, complete_var=_COMPLETE, shell=shell))
        raise typer.Exit


@app.callback(
    help=told(
        fr="Interroger, montrer et vérifier les politiques de service de PTC.\n\n"
        "Codes de sortie : 0 tout va bien, 1 problèmes trouvés, 2 mauvais usage.",
        en="Ask, show and check PTC's service policies.\n\n"
        "Exit codes: 0 fine, 1 problems found, 2 wrong use.",
    )
)
def _ptc_policy(
    shown: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help=told(fr="Afficher la version.", en="Print the version."),
        ),
    ] = False,
    shell: Annotated[
        _Shell | None,
        typer.Option(
            "--show-completion",
            parser=one_of(_Shell),
            metavar="bash|zsh|fish|pwsh",
            callback=_print_completion,
            is_eager=True,
            help=told(
                fr="Afficher le script qui complète les commandes dans ce shell.",
                en="Print the script that completes commands in this shell.",
            ),
        ),
    ] = None,
    lang: LangOption = Lang.EN,
) -> None:
    pass
