"""PSP6xx: calendars, instants and what they are asked."""

from ptc_service_policy.errors.codes.entry import entry

ENTRIES = (
    entry(
        "PSP601",
        "naive-datetime",
        en=(
            "{value} has no time zone.",
            (
                "Give an aware datetime, for instance with tzinfo=ZoneInfo('Europe/Paris'); on the command "
                "line: 2026-04-03T16:30+02:00 or 2026-04-03T16:30[Europe/Paris]."
            ),
        ),
        fr=(
            "{value} n'a pas de fuseau horaire.",
            (
                "Donnez un instant qui porte son fuseau, par exemple tzinfo=ZoneInfo('Europe/Paris') ; en "
                "ligne de commande : 2026-04-03T16:30+02:00 ou 2026-04-03T16:30[Europe/Paris]."
            ),
        ),
    ),
    entry(
        "PSP602",
        "unknown-time-zone",
        en=(
            "{value} is not a time zone of the IANA database.",
            "Write it as in Europe/Paris. {suggestion}",
        ),
        fr=(
            "{value} n'est pas un fuseau horaire de la base IANA.",
            "Écrivez-le comme dans Europe/Paris. {suggestion}",
        ),
    ),
    entry(
        "PSP603",
        "bad-time",
        en=(
            "{place}: {value} is not a time of day.",
            'Write it as text from "00:00" to "23:59"; "24:00" may only close.',
        ),
        fr=(
            "{place} : {value} n'est pas une heure de la journée.",
            "Écrivez-la comme texte, de « 00:00 » à « 23:59 » ; « 24:00 » n'est admis que pour la fermeture.",
        ),
    ),
    entry(
        "PSP604",
        "overlapping-hours",
        en=(
            "{place}: {first} and {second} overlap.",
            "Merge or separate them; hours that close before they open run past midnight.",
        ),
        fr=(
            "{place} : {first} et {second} se chevauchent.",
            "Réunissez-les ou séparez-les ; un horaire qui ferme avant d'ouvrir se prolonge après minuit.",
        ),
    ),
    entry(
        "PSP605",
        "unknown-weekday",
        en=("{value} is not a weekday.", "Write one of: {choices}."),
        fr=("{value} n'est pas un jour de la semaine.", "Écrivez l'une de ces clés : {choices}."),
    ),
    entry(
        "PSP606",
        "bad-date",
        en=("{place}: {value} is not a date.", 'Give a date, or its text as in "2026-04-06".'),
        fr=(
            "{place} : {value} n'est pas une date.",
            "Donnez une date, ou son texte comme dans « 2026-04-06 ».",
        ),
    ),
    entry(
        "PSP607",
        "wrong-shape",
        en=("{place}: {value} does not have the expected format.", "Write it like this: {expected}."),
        fr=("{place} : {value} n'a pas la forme attendue.", "Écrivez-le ainsi : {expected}."),
    ),
    entry(
        "PSP608",
        "unknown-country",
        en=(
            "No public holidays are known for the country {value}.",
            "Give its ISO 3166-1 code, for instance FR. {suggestion}",
        ),
        fr=(
            "Aucun jour férié n'est connu pour le pays {value}.",
            "Donnez son code ISO 3166-1, par exemple FR. {suggestion}",
        ),
    ),
    entry(
        "PSP609",
        "unknown-subdivision",
        en=(
            "The country {country} has no subdivision {value} with public holidays of its own.",
            (
                "Give its ISO 3166-2 code without the country, one of: {choices}. "
                "A subdivision without holidays of its own has those of the country."
            ),
        ),
        fr=(
            "Le pays {country} n'a pas de subdivision {value} qui ait ses propres jours fériés.",
            (
                "Donnez son code ISO 3166-2 sans celui du pays, parmi : {choices}. "
                "Une subdivision sans jours fériés propres a ceux du pays."
            ),
        ),
    ),
    entry(
        "PSP610",
        "outside-coverage",
        en=(
            "The question reaches {day}, but the holidays are known only from {first} to {last}.",
            "Ask about this range, or review the holidays beyond it and extend the range.",
        ),
        fr=(
            "La question atteint le {day}, or les jours fériés ne sont connus que du {first} au {last}.",
            "Restez dans cette période, ou vérifiez les jours fériés au-delà et étendez-la.",
        ),
    ),
    entry(
        "PSP611",
        "outside-supported-years",
        en=(
            "The question, or its answer, lies outside the supported years, {first} to {last}.",
            "Ask about these years. A calendar that never opens always ends up there: check its hours.",
        ),
        fr=(
            "La question, ou sa réponse, sort des années prises en charge, {first} à {last}.",
            "Restez dans ces années. Un calendrier qui n'ouvre jamais en sort : vérifiez ses horaires.",
        ),
    ),
    entry(
        "PSP612",
        "not-an-instant",
        en=("{value} is not an instant.", "Give an aware datetime: a date alone does not say when."),
        fr=(
            "{value} n'est pas un instant.",
            "Donnez un datetime muni de son fuseau : une date seule ne dit pas à quelle heure.",
        ),
    ),
    entry(
        "PSP613",
        "unknown-choice",
        en=("{place}: {value} is not known.", "Choose one of: {choices}."),
        fr=("{place} : {value} est inconnu.", "Choisissez parmi : {choices}."),
    ),
    entry(
        "PSP614",
        "not-a-date",
        en=(
            "{value} is not a date.",
            "Give a date without a time; take .date() of an instant in the calendar's zone.",
        ),
        fr=(
            "{value} n'est pas une date.",
            "Donnez une date sans heure ; prenez .date() d'un instant dans le fuseau du calendrier.",
        ),
    ),
    entry(
        "PSP615",
        "reversed-range",
        en=("The range from {start} to {end} ends before it begins.", "Swap its two ends."),
        fr=("La période du {start} au {end} se termine avant de commencer.", "Intervertissez ses bornes."),
    ),
    entry(
        "PSP616",
        "bad-number-of-days",
        en=(
            "{value} is not a number of days.",
            "Give a whole number, 0 or more.",
        ),
        fr=(
            "{value} n'est pas un nombre de jours.",
            "Donnez un nombre entier, 0 au minimum.",
        ),
    ),
    entry(
        "PSP617",
        "not-a-duration",
        en=("{value} is not a duration.", "Give a timedelta, for instance timedelta(hours=16)."),
        fr=("{value} n'est pas une durée.", "Donnez un timedelta, par exemple timedelta(hours=16)."),
    ),
    entry(
        "PSP618",
        "not-a-whole-number",
        en=("{value} is not a whole number of days.", "Give an int, negative to go back."),
        fr=(
            "{value} n'est pas un nombre entier de jours.",
            "Donnez un int, négatif pour remonter dans le temps.",
        ),
    ),
    entry(
        "PSP619",
        "period-after-last-year",
        en=("The period would end after the year 9999.", "Ask for periods of an earlier range."),
        fr=("La période s'achèverait après l'année 9999.", "Demandez les périodes d'une plage antérieure."),
    ),
    entry(
        "PSP620",
        "overlapping-periods",
        en=(
            "{place}: the hours from {first} to {last} and those from {next_first} to {next_last} overlap.",
            "Put each date in one period only; a yearly period must end before it begins again.",
        ),
        fr=(
            "{place} : les horaires du {first} au {last} chevauchent ceux du {next_first} au {next_last}.",
            "Ne couvrez chaque date qu'une fois ; une période annuelle doit s'achever avant de revenir.",
        ),
    ),
    entry(
        "PSP621",
        "bad-step",
        en=(
            "{value} does not say how long each period is.",
            "Give one positive whole number of days, weeks, months or years, for instance Every(months=3).",
        ),
        fr=(
            "{value} ne dit pas combien dure chaque période.",
            "Donnez un seul nombre, entier et positif, de jours, semaines, mois ou ans : Every(months=3).",
        ),
    ),
    entry(
        "PSP622",
        "negative-duration",
        en=("A target cannot last {value}.", "Give a duration that is not negative."),
        fr=("Un délai ne peut pas durer {value}.", "Donnez une durée qui ne soit pas négative."),
    ),
    entry(
        "PSP623",
        "no-last-day",
        en=(
            "{until} cannot end the last day of {span}, which has none.",
            "Leave out until, or give BusinessDays or CalendarDays.",
        ),
        fr=(
            "{until} ne peut pas terminer le dernier jour de {span}, qui n'en a pas.",
            "Retirez until, ou donnez BusinessDays ou CalendarDays.",
        ),
    ),
    entry(
        "PSP624",
        "unknown-holiday-category",
        en=("The holidays of {country} have no category {value}.", "Choose from: {choices}."),
        fr=("Les jours fériés de {country} n'ont pas de catégorie {value}.", "Choisissez parmi : {choices}."),
    ),
    entry(
        "PSP625",
        "half-days-without-hours",
        en=(
            "Nothing says when the half days of {country} close.",
            "Give a time of day in half_days, under the key half_day.",
        ),
        fr=(
            "Rien ne dit à quelle heure ferment les demi-journées de {country}.",
            "Donnez une heure dans half_days, sous la clé half_day.",
        ),
    ),
    entry(
        "PSP631",
        "pause-still-going-on",
        en=(
            "The pause that began on {start} has no end: it still moves the due time.",
            "Give its end, or ask how things stand as of an instant (`request_state`).",
        ),
        fr=(
            "L'attente commencée le {start} n'a pas de fin : elle déplace encore l'échéance.",
            "Indiquez sa fin, ou demandez l'état à un instant donné (`request_state`).",
        ),
    ),
    entry(
        "PSP632",
        "wrong-reminder",
        en=(
            "{value} is neither a share of the time nor a time that is left.",
            "Give a number more than 0 and at most 1, such as 0.8, or a `timedelta`, PT2H as text.",
        ),
        fr=(
            "{value} n'est ni une part du délai, ni un temps restant.",
            "Donnez un nombre supérieur à 0 et d'au plus 1, tel que 0.8, ou un `timedelta`, en texte : PT2H.",
        ),
    ),
    entry(
        "PSP633",
        "before-receipt",
        en=("{at} is before {received}, when the request was received.", "Correct one of the two instants."),
        fr=("Le {at} précède la réception de la demande, le {received}.", "Corrigez l'un des deux instants."),
    ),
)
