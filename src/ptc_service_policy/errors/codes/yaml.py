"""PSP1xx: the YAML text itself."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP101",
        "yaml-syntax",
        en=(
            "This is not valid YAML: {cause}.",
            "Check indentation, colons, quotes and brackets around here.",
        ),
        fr=(
            "Ce n'est pas du YAML valide ({cause}).",
            "Vérifiez l'indentation, les deux-points, les guillemets et les crochets à cet endroit.",
        ),
    ),
    entry(
        "PSP102",
        "duplicate-key",
        en=("The key {key} is repeated here; it is already on line {first}.", "Keep one of the two."),
        fr=("La clé {key} figure déjà à la ligne {first}.", "Ne gardez que l'une des deux."),
    ),
    entry(
        "PSP103",
        "alias",
        en=("Anchors and aliases (& and *) are not allowed.", "Write the value out in full."),
        fr=("Les ancres et les alias (& et *) ne sont pas admis.", "Écrivez la valeur en toutes lettres."),
    ),
    entry(
        "PSP104",
        "merge-key",
        en=("Merge keys (<<) are not allowed.", "Write the keys out in full."),
        fr=("Les clés de fusion (<<) ne sont pas admises.", "Écrivez les clés une à une."),
    ),
    entry(
        "PSP105",
        "tag",
        en=("The tag {tag} is not allowed.", "Remove it: the schema decides what a value is."),
        fr=(
            "L'étiquette {tag} n'est pas admise.",
            "Supprimez-la : le schéma décide de la nature des valeurs.",
        ),
    ),
    entry(
        "PSP106",
        "too-deep",
        en=("The text is nested more than {limit} levels deep.", "No policy file needs that: flatten it."),
        fr=(
            "Le texte dépasse {limit} niveaux d'imbrication.",
            "Aucun fichier de politique n'en demande autant : aplatissez-le.",
        ),
    ),
    entry(
        "PSP107",
        "key-not-text",
        en=("A key must be plain text.", "Replace it by a name."),
        fr=("Une clé doit être un simple texte.", "Remplacez-la par un nom."),
    ),
    entry(
        "PSP108",
        "several-documents",
        en=("A second document starts here (---).", "Keep one document in each file."),
        fr=("Un second document commence ici (---).", "Gardez un seul document par fichier."),
    ),
    entry(
        "PSP109",
        "empty-file",
        en=("The file holds no data.", "Fill it as its schema says, or restore the last version of it."),
        fr=(
            "Le fichier ne contient aucune donnée.",
            "Remplissez-le comme l'indique son schéma, ou rétablissez sa dernière version.",
        ),
    ),
    entry(
        "PSP110",
        "empty-value",
        en=("{key} has no value.", "{advice}"),
        fr=("{key} n'a pas de valeur.", "{advice}"),
    ),
    entry(
        "PSP111",
        "number-too-long",
        en=("This number has more than {limit} digits.", "Check it: no policy needs such a number."),
        fr=(
            "Ce nombre a plus de {limit} chiffres.",
            "Vérifiez-le : aucune politique n'a besoin d'un tel nombre.",
        ),
    ),
    entry(
        "PSP112",
        "control-character",
        en=("There is an invisible character {character} here.", "Delete it and type the text again."),
        fr=("Il y a ici un caractère invisible : {character}.", "Supprimez-le et ressaisissez le texte."),
    ),
    entry(
        "PSP113",
        "too-many-values",
        en=("The file holds more than {limit} values.", "No file written by hand needs as many: shorten it."),
        fr=(
            "Le fichier comporte plus de {limit} valeurs.",
            "Aucun fichier rédigé à la main n'en demande autant : raccourcissez-le.",
        ),
    ),
)
