"""policies/calendars/*.yaml: public holidays as an owner adjusted and reviewed them."""

from typing import Annotated

from pydantic import Field

from ptc_service_policy.model.base import ClosingTime, Day, Mapped, Noun, SomeDistinct, Text, explained
from ptc_service_policy.model.digests import digest_of
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Weekday
from ptc_service_policy.model.plain import plain

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Subdivision = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([^\s]| [^\s])*$")]
Category = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
HalfDay = Annotated[
    str,
    Field(pattern=r"^(([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|[a-z]+(_[a-z]+)*)$"),
]

Categories = Annotated[
    SomeDistinct[Category] | None,
    explained(
        en="The categories of holidays, such as `public`, `bank`, `optional` or `catholic`; left out: those "
        "that are usual in the country.",
        fr="Les catégories de jours fériés, par exemple `public`, `bank`, `optional` ou `catholic` ; "
        "omises : celles d'usage dans le pays.",
    ),
]
HalfDays = Annotated[
    Mapped[HalfDay, ClosingTime],
    explained(
        en="When half days close: by date, by day of each year (`12-24`), or by category (`half_day`).",
        fr="L'heure de fin des demi-journées : par date, par jour de chaque année (`12-24`) ou par catégorie "
        "(`half_day`).",
    ),
]
MadeUp = Annotated[
    Mapped[Day, Weekday],
    explained(
        en="Days that are worked for a day off, each with the weekday whose hours it has. Those that the "
        "country itself has made up, as China does, are known.",
        fr="Les jours travaillés en échange d'un jour chômé, chacun avec le jour de semaine dont il a les "
        "heures. Ceux que le pays a lui-même fixés, comme en Chine, sont connus.",
    ),
]


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
    categories: Categories = None
    half_days: HalfDays = Field(default_factory=FrozenDict)
    made_up: MadeUp = Field(default_factory=FrozenDict)
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
