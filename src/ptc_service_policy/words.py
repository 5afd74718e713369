"""The words of the library's own vocabulary, in both languages: ``words.basis("stated")["fr"]``.

Methods and frequencies have the words of the policy that names them.
"""

from collections.abc import Mapping
from typing import Any

from ptc_service_policy.business_time.reading import wrong_shape
from ptc_service_policy.errors import UnknownIdError, knows, suggest
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.vocabulary import VocabularyFile
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.due import SKIP_REASONS
from ptc_service_policy.topics.obligations import FULFILMENTS
from ptc_service_policy.topics.request_state import STATES as REQUEST_STATES
from ptc_service_policy.topics.sentences import DUTY_NAMES
from ptc_service_policy.topics.wording import BASES, STATES
from ptc_service_policy.topics.workload import VERDICTS

__all__ = [
    "availability",
    "basis",
    "duty",
    "frequency",
    "fulfilment",
    "method",
    "request_state",
    "skip_reason",
    "verdict",
]


def basis(name: str) -> LocalizedText:
    """Return the words for a basis, such as "stated"; raise UnknownIdError (PSP726) for what is none."""
    return _word(BASES, name)


def duty(name: str) -> LocalizedText:
    """Return the words for how firmly something is meant, such as "objective"; raise as ``basis``."""
    return _word(DUTY_NAMES, name)


def availability(name: str) -> LocalizedText:
    """Return the words for a state of the manager, such as "on-request"; raise as ``basis``."""
    return _word(STATES, name)


def request_state(name: str) -> LocalizedText:
    """Return the words for the state of a request, such as "overdue"; raise as ``basis``."""
    return _word(REQUEST_STATES, name)


def fulfilment(name: str) -> LocalizedText:
    """Return the words for what became of an obligation, such as "missed"; raise as ``basis``."""
    return _word(FULFILMENTS, name)


def verdict(name: str) -> LocalizedText:
    """Return the words for a finding about a limit, such as "exceeded"; raise as ``basis``."""
    return _word(VERDICTS, name)


def skip_reason(name: str) -> LocalizedText:
    """Return the words for why a day does not count, such as "holiday"; raise as ``basis``."""
    return _word(SKIP_REASONS, name)


def method(policy: Policy, name: str) -> LocalizedText:
    """Return what a policy calls a method, such as "email"; raise as ``basis``.

    Raises:
        BusinessTimeError: PSP607 for what is not a policy.
    """
    return _word({key: each.name for key, each in _vocabulary(policy).methods.items()}, name)


def frequency(policy: Policy, name: str) -> LocalizedText:
    """Return what a policy calls a frequency, such as "quarterly"; raise as ``method``."""
    return _word({key: each.name for key, each in _vocabulary(policy).frequencies.items()}, name)


def _vocabulary(policy: Policy) -> VocabularyFile:
    if not isinstance(policy, Policy):
        raise wrong_shape(policy, ("policy",), 'load_policy("1.0.0")')
    return policy.files.vocabulary


def _word(known: Mapping[Any, LocalizedText], name: str) -> LocalizedText:
    words = {str(key): word for key, word in known.items() if key is not None}
    if not knows(words, name):
        raise UnknownIdError.of("PSP726", id=name, suggestion=suggest(str(name), words))
    return words[name]
