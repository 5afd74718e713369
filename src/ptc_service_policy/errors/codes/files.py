"""PSP0xx: files and folders."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP001",
        "missing-file",
        en=("{name} is missing.", "Add it; `ptc-policy schema` shows what it holds."),
        fr=("{name} est absent.", "Ajoutez-le ; `ptc-policy schema` montre son contenu."),
    ),
    entry(
        "PSP002",
        "unknown-file",
        en=("{name} is not a file of a policy.", "Remove it, or rename it. {suggestion}"),
        fr=(
            "{name} ne fait pas partie d'une politique.",
            "Supprimez-le, ou renommez-le. {suggestion}",
        ),
    ),
    entry(
        "PSP003",
        "unreadable-file",
        en=("{name} cannot be read: {cause}.", "Check that it exists and that you may read it."),
        fr=("{name} est illisible : {cause}.", "Vérifiez qu'il existe et que vous avez le droit de le lire."),
    ),
    entry(
        "PSP004",
        "not-utf-8",
        en=("The file is not UTF-8 text.", "Save it in UTF-8, the encoding that every editor offers."),
        fr=(
            "Le fichier n'est pas encodé en UTF-8.",
            "Enregistrez-le en UTF-8, encodage que tout éditeur propose.",
        ),
    ),
    entry(
        "PSP005",
        "too-large",
        en=("The file has more than the {limit} bytes that are allowed.", "Split or shorten it."),
        fr=("Le fichier dépasse les {limit} octets admis.", "Scindez-le ou raccourcissez-le."),
    ),
    entry(
        "PSP006",
        "no-such-folder",
        en=(
            "{name} is not a folder of policies.",
            "Give the folder of a version, such as policies/1.0.0, or of all versions, or a zip file of it.",
        ),
        fr=(
            "{name} n'est pas un dossier de politiques.",
            "Donnez le dossier d'une version (policies/1.0.0) ou de toutes les versions, ou son fichier zip.",
        ),
    ),
)
