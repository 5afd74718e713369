"""Documents damaged at random are read, or refused with a code; a nightly run tries other ones."""

import random
import sys
from pathlib import Path

from tests.hostile.fuzzing import tried
from tests.profiles import NIGHTLY

DOCUMENTS = 100_000 if NIGHTLY else 1_000
SEED = str(random.randrange(1_000_000)) if NIGHTLY else "by day"


def test_damaged_documents_are_read_or_refused(tmp_path: Path) -> None:
    came = {"read": 0, "refused": 0}
    for number in range(DOCUMENTS):
        sys.stdout.write(f"\r--seed {SEED!r} --only {number}")
        came[tried(SEED, number, tmp_path)[1]] += 1

    assert min(came.values()) > DOCUMENTS / 20, came
