"""Write the names of countries, and of their parts that have holidays of their own, as people write them.

``python tools/place_names.py`` writes the table in ``business_time/place_codes.py`` anew. Countries have the
names that CLDR (through Babel) has in French, in English and in their own languages, and the codes of three
letters of ISO 3166-1; their parts have those of the package of holidays, and a few in other languages.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from holidays.registry import COUNTRIES

from ptc_service_policy.business_time.countries import load_country
from ptc_service_policy.business_time.place_names import as_words

MODULE = Path(__file__).parents[1] / "src" / "ptc_service_policy" / "business_time" / "place_codes.py"
TABLE = re.compile(r"(?<=^CODES = \{\n).*?(?=^\}$)", flags=re.M | re.S)

OTHERS = {
    "GB": "UK, Great Britain, Grande-Bretagne",
    "US": "USA, United States of America, États-Unis d'Amérique",
    "NL": "Holland, Hollande",
    "CZ": "Czech Republic",
    "GB-ENG": "Angleterre",
    "GB-SCT": "Écosse",
    "GB-WLS": "Pays de Galles",
    "GB-NIR": "Irlande du Nord",
    "DE-BY": "Bavaria, Bavière",
    "DE-BW": "Bade-Wurtemberg",
    "DE-BB": "Brandebourg",
    "DE-HB": "Brême",
    "DE-HH": "Hambourg",
    "DE-HE": "Hesse",
    "DE-NI": "Lower Saxony, Basse-Saxe",
    "DE-MV": "Mecklenburg-Western Pomerania, Mecklembourg-Poméranie-Occidentale",
    "DE-NW": "North Rhine-Westphalia, Rhénanie-du-Nord-Westphalie",
    "DE-RP": "Rhineland-Palatinate, Rhénanie-Palatinat",
    "DE-SL": "Sarre",
    "DE-SN": "Saxony, Saxe",
    "DE-ST": "Saxony-Anhalt, Saxe-Anhalt",
    "DE-TH": "Thuringia, Thuringe",
    "AT-1": "Burgenland",
    "AT-2": "Carinthia, Carinthie",
    "AT-3": "Lower Austria, Basse-Autriche",
    "AT-4": "Upper Austria, Haute-Autriche",
    "AT-5": "Salzbourg",
    "AT-6": "Styria, Styrie",
    "AT-7": "Tyrol",
    "AT-9": "Vienna, Vienne",
    "CH-BE": "Berne",
    "CH-GE": "Geneva, Genève",
    "CH-GR": "Grisons",
    "CH-LU": "Lucerne",
    "CH-TI": "Tessin",
    "CH-VD": "Vaud",
    "CH-VS": "Valais",
    "CH-ZH": "Zurich",
    "ES-AN": "Andalusia, Andalousie",
    "ES-CT": "Catalonia, Catalogne",
    "ES-MD": "Madrid",
    "ES-PV": "Basque Country, Pays basque",
    "FR-6AE": "Bas-Rhin, Haut-Rhin",
    "CA-BC": "Colombie-Britannique",
    "CA-NB": "Nouveau-Brunswick",
    "CA-NS": "Nouvelle-Écosse",
    "US-CA": "Californie",
}
"""Names that neither source has."""


def names() -> Iterator[tuple[str, str]]:
    """Yield each name with the code of its place."""
    for module, (_, code, *more) in COUNTRIES.items():
        known = load_country(code)
        yield module.replace("_", " "), code
        yield from ((each, code) for each in more if len(each) == 3)
        for language in ("fr", "en", *get_official_languages(code, regional=True, de_facto=True)):
            try:
                name = Locale.parse(language).territories.get(code)
            except UnknownLocaleError:
                continue
            if name is not None:
                yield name, code
        yield from ((name, f"{code}-{part}") for name, part in known.subdivisions_aliases.items())
    for code, listed in OTHERS.items():
        yield from ((name, code) for name in listed.split(", "))


def table() -> dict[str, str]:
    """Return the codes of the places of each name, those of countries first."""
    found: dict[str, set[str]] = {}
    for name, code in names():
        if key := as_words(name):
            found.setdefault(key, set()).add(code)
    return {
        key: "|".join(sorted(codes, key=lambda code: (len(code) > 2, code)))
        for key, codes in sorted(found.items())
    }


def write_module() -> str:
    """Return the module with its table written anew."""
    lines = "".join(f'    "{name}": "{codes}",\n' for name, codes in table().items())
    return TABLE.sub(lambda _: lines, MODULE.read_text("utf-8"), count=1)


if __name__ == "__main__":
    MODULE.write_text(write_module(), "utf-8")
