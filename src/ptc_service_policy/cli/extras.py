"""What to install where an extra is missing; imports nothing that one brings."""

from ptc_service_policy.text import LocalizedText

_MISSING = LocalizedText(
    fr="Le complément `{extra}` n'est pas installé. Réinstallez le paquet, d'où qu'il vienne, avec ce "
    "complément : `pip install 'CHEMIN_OU_WHEEL[{extra}]'`.",
    en="The extra `{extra}` is not installed. Install the package, wherever it came from, with that extra: "
    "`pip install 'PATH_OR_WHEEL[{extra}]'`.",
)


def missing(extra: str) -> LocalizedText:
    """Say how to install an extra; no public index has the package, so that its name alone finds nothing."""
    return _MISSING.format(extra=extra)
