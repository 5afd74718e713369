"""A version as it is compared: what it means, what its files say and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.authoring.diff.changes import At, Path, Place
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles


@dataclass(frozen=True, slots=True)
class Edition:
    """Hold one version: its nouns, and its files by name as they were read."""

    files: PolicyFiles
    documents: Mapping[str, Document]

    @property
    def version(self) -> str:
        """Return the version's number."""
        return self.files.policy.version

    def noun(self, file: str) -> Any:
        """Return the noun of a file."""
        return getattr(self.files, file.replace("-", "_"))

    def data(self, file: str, path: Path) -> Any:
        """Return what a file says at a path."""
        found = self.documents[file].data
        for key in path:
            found = found[key]
        return found

    def place(self, at: At) -> Place:
        """Return where a value, or its key if it has one, stands in the files."""
        file, path = at
        document = self.documents[file]
        return Place(document.file, *document.place_of_key(path))


def read_edition(folder: Traversable, *, called: str | None = None) -> Edition:
    """Read a version to compare it.

    Args:
        folder: the folder of the version.
        called: the name by which places call the folder; its own name if left out.

    Raises:
        InvalidPolicyError: with every problem of every file.
    """
    prefix = called or folder.name
    files = read_policy_folder(folder, called=prefix)
    documents = {
        name: read_file(folder.joinpath(f"{name}.yaml"), f"{prefix}/{name}.yaml") for name in FILE_MODELS
    }
    return Edition(files, documents)
