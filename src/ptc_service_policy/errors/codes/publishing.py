"""PSP9xx: comparing, starting and publishing versions."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP901",
        "neither-version-nor-folder",
        en=("{name} is neither a version in {folder} nor a folder.", "{suggestion}"),
        fr=("{name} n'est ni une version de {folder} ni un dossier.", "{suggestion}"),
    ),
    entry(
        "PSP902",
        "no-version-number",
        en=("{version} is not a version number.", "Write MAJOR.MINOR.PATCH, such as 1.1.0."),
        fr=(
            "{version} n'est pas un numéro de version.",
            "Écrivez MAJEURE.MINEURE.CORRECTIVE, par exemple 1.1.0.",
        ),
    ),
    entry(
        "PSP903",
        "version-exists",
        en=("Version {version} already exists.", "Edit it, or choose a higher number."),
        fr=("La version {version} existe déjà.", "Modifiez-la, ou choisissez un numéro supérieur."),
    ),
    entry(
        "PSP904",
        "version-not-greater",
        en=("{version} is not higher than {start}, on which it is based.", "Choose a higher number."),
        fr=(
            "{version} n'est pas supérieure à {start}, dont elle part.",
            "Choisissez un numéro supérieur.",
        ),
    ),
    entry(
        "PSP905",
        "version-step-too-small",
        en=(
            "The changes since {before} require version {least} or later; this is {version}.",
            "Give it that number, or undo what requires it: see `ptc-policy diff {before} {version}`.",
        ),
        fr=(
            "Les modifications depuis {before} exigent au moins la version {least} ; celle-ci est {version}.",
            "Donnez-lui ce numéro, ou annulez ce qui l'exige : voir `ptc-policy diff {before} {version}`.",
        ),
    ),
    entry(
        "PSP906",
        "no-room-for-the-edit",
        en=(
            "The file's layout does not allow the edit.",
            "Put each key on a line of its own.",
        ),
        fr=(
            "La présentation du fichier ne permet pas la modification.",
            "Placez chaque clé sur sa propre ligne.",
        ),
    ),
    entry(
        "PSP907",
        "cannot-be-written",
        en=("{name} cannot be written: {cause}.", "Check the free space and that you may write there."),
        fr=(
            "{name} ne peut pas être écrit : {cause}.",
            "Vérifiez l'espace libre et que vous avez le droit d'y écrire.",
        ),
    ),
    entry(
        "PSP908",
        "changed-meanwhile",
        en=("{name} changed while the version was being published.", "Publish again."),
        fr=("{name} a changé pendant la publication.", "Publiez de nouveau."),
    ),
    entry(
        "PSP909",
        "rule-gone-without-a-word",
        en=(
            "The rule {rule} of {before} is neither in this version nor named under withdrawn.",
            "Name it under withdrawn in policy.yaml, with what is answered now, or put it back.",
        ),
        fr=(
            "La règle {rule}, présente dans {before}, a disparu, et withdrawn ne l'indique pas.",
            "Indiquez-la sous withdrawn, dans policy.yaml, avec la réponse donnée désormais, ou remettez-la.",
        ),
    ),
    entry(
        "PSP910",
        "whom-it-governs-is-not-said",
        en=(
            "Nothing says which contracts version {version} governs.",
            "Give --new-contracts (a first day, always or never) and --others (a day, stay or none).",
        ),
        fr=(
            "Rien n'indique quels contrats la version {version} régit.",
            "Indiquez-le avec --new-contracts (date, always ou never) et --others (date, stay ou none).",
        ),
    ),
    entry(
        "PSP911",
        "governs-otherwise-already",
        en=(
            "The event {id} already gives other contracts to version {version}, and events never change.",
            "Publish again without --new-contracts, --others and --at-renewal.",
        ),
        fr=(
            "L'événement {id}, désormais immuable, confie d'autres contrats à la version {version}.",
            "Publiez de nouveau, sans --new-contracts, --others ni --at-renewal.",
        ),
    ),
    entry(
        "PSP912",
        "no-such-calendar",
        en=("There is no holiday calendar {id}.", "{suggestion}"),
        fr=("Le calendrier de jours fériés {id} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP913",
        "calendar-exists",
        en=(
            "There is already a holiday calendar {id}.",
            "Give the new one another id with `--as`, or remove the old one first.",
        ),
        fr=(
            "Le calendrier de jours fériés {id} existe déjà.",
            "Donnez au nouveau un autre identifiant avec `--as`, ou supprimez d'abord l'ancien.",
        ),
    ),
    entry(
        "PSP914",
        "bad-calendar-id",
        en=(
            "{id} cannot be the id of a holiday calendar.",
            "Use lower-case letters, digits and single hyphens, such as `france`.",
        ),
        fr=(
            "{id} ne peut pas être l'identifiant d'un calendrier de jours fériés.",
            "Employez des minuscules sans accent, des chiffres et des traits d'union, par exemple `france`.",
        ),
    ),
    entry(
        "PSP915",
        "others-left-out",
        en=(
            "--others none says that there are no other contracts, but some are governed by {editions}.",
            "Give --others stay, or --others DAY for the day on which they move.",
        ),
        fr=(
            "--others none dit qu'il n'y a pas d'autres contrats ; or certains sont régis par {editions}.",
            "Indiquez --others stay, ou --others AAAA-MM-JJ pour le jour où ils changent d'édition.",
        ),
    ),
    entry(
        "PSP916",
        "same-meaning-unsaid",
        en=(
            "{label} is worded differently, and nobody said that it means the same: {before} → {after}.",
            "Publish with --same-meaning if it does; otherwise raise the first number.",
        ),
        fr=(
            "{label} est formulé autrement, sans qu'il soit dit que le sens demeure : {before} → {after}.",
            "Si c'est le cas, publiez avec --same-meaning ; sinon, augmentez le premier nombre.",
        ),
    ),
    entry(
        "PSP917",
        "unlike-calendars",
        en=(
            "The holiday calendar {id} beside the old version is not the one beside the new version: {keys}.",
            "A calendar belongs to no version: both were asked with the one beside the new version.",
        ),
        fr=(
            "Le calendrier de jours fériés {id} n'est pas le même à côté des deux versions : {keys}.",
            "Un calendrier n'appartient à aucune version : celui de la nouvelle a servi pour les deux.",
        ),
        severity="warning",
    ),
)
