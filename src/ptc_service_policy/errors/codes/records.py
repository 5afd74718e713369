"""PSP78x: records, and what replaying them finds."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP780",
        "not-json",
        en=("This is not JSON: {cause}.", "Take the record as it was written, from a backup if need be."),
        fr=(
            "Ce n'est pas du JSON ({cause}).",
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
            "L'enregistrement est endommagé à cet endroit : {where} ({cause}).",
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
            "Les éléments de la question enregistrée sont illisibles ({cause}).",
            "Reprenez l'enregistrement tel qu'il a été écrit, au besoin dans une sauvegarde.",
        ),
    ),
    entry(
        "PSP783",
        "not-a-record",
        en=("{value} is not a record.", "Give a Record; `Record.from_file` and `Record.from_text` read one."),
        fr=(
            "{value} n'est pas un enregistrement.",
            "Donnez un Record ; `Record.from_file` et `Record.from_text` en lisent un.",
        ),
    ),
    entry(
        "PSP784",
        "not-policies",
        en=("{value} holds no policies.", "Give what `load_policies` or `load_policy` returns."),
        fr=(
            "{value} ne contient pas de politiques.",
            "Donnez ce que renvoient `load_policies` ou `load_policy`.",
        ),
    ),
)
