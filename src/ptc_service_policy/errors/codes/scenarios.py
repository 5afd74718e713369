"""PSP8xx: scenarios, and what they leave untested."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP801",
        "no-scenarios",
        en=(
            "{name} holds no scenarios.",
            "Add scenarios/entitlements.yaml, for instance; `ptc-policy schema scenarios` shows its keys.",
        ),
        fr=(
            "{name} ne contient aucun scénario.",
            "Ajoutez par exemple scenarios/entitlements.yaml ; `ptc-policy schema scenarios` dit ses clés.",
        ),
    ),
    entry(
        "PSP802",
        "unknown-scenario-file",
        en=(
            "{name} is not a scenario file, so nothing in it is tested.",
            "Give it the ending .yaml, or remove it.",
        ),
        fr=(
            "{name} n'est pas un fichier de scénarios : rien de son contenu n'est vérifié.",
            "Donnez-lui l'extension .yaml, ou supprimez-le.",
        ),
    ),
    entry(
        "PSP803",
        "wrong-answer",
        en=(
            "{asked}: expected {expected}; the policy answers {got}.",
            "The answer comes from {places}. Correct the rule, or the scenario if the change is intended.",
        ),
        fr=(
            "{asked} : la réponse attendue est {expected} ; la réponse obtenue est {got}.",
            "La réponse vient de {places}. Corrigez la règle, ou le scénario si le changement est voulu.",
        ),
    ),
    entry(
        "PSP804",
        "wrong-basis",
        en=(
            "{asked}: the value is as expected, but its basis should be `{expected}` and is `{got}`.",
            "The answer comes from {places}. Correct the rule, or the scenario if the change is intended.",
        ),
        fr=(
            "{asked} : la valeur est la bonne, mais son fondement est `{got}` et devrait être `{expected}`.",
            "La réponse vient de {places}. Corrigez la règle, ou le scénario si le changement est voulu.",
        ),
    ),
    entry(
        "PSP805",
        "missing-citation",
        en=(
            "{asked}: the answer does not cite {expected}; it cites {got}.",
            "The answer comes from {places}. Correct its `source`, or the scenario if that is intended.",
        ),
        fr=(
            "{asked} : la réponse ne cite pas {expected} ; elle cite {got}.",
            "La réponse vient de {places}. Corrigez sa `source`, ou le scénario si le changement est voulu.",
        ),
    ),
    entry(
        "PSP806",
        "missing-words",
        en=(
            "{asked}: the reason does not say `{expected}`; it says: {got}",
            "The answer comes from {places}. Correct the rule, or the scenario if the change is intended.",
        ),
        fr=(
            "{asked} : le motif ne dit pas « {expected} » ; il dit : {got}",
            "La réponse vient de {places}. Corrigez la règle, ou le scénario si le changement est voulu.",
        ),
    ),
    entry(
        "PSP807",
        "not-asked-with",
        en=(
            "The question {topic} does not take `{key}`, and the policy has no such attribute.",
            "{suggestion}",
        ),
        fr=(
            "La question {topic} n'admet pas `{key}`, et la politique n'a pas d'attribut de ce nom.",
            "{suggestion}",
        ),
    ),
    entry(
        "PSP808",
        "not-refused",
        en=(
            "{asked}: the question should be refused with {expected}; the policy answers {got}.",
            "The answer comes from {places}. Correct the rule, or the scenario if the change is intended.",
        ),
        fr=(
            "{asked} : la question devrait être refusée avec {expected} ; la politique répond {got}.",
            "La réponse vient de {places}. Corrigez la règle, ou le scénario si le changement est voulu.",
        ),
    ),
    entry(
        "PSP809",
        "no-version",
        en=(
            "There is no policy version in {name}.",
            "Give the folder of one version, such as policies/1.0.0.",
        ),
        fr=(
            "{name} ne contient aucune version de la politique.",
            "Indiquez le dossier d'une version, par exemple policies/1.0.0.",
        ),
    ),
    entry(
        "PSP810",
        "untested",
        en=("No scenario tests {cell}.", "Add a scenario: {question}, and name this under `expect`."),
        fr=(
            "Aucun scénario ne vérifie {cell}.",
            "Ajoutez un scénario, {question}, et nommez cet élément sous `expect`.",
        ),
    ),
    entry(
        "PSP811",
        "untested-beside-values",
        en=("No scenario rests on {cell}.", "Add a scenario whose answer depends on it."),
        fr=("Aucun scénario ne repose sur {cell}.", "Ajoutez un scénario dont la réponse en dépend."),
    ),
    entry(
        "PSP812",
        "coverage-too-low",
        en=(
            "Scenarios test {covered} of {total:# cell|# cells}, that is {percent}%, not {wanted}%.",
            "`ptc-policy test --coverage` lists the cells that are not tested.",
        ),
        fr=(
            (
                "Les scénarios vérifient {covered:# cellule|# cellules} sur {total}, soit {percent} %, "
                "et non {wanted} %."
            ),
            "`ptc-policy test --coverage` énumère les cellules non vérifiées.",
        ),
    ),
    entry(
        "PSP813",
        "wrong-firmness",
        en=(
            "{asked}: the firmness expected is {expected}; that of the answer is {got}.",
            "The answer comes from {places}. Correct its `firmness`, or the scenario.",
        ),
        fr=(
            "{asked} : la fermeté attendue est {expected} ; celle de la réponse est {got}.",
            "La réponse vient de {places}. Corrigez sa `firmness`, ou le scénario.",
        ),
    ),
)
