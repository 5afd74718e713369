"""What was learnt of documents: the generated files of a version, read and written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ptc_service_policy.authoring.source.blocks import heading_digest
from ptc_service_policy.authoring.source.description import Known
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.words import root
from ptc_service_policy.authoring.statement_digest import digest_statement
from ptc_service_policy.authoring.writing import make_folder, write_atomically
from ptc_service_policy.errors import InvalidPolicyError, quoted
from ptc_service_policy.loading.files import readable
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.model.learned import LearnedFile, LearnedStatement

FOLDER = "documents"
_HEAD = "# Written by `ptc-policy source learn`, and never by hand: by what the document is known again.\n"


@dataclass(frozen=True, slots=True)
class Learned:
    """Hold what is known of one document, and the digest of every statement."""

    file: LearnedFile
    digests: Mapping[str, str]

    @classmethod
    def of(cls, file: LearnedFile, policy: EncodedPolicy) -> "Learned":
        """Take the digests that the file leaves out from source.yaml."""
        known = policy.files.source.statements
        return cls(
            file,
            {id_: each.digest or known[id_].digest for id_, each in file.statements.items() if id_ in known},
        )

    def known(self, policy: EncodedPolicy) -> Known:
        """Return what tells which lines of a document belong together."""
        digests = frozenset(self.digests.values())
        shapes = frozenset(each.shape for each in self.file.statements.values())
        wordings = frozenset(each.wording for each in self.file.statements.values())
        headings = frozenset(self.file.sections.values())
        rows = (id_ for id_, each in policy.files.source.statements.items() if each.kind == "row")
        labels = frozenset(self.file.statements[id_].shape for id_ in rows if id_ in self.file.statements)
        return Known(
            lambda text: (
                digest_statement((text,)) in digests or policy.recogniser.wording((text,)) in wordings
            ),
            lambda text: policy.recogniser.shape(text)[0] in shapes,
            lru_cache(maxsize=256)(lambda text: policy.recogniser.wording((text,), root) in labels),
            lambda cells: digest_statement(cells) in digests,
            lambda text: heading_digest(text) in headings,
        )


def known_so_far(policy: EncodedPolicy) -> Known:
    """Return what tells which lines belong together in a document that is learnt now."""
    try:
        learned = read_learned(policy)
    except InvalidPolicyError:  # a damaged file is what learning mends
        learned = ()
    digests = {each.digest for each in policy.files.source.statements.values()}
    digests.update(*(each.digests.values() for each in learned))
    headings = {digest for each in learned for digest in each.file.sections.values()}
    return Known(
        lambda text: digest_statement((text,)) in digests,
        lambda _text: False,
        lambda _text: False,
        lambda cells: digest_statement(cells) in digests,
        lambda text: heading_digest(text) in headings,
    )


@readable()
def read_learned(policy: EncodedPolicy) -> tuple[Learned, ...]:
    """Read what was learnt of every document of a version.

    Raises:
        InvalidPolicyError: if a file is not as it was written.
    """
    return tuple(Learned.of(file, policy) for file in _files(policy))


def _files(policy: EncodedPolicy) -> Iterator[LearnedFile]:
    folder = policy.folder.joinpath(FOLDER)
    for entry in sorted(folder.iterdir(), key=lambda each: each.name) if folder.is_dir() else ():
        if entry.name.endswith(".yaml"):
            called = f"{policy.called}/{FOLDER}/{entry.name}"
            document = read_file(entry, called)
            if document.problems:
                raise InvalidPolicyError(*document.problems)
            try:
                yield LearnedFile.model_validate_json(json.dumps(document.data))
            except ValueError as error:
                raise InvalidPolicyError.of("PSP364", file=called, cause=quoted(str(error))) from None


def write_learned(file: LearnedFile, path: Path) -> None:
    """Write what was learnt; raise PolicyError where it cannot be written."""
    make_folder(path.parent)
    write_atomically(path, learned_text(file).encode())


def learned_text(file: LearnedFile) -> str:
    """Write the text of a learned file: a line for each slot."""
    lines = [_HEAD.rstrip(), "sections:"]
    lines += [f'  {id_}: "{digest}"' for id_, digest in file.sections.items()]
    lines += ["tables:" if file.tables else "tables: {}"]
    for table, columns in file.tables.items():
        lines.append(f'  "{table}":')
        lines += [f"    {says}: {_list(addresses)}" for says, addresses in columns.items()]
    lines.append("statements:")
    for id_, statement in file.statements.items():
        below = [f"    {line}" for line in _statement(statement)]
        lines += [f"  {id_}:", *below] if below else [f"  {id_}: {{}}"]
    return "\n".join(lines) + "\n"


def _statement(statement: LearnedStatement) -> Iterator[str]:
    if statement.digest is not None:
        yield f"digest: {statement.digest}"
    if statement.shape is not None:
        yield f'shape: "{statement.shape}"'
        yield f'wording: "{statement.wording}"'
        yield f'likeness: "{statement.likeness}"'
    if statement.level:
        yield f"level: {statement.level}"
    if statement.below is not None:
        yield f"below: {statement.below}"
    if statement.slots:
        yield "slots:"
    for slot in statement.slots:
        what = f"stands_for: {_list(slot.stands_for)}" if slot.stands_for else f"says: {_flow(slot.says)}"
        joined = "" if slot.joined is None else f", joined: {slot.joined}"
        yield f"  - {{ is: {slot.is_}, {what}{joined} }}"


def _list(addresses: tuple[str, ...]) -> str:
    return f"[{', '.join(_flow(each) if '{' in each else each for each in addresses)}]"


def _flow(value: Any) -> str:
    match value:
        case str():
            return f'"{value}"'
        case tuple() | list():
            return f"[{', '.join(map(_flow, value))}]"
        case _:
            return str(value)
