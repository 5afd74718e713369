"""published.lock.yaml: which versions are published, and what they said when they were."""

from ptc_service_policy.model.base import Mapped, Noun, explained
from ptc_service_policy.model.policy import Version
from ptc_service_policy.model.source import Digest


class PublishedVersion(Noun):
    """Hold what a published version must still say."""

    digest: Digest = explained(
        en="The digest of the version's files.", fr="L'empreinte des fichiers de la version."
    )


class PublishedFile(Noun):
    """Hold published.lock.yaml."""

    versions: Mapped[Version, PublishedVersion] = explained(
        en="The published versions; a published version never changes.",
        fr="Les versions publiées ; une version publiée ne change plus.",
    )
