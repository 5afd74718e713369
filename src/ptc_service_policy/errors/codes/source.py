"""PSP35x to PSP37x: a service description, and what it says beside the policy."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP350",
        "unknown-description-format",
        en=(
            "{name} is not a readable description: {cause}.",
            "Give a text in UTF-8 whose tables are separated by tabs (.txt), or a Word file (.docx).",
        ),
        fr=(
            "{name} n'est pas une description lisible : {cause}.",
            "Indiquez un texte en UTF-8 aux tableaux séparés par des tabulations, ou un fichier Word.",
        ),
    ),
    entry(
        "PSP351",
        "description-too-long",
        en=(
            "The document is too long: at most {blocks} paragraphs or rows, each of {characters} characters.",
            "Check that it is a service description.",
        ),
        fr=(
            "Document trop long : au plus {blocks} alinéas ou lignes, de {characters} caractères chacun.",
            "Vérifiez qu'il s'agit d'une description de service.",
        ),
    ),
    entry(
        "PSP352",
        "unread-part-of-word",
        en=(
            "The Word file holds {what}: what it says cannot be read faithfully ({place}).",
            "Accept or reject the changes, write the rest as plain text, and save the file.",
        ),
        fr=(
            "Le fichier Word contient {what} : la lecture n'en serait pas fidèle ({place}).",
            "Acceptez ou refusez les modifications, écrivez le reste en texte simple et enregistrez.",
        ),
    ),
    entry(
        "PSP353",
        "nothing-learnt",
        en=(
            "No document that was learnt for this version matches {name}.",
            "Run `ptc-policy source learn` on the document that the version encodes.",
        ),
        fr=(
            "Aucun document appris pour cette version ne correspond à {name}.",
            "Exécutez `ptc-policy source learn` sur le document que la version transcrit.",
        ),
    ),
    entry(
        "PSP354",
        "unknown-row",
        en=(
            'The row "{label}" names nothing of the policy ({place}).',
            "Add the name to `names` in source.yaml, or what it names to the policy.",
        ),
        fr=(
            "La ligne « {label} » ne désigne rien dans la politique ({place}).",
            "Ajoutez ce nom à `names` dans source.yaml, ou ce qu'il désigne à la politique.",
        ),
    ),
    entry(
        "PSP355",
        "not-the-encoded-document",
        en=(
            "{name} is not the document that the version encodes. Statements that differ: {count}.",
            "Compare it with `ptc-policy source check`, and draft a version from it.",
        ),
        fr=(
            "{name} n'est pas le document que la version transcrit. Énoncés qui diffèrent : {count}.",
            "Comparez-le avec `ptc-policy source check`, puis préparez-en une ébauche de version.",
        ),
    ),
    entry(
        "PSP356",
        "offerings-differ",
        en=(
            "{fact} holds for {policy} in the policy and for {document} in the document ({place}).",
            "Correct whichever of the two is wrong.",
        ),
        fr=(
            "{fact} vaut pour {policy} dans la politique et pour {document} dans le document ({place}).",
            "Corrigez celui des deux qui est erroné.",
        ),
    ),
    entry(
        "PSP357",
        "unread-cell",
        en=(
            'The cell "{cell}" of "{label}" cannot be read ({place}).',
            "Correct the cell, or add what it names to `names` in source.yaml.",
        ),
        fr=(
            "La cellule « {cell} » de « {label} » est illisible ({place}).",
            "Corrigez la cellule, ou ajoutez ce qu'elle désigne à `names` dans source.yaml.",
        ),
    ),
    entry(
        "PSP358",
        "unknown-column",
        en=(
            'The head of the table holds "{cell}", which is not a known column ({place}).',
            "Add the name to `names` in source.yaml, under `offering` or `part`.",
        ),
        fr=(
            "L'en-tête du tableau contient « {cell} », qui n'est pas une colonne connue ({place}).",
            "Ajoutez ce nom à `names` dans source.yaml, sous `offering` ou `part`.",
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
        "cells-miscounted",
        en=(
            'The row "{label}" has {count:# cell|# cells}, and its table has {expected} ({place}).',
            "Add the cell that is missing, or remove the one too many; an empty one counts too.",
        ),
        fr=(
            "La ligne « {label} » compte {count:# cellule|# cellules}, et son tableau {expected} ({place}).",
            "Ajoutez la cellule qui manque, ou ôtez celle en trop ; une cellule vide compte aussi.",
        ),
    ),
    entry(
        "PSP361",
        "unread-value",
        en=(
            '"{value}" can be read in several ways, or in none ({place}).',
            "Correct the document, and review: {rules}.",
        ),
        fr=(
            "« {value} » se lit de plusieurs façons, ou d'aucune ({place}).",
            "Corrigez le document et revoyez : {rules}.",
        ),
    ),
    entry(
        "PSP362",
        "document-contradicts-itself",
        en=(
            "The document says two different things about {fact}: {one} ({first}) and {other} ({place}).",
            "Correct the document so that it says only one of them.",
        ),
        fr=(
            "Le document dit deux choses différentes de {fact} : {one} ({first}) et {other} ({place}).",
            "Corrigez le document pour qu'il n'en dise qu'une.",
        ),
    ),
    entry(
        "PSP363",
        "same-words-read-otherwise",
        en=(
            "The statement {id} reads differently though its words are the same ({place}).",
            "Its punctuation changed: review {rules}. Or names did: run `ptc-policy source learn` again.",
        ),
        fr=(
            "L'énoncé {id} se lit autrement, bien que ses mots soient les mêmes ({place}).",
            "Sa ponctuation a changé : revoyez {rules} ; ou des noms : exécutez `ptc-policy source learn`.",
        ),
    ),
    entry(
        "PSP364",
        "learnt-file-not-valid",
        en=("The file is not as it was written: {cause}.", "Run `ptc-policy source learn` again."),
        fr=(
            "Le fichier n'est plus tel qu'il a été écrit ({cause}).",
            "Exécutez de nouveau `ptc-policy source learn`.",
        ),
    ),
    entry(
        "PSP365",
        "fact-not-linked",
        en=(
            "No word or number of the document states by itself: {facts}.",
            "A change to their statements is still reported. Where the document has names, add them.",
        ),
        fr=(
            "Aucun mot ni nombre du document n'énonce à lui seul : {facts}.",
            "Toute modification de leurs énoncés sera signalée. Si le document les nomme, complétez `names`.",
        ),
        severity="warning",
    ),
    entry(
        "PSP366",
        "ambiguous-slot",
        en=(
            '"{value}" in the statement {id} may stand for several rules: {choices} ({place}).',
            "Choose with `--link {id}={value}=ADDRESS`; until then it stands for none.",
        ),
        fr=(
            "« {value} », dans l'énoncé {id}, peut désigner plusieurs règles : {choices} ({place}).",
            "Choisissez avec `--link {id}={value}=ADRESSE` ; d'ici là, il n'en désigne aucune.",
        ),
        severity="warning",
    ),
    entry(
        "PSP367",
        "words-changed",
        en=(
            "The words of the statement {id} have changed in the document, but none of its values ({place}).",
            "Read it again. Cited by: {rules}.",
        ),
        fr=(
            "Les mots de l'énoncé {id} ont changé dans le document, mais aucune de ses valeurs ({place}).",
            "Relisez-le. Cité par : {rules}.",
        ),
        severity="warning",
    ),
    entry(
        "PSP368",
        "detail-changed",
        en=(
            'The statement {id} now says "{document}" where it said "{before}" ({place}).',
            "No rule holds it by itself. Review: {rules}.",
        ),
        fr=(
            "L'énoncé {id} dit désormais « {document} » là où il disait « {before} » ({place}).",
            "Aucune règle ne le porte à elle seule. Revoyez : {rules}.",
        ),
    ),
    entry(
        "PSP369",
        "connective-changed",
        en=(
            'The items of a list in the statement {id} are now joined by "{document}" ({place}).',
            "It may change the meaning. Review: {rules}.",
        ),
        fr=(
            "Dans l'énoncé {id}, les éléments d'une liste sont désormais liés par « {document} » ({place}).",
            "Le sens peut en changer. Revoyez : {rules}.",
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
            "Transcrivez-le en règle et citez l'énoncé.",
        ),
    ),
    entry(
        "PSP372",
        "fact-not-in-document",
        en=(
            "{fact} is {policy} in the policy; the document does not state it ({place}).",
            "Take it out of the policy, or correct the document.",
        ),
        fr=(
            "{fact} vaut {policy} dans la politique ; le document ne l'énonce pas ({place}).",
            "Retirez-le de la politique, ou corrigez le document.",
        ),
    ),
    entry(
        "PSP373",
        "statement-new",
        en=(
            "The document holds a statement that source.yaml does not ({place}).",
            "Add it to source.yaml, with its digest {digest}.",
        ),
        fr=(
            "Le document contient un énoncé absent de source.yaml ({place}).",
            "Ajoutez-le à source.yaml, avec son empreinte {digest}.",
        ),
    ),
    entry(
        "PSP374",
        "statement-gone",
        en=("The statement {id} is not in the document {name}.", "Remove it, and review: {rules}."),
        fr=(
            "L'énoncé {id} ne figure pas dans le document {name}.",
            "Supprimez-le et revoyez : {rules}.",
        ),
    ),
    entry(
        "PSP375",
        "statement-moved",
        en=("The statement {id} is elsewhere in the document ({place}).", "Review: {rules}."),
        fr=("L'énoncé {id} se trouve ailleurs dans le document ({place}).", "Revoyez : {rules}."),
        severity="warning",
    ),
    entry(
        "PSP376",
        "statement-reworded",
        en=(
            "The statement {id} is worded differently in the document ({place}).",
            "Nothing was read from it. Review: {rules}.",
        ),
        fr=(
            "L'énoncé {id} est rédigé autrement dans le document ({place}).",
            "Rien n'en a été lu. Revoyez : {rules}.",
        ),
    ),
    entry(
        "PSP377",
        "section-new",
        en=(
            "The document has a section, number {number}, that is not in source.yaml ({place}).",
            "Add it to the sections of source.yaml.",
        ),
        fr=(
            "Le document comporte une section, la n° {number}, absente de source.yaml ({place}).",
            "Ajoutez-la aux sections de source.yaml.",
        ),
    ),
    entry(
        "PSP378",
        "section-gone",
        en=("The section {id} is not in the document {name}.", "Remove it, with its statements."),
        fr=("La section {id} ne figure pas dans le document {name}.", "Supprimez-la, avec ses énoncés."),
    ),
    entry(
        "PSP379",
        "heading-changed",
        en=("The heading of the section {id} has changed in the document ({place}).", "Read it again."),
        fr=("Le titre de la section {id} a changé dans le document ({place}).", "Relisez-le."),
    ),
    entry(
        "PSP398",
        "statement-below-another",
        en=(
            "Below {now} now stands what stood below {before}: {id} ({place}).",
            "It may be about something else. Review: {rules}.",
        ),
        fr=(
            "Sous {now} se trouve désormais ce qui se trouvait sous {before} : {id} ({place}).",
            "Cela peut porter sur autre chose. Revoyez : {rules}.",
        ),
    ),
)
