"""PSP45x and PSP46x: what is valid to a schema, and wrong to a reader."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP451",
        "untranslated-text",
        en=("The French and the English text are the same.", "Translate one of them."),
        fr=("Le texte est le même en français et en anglais.", "Traduisez l'un des deux."),
    ),
    entry(
        "PSP452",
        "wrong-language",
        en=("This text seems to be {found}, but is under `{key}`.", "Write it in {expected}."),
        fr=("Ce texte semble {found}, mais il figure sous `{key}`.", "Rédigez-le {expected}."),
    ),
    entry(
        "PSP453",
        "placeholders-differ",
        en=(
            "Only one of the two languages has {names}.",
            "Write the same words in braces in both texts, or none.",
        ),
        fr=(
            "{names} ne figure que dans l'une des deux langues.",
            "Écrivez les mêmes mots entre accolades dans les deux textes, ou n'en mettez aucun.",
        ),
    ),
    entry(
        "PSP454",
        "numbers-differ",
        en=(
            "The two languages do not give the same numbers: only one of them says {numbers}.",
            "Check which is right, and correct the other.",
        ),
        fr=(
            "Les deux langues ne donnent pas les mêmes nombres : une seule indique {numbers}.",
            "Vérifiez lequel des deux textes est juste, et corrigez l'autre.",
        ),
    ),
    entry(
        "PSP455",
        "number-and-value",
        en=("The text says {said}, but the value is {values}.", "Correct the text, or the value."),
        fr=("Le texte indique {said}, alors que la valeur est {values}.", "Corrigez le texte, ou la valeur."),
    ),
    entry(
        "PSP456",
        "unfinished-text",
        en=("The text is marked as unfinished: {mark}.", "Write it, and remove the mark."),
        fr=("Le texte est signalé comme inachevé : {mark}.", "Rédigez-le, puis supprimez cette marque."),
    ),
    entry(
        "PSP457",
        "nothing-normative-cited",
        en=(
            "For {offerings}, the rule gives a value but cites no normative statement.",
            "Cite the statement that says so, or let an entry of the register answer.",
        ),
        fr=(
            "Pour {offerings}, la règle donne une valeur sans citer d'énoncé normatif.",
            "Citez l'énoncé qui l'établit, ou laissez une entrée du registre répondre.",
        ),
    ),
    entry(
        "PSP458",
        "withdrawn-never-there",
        en=("{id} is withdrawn, but no earlier version had it.", "{suggestion}"),
        fr=("{id} est retiré, mais ne figurait dans aucune version antérieure.", "{suggestion}"),
    ),
    entry(
        "PSP461",
        "day-added-and-removed",
        en=("{day} is both added and removed.", "Keep it in one of the two lists."),
        fr=("Le {day} est à la fois ajouté et supprimé.", "Ne le gardez que dans l'une des deux listes."),
    ),
    entry(
        "PSP462",
        "day-without-effect",
        en=("This line changes nothing: {reason}.", "Correct the date, or remove the line."),
        fr=("Cette ligne ne change rien : {reason}.", "Corrigez la date, ou supprimez la ligne."),
        severity="warning",
    ),
    entry(
        "PSP463",
        "typed-typography",
        en=(
            "The text holds a typographic sign: {sign}.",
            "Type plain apostrophes, quotation marks and spaces: they are set where the text is shown.",
        ),
        fr=(
            "Le texte contient un signe typographique : {sign}.",
            "Tapez des apostrophes, guillemets et espaces ordinaires : l'affichage s'occupe du reste.",
        ),
        severity="warning",
    ),
    entry(
        "PSP464",
        "replaced-term",
        en=('"{found}" is no longer used.', 'Write "{use}".'),
        fr=("« {found} » est un terme qui n'est plus employé.", "Écrivez « {use} »."),
        severity="warning",
    ),
    entry(
        "PSP465",
        "hedge-and-firmness",
        en=(
            "The description and the rule are not equally firm: {difference}.",
            "Say the hedge in both, as the source does, or in neither.",
        ),
        fr=(
            "La description et la règle n'ont pas la même fermeté : {difference}.",
            "Exprimez la réserve dans les deux, comme la source, ou dans aucun des deux.",
        ),
        severity="warning",
    ),
    entry(
        "PSP466",
        "published-version-missing",
        en=(
            "Version {version} is published, but there is no folder {version}.",
            "Restore the folder as it was published.",
        ),
        fr=(
            "La version {version} est publiée, mais le dossier {version} n'existe pas.",
            "Rétablissez le dossier tel qu'il a été publié.",
        ),
    ),
    entry(
        "PSP467",
        "review-past-due",
        en=(
            "This version should have been reviewed by {day}.",
            "Review it, and publish a version with a new `review_by`.",
        ),
        fr=(
            "Cette version devait être relue au plus tard le {day}.",
            "Relisez-la, puis publiez une version avec un nouveau `review_by`.",
        ),
        severity="warning",
    ),
    entry(
        "PSP468",
        "calendar-review-past-due",
        en=(
            "This calendar has been reviewed up to {day} only; later questions are refused.",
            "Review the next years, then move `last`.",
        ),
        fr=(
            "Ce calendrier n'est vérifié que jusqu'au {day} ; au-delà, les questions sont refusées.",
            "Vérifiez les années suivantes, puis reportez `last`.",
        ),
        severity="warning",
    ),
    entry(
        "PSP469",
        "attribute-named-as-an-input",
        en=(
            "The attribute {attribute} has the name of something that questions already take: {label}.",
            "Give it another name: a question could not give both.",
        ),
        fr=(
            "L'attribut {attribute} porte le nom d'une donnée des questions : {label}.",
            "Donnez-lui un autre nom : aucune question ne pourrait indiquer l'un et l'autre.",
        ),
    ),
    entry(
        "PSP470",
        "locked-calendar-missing",
        en=(
            "The holiday calendar {name} is locked, but its file is no longer there.",
            "Restore the file as it was locked.",
        ),
        fr=(
            "Le calendrier {name} est verrouillé, mais son fichier n'existe plus.",
            "Rétablissez le fichier tel qu'il a été verrouillé.",
        ),
    ),
    entry(
        "PSP471",
        "calendar-not-locked",
        en=(
            "The holiday calendar {name} is not locked: a change to it would go unnoticed.",
            "Lock it with `ptc-policy calendar lock {name}{within}`; publishing a version locks it as well.",
        ),
        fr=(
            "Le calendrier {name} n'est pas verrouillé : une modification passerait inaperçue.",
            (
                "Verrouillez-le par `ptc-policy calendar lock {name}{within}` ; publier une version le fait "
                "aussi."
            ),
        ),
        severity="warning",
    ),
    entry(
        "PSP472",
        "names-lost-in-a-move",
        en=(
            "Contracts under {version} come under {edition}, which no longer has: {names}.",
            "Keep these ids in {edition}, or let such contracts stay; one that names them gets no answer.",
        ),
        fr=(
            "Des contrats régis par {version} passent à {edition}, où ne figurent plus : {names}.",
            "Gardez ces identifiants dans {edition}, ou laissez en place ces contrats, sinon sans réponse.",
        ),
        severity="warning",
    ),
    entry(
        "PSP473",
        "condition-that-no-contract-meets",
        en=(
            "No contract under {version} can have `{attribute}: {id}`: this line never applies to one.",
            "{suggestion}",
        ),
        fr=(
            "Aucun contrat régi par {version} ne peut avoir `{attribute}: {id}` : la ligne est sans objet.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP474",
        "register-number-changed",
        en=(
            "The entry {id} of the register had number {number} in an earlier version: answers cite it.",
            "Give it back number {number}; a new entry takes a number that none ever had.",
        ),
        fr=(
            "L'entrée {id} du registre portait le numéro {number} dans une version antérieure : il est cité.",
            "Rendez-lui le numéro {number} ; une nouvelle entrée prend un numéro jamais attribué.",
        ),
    ),
    entry(
        "PSP475",
        "closes-before-it-opens",
        en=(
            "These hours run past midnight and last more than half a day: from {opens} to {closes}.",
            "Exchange the two times; if they are meant, write what follows midnight on the next day.",
        ),
        fr=(
            "Ces heures, qui passent minuit, durent plus d'une demi-journée : de {opens} à {closes}.",
            "Échangez les deux heures ; si elles sont voulues, écrivez au lendemain ce qui suit minuit.",
        ),
        severity="warning",
    ),
    entry(
        "PSP476",
        "time-outside-hours",
        en=(
            "`{key}` names {time}, when nobody works in the hours on which the target is counted.",
            "Name a time within the hours, or remove it.",
        ),
        fr=(
            "`{key}` indique {time}, alors que personne ne travaille dans les heures où le délai se compte.",
            "Indiquez une heure comprise dans les heures, ou retirez-la.",
        ),
        severity="warning",
    ),
    entry(
        "PSP477",
        "delivery-not-included",
        en=(
            "{service} is not included for {offering}, and yet its delivery is written here.",
            "Remove the line, or say in `entitlements.yaml` that the service is included.",
        ),
        fr=(
            "{service} n'est pas compris pour {offering}, et sa prestation figure pourtant ici.",
            "Supprimez la ligne, ou indiquez dans `entitlements.yaml` que le service est compris.",
        ),
        severity="warning",
    ),
)
