"""The published versions as the page fetches them: what they share comes with the library, each by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ptc_service_policy.loading.compiled import INDEX, write_compiled
from ptc_service_policy.loading.published import Published
from ptc_service_policy.loading.snapshot import contents
from ptc_service_policy.loading.versions import VERSION_NUMBER

_SHARED = "ptc_service_policy/policies"
_COMPILED = "ptc_service_policy/compiled"


@dataclass(frozen=True, slots=True)
class Carried:
    """Hold files by their path in the page's Python: those that all versions share, and that of each."""

    shared: Mapping[str, bytes]
    versions: Mapping[str, Mapping[str, bytes]]


def carried(policies: Path) -> Carried:
    """Return the published versions of a folder in their compiled form; drafts stay where they are.

    Raises:
        PolicyError: if the folder cannot be read.
        InvalidPolicyError: if the lock, the journal or a published version is not valid.
    """
    files = contents(policies)
    published = Published(files)
    versions = published.versions()
    beside = {name: raw for name, raw in files.items() if not VERSION_NUMBER.match(name)}
    compiled = dict(write_compiled(beside, published.digests, published.events, versions))
    shared = {f"{_SHARED}/{name}": raw for name, raw in beside.items()}
    return Carried(
        {**shared, f"{_COMPILED}/{INDEX}": compiled[INDEX]},
        {each: {f"{_COMPILED}/{each}.json": compiled[f"{each}.json"]} for each in versions},
    )
