"""Edits of the shared description, made by place: what a single edit changes, and what it may be read as."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

TICK = "✓"
TAB = "\t"
METHODS = {
    "Courriel": "email",
    "Visioconférence": "videoconference",
    "En personne": "in-person",
    "Appel téléphonique": "phone",
}
FREQUENCIES = {
    "Hebdomadaire": "weekly",
    "Mensuelle": "monthly",
    "Une fois par trimestre": "quarterly",
    "Lorsque c'est nécessaire": "as-needed",
}
CHARGES = {"Inclus avec SaaS": "included", "Paiement supplémentaire": "additional"}
OFFERINGS = ("TSAM", "Standard", "Premium")
LANGUAGES = {"français": "fr", "allemand": "de", "espagnol": "es", "italien": "it", "japonais": "ja"}
NUMBERS = ("quatre", "cinq", "douze", "vingt et un", "quatre-vingts")
DAYS = {"lundi": "mardi", "vendredi": "jeudi", "amedis": "undis", "imanches": "ardis"}
HEDGES = {
    "habituellement": "toujours",
    "Jusqu'à": "Au moins",
    "sauf": "même",
    "sous ": "après ",
    "ne pourra pas": "pourra",
    "ne doit pas": "doit",
    "doit ": "peut ",
    "devra": "pourra",
    "pourront": "devront",
    "peuvent": "doivent",
    "avec préavis": "sans préavis",
    "toujours": "parfois",
}


@dataclass(frozen=True)
class Edit:
    """Hold an edited text, the line that changed, and the values that may be read from it."""

    name: str
    text: str
    line: int
    values: frozenset[str] = frozenset()
    whole: bool = False
    """Whether exactly these values must be read: a cell says one thing."""
    offering: str | None = None
    """The offering that now stands where another did: all that is said of it is new."""


def edits(text: str) -> Iterator[Edit]:
    """Make every single edit of a fact, a word or a sign."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        cells = line.split("\t")
        made = _of_row(cells) if len(cells) > 1 and cells[0].strip() else _of_prose(line)
        for name, edited, values, whole in made:
            if edited != line:
                new = "\n".join((*lines[:number], edited, *lines[number + 1 :]))
                offering = name.split()[-1].lower() if name.split()[-1] in OFFERINGS else None
                yield Edit(f"{number + 1}: {name}", new, number + 1, frozenset(values), whole, offering)


Made = Iterator[tuple[str, str, tuple[str, ...], bool]]


def lost_cells(text: str) -> Iterator[Edit]:
    """Take a cell out of each row, so that those after it stand in the wrong columns."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        cells = line.rstrip("\t").split("\t")
        ends = line[len(line.rstrip("\t")) :]
        is_row = bool(cells[0].strip()) and not line.startswith(("Tableau", "Tâche"))
        for index in range(1, len(cells)) if is_row else ():
            rest = (*cells[:index], *cells[index + 1 :])
            if not any(rest[1:]):
                continue  # nothing tells a cell that is gone from one that was emptied
            left = "\t".join(rest) + ends
            edited = "\n".join((*lines[:number], left, *lines[number + 1 :]))
            yield Edit(f"{number + 1}: without cell {index}", edited, number + 1)


def surplus_cells(text: str) -> Iterator[Edit]:
    """Put a blank cell into each row, so that those after it stand in the wrong columns."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        cells = line.rstrip("\t").split("\t")
        ends = line[len(line.rstrip("\t")) :]
        is_row = bool(cells[0].strip()) and not line.startswith(("Tableau", "Tâche"))
        for index in range(1, len(cells)) if is_row else ():
            more = "\t".join((*cells[:index], "", *cells[index:])) + ends
            edited = "\n".join((*lines[:number], more, *lines[number + 1 :]))
            yield Edit(f"{number + 1}: one more cell at {index}", edited, number + 1)


def _with_cell(cells: list[str], index: int, new: str) -> str:
    return "\t".join((*cells[:index], new, *cells[index + 1 :]))


def _of_row(cells: list[str]) -> Made:
    filled = len(cells)
    for index in range(1, filled):
        cell = cells[index]
        with_ = partial(_with_cell, cells, index)
        if cell == TICK:
            yield "a tick less", with_(""), ("false",), True
            yield "a footnote", with_("✓*"), (), True
            yield "a word in place of a tick", with_("partiel"), (), True
        elif cell == "" and TICK in cells and index <= 3:
            yield "a tick more", with_(TICK), ("true",), True
        for known, what in ((METHODS, "method"), (FREQUENCIES, "frequency"), (CHARGES, "charge")):
            if any(name.lower() in cell.lower() for name in known) and not (
                known is METHODS and "fois" in cell
            ):
                for name, id_ in known.items():
                    if name.lower() not in cell.lower():
                        yield f"another {what}", with_(name), (id_,), True
                if known is METHODS:
                    yield "joined by and", with_(cell.replace(" ou ", " et ")), (), True
                yield f"a {what} with a mark", with_(f"{cell}¹"), (), True
                yield f"an unknown {what}", with_("Pigeon voyageur"), (), True
    yield "another name of the row", "\t".join(("Service inconnu", *cells[1:])), (), False
    yield "the row gone", "", (), False


def _of_prose(line: str) -> Made:  # noqa: C901, PLR0912 - a list of edits, one after the other
    for found in re.finditer(r"(?<![\w-])\d+", line):
        value = int(found[0])
        before, after = line[: found.start()], line[found.end() :]
        for new in (value + 1, value * 2 + 1, value + 3):
            yield f"{value} becomes {new}", f"{before}{new}{after}", _numbers(line, new), False
        for sign in ("~", ">", "+", "<"):
            yield f"{sign}{value}", f"{before}{sign}{value}{after}", (), False
        yield "a thousand", f"{before}{value}.000{after}", (), False
        yield "a fraction", f"{before}{value},5{after}", (f"{value}.5",), False
        yield "a per cent", f"{before}{value}%{after}", (), False
        yield "a footnote", f"{before}{value}²{after}", (), False
    for number, word in zip((4, 5, 12, 21, 80), NUMBERS, strict=True):
        if " trois " in line:
            yield f"trois becomes {word}", line.replace(" trois ", f" {word} "), (str(number),), False
    for day, other in DAYS.items():
        if day in line:
            yield (
                f"{day} becomes {other}",
                line.replace(day, other),
                ("mon", "tue", "wed", "thu", "fri"),
                False,
            )
    if "anglais" in line:
        for name, id_ in LANGUAGES.items():
            yield f"in {name}", line.replace("anglais", name), (id_,), False
    for found in re.finditer("|".join(OFFERINGS), line):
        for other in OFFERINGS:
            if other != found[0]:
                renamed = line[: found.start()] + other + line[found.end() :]
                yield f"{found[0]} becomes {other}", renamed, (), False
    if "Premium/TSAM" in line:
        yield "Premium alone", line.replace("Premium/TSAM", "Premium", 1), ("premium",), False
    for found in re.finditer(r" (ou|et) ", line):
        joined = " et " if found[1] == "ou" else " ou "
        yield f"{found[1]} becomes{joined}", line[: found.start()] + joined + line[found.end() :], (), False
    for word, other in HEDGES.items():
        if word in line:
            yield f"{word} becomes {other}", line.replace(word, other, 1), (), False
    for name, id_ in FREQUENCIES.items():
        if "une fois par semaine" in line:
            yield f"{id_}", line.replace("une fois par semaine", name.lower()), (id_,), False
    for name, id_ in METHODS.items():
        if "téléconférence" in line:
            changed = line.replace("téléconférences", name.lower()).replace("téléconférence", name.lower())
            yield f"by {id_}", changed, (id_,), False
    if "jour ouvrable" in line or "jours ouvrables" in line:
        yield "in hours", re.sub("jours? ouvrables?", "heures", line), ("hours:",), False
        yield "in calendar days", re.sub(" ouvrables?", "", line), ("calendar_days:",), False
    if "heures par semaine" in line:
        yield "hours a month", line.replace("heures par semaine", "heures par mois"), (), False
    if line.strip():
        yield "the line gone", "", (), False
        yield "a word more", f"{line.rstrip()} Exceptionnellement.", (), False


def _numbers(line: str, new: int) -> tuple[str, ...]:
    return (
        (str(new), f"{new:02}:00-17:00", f"09:00-{new:02}:00")
        if re.search(r"\d\s*h\b", line)
        else (str(new),)
    )


def harmless(text: str) -> Iterator[Edit]:
    """Make edits that change nothing of what the document says."""
    lines = text.split("\n")

    def with_line(name: str, number: int, *new: str) -> Edit:
        return Edit(
            f"{number + 1}: {name}", "\n".join((*lines[:number], *new, *lines[number + 1 :])), number + 1
        )

    for number, line in enumerate(lines):
        words = line.split(" ")
        if not line.strip() or number < 6:
            continue
        if "\t" in line:
            yield with_line("without ends", number, line.rstrip("\t"))
            yield with_line("with more ends", number, f"{line}\t")
            yield with_line("other ticks", number, line.replace(TICK, "✔"))
            yield with_line("bold", number, re.sub(r"(?<=\t)(?=\S)([^\t]+)", r"**\1**", line))
            yield with_line("without accents", number, _bare(line))
        else:
            for part in (3, 2):
                if len(words) > 6:
                    at = len(words) // part
                    first, last = " ".join(words[:at]), " ".join(words[at:])
                    yield with_line(f"broken at 1/{part}", number, first, last)
                    yield with_line(f"broken at 1/{part}, with a blank line", number, first, "", last)
            yield with_line("without accents", number, _bare(line))
            yield with_line("other dashes", number, line.replace(" – ", " - ").replace("–", "—"))
            yield with_line(
                "other spaces", number, line.replace(" ", "\u00a0", 3) if line[0] != " " else line
            )
            yield with_line("other apostrophes", number, line.replace("'", "’"))
            yield with_line("a blank line before", number, "", line)
            yield with_line("a soft hyphen", number, re.sub(r"(\w{4})(\w{4})", "\\1\u00ad\\2", line))
    starts = [number for number, line in enumerate(lines) if line.startswith("\t")]
    rows = [n for n, line in enumerate(lines) if "\t" in line and line.split("\t")[0].strip()]
    bodies = [n for n in rows if not lines[n].startswith(("Tableau", "Tâche"))]
    for number in bodies:
        head = max(start for start in starts if start < number)
        yield with_line("split", number, "", *lines[head : head + 2], lines[number])
        yield with_line("split without a head", number, "", lines[number])
        if number + 1 in bodies:
            swapped = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
            yield Edit(f"{number + 1}: swapped", "\n".join(swapped), number + 1)
    for number in (10, 60, 84, len(lines) - 2):
        for page in ("Page 4 sur 6", "page 4/6", "Page 4 of 6", "– Page 4 –"):
            yield with_line(f"{page} before it", number, "", page, "", lines[number])
    yield from _with_columns_moved(lines)
    for name, made in _exported(lines).items():
        yield Edit(name, "\n".join(made), 0)
    yield Edit("line ends", text.replace("\n", "\r\n"), 0)
    yield Edit("byte order mark", f"\ufeff{text}", 0)


Order = tuple[int, ...]
COLUMNS: dict[int, dict[Order, Order]] = {
    3: {(1, 3, 2): (1, 2, 0), (2, 3, 1): (2, 0, 1), (3, 2, 1): (2, 0, 1)},
    4: {(3, 4, 1, 2): (2, 0, 1, 0), (2, 1, 4, 3): (1, 0, 2, 0), (4, 3, 2, 1): (2, 0, 1, 0)},
}
"""Other orders of the columns of a table, by their number, and where its two heads then stand above them."""


def _with_columns_moved(lines: list[str]) -> Iterator[Edit]:
    """Put the columns of each table in another order, with their heads."""
    edges = [n for n in range(1, len(lines)) if (TAB in lines[n]) != (TAB in lines[n - 1])]
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        above, *table = (line.rstrip(TAB).split(TAB) for line in lines[first:last])
        count = max(map(len, table)) - 1
        heads = ["", *filter(None, above)]
        for order, of_heads in COLUMNS[count].items():
            rows = [[*row, *[""] * (count + 1 - len(row))] for row in table]
            moved = [
                ["", *(heads[index] for index in of_heads)],
                *([row[0], *(row[index] for index in order)] for row in rows),
            ]
            text = "\n".join((*lines[:first], *map(TAB.join, moved), *lines[last:]))
            yield Edit(f"{first + 1}: columns {order}", text, first + 1)


def _exported(lines: list[str]) -> dict[str, list[str]]:
    """Write a text as other programs do."""
    return {
        "a blank line between all lines": [each for line in lines for each in (line, "")],
        "two blank lines between all lines": [each for line in lines for each in (line, "", "")],
        "a blank line after each row": [f"{line}\n" if TAB in line else line for line in lines],
        "bars around cells": [f"| {line.replace(TAB, ' | ')} |" if TAB in line else line for line in lines],
        "marked headings": [f"## {line}" if line.isupper() and TAB not in line else line for line in lines],
        "items by letter": [re.sub("^- ", f"{'abcd'[n % 4]}) ", line) for n, line in enumerate(lines)],
        "items by Roman number": [
            re.sub("^- ", f"{('ii', 'iii', 'iv')[n % 3]}. ", line) for n, line in enumerate(lines)
        ],
        "items by star": [re.sub("^- ", "* ", line) for line in lines],
        "words broken by a hyphen": [_broken(line, "-") for line in lines],
        "words broken by a soft hyphen": [_broken(line, "\u00ad") for line in lines],
        "another sign for no": [line.replace("\t\t✓", "\t–\t✓") for line in lines],
        "quoted names": [line.replace("Premium/TSAM", "« Premium »/TSAM") for line in lines],
    }


def _broken(line: str, hyphen: str) -> str:
    if TAB in line or line.isupper():
        return line
    return re.sub(r"(?<= )(\w{4})(\w{4}.{30})", rf"\1{hyphen}\n\2", line)


def _bare(line: str) -> str:
    return line.translate(str.maketrans("éèêàâçûùôîÉÈ", "eeeaacuuoiEE"))
