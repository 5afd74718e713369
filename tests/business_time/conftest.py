"""Settings of the property tests: few examples by default, HYPOTHESIS_PROFILE=nightly for 10,000 each."""

import os

from hypothesis import HealthCheck, settings

SLOW_ORACLE = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("normal", max_examples=60, deadline=None, suppress_health_check=SLOW_ORACLE)
settings.register_profile("nightly", max_examples=10_000, deadline=None, suppress_health_check=SLOW_ORACLE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))
