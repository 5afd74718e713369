"""The names of languages: all of ISO 639-1, in French with the right article, and as CLDR has them."""

import pytest

from ptc_service_policy.language_names import LANGUAGES, language_name
from ptc_service_policy.text import LocalizedText


def test_there_are_all_183_of_iso_639_1() -> None:
    assert len(LANGUAGES) == 183
    assert list(LANGUAGES) == sorted(set(LANGUAGES))
    for code in LANGUAGES:
        name = language_name(code)
        assert name.fr.startswith(("le ", "l'"))
        assert name.en[0].isupper()
        assert not set("()’") & set(name.fr + name.en)


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("fr", "le français", "French"),
        ("en", "l'anglais", "English"),
        ("zh", "le chinois", "Chinese"),
        ("et", "l'estonien", "Estonian"),
        ("ee", "l'éwé", "Ewe"),
        ("eo", "l'espéranto", "Esperanto"),
        ("ug", "l'ouïghour", "Uyghur"),
        ("he", "l'hébreu", "Hebrew"),
        ("hi", "l'hindi", "Hindi"),
        ("ho", "l'hiri motu", "Hiri Motu"),
        ("ha", "le haoussa", "Hausa"),
        ("hu", "le hongrois", "Hungarian"),
        ("hz", "le héréro", "Herero"),
        ("yi", "le yiddish", "Yiddish"),
        ("wa", "le wallon", "Walloon"),
        ("el", "le grec", "Greek"),
        ("nb", "le norvégien bokmål", "Norwegian Bokmål"),
        ("se", "le same du Nord", "Northern Sami"),
        ("cu", "le slavon d'église", "Church Slavic"),
        ("lu", "le luba-katanga", "Luba-Katanga"),
    ],
)
def test_a_name_stands_in_a_sentence(code: str, french: str, english: str) -> None:
    assert language_name(code) == LocalizedText(fr=french, en=english)


@pytest.mark.parametrize("code", ["", "xx", "sh", "FR", "fra", "fr-CA"])
def test_other_codes_are_unknown(code: str) -> None:
    with pytest.raises(KeyError, match=f"^'{code}'$"):
        language_name(code)


def test_the_table_is_what_cldr_says() -> None:
    pytest.importorskip("babel", reason="the table is made with Babel")
    from tools.language_names import MODULE, write_module

    assert MODULE.read_text("utf-8") == write_module(), "run `make languages`"


def test_the_h_of_a_new_name_is_not_guessed() -> None:
    pytest.importorskip("babel", reason="the table is made with Babel")
    from tools.language_names import with_article

    with pytest.raises(ValueError, match="haïda"):
        with_article("haïda")
