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
        en=(
            "There is no service {id}, and the name is missing.",
            "{suggestion} What is not a service needs a `name` here.",
        ),
        fr=(
            "Le service {id} n'existe pas, et le nom manque.",
            "{suggestion} Ce qui n'est pas un service doit avoir ici un `name`.",
        ),
    ),
    entry(
        "PSP303",
        "entry-not-for-all",
        en=(
            "What the entry {id} means cannot be the answer of every rule of this file.",
            "Name it in each rule that it answers, or put here an entry that means `silent`.",
        ),
        fr=(
            "Ce que signifie l'entrée {id} ne peut être la réponse de toutes les règles de ce fichier.",
            "Nommez-la dans chaque règle concernée, ou mettez ici une entrée qui signifie `silent`.",
        ),
    ),
    entry(
        "PSP304",
        "unknown-statement",
        en=("source.yaml has no statement {id}.", "{suggestion}"),
        fr=("source.yaml n'a pas d'énoncé {id}.", "{suggestion}"),
    ),
    entry(
        "PSP305",
        "unknown-entry",
        en=("register.yaml has no entry {id}.", "{suggestion}"),
        fr=("register.yaml n'a pas d'entrée {id}.", "{suggestion}"),
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
            "Give a value, or say under `all` at the head of the file what answers for it.",
        ),
        fr=(
            "La règle ne donne aucune réponse pour l'offre {id}.",
            "Donnez une valeur, ou dites sous `all`, en tête du fichier, ce qui vaut pour elle.",
        ),
    ),
    entry(
        "PSP309",
        "same-as-of-nothing",
        en=(
            "`{key}` is the same as that of the offering {id}, which has none.",
            "Name an offering that has one, or write it out here.",
        ),
        fr=(
            "`{key}` renvoie à l'offre {id}, qui n'en a pas.",
            "Nommez une offre qui en a, ou écrivez la valeur ici.",
        ),
    ),
    entry(
        "PSP310",
        "called-alike",
        en=(
            "{id} is called the same as {other}: nobody could tell one from the other.",
            "Give each a name of its own.",
        ),
        fr=(
            "{id} porte le même nom que {other} : rien ne permet de les distinguer.",
            "Donnez à chacun un nom qui lui soit propre.",
        ),
    ),
    entry(
        "PSP311",
        "statement-not-encoded",
        en=(
            "No rule cites the statement {id}, though it is normative.",
            (
                "Cite it in the rule that encodes it (an entry of the register does not count), or say under "
                "`not_encoded` why it is not encoded."
            ),
        ),
        fr=(
            "Aucune règle ne cite l'énoncé {id}, pourtant normatif.",
            (
                "Citez-le dans la règle qui le transcrit (une entrée du registre ne suffit pas), ou dites "
                "sous `not_encoded` pourquoi il n'est pas transcrit."
            ),
        ),
    ),
    entry(
        "PSP312",
        "statement-encoded-after-all",
        en=("A rule cites the statement {id}, which is declared not to be encoded.", "Remove `not_encoded`."),
        fr=("Une règle cite l'énoncé {id}, qui déclare n'être pas transcrit.", "Supprimez `not_encoded`."),
    ),
    entry(
        "PSP313",
        "unknown-reading",
        en=("The entry has no reading {id}.", "{suggestion} `none` leaves the question open."),
        fr=("L'entrée n'a pas de lecture {id}.", "{suggestion} `none` laisse la question ouverte."),
    ),
    entry(
        "PSP314",
        "entry-without-why",
        en=(
            "The entry does not say why it is read so, or why it stays open.",
            "Add `why`: only where the source is silent and no reading is chosen may it be left out.",
        ),
        fr=(
            "L'entrée ne dit pas pourquoi elle se lit ainsi, ou pourquoi elle reste ouverte.",
            "Ajoutez `why`, facultatif seulement si la source est muette et qu'aucune lecture n'est retenue.",
        ),
    ),
    entry(
        "PSP315",
        "too-many-names-on",
        en=(
            "Followed from name to name, {what} come to more than {limit}, or nest {depth} deep.",
            "Let fewer of them name others, beginning here, where most are added.",
        ),
        fr=(
            "De nom en nom, {what} dépassent le nombre de {limit}, ou s'emboîtent {depth} fois.",
            "Faites-leur en nommer moins, à commencer par ici, où il s'en ajoute le plus.",
        ),
    ),
    entry(
        "PSP316",
        "too-many-cases",
        en=(
            "The answer depends, with the hours, on more than {limit} cases at once, of {attributes}.",
            "Let fewer attributes decide, or give them fewer cases.",
        ),
        fr=(
            "La réponse dépend, avec les heures, de plus de {limit} combinaisons de cas, de {attributes}.",
            "Faites dépendre la réponse de moins d'attributs, ou donnez-leur moins de cas.",
        ),
    ),
    entry(
        "PSP317",
        "service-without-delivery",
        en=(
            "`all` has no answer for {offerings}, and these services have no entry here: {ids}.",
            "Add one for each, or say under `all` what answers for each offering.",
        ),
        fr=(
            "`all` ne répond pas pour {offerings}, et ces services n'ont pas d'entrée ici : {ids}.",
            "Ajoutez-en une pour chacun, ou dites sous `all` ce qui vaut pour chaque offre.",
        ),
    ),
    entry(
        "PSP318",
        "outside-unsaid",
        en=(
            "These working hours end, and nothing says what holds outside them.",
            "Say so under `outside`: `unavailable`, `on-request`, or an entry of the register.",
        ),
        fr=(
            "Ces heures de travail ont une fin, et rien ne dit ce qui vaut en dehors.",
            "Dites-le sous `outside` : `unavailable`, `on-request`, ou une entrée du registre.",
        ),
    ),
    entry(
        "PSP319",
        "entry-unused",
        en=(
            "Nothing names the entry {id}.",
            "Name it where it matters, say under `about` what it is about, or remove it.",
        ),
        fr=(
            "Rien ne nomme l'entrée {id}.",
            "Nommez-la là où elle compte, dites sous `about` ce dont elle traite, ou supprimez-la.",
        ),
    ),
    entry(
        "PSP320",
        "same-place",
        en=(
            "The statement {id} has the same position as {other}.",
            "Correct the position of one of them.",
        ),
        fr=("L'énoncé {id} occupe la même position que {other}.", "Corrigez la position de l'un des deux."),
    ),
    entry(
        "PSP321",
        "hours-overlap",
        en=("The hours of {day} overlap.", "Merge or separate them."),
        fr=("Les heures du jour {day} se chevauchent.", "Fusionnez-les, ou séparez-les."),
    ),
    entry(
        "PSP323",
        "unknown-word",
        en=(
            "vocabulary.yaml does not define {id} under `{key}`.",
            "{suggestion}",
        ),
        fr=(
            "vocabulary.yaml ne définit pas {id} sous `{key}`.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP324",
        "reading-does-not-fit",
        en=(
            "What the reading {id} means does not fit {place}. {cause}",
            "{hint}",
        ),
        fr=(
            "Ce que signifie la lecture {id} ne convient pas à {place}. {cause}",
            "{hint}",
        ),
    ),
    entry(
        "PSP325",
        "reading-without-meaning",
        en=(
            "The entry chooses the reading {id}, which has no `means`, and {place} needs a value.",
            "Say under `means` which value this reading gives there, or choose `none`.",
        ),
        fr=(
            "L'entrée retient la lecture {id}, qui n'a pas de `means`, alors que {place} demande une valeur.",
            "Dites sous `means` quelle valeur cette lecture y donne, ou retenez `none`.",
        ),
    ),
    entry(
        "PSP326",
        "same-as-loop",
        en=(
            "The value leads back to itself: {trail}.",
            "Write the value out for one of these offerings.",
        ),
        fr=(
            "La valeur renvoie à elle-même : {trail}.",
            "Écrivez la valeur pour l'une de ces offres.",
        ),
    ),
    entry(
        "PSP327",
        "entry-loop",
        en=(
            "The entry leads back to itself: {trail}.",
            "Write out what one of these readings means.",
        ),
        fr=(
            "L'entrée renvoie à elle-même : {trail}.",
            "Écrivez ce que signifie l'une de ces lectures.",
        ),
    ),
    entry(
        "PSP328",
        "any-of-loop",
        en=(
            "`any_of` leads back to itself: {trail}.",
            "Take one of these ids out of `any_of`.",
        ),
        fr=(
            "`any_of` renvoie à lui-même : {trail}.",
            "Retirez de `any_of` l'un de ces identifiants.",
        ),
    ),
    entry(
        "PSP329",
        "number-twice",
        en=(
            "The entry {other} already has the number {number}.",
            "Give this entry a number that no entry has had.",
        ),
        fr=(
            "L'entrée {other} porte déjà le numéro {number}.",
            "Donnez à celle-ci un numéro qu'aucune entrée n'a porté.",
        ),
    ),
    entry(
        "PSP330",
        "unknown-address",
        en=(
            "There is nothing at the address {id}.",
            "{suggestion}",
        ),
        fr=(
            "L'adresse {id} ne désigne rien.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP331",
        "name-of-a-service",
        en=(
            "{id} is a service, and entitlements.yaml gives its name.",
            "Remove `name` here.",
        ),
        fr=(
            "{id} est un service, et entitlements.yaml en donne le nom.",
            "Supprimez `name` ici.",
        ),
    ),
    entry(
        "PSP332",
        "unknown-case",
        en=(
            "The attribute {attribute} has no case {id}.",
            "{suggestion}",
        ),
        fr=(
            "L'attribut {attribute} n'a pas de cas {id}.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP333",
        "missing-case",
        en=(
            "Nothing is said for these cases of {attribute}: {cases}.",
            "Add them, or say under `otherwise` what holds for the rest.",
        ),
        fr=(
            "Rien n'est dit pour ces cas de {attribute} : {cases}.",
            "Ajoutez-les, ou dites sous `otherwise` ce qui vaut pour les autres.",
        ),
    ),
    entry(
        "PSP334",
        "otherwise-for-nothing",
        en=(
            "Every case of {attribute} is named: nothing is left for `otherwise`.",
            "Remove `otherwise`, or a case that it stands for.",
        ),
        fr=(
            "Tous les cas de {attribute} sont nommés : il ne reste rien pour `otherwise`.",
            "Supprimez `otherwise`, ou un cas dont il tient lieu.",
        ),
    ),
    entry(
        "PSP335",
        "asked-twice",
        en=(
            "The attribute {attribute} was already asked above: some of these cases are never reached.",
            "Keep only what holds for the case above.",
        ),
        fr=(
            "L'attribut {attribute} a déjà été examiné plus haut : certains cas ne se présentent jamais.",
            "Ne gardez que ce qui vaut pour le cas choisi plus haut.",
        ),
    ),
    entry(
        "PSP336",
        "bands-do-not-rise",
        en=(
            "The band {id} does not end above the one before it.",
            "Put the bands in order, from the lowest to the highest.",
        ),
        fr=(
            "La tranche {id} ne dépasse pas celle qui la précède.",
            "Rangez les tranches de la plus basse à la plus haute.",
        ),
    ),
    entry(
        "PSP337",
        "band-without-end",
        en=(
            "The band {id} has no `to`, and another one follows.",
            "Say where it ends; only the last band has no end.",
        ),
        fr=(
            "La tranche {id} n'a pas de `to`, alors qu'une autre la suit.",
            "Dites où elle finit ; seule la dernière n'a pas de fin.",
        ),
    ),
    entry(
        "PSP338",
        "last-band-with-end",
        en=(
            "The last band, {id}, ends: nothing is said for greater numbers.",
            "Remove its `to`, or add a band above it.",
        ),
        fr=(
            "La dernière tranche, {id}, a une fin : rien n'est dit au-delà.",
            "Supprimez son `to`, ou ajoutez une tranche au-dessus.",
        ),
    ),
    entry(
        "PSP339",
        "cases-of-hours",
        en=(
            "The cases of an attribute that follows hours are `inside` and `outside`, and no others.",
            "Name exactly these two.",
        ),
        fr=(
            "Les cas d'un attribut qui découle d'heures sont `inside` et `outside`, et eux seuls.",
            "Nommez exactement ces deux cas.",
        ),
    ),
    entry(
        "PSP340",
        "unknown-zone",
        en=(
            "There is no time zone {id}.",
            "{suggestion}",
        ),
        fr=(
            "Le fuseau horaire {id} n'existe pas.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP341",
        "hours-in-two-ways",
        en=(
            "Hours that take others by `any_of` have no {key} of their own.",
            "Keep `any_of`, or give the hours themselves.",
        ),
        fr=(
            "Des heures qui en reprennent d'autres par `any_of` n'ont pas de {key} en propre.",
            "Gardez `any_of`, ou donnez les heures elles-mêmes.",
        ),
    ),
    entry(
        "PSP342",
        "hours-unsaid",
        en=(
            "These hours have no `{key}`.",
            "Add it, or name other hours under `any_of`.",
        ),
        fr=(
            "Ces heures n'ont pas de `{key}`.",
            "Ajoutez-le, ou nommez d'autres heures sous `any_of`.",
        ),
    ),
    entry(
        "PSP343",
        "period-ends-before-it-begins",
        en=(
            "The last day comes before the first one, {first}.",
            "Correct one of the two days; what runs over New Year has its last day in the next year.",
        ),
        fr=(
            "Le dernier jour précède le premier, {first}.",
            "Corrigez l'un des deux jours ; ce qui enjambe le Nouvel An a son dernier jour l'année suivante.",
        ),
    ),
    entry(
        "PSP344",
        "periods-overlap",
        en=(
            "This period shares days with the one that begins on {first}.",
            "Separate them: each day belongs to one period only.",
        ),
        fr=(
            "Cette période a des jours en commun avec celle qui commence le {first}.",
            "Séparez-les : chaque jour relève d'une seule période.",
        ),
    ),
    entry(
        "PSP345",
        "unknown-exception",
        en=(
            "availability.yaml has no exception {id}.",
            "{suggestion}",
        ),
        fr=(
            "availability.yaml n'a pas d'exception {id}.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP346",
        "closure-on-request",
        en=(
            "{id} is a closure, not a holiday: its days are not known in advance.",
            "Name weekdays, and exceptions that mean holidays.",
        ),
        fr=(
            "{id} est une absence, non un jour férié : ses jours ne sont pas connus d'avance.",
            "Nommez des jours de la semaine et des exceptions qui désignent des jours fériés.",
        ),
    ),
    entry(
        "PSP347",
        "unknown-calendar",
        en=(
            "There is no holiday calendar {id}.",
            "{suggestion}",
        ),
        fr=(
            "Le calendrier de jours fériés {id} n'existe pas.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP348",
        "limit-without-number",
        en=(
            "The limit {id} has no number for the offering {offering}, so it limits nothing.",
            "Give the limit a number there, or remove it here.",
        ),
        fr=(
            "La limite {id} n'a pas de nombre pour l'offre {offering} : elle ne borne rien.",
            "Donnez-lui un nombre pour cette offre, ou retirez-la ici.",
        ),
    ),
    entry(
        "PSP349",
        "hours-needed",
        en=(
            "The offering {offering} has no working hours, and this target is counted in business time.",
            "Say under `hours` on which hours it is counted.",
        ),
        fr=(
            "L'offre {offering} n'a pas d'heures de travail, et ce délai se compte en temps ouvré.",
            "Dites sous `hours` sur quelles heures il se compte.",
        ),
    ),
    entry(
        "PSP380",
        "key-without-effect",
        en=("`{key}` has no effect here: {cause}.", "Remove it, or change what it contradicts."),
        fr=("`{key}` est ici sans effet : {cause}.", "Supprimez-le, ou modifiez ce qu'il contredit."),
    ),
    entry(
        "PSP381",
        "duty-unsaid",
        en=(
            "Nothing says how firmly this holds: {rules}.",
            "Give `duty` under `firmness`, in each rule or for all of them under `all`.",
        ),
        fr=(
            "Rien ne dit avec quelle fermeté cela vaut : {rules}.",
            "Donnez `duty` sous `firmness`, dans chaque règle ou pour toutes sous `all`.",
        ),
    ),
    entry(
        "PSP382",
        "withdrawn-and-there",
        en=(
            "{id} is withdrawn, yet it is in this version.",
            "Remove it from `withdrawn`, or from the file where it is.",
        ),
        fr=(
            "{id} est retiré, et figure pourtant dans cette version.",
            "Ôtez-le de `withdrawn`, ou du fichier où il figure.",
        ),
    ),
    entry(
        "PSP383",
        "unknown-kind-of-name",
        en=(
            "{id} is not a kind of thing that a document names.",
            "{suggestion}",
        ),
        fr=(
            "{id} n'est pas une nature de chose qu'un document nomme.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP384",
        "name-of-nothing",
        en=(
            "This name stands for {id}, but the policy has no such {kind}.",
            "{suggestion}",
        ),
        fr=(
            "Ce nom désigne {id}, que la politique ne connaît pas (`{kind}`).",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP385",
        "name-twice",
        en=(
            "The name {name} already stands for {other}.",
            "Keep the name for one of the two.",
        ),
        fr=(
            "Le nom {name} désigne déjà {other}.",
            "Gardez ce nom pour l'un des deux.",
        ),
    ),
    entry(
        "PSP386",
        "answer-for-all-does-not-fit",
        en=(
            "What `all` answers for the offering {offering} ({said}) does not fit {rule}. {cause}",
            "Answer for the offering in that rule, or put under `all` an answer that fits every rule.",
        ),
        fr=(
            "Ce que `all` répond pour l'offre {offering} ({said}) ne convient pas à {rule}. {cause}",
            "Répondez pour l'offre dans cette règle, ou mettez sous `all` ce qui convient à toutes.",
        ),
    ),
    entry(
        "PSP387",
        "yearly-period-too-long",
        en=(
            "A period that repeats each year lasts a year or more from {first}.",
            "Make it end before it begins again, or remove `each_year`.",
        ),
        fr=(
            "Une période qui revient chaque année dure un an ou plus à compter du {first}.",
            "Faites-la finir avant qu'elle ne recommence, ou retirez `each_year`.",
        ),
    ),
    entry(
        "PSP388",
        "ends-where-it-begins",
        en=(
            "The time runs from the event {id} to the same event: it expires as soon as it begins.",
            "Name another event, or write `repeats: true` if it starts again at each.",
        ),
        fr=(
            "Le délai court de l'événement {id} à ce même événement : il expire dès qu'il commence.",
            "Indiquez un autre événement, ou `repeats: true` s'il court de nouveau après chacun.",
        ),
    ),
    entry(
        "PSP389",
        "word-of-the-format",
        en=("{id} is a word of the format: as an id, it would be taken for that word.", "Choose another id."),
        fr=(
            "{id} est un mot du format : employé comme identifiant, il serait pris pour ce mot.",
            "Choisissez un autre identifiant.",
        ),
    ),
    entry(
        "PSP390",
        "on-request-while-at-work",
        en=(
            "{id} is on request only, yet lies within the working hours.",
            "Take it out of the days on request, or out of the working hours (`hours`, `closed_on`).",
        ),
        fr=(
            "{id} n'est que sur demande, et relève pourtant des heures de travail.",
            "Ôtez-le des jours sur demande, ou des heures de travail (`hours`, `closed_on`).",
        ),
    ),
    entry(
        "PSP391",
        "average-over-parts",
        en=(
            "The average is taken over `{over}`: that is no whole number of periods (`{each}`).",
            "Take it over one such period, or over several whole ones.",
        ),
        fr=(
            "La moyenne se prend sur `{over}` : cela ne fait pas un nombre entier de périodes (`{each}`).",
            "Prenez-la sur une de ces périodes, ou sur plusieurs périodes entières.",
        ),
    ),
    entry(
        "PSP392",
        "right-beyond-no-excess",
        en=(
            "This right cannot be used beyond the limit {id}: {cause}.",
            "Name another limit, or change what is said here.",
        ),
        fr=(
            "Ce droit ne peut pas s'exercer au-delà de la limite {id} : {cause}.",
            "Nommez une autre limite, ou modifiez ce qui est dit ici.",
        ),
    ),
    entry(
        "PSP393",
        "right-of-one-decided-by-another",
        en=(
            "The right is held by `{holder}`, yet `decided_by` leaves it to `{decider}` whether it is used.",
            "Name the same party in both places.",
        ),
        fr=(
            "Ce droit appartient à `{holder}`, alors que `decided_by` en laisse l'exercice à `{decider}`.",
            "Nommez la même partie aux deux endroits.",
        ),
    ),
    entry(
        "PSP394",
        "opens-and-closes-at-once",
        en=(
            "These hours open and close at the same time, {time}.",
            "For the whole day, write `00:00` and `24:00`; otherwise correct one of the two.",
        ),
        fr=(
            "Ces heures s'ouvrent et se ferment au même moment, à {time}.",
            "Pour la journée entière, écrivez `00:00` et `24:00` ; sinon, corrigez l'une des deux.",
        ),
    ),
    entry(
        "PSP395",
        "entry-of-another-kind",
        en=(
            "The entry {id} of the register answers another question: none of its readings fits here.",
            "Name an entry about what is asked here, or write the value itself.",
        ),
        fr=(
            "L'entrée {id} du registre répond à une autre question : aucune de ses lectures ne convient ici.",
            "Nommez une entrée qui porte sur ce qui est demandé ici, ou écrivez la valeur elle-même.",
        ),
    ),
    entry(
        "PSP396",
        "withdrawn-without-name",
        en=(
            "{id} is withdrawn, and nothing says what it was called.",
            "Give its `name`: answers go on calling it so.",
        ),
        fr=(
            "{id} est retiré, et rien ne dit quel nom il portait.",
            "Indiquez son `name` : les réponses le lui gardent.",
        ),
    ),
    entry(
        "PSP397",
        "unknown-delivery",
        en=("Nothing that is delivered is called {id}.", "{suggestion}"),
        fr=("Aucune prestation ne s'appelle {id}.", "{suggestion}"),
    ),
    entry(
        "PSP399",
        "fraction-in-a-rule",
        en=(
            "{value} is not a whole number, and {unit} are counted whole (`whole` of the unit).",
            "Write a whole number.",
        ),
        fr=(
            "{value} n'est pas un nombre entier, et l'unité ({unit}) ne se divise pas (`whole` de l'unité).",
            "Écrivez un nombre entier.",
        ),
    ),
)
