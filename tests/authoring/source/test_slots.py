"""What is recognised in every document, in French and in English, and what is not."""

import pytest

from ptc_service_policy.authoring.source.slots import Recogniser, is_tick

NAMES = {
    "offering": {"TSAM": "tsam", "Premium": "premium", "Service Premium": "premium"},
    "method": {"Courriel": "email", "Appel téléphonique": "phone", "email": "email", "phone call": "phone"},
    "unit": {"heures par semaine": "hour"},
}
RECOGNISER = Recogniser(NAMES)

WEEK = ("mon", "tue", "wed", "thu", "fri")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jusqu'à trois contacts", [("number", 3)]),
        ("quatre-vingt-dix-neuf", [("number", 99)]),
        ("soixante et onze", [("number", 71)]),
        ("twenty-one days", [("number", 21), ("unit", "days")]),
        ("zéro coupure", [("number", 0)]),
        ("1 000 cas", [("number", 1000)]),
        ("2,5 heures", [("number", 2.5), ("unit", "hours")]),
        ("2.50 hours", [("number", 2.5), ("unit", "hours")]),
        ("-3 hours", [("number", -3), ("unit", "hours")]),
        ("un jour ouvrable", [("number", 1), ("unit", "business_days")]),
        ("un client", []),
        ("one business day", [("number", 1), ("unit", "business_days")]),
        ("10 heures par semaine", [("number", 10), ("unit", "hour")]),
        ("10 heures par mois", [("number", 10), ("unit", "hours"), ("unit", "months")]),
        ("9 – 17h", [("hours", (("09:00", "17:00"),))]),
        ("de 9 h 30 à 17 heures", [("hours", (("09:30", "17:00"),))]),
        ("9h00-12h00 et 14h00-18h00", [("hours", (("09:00", "12:00"), ("14:00", "18:00")))]),
        ("9 a.m. to 5 p.m.", [("hours", (("09:00", "17:00"),))]),
        ("12 am to 12 pm", [("hours", (("00:00", "12:00"),))]),
        ("18:00 to 24:00", [("hours", (("18:00", "24:00"),))]),
        ("les sections 9 - 17", [("number", 9), ("number", 17)]),
        ("du lundi au vendredi", [("day", WEEK)]),
        ("Monday to Friday", [("day", WEEK)]),
        ("Mondays, Tuesdays and Fridays", [("day", ("mon", "tue", "fri"))]),
        ("le 3 mars", [("number", 3), ("month", "3")]),
        ("they may", []),
        ("en anglais ou en français", [("language", ("en",)), ("language", ("fr",))]),
        ("anglais ou français", [("language", ("en", "fr"))]),
        ("German and Spanish", [("language", ("de", "es"))]),
        ("un Service Premium/TSAM", [("offering", ("premium", "tsam"))]),
        ("Premiums", [("offering", ("premium",))]),
        ("Premium. TSAM", [("offering", ("premium",)), ("offering", ("tsam",))]),
        ("courriels, appels téléphoniques", [("method", ("email", "phone"))]),
        ("version 1.2.3", [("number", "?1.2.3")]),
        ("1.000", [("number", "?1.000")]),
        ("9 - 25h", [("hours", ("?9 - 25 heures",))]),
        ("entre 9 h et 17 h", [("hours", (("09:00", "17:00"),))]),
        ("à 9 h et 17 h", [("number", 9), ("unit", "hours"), ("number", 17), ("unit", "hours")]),
        ("un (1) jour", [("number", 1), ("unit", "days")]),
        ("30 (trente) cas", [("number", 30)]),
        ("vingt et un (21) cas", [("number", 21)]),
        ("deux (1) jours", [("number", "?deux (1)"), ("unit", "days")]),
        ("30 (2) cas", [("number", 30), ("number", 2)]),
        ("10,0 h", [("number", 10), ("unit", "hours")]),
        ("10 h par semaine", [("number", 10), ("unit", "hour")]),
        ("9:75 to 17:00", [("hours", ("?9:75 to 17:00",))]),
        ("07 cas", [("number", "?07")]),
        ("A4 et B2B", []),
        ("courriel avec appel téléphonique", [("method", ("email",)), ("method", ("phone",))]),
        ("courriel appel téléphonique", [("method", ("email",)), ("method", ("phone",))]),
        ("courriel = appel téléphonique", [("method", ("email",)), ("method", ("phone",))]),
        ("« Premium »/TSAM", [("offering", ("premium", "tsam"))]),
        ("9 -- 17h", [("hours", (("09:00", "17:00"),))]),
    ],
)
def test_a_slot_is_read_exactly(text: str, expected: list[tuple[str, object]]) -> None:
    assert [(slot.kind, slot.value) for slot in RECOGNISER.slots(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("du mar. au jeu.", [("day", ("tue", "wed", "thu"))]),
        ("mar.–jeu.", [("day", ("tue", "wed", "thu"))]),
        ("mar./jeu.", [("day", ("tue", "thu"))]),
        ("mar. & jeu.", [("day", ("tue", "thu"))]),
        ("sauf le mar. et du jeu. au sam.", [("day", ("tue", "thu", "fri", "sat"))]),
        ("chaque mar.", [("day", ("tue",))]),
        ("le mar. 3", [("day", ("tue",)), ("number", 3)]),
        ("mar. de 9 h à 17 h", [("day", ("tue",)), ("hours", (("09:00", "17:00"),))]),
        ("le 3 mar. 2026", [("number", 3), ("month", "3"), ("number", 2026)]),
        ("le 15 mar.", [("number", 15), ("month", "3")]),
        ("en mar.", [("month", "3")]),
        ("in Mar.", [("month", "3")]),
        ("de mar. à mai", [("month", "3"), ("month", "5")]),
        ("mar.-avr.", [("month", "3"), ("month", "4")]),
        ("Jan-Mar", [("month", "1"), ("month", "3")]),
        ("mar.", [("day", ("?mar.",))]),
        ("mar. 15", [("day", ("?mar.",)), ("number", 15)]),
        ("every Mar.", [("day", ("?mar.",))]),
        ("du mardi au mars", [("day", ("tue",)), ("month", "3")]),
        ("sam.-dim.", [("day", ("sat", "sun"))]),
        ("Sat. and Sun.", [("day", ("sat", "sun"))]),
        ("Tues.–Thurs.", [("day", ("tue", "wed", "thu"))]),
        ("lun/mer/ven", [("day", ("mon", "wed", "fri"))]),
        ("they sat in the sun", []),
        ("mon jeu dans la mer", []),
        ("le 1er sept.", [("month", "9")]),
        ("1 sept. 2026", [("number", 1), ("month", "9"), ("number", 2026)]),
        ("en sept jours", [("number", 7), ("unit", "days")]),
        ("up to 3 may be named", [("number", 3)]),
        ("in May", [("month", "5")]),
        ("from Mar. to May", [("month", "3"), ("month", "5")]),
        ("PTC may", []),
    ],
)
def test_a_day_or_a_month_in_short_is_read_by_what_stands_beside_it(
    text: str, expected: list[tuple[str, object]]
) -> None:
    assert [(slot.kind, slot.value) for slot in RECOGNISER.slots(text)] == expected


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("courriel ou appel téléphonique", "or"),
        ("email and phone call", "and"),
        ("email & phone call", "and"),
        ("TSAM/Premium", ""),
    ],
)
def test_what_joins_a_list_is_kept(text: str, joined: str) -> None:
    assert [slot.joined for slot in RECOGNISER.slots(text)] == [joined]


SAME = [
    ("Jusqu'à 3 contacts", "Jusqu’à trois contacts"),
    ("Réponse sous 2 jours ouvrables", "réponse sous un jour ouvrable"),
    ("**Du lundi** au vendredi", "Du mardi au samedi"),
    ("ouvert lundi", "ouvert mar."),
    ("par courriel – toujours", "par appel téléphonique - toujours"),
]
OTHER = [
    ("30 cas", "~30 cas"),
    ("30 cas", "30 % cas"),
    ("30 cas", "30¹ cas"),
    ("30 cas", "30* cas"),
    ("sous 2 jours", "après 2 jours"),
    ("9 h à 17 h", "9 à 17"),
    ("sous 2 jours ouvrables", "sous 2 jours ouvrés"),
    ("2 heures ouvrables", "2 heures ouvrées"),
    ("within 2 business days", "within 2 working days"),
    ("Standard = 2", "Standard ≠ 2"),
    ("Standard = 2", "Standard → 2"),
    ("30 cas", "≈30 cas"),
    ("30 cas", "30‰ cas"),
    ("30 cas", "30① cas"),
    ("30 cas", "30₁ cas"),
    ("30 cas", "3\u03360\u0336 cas"),
    ("10 heures par semaine", "10 heures* par semaine"),
    ("10 heures par semaine", "10 heures¹ par semaine"),
]


WRITTEN_ALIKE = [
    ("sous 1 jour ouvrable", "sous un (1) jour ouvrable"),
    ("sous 2 jours", "sous deux jours"),
    ("0 coupures", "zéro coupure"),
    ("30 cas ouverts", "trente cas ouverts"),
    ("9 – 17h, heure local", "de 9 h 00 à 17:00, heure locale"),
    ("Du lundi au vendredi", "Lundi–vendredi"),
    ("Du mardi au jeudi", "mar.–jeu."),
    ("le 3 mars", "le 3 mar."),
    ("des congés (par exemple, maladie)", "des congés (p. ex. maladie)"),
    ("les causes premières et le reste", "les causes 1ères & le reste"),
    ("10 heures par semaine", "10 h/semaine"),
    ("10 hours a week", "10 hrs / week"),
    ("Premiums", "Premium"),
]
WRITTEN_OTHERWISE = [
    ("sous 1 jour ouvrable", "sous 1 jour ouvré"),
    ("2 jours", "2 jours calendaires"),
    ("le gestionnaire", "les gestionnaires"),
    ("ses managers", "ses manager"),
    ("par courriel", "par appel téléphonique"),
    ("lundi et mardi", "lundi ou mardi"),
    ("le mars", "le mar."),
    ("tous en mars", "tous mar."),
    ("sous deux jours", "sous trois jours"),
    ("causes premières", "causes secondes"),
]


@pytest.mark.parametrize(("one", "other"), WRITTEN_ALIKE)
def test_one_value_written_in_two_ways_is_one_wording(one: str, other: str) -> None:
    assert RECOGNISER.wording((one,)) == RECOGNISER.wording((other,))


@pytest.mark.parametrize(("one", "other"), WRITTEN_OTHERWISE)
def test_other_words_are_another_wording(one: str, other: str) -> None:
    assert RECOGNISER.wording((one,)) != RECOGNISER.wording((other,))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_only_what_is_in_slots_leaves_the_shape(one: str, other: str) -> None:
    assert RECOGNISER.shape(one)[0] == RECOGNISER.shape(other)[0]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_words_and_signs_outside_are_in_the_shape(one: str, other: str) -> None:
    assert RECOGNISER.shape(one)[0] != RECOGNISER.shape(other)[0]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(text, True) for text in ("✓", "✔️", "✔\ufe0e", " x ", "**✓**", "√")]
    + [(text, False) for text in ("", "–", "--", "Non", "❌", "☐")]
    + [(text, None) for text in ("✓*", "✓¹", "?", "partiel", "✓ ✓", "✓\u0336", "☒")],
)
def test_a_cell_says_yes_or_no_or_neither(cell: str, expected: bool | None) -> None:
    assert is_tick(cell) is expected


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Par courriel", ("email",)),
        ("courriel, appel téléphonique", ("email", "phone")),
        ("courriel¹", None),
        ("courriel urgent", None),
        ("pas de courriel", None),
        ("courriel ?", None),
        ("courriel…", None),
        ("✗ courriel", None),
        ("≈ courriel", None),
        ("« courriel ».", ("email",)),
        ("", None),
    ],
)
def test_a_cell_says_one_thing_or_nothing(cell: str, value: tuple[str, ...] | None) -> None:
    slot = RECOGNISER.cell(cell)
    assert (None if slot is None else slot.value) == value
