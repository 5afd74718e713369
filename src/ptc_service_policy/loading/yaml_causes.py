"""What the YAML parser says of a fault, in words for people who do not write parsers."""

from ptc_service_policy.text import LocalizedText

_CAUSES = {
    "mapping values are not allowed": LocalizedText(
        fr="un deux-points ne peut pas figurer ici",
        en="a colon cannot stand here",
    ),
    "could not find expected ':'": LocalizedText(
        fr="il manque un deux-points après la clé",
        en="a colon is missing after the key",
    ),
    "did not find expected ',' or ']'": LocalizedText(
        fr="il manque une virgule ou un crochet fermant",
        en="a comma or ] is missing",
    ),
    "did not find expected ',' or '}'": LocalizedText(
        fr="il manque une virgule ou une accolade fermante",
        en="a comma or } is missing",
    ),
    "did not find expected key": LocalizedText(
        fr="une clé était attendue, ou l'indentation change",
        en="a key was expected, or the indentation changes",
    ),
    "did not find expected '-' indicator": LocalizedText(
        fr="un tiret de liste était attendu",
        en="a list dash was expected",
    ),
    "did not find expected node content": LocalizedText(
        fr="une valeur était attendue",
        en="a value was expected",
    ),
    "block sequence entries are not allowed": LocalizedText(
        fr="un tiret de liste ne peut pas figurer ici",
        en="a list dash cannot stand here",
    ),
    "unexpected end of stream": LocalizedText(
        fr="des guillemets ne sont pas refermés",
        en="a quotation mark is not closed",
    ),
    "unexpected document indicator": LocalizedText(
        fr="des guillemets ne sont pas refermés",
        en="a quotation mark is not closed",
    ),
    "tab character": LocalizedText(
        fr="une tabulation sert à l'indentation",
        en="a tab is used to indent",
    ),
    "cannot start any token": LocalizedText(
        fr="ce caractère doit être mis entre guillemets",
        en="this character needs quotes",
    ),
    "unknown escape character": LocalizedText(
        fr="une barre oblique inverse est mal employée",
        en="a backslash is used wrongly",
    ),
    "undefined tag handle": LocalizedText(
        fr="cette étiquette est inconnue",
        en="this tag is unknown",
    ),
}
_UNKNOWN = LocalizedText(fr="la structure est incompréhensible", en="the structure makes no sense")


def explain_cause(said: str) -> LocalizedText:
    """Say in both languages what the parser said; a fault that it does not know is called one."""
    return next((cause for part, cause in _CAUSES.items() if part in said), _UNKNOWN)
