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
        en=("{version} is no version number.", "Write MAJOR.MINOR.PATCH, such as 1.1.0."),
        fr=(
            "{version} n'est pas un numéro de version.",
            "Écrivez MAJEURE.MINEURE.CORRECTIF, par exemple 1.1.0.",
        ),
    ),
    entry(
        "PSP903",
        "version-exists",
        en=("There is a version {version} already.", "Edit it, or choose a greater number."),
        fr=("La version {version} existe déjà.", "Modifiez-la, ou choisissez un numéro supérieur."),
    ),
    entry(
        "PSP904",
        "version-not-greater",
        en=("{version} is not greater than {start}, which it starts from.", "Choose a greater number."),
        fr=(
            "{version} n'est pas supérieure à {start}, dont elle part.",
            "Choisissez un numéro supérieur.",
        ),
    ),
    entry(
        "PSP905",
        "version-step-too-small",
        en=(
            "The changes since {before} demand version {least} or greater; this is {version}.",
            "Give it that number, or take back what demands it: see `ptc-policy diff {before} {version}`.",
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
            "The file is written in a way that leaves no room for the edit.",
            "Put each key on a line of its own.",
        ),
        fr=(
            "L'écriture du fichier ne permet pas la modification.",
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
            "{before} has the rule {rule}; this version neither has it nor names it under withdrawn.",
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
            "It is not said which contracts version {version} governs.",
            "Say it with --new-contracts (a first day, always or never) and --others (a day, stay or none).",
        ),
        fr=(
            "Il n'est pas dit quels contrats la version {version} régit.",
            "Dites-le avec --new-contracts (date, always ou never) et --others (date, stay ou none).",
        ),
    ),
    entry(
        "PSP911",
        "governs-otherwise-already",
        en=(
            "The event {id} says otherwise which contracts version {version} governs, and no event changes.",
            "Publish again without --new-contracts, --others and --at-renewal.",
        ),
        fr=(
            "L'événement {id}, qui ne change plus, dit autrement quels contrats la version {version} régit.",
            "Publiez de nouveau, sans --new-contracts, --others ni --at-renewal.",
        ),
    ),
)
