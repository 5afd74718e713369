"""policies/calendars/*.yaml: public holidays as an owner adjusted and reviewed them."""

from typing import Annotated

from pydantic import Field

from ptc_service_policy.model.base import Day, Mapped, Noun, Text, explained
from ptc_service_policy.model.digests import digest_of
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.plain import plain

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Subdivision = Annotated[str, Field(pattern=r"^[A-Z0-9]{1,4}$")]


class Reviewed(Noun):
    """Bound the dates that an owner has looked at."""

    first: Day = explained(en="The first day reviewed.", fr="Le premier jour vérifié.")
    last: Day = explained(
        en="The last day reviewed, included; questions beyond it are refused.",
        fr="Le dernier jour vérifié, inclus ; au-delà, les questions sont refusées.",
    )


class HolidayCalendarFile(Noun):
    """Hold one file of policies/calendars."""

    name: Text = explained(en="The calendar's name.", fr="Le nom du calendrier.")
    country: Country = explained(
        en="The country whose public holidays apply, as an ISO 3166-1 code such as `FR`.",
        fr="Le pays dont les jours fériés s'appliquent, en code ISO 3166-1, par exemple `FR`.",
    )
    subdivision: Subdivision | None = explained(
        en="The region, as the second part of an ISO 3166-2 code, where it has holidays of its own.",
        fr="La région, deuxième partie d'un code ISO 3166-2, si elle a ses propres jours fériés.",
        default=None,
    )
    days: Mapped[Day, Text] | None = explained(
        en="All public holidays of the dates reviewed, each with its name; nothing else is then asked about "
        "the country. `ptc-policy calendar freeze` writes them.",
        fr="Tous les jours fériés des dates vérifiées, chacun avec son nom ; rien d'autre n'est alors "
        "consulté sur le pays. `ptc-policy calendar freeze` les inscrit.",
        default=None,
    )
    added: Mapped[Day, Text] = explained(
        en="Days off in addition to the public holidays, each with its name or reason.",
        fr="Les jours chômés en plus des jours fériés, chacun avec son nom ou son motif.",
        default_factory=FrozenDict,
    )
    removed: Mapped[Day, Text] = explained(
        en="Public holidays that are worked, each with the reason.",
        fr="Les jours fériés travaillés, chacun avec le motif.",
        default_factory=FrozenDict,
    )
    reviewed: Reviewed = explained(
        en="The dates that an owner has reviewed.", fr="Les dates qu'un responsable a vérifiées."
    )

    @property
    def digest(self) -> str:
        """Return the digest of what the file says."""
        return digest_of(plain(self))
