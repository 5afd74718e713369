"""Write the names of languages in French and in English, as CLDR has them (through Babel).

``python tools/language_names.py`` writes the table in ``src/ptc_service_policy/language_names.py`` anew. It
takes every language of ISO 639-1.
"""

import re
from pathlib import Path

from babel import Locale

MODULE = Path(__file__).parents[1] / "src" / "ptc_service_policy" / "language_names.py"
TABLE = re.compile(r"(?<=^_NAMES = \{\n).*?(?=^\}$)", flags=re.M | re.S)

NOT_IN_FORCE = frozenset({"sh"})
"""Codes that CLDR names though ISO 639-1 has withdrawn them."""

FRENCH = {"lu": "luba-katanga"}
"""Names that no sentence can hold as CLDR has them: "luba-katanga (kiluba)"."""


def names() -> dict[str, tuple[str, str]]:
    """Return the French and the English name of each language, by its code."""
    french, english = (Locale(language).languages for language in ("fr", "en"))
    codes = sorted(code for code in {*french} & {*english} if len(code) == 2)
    return {
        code: (FRENCH.get(code, french[code]).replace("’", "'"), english[code])
        for code in codes
        if code not in NOT_IN_FORCE
    }


def write_module() -> str:
    """Return the module with its table written anew."""
    table = "".join(
        f'    "{code}": ("{french}", "{english}"),\n' for code, (french, english) in names().items()
    )
    return TABLE.sub(table, MODULE.read_text("utf-8"), count=1)


if __name__ == "__main__":
    MODULE.write_text(write_module(), "utf-8")
