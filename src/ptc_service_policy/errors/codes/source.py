"""PSP35x to PSP39x: a service description, and what it says beside the policy."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP350",
        "unknown-description-format",
        en=(
            "{name} is no description that can be read: {cause}.",
            "Give a text in UTF-8 whose tables are separated by tabs (.txt), or a Word file (.docx).",
        ),
        fr=(
            "{name} n'est pas une description lisible : {cause}.",
            "Indiquez un texte en UTF-8 aux tableaux séparés par des tabulations, ou un fichier Word.",
        ),
    ),
    entry(
        "PSP351",
        "word-support-missing",
        en=("Word files need python-docx, which is not installed.", "Install `ptc-service-policy[source]`."),
        fr=(
            "La lecture de Word nécessite python-docx, qui n'est pas installé.",
            "Installez `ptc-service-policy[source]`.",
        ),
    ),
    entry(
        "PSP352",
        "unread-part-of-word",
        en=(
            "The Word file holds {what}, whose text would be lost ({place}).",
            "Accept or reject the changes, move the text into paragraphs, and save the file.",
        ),
        fr=(
            "Le fichier Word contient {what}, dont le texte serait perdu ({place}).",
            "Acceptez ou refusez les modifications, placez le texte dans des paragraphes et enregistrez.",
        ),
    ),
    entry(
        "PSP353",
        "no-statements",
        en=("The document holds no section that is known.", "Check that it is a service description."),
        fr=(
            "Le document ne comporte aucune section connue.",
            "Vérifiez qu'il s'agit d'une description de service.",
        ),
    ),
    entry(
        "PSP354",
        "unknown-row",
        en=(
            'The row "{label}" names no service of the policy ({place}).',
            "Name it as the policy does, or add the service to entitlements.yaml.",
        ),
        fr=(
            "La ligne « {label} » ne désigne aucun service de la politique ({place}).",
            "Nommez-la comme dans la politique, ou ajoutez le service à entitlements.yaml.",
        ),
    ),
    entry(
        "PSP355",
        "row-twice",
        en=(
            'The row "{label}" stands twice in the table ({place}, before: {first}).',
            "Keep one of the two rows.",
        ),
        fr=(
            "La ligne « {label} » figure deux fois dans le tableau ({place}, déjà : {first}).",
            "Ne gardez que l'une des deux lignes.",
        ),
    ),
    entry(
        "PSP356",
        "unknown-tick",
        en=(
            'The cell "{cell}" of "{label}" is neither a check mark nor empty ({place}).',
            "Use ✓, or leave the cell empty.",
        ),
        fr=(
            "La cellule « {cell} » de « {label} » n'est ni une coche ni vide ({place}).",
            "Utilisez ✓, ou laissez la cellule vide.",
        ),
    ),
    entry(
        "PSP357",
        "unknown-phrase",
        en=(
            'The cell "{cell}" of "{label}" names no {what} that is known: "{unknown}" ({place}).',
            "Correct the cell; a new phrase is added to the vocabulary of the source commands.",
        ),
        fr=(
            "La cellule « {cell} » de « {label} » n'indique pas de {what} : « {unknown} » ({place}).",
            "Corrigez la cellule ; une nouvelle tournure s'ajoute au vocabulaire des commandes `source`.",
        ),
    ),
    entry(
        "PSP358",
        "unknown-column",
        en=(
            'The head of the table holds "{cell}", which is no column that is known ({place}).',
            "Correct the head of the table.",
        ),
        fr=(
            "L'en-tête du tableau contient « {cell} », qui n'est pas une colonne connue ({place}).",
            "Corrigez l'en-tête du tableau.",
        ),
    ),
    entry(
        "PSP359",
        "head-does-not-fit",
        en=("The head of the table cannot be read: {cause} ({place}).", "Correct the head of the table."),
        fr=("L'en-tête du tableau est illisible : {cause} ({place}).", "Corrigez l'en-tête du tableau."),
    ),
    entry(
        "PSP360",
        "row-does-not-fit",
        en=(
            'The row "{label}" does not fit the head of the table: {cause} ({place}).',
            "Give the row one cell for each column.",
        ),
        fr=(
            "La ligne « {label} » ne correspond pas à l'en-tête du tableau : {cause} ({place}).",
            "Donnez à la ligne une cellule par colonne.",
        ),
    ),
    entry(
        "PSP361",
        "unread-statement",
        en=(
            "The statement on {topic} cannot be read: {cause} ({place}).",
            "Correct the document; a new turn of phrase is added to the vocabulary of the source commands.",
        ),
        fr=(
            "L'énoncé sur {topic} est illisible : {cause} ({place}).",
            "Corrigez le document ; une nouvelle tournure s'ajoute au vocabulaire des commandes `source`.",
        ),
    ),
    entry(
        "PSP362",
        "document-contradicts-itself",
        en=(
            "The document says two things of {fact}: {one} ({first}) and {other} ({place}).",
            "Correct the document, so that it says one of the two.",
        ),
        fr=(
            "Le document dit deux choses de {fact} : {one} ({first}) et {other} ({place}).",
            "Corrigez le document pour qu'il n'en dise qu'une.",
        ),
    ),
    entry(
        "PSP370",
        "fact-differs",
        en=(
            "{fact} is {policy} in the policy and {document} in the document ({place}).",
            "Correct whichever of the two is wrong.",
        ),
        fr=(
            "{fact} vaut {policy} dans la politique et {document} dans le document ({place}).",
            "Corrigez celui des deux qui est erroné.",
        ),
    ),
    entry(
        "PSP371",
        "fact-not-in-policy",
        en=(
            "{fact} is {document} in the document ({place}); the policy does not state it.",
            "Encode it, and cite the statement.",
        ),
        fr=(
            "{fact} vaut {document} dans le document ({place}) ; la politique ne l'énonce pas.",
            "Traduisez-le en règle et citez l'énoncé.",
        ),
    ),
    entry(
        "PSP372",
        "fact-not-in-document",
        en=(
            "{fact} is {policy} in the policy; the document {name} does not state it.",
            "Take it out of the policy, or correct the document.",
        ),
        fr=(
            "{fact} vaut {policy} dans la politique ; le document {name} ne l'énonce pas.",
            "Retirez-le de la politique, ou corrigez le document.",
        ),
    ),
    entry(
        "PSP373",
        "statement-new",
        en=(
            "The document holds a statement that source.yaml does not: {where} ({place}).",
            "Add it to source.yaml, with its digest {digest}.",
        ),
        fr=(
            "Le document contient un énoncé absent de source.yaml : {where} ({place}).",
            "Ajoutez-le à source.yaml, avec son empreinte {digest}.",
        ),
    ),
    entry(
        "PSP374",
        "statement-gone",
        en=(
            "The statement {id} is no longer in the document {name}.",
            "Remove it, and review: {rules}.",
        ),
        fr=(
            "L'énoncé {id} ne figure plus dans le document {name}.",
            "Supprimez-le et revoyez : {rules}.",
        ),
    ),
    entry(
        "PSP375",
        "statement-moved",
        en=(
            "The statement {id} stands elsewhere in the document: {where} ({place}).",
            "Correct its place, and review: {rules}.",
        ),
        fr=(
            "L'énoncé {id} se trouve ailleurs dans le document : {where} ({place}).",
            "Corrigez son emplacement et revoyez : {rules}.",
        ),
    ),
    entry(
        "PSP376",
        "statement-reworded",
        en=(
            "The words of the statement {id} have changed in the document ({place}).",
            "Its digest is now {digest}. Review: {rules}.",
        ),
        fr=(
            "Les mots de l'énoncé {id} ont changé dans le document ({place}).",
            "Son empreinte est désormais {digest}. Revoyez : {rules}.",
        ),
    ),
    entry(
        "PSP377",
        "section-new",
        en=(
            "The document has a section, number {number}, that source.yaml does not know ({place}).",
            "Add it to the sections of source.yaml.",
        ),
        fr=(
            "Le document comporte une section, la n° {number}, que source.yaml ne connaît pas ({place}).",
            "Ajoutez-la aux sections de source.yaml.",
        ),
    ),
    entry(
        "PSP378",
        "section-gone",
        en=("The section {id} is no longer in the document {name}.", "Remove it, with its statements."),
        fr=("La section {id} ne figure plus dans le document {name}.", "Supprimez-la, avec ses énoncés."),
    ),
    entry(
        "PSP379",
        "section-moved",
        en=("The section {id} is number {number} in the document ({place}).", "Correct its number."),
        fr=("La section {id} porte le numéro {number} dans le document ({place}).", "Corrigez son numéro."),
    ),
    entry(
        "PSP390",
        "draft-version",
        en=("{version} is no version.", "Give a version such as 1.1.0."),
        fr=("{version} n'est pas une version.", "Indiquez une version telle que 1.1.0."),
    ),
    entry(
        "PSP391",
        "draft-exists",
        en=("{folder} exists already; nothing was written.", "Choose another version, or another folder."),
        fr=(
            "{folder} existe déjà ; rien n'a été écrit.",
            "Choisissez une autre version, ou un autre dossier.",
        ),
    ),
    entry(
        "PSP392",
        "draft-not-written",
        en=("{folder} cannot be written: {cause}.", "Check that the folder exists and that you may write."),
        fr=(
            "{folder} ne peut pas être écrit : {cause}.",
            "Vérifiez que le dossier existe et que vous avez le droit d'y écrire.",
        ),
    ),
)
