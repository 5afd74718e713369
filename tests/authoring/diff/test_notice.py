# ruff: noqa: E501 - a notice is written as customers read it
"""The notice for customers: both languages, names and no ids, and no markup of its own making."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ptc_service_policy.authoring.diff import Change, Edition, write_notice
from ptc_service_policy.typography import typeset

MakeEdition = Callable[[list[dict[str, str]]], Edition]
FindChanges = Callable[[list[dict[str, str]]], tuple[Change, ...]]

EDITS = [
    {"file": "policy.yaml", "replace": "version: 1.0.0", "with": "version: 2.0.0"},
    {"file": "service-levels.yaml", "replace": "business_days: 1", "with": "business_days: 3"},
    {"file": "engagement.yaml", "replace": "maximum: 3,", "with": "maximum: 4,"},
    {
        "file": "engagement.yaml",
        "replace": "source: [scope-open-cases]",
        "with": "source: [scope-open-cases, scope-contacts]",
    },
    {"file": "register.yaml", "replace": "chosen: contract-start", "with": "chosen: calendar"},
    {"file": "entitlements.yaml", "replace": "en: Case management", "with": 'en: "*Case* <b>[x](y)</b> #1"'},
]

FRENCH = """\
# Avis de modification : Gestion de service PTC, version 2.0.0

Cet avis présente ce qui change pour vous entre la version 1.0.0 et la version 2.0.0.
La date d'application de la version 2.0.0 n'est pas encore fixée.
Les échéances et les disponibilités datées sont des exemples : la même question, posée aux deux versions.

## Ce qui est retiré ou dégradé

- **Délai visé « Réponse à une demande » (délai)** (Gestion de service SaaS Premium) : sous 3 jours ouvrables (auparavant : sous 1 jour ouvrable).
  - Gestion de service SaaS Premium : **Échéance « Réponse à une demande »** [dégradé].

## Ce qui est modifié

- **Prestations dues (Évaluation des services), du mardi 10 février 2026 au mercredi 13 mai 2026 exclu** (Gestion de service SaaS Standard) : du jeudi 15 janvier 2026 au mardi 31 mars 2026 ; date proposée : jeudi 15 janvier 2026 (auparavant : du jeudi 15 janvier 2026 au mardi 14 avril 2026 ; date proposée : jeudi 15 janvier 2026).
  - Gestion de service SaaS Standard : **Prestations dues (Gestion de l'intelligence client)** [modifié].
  - Gestion de service SaaS Standard : **Prestations dues (Feuille de route et soutenabilité des produits)** [modifié].
- **Prestations dues (Évaluation des services), du mardi 10 février 2026 au mercredi 13 mai 2026 exclu** (Gestion de service SaaS Premium) : du dimanche 1er février 2026 au samedi 28 février 2026 ; date proposée : lundi 2 février 2026 (auparavant : du jeudi 15 janvier 2026 au samedi 14 février 2026 ; date proposée : jeudi 15 janvier 2026).
  - Gestion de service SaaS Premium : **Prestations dues (Gestion de l'intelligence client)** [modifié].
  - Gestion de service SaaS Premium : **Prestations dues (Feuille de route et soutenabilité des produits)** [modifié].
  - Gestion de service SaaS Premium : **Prestations dues (Contact proactif)** [modifié].
- **Prestations dues (Contact proactif), du mardi 10 février 2026 au mercredi 13 mai 2026 exclu** (Gestionnaire de compte assistance technique (TSAM)) : du lundi 9 février 2026 au dimanche 15 février 2026 ; date proposée : lundi 9 février 2026 (auparavant : du jeudi 5 février 2026 au mercredi 11 février 2026 ; date proposée : jeudi 5 février 2026).

## Ce qui est amélioré ou ajouté

- **Limite « Interlocuteurs du client » (quantité)** (Gestionnaire de compte assistance technique (TSAM), Gestion de service SaaS Premium) : 4 personnes au plus à la fois, par client et par gestionnaire (auparavant : 3 personnes au plus à la fois, par client et par gestionnaire).
"""


def test_a_notice_in_french(original: Edition, edited: MakeEdition, changes_of: FindChanges) -> None:
    after = edited(EDITS)
    assert write_notice(changes_of(EDITS), original, after, ("fr",)) == typeset(FRENCH, "fr")


def test_a_notice_is_in_both_languages_unless_one_is_asked_for(
    original: Edition, edited: MakeEdition, changes_of: FindChanges
) -> None:
    after = edited(EDITS)
    changes = changes_of(EDITS)
    french, english = (write_notice(changes, original, after, (language,)) for language in ("fr", "en"))
    assert write_notice(changes, original, after) == f"{french}\n---\n\n{english}"
    assert "# Notice of changes: PTC service management, version 2.0.0\n" in english
    assert (
        "**Target “Response to a request” (time)** (SaaS Service Management Premium): "
        "within 3 business days (previously: within 1 business day).\n" in english
    )


LONGER = [
    {
        "file": "availability.yaml",
        "replace": 'fri: [{ opens: "09:00", closes: "17:00" }]',
        "with": 'fri: [{ opens: "09:00", closes: "18:00" }]',
    }
]
LONGER_IN_ENGLISH = """\
## What is removed or made worse

- **Working hours (hours)** (Technical Support Account Manager (TSAM), SaaS Service Management Premium): \
Monday to Thursday from 09:00 to 17:00 and Friday from 09:00 to 18:00, in the contract's time zone \
(previously: Monday to Friday from 09:00 to 17:00, in the contract's time zone) [better].
  - Technical Support Account Manager (TSAM): **Availability windows** [better].
"""


def test_a_cause_is_told_once_with_all_that_follows_from_it_for_each_offering(
    original: Edition, edited: MakeEdition, changes_of: FindChanges
) -> None:
    after = edited(LONGER)
    notice = write_notice(changes_of(LONGER), original, after, ("en",))
    assert typeset(LONGER_IN_ENGLISH, "en") in notice
    assert notice.count("\n- ") == 1
    beneath = [line for line in notice.splitlines() if line.startswith("  - ")]
    assert sum("SaaS Service Management Premium: **Due time" in line for line in beneath) == 2
    assert all(line.endswith(("[better].", "[changed].", "[worse].")) for line in beneath)


def test_names_cannot_become_markup(original: Edition, edited: MakeEdition, changes_of: FindChanges) -> None:
    after = edited(EDITS)
    english = write_notice(changes_of(EDITS), original, after, ("en",))
    assert r"\*Case\* \<b\>\[x\](y)\</b\> \#1" in english
    assert "<b>" not in english


def test_ids_and_references_stay_out_of_a_notice(
    original: Edition, edited: MakeEdition, changes_of: FindChanges
) -> None:
    after = edited(EDITS)
    notice = write_notice(changes_of(EDITS), original, after)
    for word in ("scope-contacts", "open-cases", "cadence-periods", "sha256", "policy.yaml"):
        assert word not in notice


def test_a_notice_says_from_when(original: Edition) -> None:
    after = replace(original, files=replace(original.files, first_day=date(2027, 1, 1)))
    notice = write_notice((), original, after)
    assert "s’applique à compter du vendredi 1er\u00a0janvier 2027.\n" in notice
    assert "applies from Friday 1 January 2027.\n" in notice
    assert "Rien ne change dans vos prestations." in notice
