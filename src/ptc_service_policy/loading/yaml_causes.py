"""What the YAML parser says of a fault, in words for people who do not write parsers."""

from ptc_service_policy.text import LocalizedText

_CAUSES = (
    ("mapping values are not allowed", "un deux-points ne peut pas figurer ici", "a colon cannot stand here"),
    ("could not find expected ':'", "il manque un deux-points après la clé", "a colon is missing after the key"),
    ("did not find expected ',' or ']'", "il manque une virgule ou un crochet fermant", "a comma or ] is missing"),
    ("did not find expected ',' or '}'", "il manque une virgule ou une accolade fermante", "a comma or } is missing"),
    ("did not find expected key", "une clé était attendue, ou l'indentation change", "a key was expected, or the indentation changes"),
    ("did not find expected '-' indicator", "un tiret de liste était attendu", "a list dash was expected"),
    ("did not find expected node content", "une valeur était attendue", "a value was expected"),
    ("block sequence entries are not allowed", "un tiret de liste ne peut pas figurer ici", "a list dash cannot stand here"),
    ("unexpected end of stream", "des guillemets ne sont pas refermés", "a quotation mark is not closed"),
    ("unexpected document indicator", "des guillemets ne sont pas refermés", "a quotation mark is not closed"),
    ("tab character", "une tabulation sert à l'indentation", "a tab is used to indent"),
    ("cannot start any token", "ce caractère doit être mis entre guillemets", "this character needs quotes"),
    ("unknown escape character", "une barre oblique inverse est mal employée", "a backslash is used wrongly"),
    ("undefined tag handle", "cette étiquette est inconnue", "this tag is unknown"),
)  # fmt: skip
_UNKNOWN = LocalizedText(fr="la structure est incompréhensible", en="the structure makes no sense")


def explain_cause(said: str) -> LocalizedText:
    """Say in both languages what the parser said; a fault that it does not know is called one."""
    for part, fr, en in _CAUSES:
        if part in said:
            return LocalizedText(fr=fr, en=en)
    return _UNKNOWN
