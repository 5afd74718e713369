"""PSP75x to PSP77x: columns of requests, and the rows of them that have no answer."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP750",
        "unknown-contract-key",
        en=("No contract has the key {key}.", "Add it to the contracts, or correct the key."),
        fr=("Aucun contrat n'a la clé {key}.", "Ajoutez-la aux contrats, ou corrigez la clé."),
    ),
    entry(
        "PSP751",
        "open-for-the-offering",
        en=(
            "The source leaves this open for the offering {offering}.",
            "Leave it open, or agree on a reading in the contract where the register allows it.",
        ),
        fr=(
            "La source laisse ce point ouvert pour l'offre {offering}.",
            "Laissez la réponse ouverte, ou convenez d'une lecture au contrat si le registre le permet.",
        ),
    ),
    entry(
        "PSP752",
        "row-without-contract",
        en=("The row names no contract.", "Write its key in the column {where}."),
        fr=("La ligne ne désigne aucun contrat.", "Indiquez sa clé dans la colonne {where}."),
    ),
    entry(
        "PSP753",
        "row-without-instant",
        en=("The row has no instant in the column {where}.", "Fill it in."),
        fr=("La ligne n'a pas d'instant dans la colonne {where}.", "Indiquez-le."),
    ),
    entry(
        "PSP754",
        "instant-without-zone",
        en=(
            "{value}, in the column {where}, has no time zone.",
            "Write its offset, as in 2026-04-03T16:30:00+02:00 or 2026-04-03T14:30:00Z.",
        ),
        fr=(
            "{value}, dans la colonne {where}, n'a pas de fuseau horaire.",
            "Ajoutez le décalage, comme dans 2026-04-03T16:30:00+02:00 ou 2026-04-03T14:30:00Z.",
        ),
    ),
    entry(
        "PSP755",
        "unreadable-instant",
        en=(
            "{value}, in the column {where}, is not an instant.",
            "Write it as in 2026-04-03T16:30:00+02:00 or 2026-04-03T14:30:00Z.",
        ),
        fr=(
            "{value}, dans la colonne {where}, n'est pas un instant.",
            "Écrivez-le comme dans 2026-04-03T16:30:00+02:00 ou 2026-04-03T14:30:00Z.",
        ),
    ),
    entry(
        "PSP756",
        "row-of-another-length",
        en=(
            "The row has a different number of fields from the header: {found} instead of {expected}.",
            "Correct the row that starts with {start}; a value that contains the separator needs quotes.",
        ),
        fr=(
            "La ligne n'a pas autant de champs que l'en-tête : {found} au lieu de {expected}.",
            (
                "Corrigez la ligne commençant par {start} ; tout champ qui contient le séparateur se met "
                "entre guillemets."
            ),
        ),
    ),
    entry(
        "PSP757",
        "nothing-set-for-the-offering",
        en=(
            "The source does not provide for this under the offering {offering}.",
            "Ask about this contract alone: the answer says why.",
        ),
        fr=(
            "La source ne prévoit rien de tel pour l'offre {offering}.",
            "Posez la question pour ce contrat seul : la réponse dit pourquoi.",
        ),
    ),
    entry(
        "PSP758",
        "unreadable-pause",
        en=(
            "{value}, in the column {where}, does not say from when to when the request waited.",
            "Write it as in 2026-04-03T09:00Z/2026-04-03T11:00Z; .. stands for an end to come.",
        ),
        fr=(
            "{value}, dans la colonne {where}, ne dit pas de quand à quand la demande a attendu.",
            "Écrivez-le comme dans 2026-04-03T09:00Z/2026-04-03T11:00Z ; .. tient lieu d'une fin à venir.",
        ),
    ),
    entry(
        "PSP760",
        "no-arrow-table",
        en=(
            "A {type} is not a table that supports the Arrow C data interface.",
            "Give a table of pyarrow, Polars, pandas or DuckDB, or a reader of record batches.",
        ),
        fr=(
            "Un objet {type} n'est pas une table accessible par l'interface de données C d'Arrow.",
            "Donnez une table pyarrow, Polars, pandas ou DuckDB, ou un lecteur de lots d'enregistrements.",
        ),
    ),
    entry(
        "PSP761",
        "no-such-column",
        en=("There is no column {name}.", "{suggestion}"),
        fr=("Il n'y a pas de colonne {name}.", "{suggestion}"),
    ),
    entry(
        "PSP762",
        "column-twice",
        en=("There are two columns {name}.", "Rename one of them."),
        fr=("Il y a deux colonnes {name}.", "Renommez l'une d'elles."),
    ),
    entry(
        "PSP763",
        "column-name-taken",
        en=(
            "The requests have a column {name} already.",
            "Rename it: the answers add a column of that name.",
        ),
        fr=(
            "Les demandes ont déjà une colonne {name}.",
            "Renommez-la : les réponses ajoutent une colonne de ce nom.",
        ),
    ),
    entry(
        "PSP764",
        "naive-column",
        en=(
            "The timestamps of the column {name} have no time zone.",
            "Give the column the zone in which its times were written.",
        ),
        fr=(
            "Les horodatages de la colonne {name} n'ont pas de fuseau horaire.",
            "Donnez à la colonne le fuseau dans lequel ses heures ont été notées.",
        ),
    ),
    entry(
        "PSP765",
        "column-of-another-type",
        en=("The column {name} is of type {type}.", "It must hold {expected}."),
        fr=("La colonne {name} est de type {type}.", "Elle doit contenir {expected}."),
    ),
    entry(
        "PSP766",
        "which-contract",
        en=(
            "There are {count} contracts, and no column says which contract each row belongs to.",
            "Name the column that holds the keys of the contracts.",
        ),
        fr=(
            "Il y a {count} contrats, et aucune colonne ne dit de quel contrat relève chaque ligne.",
            "Nommez la colonne qui contient les clés des contrats.",
        ),
    ),
    entry(
        "PSP767",
        "no-contracts",
        en=("There is no contract.", "Give at least one, under a key."),
        fr=("Il n'y a aucun contrat.", "Donnez-en au moins un, sous une clé."),
    ),
    entry(
        "PSP770",
        "policy-cannot-travel",
        en=(
            "Policy {version}, digest {digest}, does not ship with the library: no worker can load it.",
            "Install a release of the library that ships it here and on each worker.",
        ),
        fr=(
            "La bibliothèque n'a pas la politique {version}, empreinte {digest} : aucun exécuteur ne l'a.",
            "Installez, ici et sur chaque exécuteur, une version de la bibliothèque qui la contient.",
        ),
    ),
    entry(
        "PSP771",
        "worker-has-another-policy",
        en=(
            "This worker has policy {version} with the digest {found}, but the job was given {expected}.",
            "Install the same release of the library on the driver and on each worker.",
        ),
        fr=(
            "Cet exécuteur a la politique {version} d'empreinte {found}, or la tâche porte sur {expected}.",
            "Installez la même version de la bibliothèque sur le pilote et sur chaque exécuteur.",
        ),
    ),
    entry(
        "PSP772",
        "unknown-file-format",
        en=("{name} is neither a CSV nor a Parquet file.", "Give it the ending .csv or .parquet."),
        fr=(
            "{name} n'est ni un fichier CSV ni un fichier Parquet.",
            "Donnez-lui l'extension .csv ou .parquet.",
        ),
    ),
    entry(
        "PSP773",
        "broken-table",
        en=("{name} cannot be read as a table: {cause}.", "Correct the file; no answers were written."),
        fr=(
            "{name} ne peut pas être lu comme une table ({cause}).",
            "Corrigez le fichier ; aucune réponse n'a été écrite.",
        ),
    ),
    entry(
        "PSP774",
        "no-contracts-by-key",
        en=("The file holds no contracts by key.", "Write a key, and the contract's terms below it."),
        fr=(
            "Le fichier ne contient pas de contrats par clé.",
            "Écrivez une clé et, en dessous, les clauses du contrat.",
        ),
    ),
    entry(
        "PSP775",
        "answers-over-requests",
        en=("{name} would be overwritten.", "Give the answers and the rejects files of their own."),
        fr=(
            "{name} serait écrasé.",
            "Indiquez des fichiers distincts pour les demandes, les réponses et les rejets.",
        ),
    ),
    entry(
        "PSP776",
        "column-not-for-csv",
        en=(
            "The column {name} is of type {type}, which a CSV file cannot hold.",
            "Write the answers to a .parquet file, or leave the column out.",
        ),
        fr=(
            "La colonne {name} est de type {type}, qu'un fichier CSV ne peut pas contenir.",
            "Écrivez les réponses dans un fichier .parquet, ou retirez la colonne.",
        ),
    ),
)
