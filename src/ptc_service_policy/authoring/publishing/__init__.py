"""Starting a new version, publishing it, and freezing and locking holiday calendars."""

from ptc_service_policy.authoring.publishing.choosing import check_number, find_folder, versions_in
from ptc_service_policy.authoring.publishing.freezing import freeze_holidays
from ptc_service_policy.authoring.publishing.governed import Governed
from ptc_service_policy.authoring.publishing.locking import LockedAs, lock_as_they_are
from ptc_service_policy.authoring.publishing.publish import ALL, Published, publish_version
from ptc_service_policy.authoring.publishing.start import start_version

__all__ = [
    "ALL",
    "Governed",
    "LockedAs",
    "Published",
    "check_number",
    "find_folder",
    "freeze_holidays",
    "lock_as_they_are",
    "publish_version",
    "start_version",
    "versions_in",
]
