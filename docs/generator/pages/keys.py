"""The keys of a policy's files: where each stands, and what it says."""

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from docs.generator.desk import Desk
from docs.generator.markup import block, code, esc, heading, page, table
from ptc_service_policy import LocalizedText
from ptc_service_policy.model.forms import FORM_KEYS, OF_A_VALUE, TREE_KEYS, Place, texts_of_key
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import Language
from ptc_service_policy.topics.wording import SPAN_WORDS

_TITLE = LocalizedText(fr="Clés des fichiers", en="Keys of the files")
_LEAD = LocalizedText(
    fr="Tout ce qu'une politique peut dire, fichier par fichier, dans les mots que l'éditeur affiche. Un "
    "astérisque tient lieu d'un identifiant.",
    en="All that a policy can say, file by file, in the words that the editor shows. An asterisk stands for "
    "an id.",
)
_KEY = LocalizedText(fr="Clé", en="Key")
_SAYS = LocalizedText(fr="Ce qu'elle dit", en="What it says")
_NEEDED = LocalizedText(fr="obligatoire", en="required")
_FORMS = LocalizedText(fr="Partout où se trouve une valeur", en="Wherever a value stands")
_FORMS_LEAD = LocalizedText(
    fr="À la place d'une valeur, ou d'une partie d'une valeur, peut se trouver l'une de ces formes.",
    en="In the place of a value, or of part of one, one of these forms may stand.",
)
_LENGTHS = LocalizedText(fr="Durées", en="Lengths of time")
_LENGTHS_LEAD = LocalizedText(
    fr="Une durée est un nombre sous le nom de son unité, par exemple `{ weeks: 2 }`.",
    en="A length of time is a number under the name of its unit, such as `{ weeks: 2 }`.",
)
_CODE = re.compile(r"`([^`]+)`")
Row = tuple[str, list[str]]


def keys(desk: Desk) -> str:
    """Write the page of all keys."""
    columns = [desk.say(_KEY), desk.say(_SAYS)]
    forms = dict.fromkeys((*FORM_KEYS, *TREE_KEYS, *OF_A_VALUE, "source"))
    rows: list[Row] = [("", [code(key), _text(texts_of_key(key), desk.language)]) for key in forms]
    units: list[Row] = [
        ("", [code(f"{unit}: 2"), f"2 {LocalizedText(fr=fr, en=en)[desk.language]}"])
        for unit, ((_, fr), (_, en)) in SPAN_WORDS.items()
    ]
    parts = []
    for anchor, title, lead, told in (
        ("forms", _FORMS, _FORMS_LEAD, rows),
        ("lengths", _LENGTHS, _LENGTHS_LEAD, units),
    ):
        name = desk.say(title)
        said = block("p", _coded(lead[desk.language]))
        parts += [heading(2, name, anchor), said, table(name, columns, told, classes="pairs")]
    for file, model in FILE_MODELS.items():
        rows = [("", _cells(desk, path, key)) for path, key in _keys_of(model, (), set())]
        name = f"{file}.yaml"
        parts += [heading(2, code(name), file), table(name, columns, rows, classes="pairs")]
    return page(desk.say(_TITLE), desk.say(_LEAD), *parts, contents=True)


def _cells(desk: Desk, path: tuple[str, ...], key: Any) -> list[str]:
    says = _text(key.texts, desk.language)
    # A long way to a key breaks between keys.
    way = code(".".join(path)).replace(".", ".<wbr>")
    return [way, f"{says} <em>({desk.say(_NEEDED)})</em>" if key.is_required else says]


def _keys_of(
    model: type[Noun], path: tuple[str, ...], told: set[type[Noun]]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each key with the way to it; what stands in several places is told at the first."""
    told.add(model)
    for name, key in model.model_fields.items():
        here = (*path, key.alias or name)
        if key.texts:
            yield here, key
        for noun, between in _nouns(key.annotation):
            if noun not in told:
                yield from _keys_of(noun, (*here, *between), told)


def _nouns(annotation: Any) -> Iterator[tuple[type[Noun], tuple[str, ...]]]:
    """Yield the nouns that a type holds, each with the ids on the way to it."""
    if isinstance(annotation, type) and issubclass(annotation, Noun):
        yield annotation, ()
    elif isinstance(annotation, type) and issubclass(annotation, Place):
        yield from _nouns(annotation.of)
    else:
        ids = ("*",) if get_origin(annotation) is dict else ()
        for argument in get_args(annotation):
            yield from ((noun, (*ids, *between)) for noun, between in _nouns(argument))


def _text(texts: Any, language: Language) -> str:
    """Return what an editor shows of a key, in one language."""
    en, _, fr = str(texts["markdownDescription"]).partition("\n\n---\n\n")
    return _coded({"en": en, "fr": fr}[language])


def _coded(text: str) -> str:
    parts = _CODE.split(text)
    return "".join(code(part) if index % 2 else esc(part) for index, part in enumerate(parts))
