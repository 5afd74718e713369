"""PSP2xx: what a file's schema asks for."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP201",
        "unknown-key",
        en=("The key {key} is not known here.", "{suggestion}"),
        fr=("La clé {key} n'existe pas ici.", "{suggestion}"),
    ),
    entry(
        "PSP202",
        "missing-key",
        en=("The key {key} is missing.", "Add it."),
        fr=("La clé {key} est absente.", "Ajoutez-la."),
    ),
    entry(
        "PSP203",
        "wrong-type",
        en=("{value} is {actual}; expected: {expected}.", "{advice}"),
        fr=("{value} est {actual} ; attendu : {expected}.", "{advice}"),
    ),
    entry(
        "PSP204",
        "value-not-allowed",
        en=("{value} is not allowed here.", "{suggestion}"),
        fr=("{value} n'est pas admis ici.", "{suggestion}"),
    ),
    entry(
        "PSP205",
        "wrong-form",
        en=("{value} is not {expected}.", "{advice}"),
        fr=("{value} n'est pas {expected}.", "{advice}"),
    ),
    entry(
        "PSP206",
        "out-of-range",
        en=("{value} is out of range: {bound}.", "Choose a number within it."),
        fr=("{value} est hors limites : {bound}.", "Choisissez un nombre dans ces limites."),
    ),
    entry(
        "PSP207",
        "empty",
        en=("{key} is empty.", "Give it at least one entry."),
        fr=("{key} est vide.", "Donnez-lui au moins un élément."),
    ),
    entry(
        "PSP208",
        "blank-text",
        en=("The text is blank.", "Write it."),
        fr=("Le texte est vide.", "Rédigez-le."),
    ),
    entry(
        "PSP209",
        "wrong-form-of-key",
        en=("The key {key} is not {expected}.", "{advice}"),
        fr=("La clé {key} n'est pas {expected}.", "{advice}"),
    ),
    entry(
        "PSP210",
        "key-out-of-place",
        en=(
            "The key {key} does not go with the other keys here.",
            "Remove it, or change what it contradicts.",
        ),
        fr=(
            "La clé {key} est incompatible avec les autres clés à cet endroit.",
            "Supprimez-la, ou modifiez ce qu'elle contredit.",
        ),
    ),
    entry(
        "PSP211",
        "duplicate-item",
        en=("{value} appears twice in the list.", "Keep it once."),
        fr=("{value} figure deux fois dans la liste.", "Ne le gardez qu'une fois."),
    ),
    entry(
        "PSP212",
        "exactly-one-key",
        en=("Exactly one of these keys is expected here: {keys}.", "{advice}"),
        fr=("Une seule de ces clés est attendue ici : {keys}.", "{advice}"),
    ),
    entry(
        "PSP213",
        "needed-part-absent",
        en=(
            "{key} cannot be {value}: there is no value without it.",
            "Say {value} of the whole value, or let the register say that this part is open.",
        ),
        fr=(
            "{key} ne peut être {value} : sans cette partie, il n'y a pas de valeur.",
            "Dites {value} de la valeur entière, ou laissez le registre dire que cette partie est ouverte.",
        ),
    ),
    entry(
        "PSP214",
        "key-of-a-value",
        en=(
            "The key {key} concerns one offering's value, but what is here holds for all offerings.",
            "Write out what holds for all of them, or say it under `values`.",
        ),
        fr=(
            "La clé {key} concerne la valeur d'une offre, alors que ceci vaut pour toutes les offres.",
            "Écrivez ce qui vaut pour toutes, ou dites-le sous `values`.",
        ),
    ),
    entry(
        "PSP299",
        "not-valid",
        en=("This is not valid: {cause}.", "Compare it with the schema and with the other versions."),
        fr=("Cette valeur n'est pas valide ({cause}).", "Comparez-la au schéma et aux autres versions."),
    ),
)
