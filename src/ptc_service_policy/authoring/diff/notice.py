"""The notice that tells customers what changes, in Markdown."""

import re
from collections.abc import Iterable, Iterator

from ptc_service_policy.authoring.diff.changes import CLASSES, Change
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.grouping import (
    Cause,
    OfferingNames,
    group_causes,
    is_worked_out,
    offering_names,
)
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.wording import TRANSLATED, joined
from ptc_service_policy.typography import typeset

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
    fr="La date d'application de la version {after} n'est pas encore fixée.",
    en="The date from which version {after} applies has not been set yet.",
)
_EXAMPLES = LocalizedText(
    fr="Les échéances et les disponibilités datées sont des exemples : la même question, posée aux deux "
    "versions.",
    en="Dated deadlines and availability are examples: the same question asked of both versions.",
)
_NO_CHANGE = LocalizedText(
    fr="Rien ne change dans vos prestations.", en="Nothing changes in the services that you receive."
)
_HEADINGS = {
    Effect.WORSE: LocalizedText(fr="Ce qui est retiré ou dégradé", en="What is removed or made worse"),
    Effect.DIFFERENT: LocalizedText(fr="Ce qui est modifié", en="What changes"),
    Effect.BETTER: LocalizedText(fr="Ce qui est amélioré ou ajouté", en="What is improved or added"),
    Effect.WORDING: LocalizedText(fr="Ce qui est reformulé", en="What is reworded"),
}
_CAUSE = LocalizedText(
    fr="- **{label}**{offerings} : {after} (auparavant : {before}){tag}.",
    en="- **{label}**{offerings}: {after} (previously: {before}){tag}.",
)
_OFFERINGS = LocalizedText(fr=" ({names})", en=" ({names})")
_CONSEQUENCE = LocalizedText(
    fr="  - {offering} : **{label}** : {after} (auparavant : {before}){tag}.",
    en="  - {offering}: **{label}**: {after} (previously: {before}){tag}.",
)
_FOLLOWING = LocalizedText(fr="  - {offering} : **{label}**{tag}.", en="  - {offering}: **{label}**{tag}.")
_TAG = LocalizedText(fr=" [{word}]", en=" [{word}]")
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
        "form",
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
    parts = (typeset("\n".join(_lines(told, before, after, language)), language) for language in languages)
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
    elif any(map(is_worked_out, shown)):
        yield _EXAMPLES[to]
    causes = group_causes(shown)
    names = offering_names(before, after)
    for effect, heading in _HEADINGS.items():
        found = [cause for cause in causes if cause.effect is effect]
        if found:
            yield ""
            yield f"## {heading[to]}"
            yield ""
            yield from (line[to] for cause in found for line in _told(cause, names))
    if after.files.source.document.language != to:
        yield ""
        yield TRANSLATED[to]


def _told(cause: Cause, names: OfferingNames) -> Iterator[LocalizedText]:
    """Tell a cause, and beneath it what follows from it, offering by offering."""
    tag = "" if cause.head.effect is cause.effect else _tag(cause.head.effect)
    touched = (
        LocalizedText(fr="", en="")
        if None in {each.offering for each in cause.heads}
        else _named(cause, names)
    )
    yield _entry(_CAUSE, cause.head, tag, offerings=touched)
    for offering, name in names.items():
        for change in cause.told_of(offering):
            if change in cause.consequences:
                yield _entry(_CONSEQUENCE, change, _tag(change.effect), offering=_escape(name))
            for each in change.follows:
                if (each.label, each.effect) != (change.label, change.effect):
                    yield _FOLLOWING.format(
                        offering=_escape(name), label=_escape(each.label), tag=_tag(each.effect)
                    )


def _named(cause: Cause, names: OfferingNames) -> LocalizedText:
    return _OFFERINGS.format(names=_escape(joined(cause.offerings(names))))


def _entry(template: LocalizedText, change: Change, tag: object, **filling: LocalizedText) -> LocalizedText:
    before, after = (_escape(_within_a_sentence(text)) for text in (change.before, change.after))
    return template.format(label=_escape(change.heading), before=before, after=after, tag=tag, **filling)


def _tag(effect: Effect) -> LocalizedText:
    return _TAG.format(word=CLASSES[effect])


def _within_a_sentence(text: LocalizedText) -> LocalizedText:
    return LocalizedText(**{language: text[language].strip().removesuffix(".") for language in LANGUAGES})


def _escape(text: LocalizedText) -> LocalizedText:
    """Take the meaning from characters that Markdown would read as markup, and keep a text on one line."""
    return LocalizedText(**{language: _escaped(text[language], language) for language in LANGUAGES})


def _escaped(text: str, language: Language) -> str:
    # What is escaped can no longer be told from words: it is set first.
    return _MARKUP.sub(r"\\\1", typeset(" ".join(text.split()), language))
