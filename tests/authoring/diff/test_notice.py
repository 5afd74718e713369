"""The notice for customers: both languages, names and no ids, and no markup of its own making."""

from collections.abc import Callable

from ptc_service_policy.authoring.diff import Edition, compare_editions, write_notice

MakeEdition = Callable[[list[dict[str, str]]], Edition]

EDITS = [
    {"file": "policy.yaml", "replace": "version: 1.0.0", "with": "version: 2.0.0"},
    {"file": "service-levels.yaml", "replace": "business_days: 1", "with": "business_days: 3"},
    {"file": "engagement.yaml", "replace": "maximum: 3\n", "with": "maximum: 4\n"},
    {
        "file": "engagement.yaml",
        "replace": "source: [scope-open-cases]",
        "with": "source: [scope-open-cases, scope-contacts]",
    },
    {"file": "interpretations.yaml", "replace": "chosen: contract-start", "with": "chosen: calendar"},
    {"file": "entitlements.yaml", "replace": "en: Case management", "with": 'en: "*Case* <b>[x](y)</b> #1"'},
]

FRENCH = """\
# Avis de modification : Gestion de service PTC, version 2.0.0

Cet avis présente ce qui change pour vous entre la version 1.0.0 et la version 2.0.0.
La version 2.0.0 n'indique pas de date d'application.

## Gestionnaire de compte assistance technique (TSAM)

### Ce qui est amélioré ou ajouté

- **Limite « Interlocuteurs du client » (maximum)** : 4 (auparavant : 3).

## Gestion de service SaaS Premium

### Ce qui est réduit ou supprimé

- **Délai de réponse** : 3 jours ouvrables (auparavant : 1 jour ouvrable).

### Ce qui est amélioré ou ajouté

- **Limite « Interlocuteurs du client » (maximum)** : 4 (auparavant : 3).

## Toutes les offres

### Ce qui est modifié

- **Point d'interprétation « À partir de quand les semaines, les mois et les trimestres \
se comptent-ils ? »** : Selon le calendrier - semaines du lundi au dimanche, mois et trimestres civils \
(auparavant : À partir du début du contrat).
"""


def test_a_notice_in_french(original: Edition, edited: MakeEdition) -> None:
    after = edited(EDITS)
    assert write_notice(compare_editions(original, after), original, after, ("fr",)) == FRENCH


def test_a_notice_is_in_both_languages_unless_one_is_asked_for(
    original: Edition, edited: MakeEdition
) -> None:
    after = edited(EDITS)
    changes = compare_editions(original, after)
    french, english = (write_notice(changes, original, after, (language,)) for language in ("fr", "en"))
    assert write_notice(changes, original, after) == f"{french}\n---\n\n{english}"
    assert "# Notice of changes: PTC service management, version 2.0.0\n" in english
    assert "- **Response time**: 3 business days (previously: 1 business day).\n" in english


def test_names_cannot_become_markup(original: Edition, edited: MakeEdition) -> None:
    after = edited(EDITS)
    english = write_notice(compare_editions(original, after), original, after, ("en",))
    assert r"\*Case\* \<b\>\[x\](y)\</b\> \#1" in english
    assert "<b>" not in english


def test_ids_and_references_stay_out_of_a_notice(original: Edition, edited: MakeEdition) -> None:
    after = edited(EDITS)
    notice = write_notice(compare_editions(original, after), original, after)
    for word in ("scope-contacts", "open-cases", "cadence-periods", "sha256", "policy.yaml"):
        assert word not in notice


def test_a_notice_says_from_when_and_until_when(original: Edition, edited: MakeEdition) -> None:
    after = edited(
        [
            {
                "file": "policy.yaml",
                "replace": "effective_from_unstated: document-date",
                "with": "effective_from: 2027-01-01\neffective_until: 2028-01-01",
            },
            {"file": "interpretations.yaml", "cut": "  document-date:\n", "until": "  response-receipt:\n"},
        ]
    )
    notice = write_notice(compare_editions(original, after), original, after)
    assert "s'applique à compter du vendredi 1er janvier 2027.\n" in notice
    assert "Elle cesse de s'appliquer le samedi 1er janvier 2028.\n" in notice
    assert "applies from Friday 1 January 2027.\n" in notice
    assert "Rien ne change dans vos prestations." in notice
