"""The published versions of a folder, read from its YAML files."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from ptc_service_policy.loading.compiled import write_compiled
from ptc_service_policy.loading.editions import EDITIONS, valid_editions
from ptc_service_policy.loading.snapshot import contents, held
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.loading.versions import VERSION_NUMBER, published_digests, read_published
from ptc_service_policy.model.editions import Event
from ptc_service_policy.model.policy_files import PolicyFiles


class Published:
    """Hold the lock and the journal of a folder, of which each version is read when it is asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Read the lock and the journal.

        Args:
            files: the YAML files of the folder, by their path.

        Raises:
            InvalidPolicyError: if one of them is not valid.
        """
        self._folder = held(files)
        self.digests = published_digests(self._folder)
        self.events = published_events(self._folder, self.digests)

    def version(self, version: str) -> PolicyFiles:
        """Return the files of a version, without its journal; raise what ``read_published`` does."""
        return read_published(self._folder, version)

    def versions(self) -> dict[str, PolicyFiles]:
        """Return the files of every version by its number; raise what ``read_published`` does."""
        return {version: self.version(version) for version in self.digests}


def compile_policies(place: Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the compiled form of a folder of policies, each with its name.

    Raises:
        PolicyError: if the folder cannot be read.
        InvalidPolicyError: if the lock, the journal or a published version is not valid.
    """
    files = contents(place)
    published = Published(files)
    return write_compiled(files, published.digests, published.events, published.versions())


def published_events(folder: Traversable, published: Mapping[str, str]) -> tuple[Event, ...]:
    """Read the events of the editions that are published: what names another is not in effect yet.

    Raises:
        InvalidPolicyError: if the journal is not valid.
    """
    present = [entry.name for entry in folder.iterdir() if VERSION_NUMBER.fullmatch(entry.name)]
    journal = valid_editions(read_file(folder.joinpath(EDITIONS), EDITIONS), published, present)
    return tuple(each for each in journal.editions if each.edition is None or each.edition in published)
