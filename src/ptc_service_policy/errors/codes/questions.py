"""PSP7xx: questions about things that a policy does not know."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP701",
        "asked-offering",
        en=("The policy has no offering {id}.", "{suggestion}"),
        fr=("La politique n'a pas d'offre {id}.", "{suggestion}"),
    ),
    entry(
        "PSP702",
        "asked-service",
        en=("The policy has no service {id}.", "{suggestion}"),
        fr=("La politique n'a pas de service {id}.", "{suggestion}"),
    ),
    entry(
        "PSP703",
        "asked-limit",
        en=("The policy has no limit {id}.", "{suggestion}"),
        fr=("La politique n'a pas de limite {id}.", "{suggestion}"),
    ),
    entry(
        "PSP704",
        "asked-commitment",
        en=("The policy has no commitment {id}.", "{suggestion}"),
        fr=("La politique n'a pas d'engagement {id}.", "{suggestion}"),
    ),
    entry(
        "PSP705",
        "asked-deployment",
        en=("The policy has no deployment {id}.", "{suggestion}"),
        fr=("La politique n'a pas de mode de déploiement {id}.", "{suggestion}"),
    ),
    entry(
        "PSP706",
        "asked-exception",
        en=("The policy has no exception {id} to working hours.", "{suggestion}"),
        fr=("La politique n'a pas d'exception {id} aux heures de travail.", "{suggestion}"),
    ),
    entry(
        "PSP707",
        "range-reversed",
        en=("The range ends ({end}) before it starts ({start}).", "Swap the two."),
        fr=("L'intervalle se termine ({end}) avant de commencer ({start}).", "Inversez les deux bornes."),
    ),
    entry(
        "PSP708",
        "no-amount",
        en=("{value} is not an amount.", "Give a number that is 0 or more."),
        fr=("{value} n'est pas une quantité.", "Donnez un nombre positif ou nul."),
    ),
    entry(
        "PSP709",
        "never-reachable",
        en=("There are no more working hours after this instant.", "Check the contract's closures."),
        fr=("Il n'y a plus d'heures de travail après cet instant.", "Vérifiez les absences du contrat."),
    ),
    entry(
        "PSP710",
        "no-answer-in-the-source",
        en=(
            "{reason}",
            "Ask `availability`, which says so, or agree on working hours in the contract.",
        ),
        fr=(
            "{reason}",
            "Demandez `availability`, qui le dit, ou convenez d'heures de travail dans le contrat.",
        ),
    ),
    entry(
        "PSP712",
        "asked-code",
        en=("There is no code {id}.", "{suggestion}"),
        fr=("Le code {id} n'existe pas.", "{suggestion}"),
    ),
    entry(
        "PSP722",
        "asked-attribute",
        en=("The policy has no attribute {id}.", "{suggestion}"),
        fr=("La politique n'a pas d'attribut {id}.", "{suggestion}"),
    ),
    entry(
        "PSP713",
        "attribute-needed",
        en=("The answer depends on {attribute} ({name}), which was not given.", "Give one of: {choices}."),
        fr=(
            "La réponse dépend de l'attribut {attribute} ({name}), qui n'est pas précisé.",
            "Donnez l'une de ces valeurs : {choices}.",
        ),
    ),
    entry(
        "PSP714",
        "asked-case",
        en=("The attribute {attribute} has no case {id}.", "{suggestion}"),
        fr=("L'attribut {attribute} n'a pas de cas {id}.", "{suggestion}"),
    ),
    entry(
        "PSP715",
        "asked-about-nothing",
        en=(
            "The question {topic} is about the offering alone, not about {id}.",
            "Leave {id} out.",
        ),
        fr=("La question {topic} ne porte que sur l'offre, et non sur {id}.", "Retirez {id}."),
    ),
    entry(
        "PSP716",
        "asked-target",
        en=("The policy has no target {id}.", "{suggestion}"),
        fr=("La politique n'a pas de délai visé {id}.", "{suggestion}"),
    ),
    entry(
        "PSP717",
        "asked-event",
        en=("The policy has no event {id}.", "{suggestion}"),
        fr=("La politique n'a pas d'événement {id}.", "{suggestion}"),
    ),
    entry(
        "PSP718",
        "asked-topic",
        en=("There is no question {id}.", "{suggestion}"),
        fr=("Il n'y a pas de question {id}.", "{suggestion}"),
    ),
    entry(
        "PSP719",
        "contract-needed",
        en=(
            "The question {topic} needs a contract.",
            "Apply the policy to a contract first: policy.apply(contract).",
        ),
        fr=(
            "La question {topic} suppose un contrat.",
            "Appliquez d'abord la politique à un contrat : policy.apply(contract).",
        ),
    ),
    entry(
        "PSP720",
        "question-needs",
        en=("The question {topic} needs {names}.", "Give {names}."),
        fr=("Pour la question {topic}, il manque : {names}.", "Donnez : {names}."),
    ),
    entry(
        "PSP721",
        "asked-entry",
        en=("The register has no entry {id}.", "{suggestion}"),
        fr=("Le registre n'a pas d'entrée {id}.", "{suggestion}"),
    ),
    entry(
        "PSP723",
        "question-about-one",
        en=(
            "The question {topic} is about one of several things, but none is named.",
            "Name one of: {choices}.",
        ),
        fr=(
            "La question {topic} porte sur un élément parmi plusieurs, mais aucun n'est indiqué.",
            "Indiquez l'un de ceux-ci : {choices}.",
        ),
    ),
    entry(
        "PSP724",
        "nothing-used",
        en=("Nothing is given by which to judge the workload.", "Give a figure for a limit."),
        fr=(
            "Rien n'est indiqué qui permette de juger la charge.",
            "Indiquez une valeur pour une limite.",
        ),
    ),
    entry(
        "PSP725",
        "not-a-contract",
        en=(
            "This is not a contract: {value}.",
            "Give a `Contract`; `Contract.model_validate` reads a dict.",
        ),
        fr=(
            "Ceci n'est pas un contrat : {value}.",
            "Donnez un `Contract` ; `Contract.model_validate` lit un dictionnaire.",
        ),
    ),
    entry(
        "PSP726",
        "unknown-word",
        en=("There is no word for {id}.", "{suggestion}"),
        fr=("Il n'y a pas de mot pour {id}.", "{suggestion}"),
    ),
    entry(
        "PSP727",
        "not-applied",
        en=(
            "A portfolio holds what was applied to each contract, by a key, and not {value}.",
            "Give what `policy.apply(contract)` or `policies.apply(contract)` returns.",
        ),
        fr=(
            "Un portefeuille réunit, par clé, ce qui a été appliqué à chaque contrat, et non {value}.",
            "Donnez ce que renvoie `policy.apply(contract)` ou `policies.apply(contract)`.",
        ),
    ),
    entry(
        "PSP728",
        "fraction-of-a-whole",
        en=("{name}: {value} is not a whole number, and {unit} are counted whole.", "Give a whole number."),
        fr=(
            "{name} : {value} n'est pas un nombre entier, et l'unité ({unit}) ne se divise pas.",
            "Donnez un nombre entier.",
        ),
    ),
    entry(
        "PSP729",
        "asked-against-the-contract",
        en=(
            "The contract says {known} for {attribute} ({name}), and the question {told}.",
            "Leave it out of the question, or correct the contract.",
        ),
        fr=(
            "Pour l'attribut {attribute} ({name}), le contrat indique {known}, et la question {told}.",
            "Retirez-le de la question, ou corrigez le contrat.",
        ),
    ),
    entry(
        "PSP730",
        "attribute-of-an-event-needed",
        en=(
            (
                '"{subject}", due after the event "{event}", depends on {attribute} ({name}), which was not '
                "given."
            ),
            "Give it among the attributes of the event, or of the question, as one of: {choices}.",
        ),
        fr=(
            (
                "La prestation « {subject} », due après l'événement « {event} », dépend de l'attribut "
                "{attribute} ({name}), qui n'est pas précisé."
            ),
            "Donnez-le parmi les attributs de l'événement, ou de la question : {choices}.",
        ),
    ),
    entry(
        "PSP731",
        "hour-of-an-event-needed",
        en=(
            (
                '"{subject}" is due {within} of the event "{event}": the date alone, {day}, does not say '
                "until when."
            ),
            "Give the instant of the event, with its time zone, such as 2026-04-03T16:30+02:00.",
        ),
        fr=(
            (
                "La prestation « {subject} » est due {within} à compter de l'événement « {event} » : la date "
                "seule, le {day}, ne dit pas jusqu'à quelle heure."
            ),
            "Donnez l'instant de l'événement avec son fuseau, par exemple 2026-04-03T16:30+02:00.",
        ),
    ),
    entry(
        "PSP732",
        "hour-of-a-delivery-needed",
        en=(
            '"{subject}" was due by {due}: the date alone, {day}, does not say whether it was in time.',
            "Give the instant of the delivery, with its time zone, such as 2026-04-03T16:30+02:00.",
        ),
        fr=(
            (
                "La prestation « {subject} » était due au plus tard le {due} : la date seule, le {day}, ne "
                "dit pas si elle a été assurée à temps."
            ),
            "Donnez l'instant de la prestation avec son fuseau, par exemple 2026-04-03T16:30+02:00.",
        ),
    ),
)
