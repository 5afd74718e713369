"""What answers rest on beside the policies: the library, Python, and the data of other packages."""

from dataclasses import dataclass
from importlib.metadata import version

from ptc_service_policy.business_time.zones import ZoneData, zone_data

LIBRARY = "ptc-service-policy"


@dataclass(frozen=True, slots=True)
class Environment:
    """Name the library and its version, those of Python and of ``holidays``, and the zone data in use."""

    library: str
    version: str
    python: str
    holidays: str
    zone_data: ZoneData


def environment() -> Environment:
    """Return what answers rest on in this process, beside the policies."""
    import platform

    return Environment(LIBRARY, version(LIBRARY), platform.python_version(), version("holidays"), zone_data())
