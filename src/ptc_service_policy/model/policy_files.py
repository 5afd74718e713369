"""The ten files of a policy version, by name and together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ptc_service_policy.model.availability import AvailabilityFile
from ptc_service_policy.model.cadences import CadencesFile
from ptc_service_policy.model.editions import Event
from ptc_service_policy.model.engagement import EngagementFile
from ptc_service_policy.model.entitlements import EntitlementsFile
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.offerings import OfferingsFile
from ptc_service_policy.model.policy import PolicyFile
from ptc_service_policy.model.register import RegisterFile
from ptc_service_policy.model.service_levels import ServiceLevelsFile
from ptc_service_policy.model.source import SourceFile
from ptc_service_policy.model.vocabulary import VocabularyFile

FILE_MODELS: dict[str, type[Noun]] = {
    "policy": PolicyFile,
    "vocabulary": VocabularyFile,
    "offerings": OfferingsFile,
    "entitlements": EntitlementsFile,
    "cadences": CadencesFile,
    "service-levels": ServiceLevelsFile,
    "availability": AvailabilityFile,
    "engagement": EngagementFile,
    "register": RegisterFile,
    "source": SourceFile,
}


@dataclass(frozen=True, slots=True)
class PolicyFiles:
    """Hold one valid policy version; each attribute is the file of that name.

    ``holiday_calendars`` are those that stand beside all versions, by id. ``journal`` are the events that say
    which version governs whom, where the version was read with them, and ``first_day`` is the first day on
    which it governs contracts, where they name one; none of this is of the version itself.
    """

    digest: str
    policy: PolicyFile
    vocabulary: VocabularyFile
    offerings: OfferingsFile
    entitlements: EntitlementsFile
    cadences: CadencesFile
    service_levels: ServiceLevelsFile
    availability: AvailabilityFile
    engagement: EngagementFile
    register: RegisterFile
    source: SourceFile
    holiday_calendars: Mapping[str, HolidayCalendarFile] = FrozenDict()
    journal: tuple[Event, ...] = ()
    first_day: date | None = None

    def by_name(self) -> dict[str, Any]:
        """Return the files by name, as ``FILE_MODELS`` has them."""
        return {name: getattr(self, name.replace("-", "_")) for name in FILE_MODELS}
