"""The names of languages: all of ISO 639-1, as CLDR has them."""

import pytest

from ptc_service_policy.language_names import LANGUAGES, language_name
from ptc_service_policy.text import LocalizedText


def test_there_are_all_183_of_iso_639_1() -> None:
    assert len(LANGUAGES) == 183
    assert list(LANGUAGES) == sorted(set(LANGUAGES))
    for code in LANGUAGES:
        name = language_name(code)
        assert name.fr[0].islower()
        assert name.en[0].isupper()
        assert not set("()’") & set(name.fr + name.en)


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("fr", "français", "French"),
        ("en", "anglais", "English"),
        ("zh", "chinois", "Chinese"),
        ("et", "estonien", "Estonian"),
        ("ee", "éwé", "Ewe"),
        ("eo", "espéranto", "Esperanto"),
        ("ug", "ouïghour", "Uyghur"),
        ("he", "hébreu", "Hebrew"),
        ("hi", "hindi", "Hindi"),
        ("ho", "hiri motu", "Hiri Motu"),
        ("ha", "haoussa", "Hausa"),
        ("hu", "hongrois", "Hungarian"),
        ("hz", "héréro", "Herero"),
        ("yi", "yiddish", "Yiddish"),
        ("wa", "wallon", "Walloon"),
        ("el", "grec", "Greek"),
        ("nb", "norvégien bokmål", "Norwegian Bokmål"),
        ("se", "same du Nord", "Northern Sami"),
        ("cu", "slavon d'église", "Church Slavic"),
        ("lu", "luba-katanga", "Luba-Katanga"),
    ],
)
def test_a_name_stands_in_a_cell_as_in_a_sentence(code: str, french: str, english: str) -> None:
    assert language_name(code) == LocalizedText(fr=french, en=english)


@pytest.mark.parametrize("code", ["", "xx", "sh", "FR", "fra", "fr-CA"])
def test_other_codes_are_unknown(code: str) -> None:
    with pytest.raises(KeyError, match=f"^'{code}'$"):
        language_name(code)


def test_the_table_is_what_cldr_says() -> None:
    pytest.importorskip("babel", reason="the table is made with Babel")
    from tools.language_names import MODULE, write_module

    assert MODULE.read_text("utf-8") == write_module(), "run `make languages`"
