"""The notice that tells customers what changes, in Markdown."""

import re
from collections.abc import Iterable, Iterator

from ptc_service_policy.authoring.diff.changes import Change
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.grouping import group_changes
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText
from ptc_service_policy.topics.judging import Effect

_TITLE = LocalizedText(
    fr="Avis de modification : {title}, version {after}", en="Notice of changes: {title}, version {after}"
)
_INTRODUCTION = LocalizedText(
    fr="Cet avis présente ce qui change pour vous entre la version {before} et la version {after}.",
    en="This notice sets out what changes for you between version {before} and version {after}.",
)
_FROM = LocalizedText(
    fr="La version {after} s'applique à compter du {day}.", en="Version {after} applies from {day}."
)
_UNDATED = LocalizedText(
    fr="La version {after} n'indique pas de date d'application.",
    en="Version {after} does not name a first day of application.",
)
_NO_CHANGE = LocalizedText(
    fr="Rien ne change dans vos prestations.", en="Nothing changes in the services that you receive."
)
_HEADINGS = {
    Effect.WORSE: LocalizedText(fr="Ce qui est réduit ou supprimé", en="What is reduced or withdrawn"),
    Effect.DIFFERENT: LocalizedText(fr="Ce qui est modifié", en="What is altered"),
    Effect.BETTER: LocalizedText(fr="Ce qui est amélioré ou ajouté", en="What is improved or added"),
    Effect.WORDING: LocalizedText(fr="Ce qui est reformulé", en="What is reworded"),
}
_ENTRY = LocalizedText(
    fr="- **{label}** : {after} (auparavant : {before}).", en="- **{label}**: {after} (previously: {before})."
)
_INTERNAL_TOPICS = frozenset(
    (
        "version",
        "withdrawn",
        "format",
        "review_by",
        "source",
        "citation",
        "order",
        "entry",
        "id",
        "register",
        "reading",
    )
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def write_notice(
    changes: Iterable[Change], before: Edition, after: Edition, languages: Iterable[Language] = LANGUAGES
) -> str:
    """Write the notice in one language, or in several one after the other."""
    told = tuple(change for change in changes if change.topic not in _INTERNAL_TOPICS)
    parts = ("\n".join(_lines(told, before, after, language)) for language in languages)
    return "\n\n---\n\n".join(parts) + "\n"


def _lines(changes: tuple[Change, ...], before: Edition, after: Edition, to: Language) -> Iterator[str]:
    policy = after.files.policy
    versions = {"before": before.version, "after": after.version}
    yield f"# {_TITLE.format(title=_escape(policy.title), **versions)[to]}"
    yield ""
    yield _INTRODUCTION.format(**versions)[to]
    start = after.files.first_day
    yield (_UNDATED if start is None else _FROM).format(day=start, **versions)[to]
    shown = [change for change in changes if change.before[to] != change.after[to]]
    if not shown:
        yield ""
        yield _NO_CHANGE[to]
    for group in group_changes(shown, before, after):
        yield ""
        yield f"## {_escape(group.name)[to]}"
        for effect, heading in _HEADINGS.items():
            entries = group.with_effect(effect)
            if entries:
                yield ""
                yield f"### {heading[to]}"
                yield ""
                yield from (_entry(change)[to] for change in entries)


def _entry(change: Change) -> LocalizedText:
    before, after = (_escape(_within_a_sentence(text)) for text in (change.before, change.after))
    return _ENTRY.format(label=_escape(change.label), before=before, after=after)


def _within_a_sentence(text: LocalizedText) -> LocalizedText:
    return LocalizedText(**{language: text[language].strip().removesuffix(".") for language in LANGUAGES})


def _escape(text: LocalizedText) -> LocalizedText:
    """Take the meaning from characters that Markdown would read as markup, and keep a text on one line."""
    return LocalizedText(
        **{language: _MARKUP.sub(r"\\\1", " ".join(text[language].split())) for language in LANGUAGES}
    )
