"""Say what importing, loading and answering ask of the world: a script of test_manners."""

import importlib
import json
import os
import pkgutil
import sys
import time
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from watching import watching  # type: ignore[import-not-found]

NAME = "ptc_service_policy"


def import_all() -> None:
    """Import the library but for its command line and what takes packages that are not here."""
    package = importlib.import_module(NAME)
    for name in package.__all__:
        getattr(package, name)
    for module in pkgutil.walk_packages(package.__path__, f"{NAME}."):
        if module.name.startswith(f"{NAME}.cli"):
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as missing:
            if missing.name is None or missing.name.startswith(NAME):
                raise


found: dict[str, list[str]] = {}

with watching() as found["the watch itself"]:
    time.time()
    datetime.now()  # noqa: DTZ005
    date.today()  # noqa: DTZ011
    os.environ.get("HOME")
    os.getenv("HOME")
    Path(__file__).exists()
    with Path(os.devnull).open():
        pass

# What others do when they are first imported is theirs.
import_all()
for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
    del sys.modules[name]
with watching() as found["importing"]:
    import_all()

from questions import ask, contracts  # type: ignore[import-not-found]  # noqa: E402

from ptc_service_policy import load_policy  # noqa: E402

POLICIES = Path(__file__).parents[2] / "policies"
load_policy(path=POLICIES / "1.0.0").apply(contracts()["premium"])
with watching() as found["loading"]:
    policy = load_policy(path=POLICIES / "1.0.0")
for contract in contracts().values():
    ask(policy.apply(contract))
with watching() as found["answering"]:
    for contract in contracts().values():
        ask(policy.apply(contract))
        policy.compare("standard", "premium")

json.dump(found, sys.stdout)
