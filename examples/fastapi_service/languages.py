"""The language of an answer, from what the caller accepts (RFC 9110, section 12.5.4)."""

from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Header, Response

from ptc_service_policy import Language

# The first answers a caller who prefers neither.
LANGUAGES: tuple[Language, ...] = ("en", "fr")

# Below the least weight that can be written, above a refusal.
NOT_NAMED = 0.0001


@lru_cache(maxsize=256)
def negotiate(accepted: str | None) -> Language:
    """Return the language that an Accept-Language header prefers; of two equal ones, the first named."""
    weights: dict[str, float] = {}
    for part in (accepted or "").split(","):
        name, _, weight = part.partition(";")
        language = name.strip().lower().partition("-")[0]
        weights[language] = max(_read_weight(weight), weights.get(language, 0))
    others = weights.get("*", NOT_NAMED)
    named = [*weights, *LANGUAGES]
    return max(LANGUAGES, key=lambda language: (weights.get(language, others), -named.index(language)))


def _read_weight(weight: str) -> float:
    """Read "q=0.8"; no weight counts as 1, and one that cannot be read as 0."""
    if not weight.strip():
        return 1
    name, _, value = weight.partition("=")
    try:
        read = float(value)
    except ValueError:
        return 0
    return read if name.strip().lower() == "q" and 0 <= read <= 1 else 0


async def speak(
    response: Response, accept_language: Annotated[str | None, Header(examples=["fr-FR, en;q=0.5"])] = None
) -> Language:
    """Choose the language, and say so in the response's headers."""
    language = negotiate(accept_language)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    return language


SpokenLanguage = Annotated[Language, Depends(speak)]
