"""PSP78x: records, and what replaying them finds."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP780",
        "not-json",
        en=("This is not JSON: {cause}.", "Take the record as it was written, from a backup if need be."),
        fr=(
            "Ce n'est pas du JSON : {cause}.",
            "Reprenez l'enregistrement tel qu'il a été écrit, au besoin dans une sauvegarde.",
        ),
    ),
    entry(
        "PSP781",
        "damaged-record",
        en=(
            "The record is damaged ({where}): {cause}.",
            "Take the record as it was written, from a backup if need be.",
        ),
        fr=(
            "L'enregistrement est endommagé ({where}) : {cause}.",
            "Reprenez l'enregistrement tel qu'il a été écrit, au besoin dans une sauvegarde.",
        ),
    ),
    entry(
        "PSP782",
        "damaged-question",
        en=(
            "What the recorded question was asked with cannot be read: {cause}.",
            "Take the record as it was written, from a backup if need be.",
        ),
        fr=(
            "Les éléments de la question enregistrée sont illisibles : {cause}.",
            "Reprenez l'enregistrement tel qu'il a été écrit, au besoin dans une sauvegarde.",
        ),
    ),
)
