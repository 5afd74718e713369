"""published.lock.yaml: which versions are published, and what they said when they were."""

from typing import Annotated, Literal

from ptc_service_policy.model.base import Id, Mapped
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.policy import Version
from ptc_service_policy.model.read_as import ReadAs
from ptc_service_policy.model.source import Digest

Share = Annotated[float, ReadAs(lambda core, *_: core.float_schema(ge=0, le=100))]


class PublishedVersion(Noun):
    """Hold what a published version must still say."""

    digest: Digest = explained(
        en="The digest of the version's files.", fr="L'empreinte des fichiers de la version."
    )
    coverage: Share | None = explained(
        en="How many per cent of its cells scenarios tested when it was published; left out for all of them.",
        fr="Quelle part de ses cellules, en pour cent, les scénarios vérifiaient à sa publication ; absente "
        "pour la totalité.",
        default=None,
    )
    same_meaning: Literal[True] | None = explained(
        en="`true`: who published it said that the texts which it rewords mean the same as before.",
        fr="`true` : qui l'a publiée a dit que les textes qu'elle reformule gardent le même sens.",
        default=None,
    )


class LockedCalendar(Noun):
    """Hold what a holiday calendar must still say."""

    digest: Digest = explained(
        en="The digest of the calendar's file.", fr="L'empreinte du fichier du calendrier."
    )


class PublishedFile(Noun):
    """Hold published.lock.yaml."""

    versions: Mapped[Version, PublishedVersion] = explained(
        en="The published versions; a published version never changes.",
        fr="Les versions publiées ; une version publiée ne change plus.",
    )
    calendars: Mapped[Id, LockedCalendar] = explained(
        en="The holiday calendars as they were locked; `ptc-policy calendar lock` locks those that changed.",
        fr="Les calendriers de jours fériés tels qu'ils ont été verrouillés ; `ptc-policy calendar lock` "
        "verrouille celui qui a changé.",
        default_factory=FrozenDict,
    )
