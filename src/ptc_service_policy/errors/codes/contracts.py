"""PSP5xx: contracts, and how they go with the policy."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP501",
        "unknown-time-zone",
        en=("There is no time zone {zone}.", "Write it as in Europe/Paris. {suggestion}"),
        fr=("Le fuseau horaire {zone} n'existe pas.", "Écrivez-le comme dans Europe/Paris. {suggestion}"),
    ),
    entry(
        "PSP502",
        "unknown-holidays",
        en=(
            "There is no holiday calendar {calendar}.",
            (
                "{suggestion} Give a country such as FR, a region such as US-CA, the word none, "
                "or a list of dates."
            ),
        ),
        fr=(
            "Le calendrier de jours fériés {calendar} n'existe pas.",
            (
                "{suggestion} Indiquez un pays tel que FR, une région telle que US-CA, "
                "le mot none ou une liste de dates."
            ),
        ),
    ),
    entry(
        "PSP503",
        "offering-not-for-deployment",
        en=(
            "{offering} is for {expected} customers; this contract says {deployment}.",
            "Choose from: {choices}.",
        ),
        fr=(
            "L'offre {offering} s'adresse aux clients {expected} ; ce contrat indique {deployment}.",
            "Offres possibles : {choices}.",
        ),
    ),
    entry(
        "PSP504",
        "too-many-contacts",
        en=(
            "The contract names {count:# contact|# contacts}; at most {maximum:# is|# are} allowed.",
            "Keep only {maximum} of them.",
        ),
        fr=(
            (
                "Le contrat désigne {count:# interlocuteur|# interlocuteurs} ; "
                "{maximum:# au plus est admis|# au plus sont admis}."
            ),
            "N'en gardez que {maximum}.",
        ),
    ),
    entry(
        "PSP505",
        "reading-not-offered",
        en=("No contract can choose a reading of {id}.", "{suggestion}"),
        fr=("Aucun contrat ne peut choisir de lecture pour {id}.", "{suggestion}"),
    ),
    entry(
        "PSP506",
        "unknown-reading-in-contract",
        en=("{id} has no reading {reading} that a contract can choose.", "{suggestion}"),
        fr=("{id} n'a pas de lecture {reading} qu'un contrat puisse choisir.", "{suggestion}"),
    ),
    entry(
        "PSP507",
        "unknown-closure-kind",
        en=("{kind} is not an exception defined in the policy.", "{suggestion}"),
        fr=("{kind} n'est pas une exception prévue par la politique.", "{suggestion}"),
    ),
    entry(
        "PSP508",
        "ends-before-it-starts",
        en=("{end} is before {start}.", "Correct one of the two dates."),
        fr=("La date de fin ({end}) précède la date de début ({start}).", "Corrigez l'une des deux."),
    ),
    entry(
        "PSP509",
        "start-needed",
        en=(
            "The contract has no start, but periods are counted from it.",
            "Add `start`, or agree on the reading `calendar` of cadence-periods.",
        ),
        fr=(
            "Le contrat n'a pas de début, alors que les périodes se comptent à partir de là.",
            "Ajoutez `start`, ou convenez de la lecture `calendar` de cadence-periods.",
        ),
    ),
    entry(
        "PSP510",
        "offering-not-in-policy",
        en=("The policy has no offering {id}.", "{suggestion}"),
        fr=("La politique n'a pas d'offre {id}.", "{suggestion}"),
    ),
    entry(
        "PSP511",
        "agreed-hours-not-valid",
        en=("These working hours are impossible: {cause}", "Correct the opening and closing times."),
        fr=(
            "Ces heures de travail sont impossibles : {cause}",
            "Corrigez les heures d'ouverture et de fermeture.",
        ),
    ),
    entry(
        "PSP512",
        "deployment-not-in-policy",
        en=("The policy has no deployment {id}.", "{suggestion}"),
        fr=("La politique n'a pas de mode de déploiement {id}.", "{suggestion}"),
    ),
    entry(
        "PSP513",
        "calendar-not-in-policies",
        en=("policies/calendars has no calendar {id}.", "{suggestion}"),
        fr=("policies/calendars n'a pas de calendrier {id}.", "{suggestion}"),
    ),
    entry(
        "PSP514",
        "agreed-rule",
        en=("The policy has no rule {id}.", "{suggestion} For what only this contract has, use `new`."),
        fr=(
            "La politique n'a pas de règle {id}.",
            "{suggestion} Pour ce que seul ce contrat prévoit, employez `new`.",
        ),
    ),
    entry(
        "PSP515",
        "contract-attribute",
        en=("The policy has no attribute {id} that a contract can give.", "{suggestion}"),
        fr=("La politique n'a pas d'attribut {id} qu'un contrat puisse indiquer.", "{suggestion}"),
    ),
    entry(
        "PSP516",
        "contract-case",
        en=("The attribute {attribute} has no case {id}.", "{suggestion}"),
        fr=("L'attribut {attribute} n'a pas de cas {id}.", "{suggestion}"),
    ),
    entry(
        "PSP517",
        "agreed-value",
        en=("The agreed value does not fit {rule}. {cause}", "{hint}"),
        fr=("La valeur convenue n'est pas admise pour {rule}. {cause}", "{hint}"),
    ),
    entry(
        "PSP518",
        "before-the-contract",
        en=(
            "The contract begins on {bound}; {day} is before that.",
            "Ask about its own days, or apply the contract that came before.",
        ),
        fr=(
            "Le contrat commence le {bound} ; le {day} est antérieur.",
            "Posez la question pour un jour du contrat, ou appliquez celui qui le précédait.",
        ),
    ),
    entry(
        "PSP519",
        "after-the-contract",
        en=(
            "The contract ended on {bound}; {day} is after that.",
            "Ask about its own days, or apply the contract that follows.",
        ),
        fr=(
            "Le contrat a pris fin le {bound} ; le {day} est postérieur.",
            "Posez la question pour un jour du contrat, ou appliquez celui qui le suit.",
        ),
    ),
    entry(
        "PSP520",
        "version-does-not-govern",
        en=(
            "On {day} version {version} does not govern this contract.",
            "Ask the one that does: {governing}.",
        ),
        fr=(
            "Au {day}, la version {version} ne régit pas ce contrat.",
            "Interrogez celle qui le régit : {governing}.",
        ),
    ),
    entry(
        "PSP521",
        "no-version-governs",
        en=(
            "No published version governs this contract on {day}.",
            "Ask about a later day, or correct the day on which it was signed.",
        ),
        fr=(
            "Aucune version publiée ne régit ce contrat au {day}.",
            "Posez la question pour un jour ultérieur, ou corrigez le jour de sa signature.",
        ),
    ),
    entry(
        "PSP522",
        "start-amended",
        en=(
            "An amendment cannot change the day on which the contract began.",
            "Periods are counted from it: make a contract of its own for what begins later.",
        ),
        fr=(
            "Un avenant ne peut pas changer le jour où le contrat a commencé.",
            "Les périodes se comptent à partir de ce jour : établissez un autre contrat pour la suite.",
        ),
    ),
    entry(
        "PSP523",
        "amendment-without-a-day",
        en=("{value} is not a date from which an amendment can hold.", "Give a date such as 2026-05-01."),
        fr=(
            "{value} n'est pas une date à compter de laquelle un avenant peut s'appliquer.",
            "Donnez une date telle que 2026-05-01.",
        ),
    ),
    entry(
        "PSP524",
        "amended-before-it-begins",
        en=(
            "The contract begins on {start}; an amendment cannot hold from {day}, before that.",
            "Write it into the contract, or correct its day.",
        ),
        fr=(
            "Le contrat commence le {start} ; un avenant ne peut pas s'appliquer dès le {day}.",
            "Inscrivez-le dans le contrat, ou corrigez sa date.",
        ),
    ),
    entry(
        "PSP525",
        "counted-for-whom",
        en=(
            "{limit} is counted per {whom}, and contract {key} does not name one.",
            "Add `{whom}` to the contract.",
        ),
        fr=(
            "{limit} : le décompte dépend de `{whom}`, que le contrat {key} n'indique pas.",
            "Ajoutez `{whom}` au contrat.",
        ),
    ),
    entry(
        "PSP526",
        "figures-of-other-weeks",
        en=(
            "{limit} is counted over several contracts, which give {counts} figures.",
            "Give as many figures for each of them, the newest last; 0 where nothing was used.",
        ),
        fr=(
            "{limit} se compte sur plusieurs contrats, qui donnent {counts} valeurs.",
            "Donnez-en autant pour chacun, la plus récente à la fin ; 0 si rien n'a été utilisé.",
        ),
    ),
    entry(
        "PSP527",
        "contract-not-in-portfolio",
        en=("There is no contract {id} in the portfolio.", "{suggestion}"),
        fr=("Le portefeuille ne contient pas de contrat {id}.", "{suggestion}"),
    ),
    entry(
        "PSP528",
        "agreed-twice",
        en=(
            "The contract agrees on {rule} twice for the same days, and says different things.",
            "Keep one, or give each its days (`from`, `until`), the one that replaces the other after it.",
        ),
        fr=(
            "Le contrat convient deux fois de {rule} pour les mêmes jours, en des termes différents.",
            "Gardez l'un des deux, ou datez-les (`from`, `until`), celui qui remplace l'autre après lui.",
        ),
    ),
    entry(
        "PSP529",
        "ended-before-its-amendment",
        en=(
            "An amendment that holds from {day} cannot end the contract before that, on {end}.",
            "Let it hold from an earlier day, or correct the end.",
        ),
        fr=(
            "Un avenant qui s'applique à compter du {day} ne peut mettre fin au contrat dès le {end}.",
            "Faites-le s'appliquer plus tôt, ou corrigez la date de fin.",
        ),
    ),
    entry(
        "PSP540",
        "holidays-of-nobody",
        en=(
            "Nothing says which holidays apply.",
            "Name a country, a calendar or days; for none, write holidays: none.",
        ),
        fr=(
            "Rien n'indique quels jours fériés s'appliquent.",
            "Indiquez un pays, un calendrier ou des dates ; pour aucun, écrivez holidays: none.",
        ),
    ),
    entry(
        "PSP541",
        "categories-without-country",
        en=(
            "Categories are those of a country, and none is named.",
            "Name the country, or remove the categories.",
        ),
        fr=(
            "Les catégories sont celles d'un pays, et aucun n'est indiqué.",
            "Indiquez le pays, ou retirez les catégories.",
        ),
    ),
    entry(
        "PSP542",
        "holidays-of-no-region",
        en=(
            "{country} has only the holidays that all its regions share, and each of them has others.",
            "Name the region where the contract is performed: {choices}.",
        ),
        fr=(
            "{country} n'a que les jours fériés communs à toutes ses régions, et chacune en a d'autres.",
            "Indiquez la région où le contrat s'exécute : {choices}.",
        ),
        severity="warning",
    ),
)
