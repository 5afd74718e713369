"""What a check is, and what it looks at."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.loading.versions import LoadedPolicies


@dataclass(frozen=True, slots=True)
class Material:
    """Hold all that checks look at, read before the first of them runs.

    ``scenarios`` are the documents of valid scenario files, by the name by which problems call their version.
    ``as_of`` is the day on which reviews are judged; None judges none.
    """

    policies: LoadedPolicies
    scenarios: Mapping[str, tuple[Document, ...]]
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Check:
    """Hold one rule that no schema can say: its code, and the pure function that finds what breaks it."""

    code: str
    find: Callable[[Material], Iterator[Problem]]
