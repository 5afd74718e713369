"""The words that keep their capital wherever they stand: feasts, and places and peoples with holidays."""

_FRENCH = """
Afrique Allemagne Amérique Angleterre Asie Australie Autriche Belgique Brésil Bruxelles Canada Chine
Danemark Espagne Europe Finlande France Genève Inde Irlande Israël Italie Japon Londres Luxembourg Maroc
Mexique Montréal Noël Norvège Ontario Ottawa Paris Pâques Pentecôte Pologne Portugal Québec Singapour
Suisse Suède Toronto Toussaint Tunisie
"""
_ENGLISH = """
Africa African Algerian America American Arabic Argentine Asia Asian Australia Australian Austria
Austrian Bavarian Belgian Belgium Brazil Brazilian Britain British Brussels Bulgarian Canada Canadian
Catalan Chilean China Chinese Christmas Colombian Croatian Czech Danish Denmark Dutch Easter Egyptian
England English Estonian Europe European Finland Finnish Flemish France French Geneva German Germany
Greece Greek Hebrew Hindi Hungarian Hungary Iceland Icelandic India Indian Indonesian Ireland Irish
Islamic Israel Israeli Italian Italy Japan Japanese Jewish Korean Latvian Lithuanian London Luxembourg
Malaysian Mexican Mexico Montreal Moroccan Netherlands Norway Norwegian Ontario Orthodox Ottawa Paris
Pentecost Peruvian Poland Polish Portugal Portuguese Quebec Ramadan Romanian Russian Saudi Scandinavian
Scotland Scottish Serbian Singapore Slovak Slovenian Spain Spanish Sweden Swedish Swiss Switzerland Thai
Toronto Tunisian Turkish Ukrainian Vietnamese Wales Walloon Welsh
"""
PROPER = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
"""The words by language; those that are common words as well are left out."""
