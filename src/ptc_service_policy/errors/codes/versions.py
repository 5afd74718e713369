"""PSP4xx: versions, and which of them answers."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP402",
        "folder-and-version",
        en=("The folder {folder} holds version {version}.", "Give both the same version."),
        fr=("Le dossier {folder} contient la version {version}.", "Donnez-leur la même version."),
    ),
    entry(
        "PSP403",
        "published-version-changed",
        en=(
            "Version {version} was published as {published} and is now {digest}.",
            "Take back the change, and make it in a new version.",
        ),
        fr=(
            "La version {version} a été publiée avec l'empreinte {published} ; elle a maintenant {digest}.",
            "Annulez la modification et faites-la dans une nouvelle version.",
        ),
    ),
    entry(
        "PSP404",
        "unknown-version",
        en=("No version {version} is published.", "{suggestion}"),
        fr=("Aucune version {version} n'est publiée.", "{suggestion}"),
    ),
    entry(
        "PSP405",
        "none-in-force",
        en=("No published version was in force on {day}.", "Ask for a version by its number."),
        fr=("Aucune version publiée n'était en vigueur le {day}.", "Demandez une version par son numéro."),
    ),
    entry(
        "PSP406",
        "one-way-to-choose",
        en=("Give a version, a date or a folder, and only one of them.", "Leave out the others."),
        fr=("Indiquez une version, une date ou un dossier, mais un seul des trois.", "Retirez les autres."),
    ),
    entry(
        "PSP407",
        "no-day",
        en=("{value} is no date.", "Give a datetime.date, without a time."),
        fr=("{value} n'est pas une date.", "Donnez une datetime.date, sans heure."),
    ),
)
