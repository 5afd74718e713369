"""PSP4xx: versions, and which of them answers."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP402",
        "folder-and-version",
        en=("The folder {folder} holds version {version}.", "Give both the same version."),
        fr=("Le dossier {folder} contient la version {version}.", "Donnez-leur la même version."),
    ),
    entry(
        "PSP403",
        "published-version-changed",
        en=(
            "Version {version} was published as {published} and is now {digest}.",
            "Take back the change, and make it in a new version.",
        ),
        fr=(
            "La version {version} a été publiée avec l'empreinte {published} ; elle a maintenant {digest}.",
            "Annulez la modification et faites-la dans une nouvelle version.",
        ),
    ),
    entry(
        "PSP404",
        "unknown-version",
        en=("No version {version} is published.", "{suggestion}"),
        fr=("Aucune version {version} n'est publiée.", "{suggestion}"),
    ),
    entry(
        "PSP405",
        "none-in-force",
        en=("No published version was in force on {day}.", "Ask for a version by its number."),
        fr=("Aucune version publiée n'était en vigueur le {day}.", "Demandez une version par son numéro."),
    ),
    entry(
        "PSP406",
        "one-way-to-choose",
        en=("Give a version, a date or a folder, and only one of them.", "Leave out the others."),
        fr=("Indiquez une version, une date ou un dossier, mais un seul des trois.", "Retirez les autres."),
    ),
    entry(
        "PSP407",
        "no-day",
        en=("{value} is not a date.", "Give a datetime.date, without a time."),
        fr=("{value} n'est pas une date.", "Donnez une datetime.date, sans heure."),
    ),
    entry(
        "PSP408",
        "several-editions",
        en=(
            "On {day} this contract may be under {editions}.",
            "Say what that depends on: {asked}.",
        ),
        fr=(
            "Au {day}, ce contrat peut relever des versions {editions}.",
            "Indiquez ce dont cela dépend : {asked}.",
        ),
    ),
    entry(
        "PSP411",
        "event-id-twice",
        en=("The id {id} already names the event on line {first}.", "Give this event an id of its own."),
        fr=(
            "L'identifiant {id} désigne déjà l'événement de la ligne {first}.",
            "Donnez à cet événement un identifiant qui lui soit propre.",
        ),
    ),
    entry(
        "PSP412",
        "recorded-goes-back",
        en=(
            "This event is recorded on {day}, before the one above it ({previous}).",
            "Write each new event at the end, with the day on which it is written; those above never change.",
        ),
        fr=(
            "Cet événement est daté du {day}, avant celui qui le précède (daté du {previous}).",
            "Inscrivez tout nouvel événement à la fin, à la date du jour ; les précédents ne changent pas.",
        ),
    ),
    entry(
        "PSP413",
        "unknown-edition",
        en=("There is no version {version}.", "{suggestion}"),
        fr=("La version {version} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP414",
        "unknown-event",
        en=("No earlier event is called {id}.", "{suggestion}"),
        fr=("Aucun événement antérieur ne porte l'identifiant {id}.", "{suggestion}"),
    ),
    entry(
        "PSP415",
        "not-a-withdrawal",
        en=("The event {id} is not a withdrawal: there is nothing to undo.", "{suggestion}"),
        fr=("L'événement {id} n'est pas un retrait : il n'y a rien à annuler.", "{suggestion}"),
    ),
    entry(
        "PSP416",
        "withdrawal-undone-already",
        en=("The withdrawal {id} is already undone, by the event {other}.", "Remove this event."),
        fr=("Le retrait {id} est déjà annulé, par l'événement {other}.", "Supprimez cet événement."),
    ),
    entry(
        "PSP417",
        "edition-twice",
        en=(
            "Version {version} is already an edition, by the event {id}.",
            "Name the version that this event is about: a version becomes an edition once.",
        ),
        fr=(
            "La version {version} est déjà une édition, par l'événement {id}.",
            "Indiquez la version dont il s'agit ici : une version ne devient une édition qu'une fois.",
        ),
    ),
    entry(
        "PSP418",
        "published-without-edition",
        en=(
            "Version {version} is published, and no event says which contracts it governs.",
            "Add the event with `edition: {version}` at the end.",
        ),
        fr=(
            "La version {version} est publiée, mais aucun événement ne dit quels contrats elle régit.",
            "Ajoutez à la fin l'événement `edition: {version}`.",
        ),
    ),
    entry(
        "PSP419",
        "contracts-left-out",
        en=(
            "Nothing says what becomes of every contract governed by {editions}.",
            "Add a line without `with`: they move (`from`), or they stay (`stay: true`).",
        ),
        fr=(
            "Rien ne dit ce qu'il advient de tous les contrats régis par {editions}.",
            "Ajoutez une ligne sans `with` : ils changent d'édition (`from`), ou ils restent (`stay: true`).",
        ),
    ),
    entry(
        "PSP420",
        "line-never-applies",
        en=(
            "No contract is governed by {version} at that time, nor will be: this never applies.",
            "Name another edition, or remove this one.",
        ),
        fr=(
            "Aucun contrat n'est alors régi par {version}, ni ne le sera : cela ne s'applique jamais.",
            "Indiquez une autre édition, ou supprimez celle-ci.",
        ),
    ),
    entry(
        "PSP421",
        "settled-by-an-earlier-line",
        en=(
            "A line above already settles these contracts, governed by {version}.",
            "The first line that fits counts: put this one above the other, or remove {version} from it.",
        ),
        fr=(
            "Une ligne précédente règle déjà le sort de ces contrats, régis par {version}.",
            "La première qui convient l'emporte : placez cette ligne avant, ou retirez-en {version}.",
        ),
    ),
    entry(
        "PSP422",
        "no-edition-yet",
        en=("No earlier event makes {version} an edition.", "{suggestion}"),
        fr=("Aucun événement antérieur ne fait de {version} une édition.", "{suggestion}"),
    ),
    entry(
        "PSP423",
        "withdrawn-already",
        en=(
            "Version {version} is already withdrawn, by the event {id}.",
            "Remove this event, or undo the other withdrawal before it.",
        ),
        fr=(
            "La version {version} est déjà retirée, par l'événement {id}.",
            "Supprimez cet événement, ou annulez d'abord l'autre retrait.",
        ),
    ),
    entry(
        "PSP424",
        "instead-withdrawn",
        en=(
            "Version {version} cannot govern instead: it is withdrawn itself.",
            "Name an edition that is not withdrawn.",
        ),
        fr=(
            "La version {version} ne peut pas régir à la place : elle est elle-même retirée.",
            "Indiquez une édition qui n'est pas retirée.",
        ),
    ),
    entry(
        "PSP425",
        "effect-before-record",
        en=(
            "This takes effect {since}, before the event is recorded ({recorded}).",
            "Check the day: the answers given in the meantime said otherwise.",
        ),
        fr=(
            "Cela prend effet {since}, avant l'inscription de l'événement (le {recorded}).",
            "Vérifiez la date : les réponses données entre-temps disaient autre chose.",
        ),
        severity="warning",
    ),
    entry(
        "PSP426",
        "undone-and-not-settled",
        en=(
            "Contracts are governed by {version} again, about which {id} says nothing: they stay under it.",
            "Check that this is intended; the next edition can move them.",
        ),
        fr=(
            "Des contrats relèvent de nouveau de {version}, dont {id} ne dit rien : ils y restent.",
            "Vérifiez que c'est voulu ; la prochaine édition pourra les faire changer.",
        ),
        severity="warning",
    ),
    entry(
        "PSP427",
        "edition-governs-nobody",
        en=(
            "Version {version} never governs a contract: none is signed under it, and none moves to it.",
            "Check the days of this event and of later ones; to take a version back, withdraw it.",
        ),
        fr=(
            "La version {version} ne régit aucun contrat : aucun n'est signé sous elle, aucun n'y passe.",
            "Vérifiez les dates de cet événement et des suivants ; pour revenir sur une version, retirez-la.",
        ),
        severity="warning",
    ),
    entry(
        "PSP428",
        "signed-between-two-days",
        en=(
            "Contracts signed under {version} after {moved} and before {first} stay under it.",
            "Let the others move no earlier than new contracts come under {edition} ({first}).",
        ),
        fr=(
            "Les contrats signés sous la version {version} après le {moved} et avant le {first} y restent.",
            "Ne faites pas changer les autres avant que la version {edition} ne régisse les nouveaux.",
        ),
        severity="warning",
    ),
    entry(
        "PSP429",
        "instead-not-in-force-yet",
        en=(
            "Version {version} governs in its place from {day}, but no contract is under it before {since}.",
            "Name an edition that is in force by then, or check the day.",
        ),
        fr=(
            "La version {version} régit à sa place dès le {day}, mais aucun contrat avant le {since}.",
            "Indiquez une édition en vigueur à cette date, ou vérifiez la date.",
        ),
        severity="warning",
    ),
    entry(
        "PSP430",
        "locked-calendar-changed",
        en=(
            "The holiday calendar {name} was locked as {locked} and is now {digest}.",
            "Take back the change; if it is meant, lock it again: `ptc-policy calendar lock {name}{within}`.",
        ),
        fr=(
            "Le calendrier {name} a été verrouillé avec l'empreinte {locked} ; il a maintenant {digest}.",
            "Annulez la modification ou, si elle est voulue : `ptc-policy calendar lock {name}{within}`.",
        ),
    ),
    entry(
        "PSP409",
        "compiled-form-of-others",
        en=(
            "The compiled form of the policies, {name}, is damaged, or was made of other YAML files.",
            "Reinstall the library; to answer from policies of your own, name their folder.",
        ),
        fr=(
            "La forme compilée des politiques, {name}, est endommagée ou provient d'autres fichiers YAML.",
            "Réinstallez la bibliothèque ; pour répondre avec vos propres politiques, indiquez leur dossier.",
        ),
    ),
    entry(
        "PSP431",
        "journal-too-long",
        en=(
            "The journal holds more than {limit} {what}.",
            "Begin another folder of policies with the editions that still govern contracts.",
        ),
        fr=(
            "Le journal comporte plus de {limit} {what}.",
            "Commencez un autre dossier de politiques avec les éditions qui régissent encore des contrats.",
        ),
    ),
)
