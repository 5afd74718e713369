"""What the preview shows in the place of every page while the policy files hold mistakes."""

from docs.generator.markup import block, esc, page
from ptc_service_policy import LocalizedText, Problem
from ptc_service_policy.text import Language

_TITLE = LocalizedText(fr="La politique contient des erreurs", en="The policy has mistakes in it")
_LEAD = LocalizedText(
    fr="Corrigez-les dans vos fichiers : cette page se recharge d'elle-même.",
    en="Mend them in your files: this page reloads by itself.",
)


def problems_page(problems: tuple[Problem, ...], language: Language) -> str:
    """Write every problem with its place, its code and what to do."""
    listed = "\n".join(
        f"<li><code>{esc(each.place)}</code> <strong>{esc(each.code)}</strong> {esc(each.message[language])} "
        f'<span class="description">{esc(each.hint[language])}</span></li>'
        for each in problems
    )
    return page(_TITLE[language], _LEAD[language], block("ul", listed, classes="problems"))
