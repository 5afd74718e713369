"""Starting a new version, and publishing it."""

from ptc_service_policy.authoring.publishing.choosing import check_number, find_folder, versions_in
from ptc_service_policy.authoring.publishing.governed import Governed
from ptc_service_policy.authoring.publishing.publish import ALL, Published, publish_version
from ptc_service_policy.authoring.publishing.start import start_version

__all__ = [
    "ALL",
    "Governed",
    "Published",
    "check_number",
    "find_folder",
    "publish_version",
    "start_version",
    "versions_in",
]
