"""Which services an offering includes, and what bounds them."""

from collections.abc import Callable

from ptc_service_policy.model.entitlements import Entitled, OnRequest
from ptc_service_policy.model.spans import Span
from ptc_service_policy.text import LocalizedText, uncapitalised
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.kinds import SERVICES
from ptc_service_policy.topics.topic import Case, Part, Topic
from ptc_service_policy.topics.wording import NO, YES, Wording, joined, span

_ON_REQUEST = LocalizedText(fr="sur demande", en="on request")
WITH_NOTICE = LocalizedText(fr="moyennant un préavis", en="with notice")
_NOTICE = LocalizedText(fr="avec un préavis d'au moins {notice}", en="with notice of at least {notice}")
_UP_TO = LocalizedText(fr="dans la limite « {limit} »", en='within the limit "{limit}"')
_PARTLY = LocalizedText(fr="en partie : {partly}", en="in part: {partly}")
_INCLUDED = LocalizedText(
    fr="L'offre « {offering} » comprend le service « {name} »{value}.",
    en='"{offering}" includes the service "{name}"{value}.',
)
_NOT_INCLUDED = LocalizedText(
    fr="L'offre « {offering} » ne comprend pas le service « {name} ».",
    en='"{offering}" does not include the service "{name}".',
)


def notice_alone(notice: Span | str | None) -> LocalizedText | None:
    """Write how long before a request must come; None where the source says nothing of it."""
    if isinstance(notice, Span):
        return _NOTICE.format(notice=span(notice))
    return WITH_NOTICE if notice == "required" else None


def notice_words(asked: bool | OnRequest) -> LocalizedText:  # noqa: FBT001 - it is the value
    """Write what a request takes."""
    notice = notice_alone(asked.notice) if isinstance(asked, OnRequest) else None
    return _ON_REQUEST if notice is None else joined((_ON_REQUEST, notice))


def bounds_of(value: Entitled, wording: Wording) -> tuple[LocalizedText, ...]:
    """Write what bounds a service that is included."""
    said = []
    if value.on_request:
        said.append(notice_words(value.on_request))
    if value.up_to is not None:
        said.append(_UP_TO.format(limit=wording.limit(value.up_to)))
    if value.partly is not None:
        said.append(_PARTLY.format(partly=uncapitalised(value.partly)))
    if value.charge is not None:
        said.append(wording.terms.charges[value.charge].phrase)
    return tuple(said)


def includes(value: object) -> bool:
    """Tell whether the value of an entitlement is a yes, bounded or not."""
    return isinstance(value, Entitled) or value is True


def _words(value: bool | Entitled, wording: Wording) -> LocalizedText:  # noqa: FBT001 - it is the value
    if not isinstance(value, Entitled):
        return YES if value else NO
    return joined((YES, *bounds_of(value, wording)))


def _within(value: bool | Entitled, wording: Wording) -> LocalizedText:  # noqa: FBT001 - it is the value
    bounds = bounds_of(value, wording) if isinstance(value, Entitled) else ()
    return joined((LocalizedText(fr="", en=""), *bounds)) if bounds else LocalizedText(fr="", en="")


def _finish(value: bool | Entitled, _case: Case[bool | Entitled]) -> bool | Entitled:  # noqa: FBT001
    """Say yes where nothing bounds what is included."""
    return True if value == Entitled(included=True) else value


def _bound(key: str) -> Callable[[bool | Entitled, Wording], object]:
    """Return what reads one of the bounds of a service that is included."""
    return lambda value, _: getattr(value, key) if isinstance(value, Entitled) else None


def _fewer_bounds(old: object, new: object) -> Effect:
    return Effect.BETTER if new is None else Effect.WORSE if old is None else Effect.DIFFERENT


ENTITLEMENT: Topic[bool | Entitled] = Topic(
    name="entitlement",
    group="services",
    label=LocalizedText(fr="Service « {name} »", en='Service "{name}"'),
    question=LocalizedText(
        fr="L'offre comprend-elle le service ?", en="Does the offering include the service?"
    ),
    address="services.{about}",
    about=SERVICES,
    words=_words,
    within=_within,
    reason=_INCLUDED,
    absent=_NOT_INCLUDED,
    unstated=LocalizedText(
        fr="La source ne dit pas si l'offre « {offering} » comprend le service « {name} ».",
        en='The source does not say whether "{offering}" includes the service "{name}".',
    ),
    finish=_finish,
    parts=(
        Part(
            LocalizedText(fr="sur demande", en="on request"),
            _bound("on_request"),
            _fewer_bounds,
            lambda value, _: notice_words(value.on_request),
            "on_request",
        ),
        Part(
            LocalizedText(fr="limite", en="limit"),
            _bound("up_to"),
            _fewer_bounds,
            lambda value, wording: wording.limit(value.up_to),
            "up_to",
        ),
        Part(
            LocalizedText(fr="partie comprise", en="part included"),
            _bound("partly"),
            _fewer_bounds,
            lambda value, _: value.partly,
            "partly",
        ),
        Part(
            LocalizedText(fr="coût", en="cost"),
            _bound("charge"),
            lambda _old, _new: Effect.DIFFERENT,
            lambda value, wording: wording.terms.charges[value.charge].phrase,
            "charge",
        ),
    ),
)
