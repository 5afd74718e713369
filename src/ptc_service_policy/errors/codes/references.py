"""PSP3xx: what the files of a policy say of each other."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP301",
        "unknown-offering",
        en=("There is no offering {id}.", "{suggestion}"),
        fr=("L'offre {id} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP302",
        "unknown-service",
        en=("There is no service {id}.", "{suggestion}"),
        fr=("Le service {id} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP303",
        "unknown-deployment",
        en=("There is no deployment {id}.", "{suggestion}"),
        fr=("Le mode de déploiement {id} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP304",
        "unknown-statement",
        en=("source.yaml has no statement {id}.", "{suggestion}"),
        fr=("source.yaml n'a pas d'énoncé {id}.", "{suggestion}"),
    ),
    entry(
        "PSP305",
        "unknown-interpretation",
        en=("interpretations.yaml has no entry {id}.", "{suggestion}"),
        fr=("interpretations.yaml n'a pas d'entrée {id}.", "{suggestion}"),
    ),
    entry(
        "PSP306",
        "unknown-section",
        en=("There is no section {id}.", "{suggestion}"),
        fr=("La section {id} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP307",
        "unknown-limit",
        en=("There is no limit {id}.", "{suggestion}"),
        fr=("La limite {id} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP308",
        "offering-without-answer",
        en=(
            "The rule has no answer for the offering {id}.",
            "Give a value, or name under `unstated` the entry that says the source is silent.",
        ),
        fr=(
            "La règle ne donne aucune réponse pour l'offre {id}.",
            "Donnez une valeur, ou nommez sous `unstated` l'entrée qui constate le silence de la source.",
        ),
    ),
    entry(
        "PSP309",
        "value-and-unstated",
        en=(
            "The offering {id} has a value and is named under `unstated` as well.",
            "Keep the value, or the entry under `unstated`.",
        ),
        fr=(
            "L'offre {id} a une valeur et figure aussi sous `unstated`.",
            "Gardez la valeur, ou bien l'entrée sous `unstated`.",
        ),
    ),
    entry(
        "PSP310",
        "note-without-value",
        en=("`{key}` names the offering {id}, which has no value here.", "Remove it, or give the value."),
        fr=("`{key}` nomme l'offre {id}, qui n'a pas de valeur ici.", "Supprimez-la, ou donnez la valeur."),
    ),
    entry(
        "PSP311",
        "statement-not-encoded",
        en=(
            "No rule cites the statement {id}, though it is normative.",
            "Cite it where it is encoded, or say under `not_encoded` why it is not.",
        ),
        fr=(
            "Aucune règle ne cite l'énoncé {id}, pourtant normatif.",
            "Citez-le là où il est traduit, ou dites sous `not_encoded` pourquoi il ne l'est pas.",
        ),
    ),
    entry(
        "PSP312",
        "statement-encoded-after-all",
        en=("A rule cites the statement {id}, which says that none does.", "Remove `not_encoded`."),
        fr=("Une règle cite l'énoncé {id}, qui déclare n'être pas traduit.", "Supprimez `not_encoded`."),
    ),
    entry(
        "PSP313",
        "unknown-reading",
        en=("The interpretation has no reading {id}.", "{suggestion}"),
        fr=("L'interprétation n'a pas de lecture {id}.", "{suggestion}"),
    ),
    entry(
        "PSP314",
        "unstated-but-chosen",
        en=(
            "{id} says that the source is silent, but its register entry chooses a reading.",
            "Remove `chosen` there, or give the value here and name the entry under `interpreted`.",
        ),
        fr=(
            "{id} constate le silence de la source, mais son entrée au registre retient une lecture.",
            "Supprimez-y `chosen`, ou donnez ici la valeur et nommez l'entrée sous `interpreted`.",
        ),
    ),
    entry(
        "PSP315",
        "interpreted-but-not-chosen",
        en=("{id} is used as an interpretation but chooses no reading.", "Choose one of its readings."),
        fr=("{id} sert d'interprétation mais ne retient aucune lecture.", "Retenez-y une lecture."),
    ),
    entry(
        "PSP316",
        "reading-without-effect",
        en=("The evaluation does not know the reading {id}.", "{suggestion}"),
        fr=("L'évaluation ne connaît pas la lecture {id}.", "{suggestion}"),
    ),
    entry(
        "PSP317",
        "service-without-delivery",
        en=("The service {id} has no entry under `deliveries`.", "Add one, if only to say `unstated`."),
        fr=("Le service {id} n'a pas d'entrée sous `deliveries`.", "Ajoutez-en une, fût-ce pour `unstated`."),
    ),
    entry(
        "PSP318",
        "term-without-name",
        en=("{id} has no name in cadences.yaml.", "Add it under `{key}`."),
        fr=("{id} n'a pas de nom dans cadences.yaml.", "Ajoutez-le sous `{key}`."),
    ),
    entry(
        "PSP319",
        "interpretation-unused",
        en=("No rule rests on the interpretation {id}.", "Name it where it matters, or remove it."),
        fr=(
            "Aucune règle ne repose sur l'interprétation {id}.",
            "Nommez-la là où elle compte, ou supprimez-la.",
        ),
    ),
    entry(
        "PSP320",
        "same-place",
        en=(
            "The statement {id} stands at the same place as {other}.",
            "Correct the position of one of them.",
        ),
        fr=("L'énoncé {id} occupe la même place que {other}.", "Corrigez la position de l'un des deux."),
    ),
    entry(
        "PSP321",
        "hours-overlap",
        en=("The hours of {day} overlap.", "Join them, or part them."),
        fr=("Les heures du jour {day} se chevauchent.", "Fusionnez-les, ou séparez-les."),
    ),
    entry(
        "PSP322",
        "reading-without-weeks",
        en=("The reading {id} does not say over how many weeks it counts.", "Add `weeks`."),
        fr=("La lecture {id} ne dit pas sur combien de semaines elle compte.", "Ajoutez `weeks`."),
    ),
)
