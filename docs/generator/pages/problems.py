"""What the preview shows in the place of every page about a policy while the policy files hold mistakes."""

from docs.generator.desk import link_between
from docs.generator.markup import block, esc, page
from ptc_service_policy import LocalizedText, Problem
from ptc_service_policy.text import Language

_TITLE = LocalizedText(fr="La politique contient des erreurs", en="The policy contains errors")
_LEAD = LocalizedText(
    fr="Corrigez-les dans vos fichiers : cette page se recharge d'elle-même.",
    en="Fix them in your files: this page reloads by itself.",
)


def problems_page(problems: tuple[Problem, ...], here: str, language: Language) -> str:
    """Write every problem with its place, its code and what to do, in the place of the page ``here``."""
    listed = "\n".join(_item(each, here, language) for each in problems)
    return page(_TITLE[language], _LEAD[language], block("ul", listed, classes="problems"))


def _item(problem: Problem, here: str, language: Language) -> str:
    explained = link_between(here, f"errors/{problem.code}.md")
    return (
        f'<li><code>{esc(problem.place)}</code> <a href="{explained}">{esc(problem.code)}</a> '
        f"{esc(problem.message[language])} "
        f'<span class="description">{esc(problem.hint[language])}</span></li>'
    )
