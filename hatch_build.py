"""Compile the policies into the wheel, beside the YAML files: an editable install reads these alone."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePolicies(BuildHookInterface[Any]):
    """Add the compiled form of the policies to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say where the files go."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from ptc_service_policy.loading.published import compile_policies

        self._made = TemporaryDirectory()
        for name, text in compile_policies(Path(self.root) / "policies"):
            file = Path(self._made.name) / name
            file.write_bytes(text)
            build_data["force_include"][str(file)] = f"ptc_service_policy/compiled/{name}"

    def finalize(self, version: str, *_: Any) -> None:
        """Forget what was compiled."""
        if version != "editable":
            self._made.cleanup()
