"""``ptc-policy explain``: what a code means, why it matters, what to do."""

from typing import Annotated

import typer

from ptc_service_policy.cli.bilingual import also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import Format, Lang, LangOption
from ptc_service_policy.cli.printing import console, reporting, tell
from ptc_service_policy.typography import typeset


@also_in_french(
    "Expliquer un code : ce qui ne va pas, pourquoi c'est important, ce qu'il faut éviter ou préférer."
)
def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE",
            help=told(fr="Un code tel que PSP451, ou son nom.", en="A code such as PSP451, or its name."),
        ),
    ],
    lang: LangOption = Lang.EN,
) -> None:
    """Explain a code: what is wrong, why it matters, what to avoid and what to prefer."""
    from ptc_service_policy.authoring.explanations import explanation_page

    with reporting(lang, Format.TEXT):
        page = typeset(explanation_page(code, lang.value), lang.value)
    out = console()
    if not out.is_terminal:
        tell(page, nl=False)
        return
    from rich.markdown import Markdown

    out.print(Markdown(page))
