"""Which profile a run has: the normal one by day, or the nightly one, which tries more."""

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "normal")
NIGHTLY = PROFILE == "nightly"
