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
            "{name} is no file of scenarios, so nothing in it is tested.",
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
            "The answer comes from {places}. Correct the rule, or the scenario if the change is meant.",
        ),
        fr=(
            "{asked} : le scénario attend {expected} ; la politique répond {got}.",
            "La réponse vient de {places}. Corrigez la règle, ou le scénario si le changement est voulu.",
        ),
    ),
    entry(
        "PSP804",
        "wrong-basis",
        en=(
            "{asked}: the value is as expected, but its basis should be `{expected}` and is `{got}`.",
            "The answer comes from {places}. Correct the rule, or the scenario if the change is meant.",
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
            "The answer comes from {places}. Correct its `source`, or the scenario if the change is meant.",
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
            "The answer comes from {places}. Correct the rule, or the scenario if the change is meant.",
        ),
        fr=(
            "{asked} : le motif ne dit pas « {expected} » ; il dit : {got}",
            "La réponse vient de {places}. Corrigez la règle, ou le scénario si le changement est voulu.",
        ),
    ),
    entry(
        "PSP807",
        "nothing-to-judge",
        en=(
            "Without `{key}` under `given`, nothing is measured against the limit {id}.",
            "Add `{key}`, the figure that this limit counts.",
        ),
        fr=(
            "Sans `{key}` sous `given`, rien n'est comparé à la limite {id}.",
            "Ajoutez `{key}`, le chiffre que cette limite encadre.",
        ),
    ),
    entry(
        "PSP808",
        "nothing-owed-by-that-name",
        en=("Nothing that is owed is called {id}.", "{suggestion}"),
        fr=("Aucune prestation due ne s'appelle {id}.", "{suggestion}"),
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
        en=(
            "No scenario tests the value and the basis of {rule}{offering}.",
            "Add a scenario: `ask: {question}`{about}.",
        ),
        fr=(
            "Aucun scénario ne vérifie la valeur et le fondement de {rule}{offering}.",
            "Ajoutez un scénario : `ask: {question}`{about}.",
        ),
    ),
    entry(
        "PSP811",
        "untested-without-question",
        en=(
            "No question reaches {rule}{offering}, so that no scenario can test it.",
            "Tell the maintainers of the library that this rule needs a question.",
        ),
        fr=(
            "Aucune question ne porte sur {rule}{offering} : aucun scénario ne peut donc le vérifier.",
            "Signalez aux responsables de la bibliothèque que cette règle appelle une question.",
        ),
    ),
    entry(
        "PSP812",
        "coverage-too-low",
        en=(
            "Scenarios test {covered} of {total} cells, that is {percent} %, and not {wanted} %.",
            "`--coverage` lists the cells that are not tested.",
        ),
        fr=(
            "Les scénarios vérifient {covered} cellules sur {total}, soit {percent} %, et non {wanted} %.",
            "`--coverage` énumère les cellules non vérifiées.",
        ),
    ),
)
