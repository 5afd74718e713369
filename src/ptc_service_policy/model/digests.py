"""Digests of what files say."""

import json
from hashlib import sha256
from typing import Any


def digest_of(data: Any) -> str:
    """Digest plain data, whatever the comments, quotes and line ends of the file that they stand in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{sha256(text.encode()).hexdigest()}"
