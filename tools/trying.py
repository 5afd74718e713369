"""Run tests for a mutant, until one fails; a list on stdin names them in their order."""

import json
import resource
import sys

import pytest

_MOST_MEMORY = 4 << 30


class Picked:
    """Keep the tests that are named; a file none of whose tests is known keeps all."""

    def __init__(self, names: list[str]) -> None:
        self._order = {name: place for place, name in enumerate(names)}

    def pytest_configure(self) -> None:
        """Look for no smaller example than the one that fails."""
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", settings(), phases=phases)
        settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort them."""
        if self._order:
            kept = [each for each in items if each.nodeid in self._order] or items
            items[:] = sorted(kept, key=lambda each: self._order.get(each.nodeid, 0))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY,) * 2)
    sys.exit(pytest.main(sys.argv[1:], plugins=[Picked(json.load(sys.stdin))]))
