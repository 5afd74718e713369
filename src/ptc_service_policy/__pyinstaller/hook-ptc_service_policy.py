"""What an application of one file needs beside what its imports name: policies, holidays, zones, commands."""

from PyInstaller.utils.hooks import (  # type: ignore[import-untyped]
    collect_data_files,
    collect_submodules,
    copy_metadata,
)

datas = [
    *collect_data_files("ptc_service_policy"),
    *collect_data_files("holidays"),
    *collect_data_files("tzdata"),
    *copy_metadata("ptc-service-policy"),
]
hiddenimports = [*collect_submodules("ptc_service_policy"), *collect_submodules("holidays")]
