"""PSP6xx: calendars, instants and what they are asked."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP601",
        "naive-datetime",
        en=(
            "{value} has no time zone.",
            "Give an aware datetime, for instance with tzinfo=ZoneInfo('Europe/Paris').",
        ),
        fr=(
            "{value} n'a pas de fuseau horaire.",
            "Donnez un instant qui porte son fuseau, par exemple tzinfo=ZoneInfo('Europe/Paris').",
        ),
    ),
)
