"""policies/calendars/*.yaml: public holidays as an owner adjusted and reviewed them."""

from datetime import date, datetime
from typing import Annotated

from ptc_service_policy.model.base import ClosingTime, Day, Mapped, SomeDistinct, Text
from ptc_service_policy.model.digests import digest_of
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Weekday
from ptc_service_policy.model.noun import Noun, explained
from ptc_service_policy.model.plain import plain
from ptc_service_policy.model.read_as import ReadAs, matching

Country = Annotated[str, matching(r"^[A-Z]{2}$")]
Subdivision = Annotated[str, matching(r"^[A-Za-z0-9]([^\s]| [^\s])*$")]
Category = Annotated[str, matching(r"^[a-z]+(_[a-z]+)*$")]
_HALF_DAY = r"^(([0-9]{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|[a-z]+(_[a-z]+)*)$"


def _as_written(given: object) -> object:
    return given.isoformat() if isinstance(given, date) and not isinstance(given, datetime) else given


HalfDay = Annotated[
    str,
    ReadAs(
        lambda core, *_: core.no_info_before_validator_function(
            _as_written, core.str_schema(pattern=_HALF_DAY)
        ),
        pattern=_HALF_DAY,
    ),
]
"""A date, given as such too, a day of each year or a category of holidays."""

Categories = SomeDistinct[Category] | None
CATEGORIES = explained(
    en="The categories of holidays, such as `public`, `bank`, `optional` or `catholic`; left out: those "
    "that are usual in the country.",
    fr="Les catégories de jours fériés, par exemple `public`, `bank`, `optional` ou `catholic` ; "
    "omises : celles d'usage dans le pays.",
    default=None,
)
HalfDays = Mapped[HalfDay, ClosingTime]
HALF_DAYS = explained(
    en="When half days close: by date, by day of each year (`12-24`), or by category (`half_day`).",
    fr="L'heure de fin des demi-journées : par date, par jour de chaque année (`12-24`) ou par catégorie "
    "(`half_day`).",
    default_factory=FrozenDict,
)
MadeUp = Mapped[Day, Weekday]
MADE_UP = explained(
    en="Days that are worked for a day off, each with the weekday whose hours it has. Those that the "
    "country itself has made up, as China does, are known.",
    fr="Les jours travaillés en échange d'un jour chômé, chacun avec le jour de semaine dont il a les "
    "heures. Ceux que le pays a lui-même fixés, comme en Chine, sont connus.",
    default_factory=FrozenDict,
)


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
    categories: Categories = CATEGORIES
    half_days: HalfDays = HALF_DAYS
    made_up: MadeUp = MADE_UP
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
