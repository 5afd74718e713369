"""What is promised outside the tables."""

from dataclasses import dataclass

from ptc_service_policy.model.engagement import Promise
from ptc_service_policy.text import LocalizedText, uncapitalised
from ptc_service_policy.topics.judging import Effect, neutral
from ptc_service_policy.topics.kinds import COMMITMENTS
from ptc_service_policy.topics.topic import Case, Topic
from ptc_service_policy.topics.wording import OF_PARTIES, QUOTED, YES, Wording, yes_or_no

_CONTENTS = LocalizedText(fr="{name} ({contents})", en="{name} ({contents})")
_OWED_BY = LocalizedText(fr="{said}, à la charge {party}", en="{said}, owed by {party}")


@dataclass(frozen=True, slots=True)
class CommitmentTerms:
    """Describe one commitment, the parts that the source lists, and who owes it."""

    id: str
    name: LocalizedText
    description: LocalizedText | None
    contents: tuple[LocalizedText, ...]
    owed_by: str | None = None


def _finish(value: Promise | bool, case: Case[CommitmentTerms | bool]) -> CommitmentTerms | bool:  # noqa: FBT001
    if value is False:
        return False
    rule = case.files.engagement.commitments[case.about]
    contents = tuple(item.name for item in rule.contents.values())
    owed_by = value.owed_by if isinstance(value, Promise) else None
    return CommitmentTerms(case.about, rule.name, rule.description, contents, owed_by)


def _words(value: CommitmentTerms | bool, _wording: Wording) -> LocalizedText:  # noqa: FBT001
    return yes_or_no(value) if isinstance(value, bool) else _named(value, YES)


def _within(value: CommitmentTerms | bool, wording: Wording) -> LocalizedText:  # noqa: FBT001
    return (
        _words(value, wording) if isinstance(value, bool) else _named(value, QUOTED.format(name=value.name))
    )


def _named(value: CommitmentTerms, name: LocalizedText) -> LocalizedText:
    """Add to what a commitment is called what it holds, and who owes it."""
    contents = tuple(map(uncapitalised, value.contents))
    said = _CONTENTS.format(name=name, contents=contents) if contents else name
    return said if value.owed_by is None else _OWED_BY.format(said=said, party=OF_PARTIES[value.owed_by])


COMMITMENT: Topic[CommitmentTerms | bool] = Topic(
    name="commitment",
    group="terms",
    label=LocalizedText(fr="Engagement « {name} »", en='Commitment "{name}"'),
    question=LocalizedText(
        fr="L'offre comporte-t-elle cet engagement ?", en="Does the offering include this commitment?"
    ),
    address="commitments.{about}",
    about=COMMITMENTS,
    words=_words,
    within=_within,
    reason=LocalizedText(
        fr="L'offre « {offering} » comporte l'engagement {value}. {description}",
        en='"{offering}" includes the commitment {value}. {description}',
    ),
    absent=LocalizedText(
        fr="L'offre « {offering} » ne comporte pas l'engagement « {name} ».",
        en='"{offering}" does not include the commitment "{name}".',
    ),
    finish=_finish,
    read=lambda value, wording: (
        value.owed_by,
        frozenset(wording.files.engagement.commitments[value.id].contents),
    ),
    judge=neutral,
    gained=Effect.BETTER,
)
