"""Other layouts of the shared description: those that change nothing of what it says, and those that do."""

import re
from collections.abc import Iterator
from itertools import combinations, count, pairwise, product

TAB = "\t"
LINES_OF_PAGES = (
    *("3", "- 3 -", "[3]", "3/12", "Page 3/12", "PAGE 3", "p. 3", "3 | Page", "| 3 |", "\f", "Page 3 sur 12"),
    *("© 2026 PTC", "© 2026 PTC Inc. Tous droits réservés.", "(c) 2026 PTC Inc., All rights reserved."),
    *("Copyright © 2024-2026 PTC Inc.", "© PTC 2026 – Page 3", "© 2026 PTC\tPage 3", "© 2026 PTC | 3"),
    *("Description de Service", "DESCRIPTION DE SERVICE", "Description de Service | 3"),
    "Description de Service\t\t3",
)
LINES_THAT_SAY_SOMETHING = (
    *("© 2026 PTC. Réponse sous 3 jours.", "© 2026 PTC ne garantit rien", "© 2026 PTC Sous réserve"),
    *(
        "Page 3 : réponse sous 3 jours",
        "Description de Service : sous 3 jours",
        "3 jours",
        "PTC CONFIDENTIEL",
    ),
    *("Description de Service | sans garantie", "3 | Premium", "PTC ne garantit rien."),
)
PLACES = (10, 40, 58, 84, 104)
ROMAN = ("I", "II", "III", "IV", "V", "VI")
NUMBERS_OF_HEADINGS = (
    *(
        "{roman} - ",
        "{roman} – ",
        "{roman}) ",
        "{roman}. ",
        "{roman} : ",
        "{roman} ",
        "{letter}. ",
        "{letter}) ",
    ),
    *(
        "{letter} - ",
        "1.{n} ",
        "1.{n}. ",
        "§ {n} ",
        "§{n}. ",
        "{n} – ",
        "{n} ",
        "({n}) ",
        "{n}° ",
        "{n}/ ",
        "{n}.- ",
    ),
    *("Article {n} - ", "ARTICLE {n} : ", "Section {n}. ", "Chapitre {roman} – ", "## {n}. ", "**"),
)
SIGNS_OF_ITEMS = (
    *("•", "*", "o", "–", "—", "+", "▪", "➢", "➤", "►", "→", "❖", "◆", "·", "●", "○", "‣", "-\t"),
    *("{n}.", "{n})", "({n})", "{letter}.", "{letter})", "{roman}.", "{n}°", "{n}/", "1.{n}", "{n} -"),
)


def headings_of(lines: list[str]) -> list[str]:
    return [line for line in lines if line.isupper() and TAB not in line]


def numbered(form: str, n: int) -> str:
    return form.format(n=n, roman=ROMAN[(n - 1) % 6], letter="ABCDEFGHIJ"[(n - 1) % 10])


def harmless_layouts(text: str) -> Iterator[tuple[str, str]]:
    """Lay the text out in other ways, each of which says the same."""
    lines = [line.rstrip(" ") for line in text.split("\n")]
    headings = headings_of(lines)
    first = lines.index(headings[0])
    for page in LINES_OF_PAGES:
        for place in PLACES:
            yield f"{page!r} at {place}", _with(lines, place, page)
            yield f"{page!r} apart at {place}", _with(lines, place, "", page, "")
    for form in NUMBERS_OF_HEADINGS:
        for case in (str.upper, str.capitalize, str.title):
            yield f"headings {form!r} {case.__name__}", _with_headings(text, headings, form, case)
    for listed in ("{}", "{} ........ 4", "{}\t4", "1. {} … 4"):
        yield f"contents {listed!r}", _with(lines, first, *(listed.format(each) for each in headings), "")
    for form in SIGNS_OF_ITEMS:
        yield f"items {form!r}", "\n".join(_with_signs(lines, form))
    yield from _repeated(lines, headings)
    yield from _reordered(lines, headings)
    yield from _wrapped(lines)


def with_contents(text: str) -> Iterator[tuple[str, str]]:
    """Set a table of contents below the title, with and without a line above it."""
    lines = text.split("\n")
    headings = headings_of(lines)
    for head, listed in product(
        ((), ("Sommaire",), ("TABLE DES MATIÈRES", ""), ("Table of contents",)),
        ("{} ........ {}", "{}\t{}", "{}    {}", "1. {} {}"),
    ):
        contents = (listed.format(each, page) for page, each in enumerate(headings, start=2))
        yield f"{head} {listed!r}", _with(lines, lines.index(headings[0]), *head, *contents, "")


def _with(lines: list[str], place: int, *more: str) -> str:
    return "\n".join((*lines[:place], *more, *lines[place:]))


def _with_signs(lines: list[str], form: str) -> Iterator[str]:
    number = count(1)
    for line in lines:
        item = re.match("( *)- ", line)
        yield f"{item[1]}{numbered(form, next(number))} {line[item.end() :]}" if item else line


def _with_headings(text: str, headings: list[str], form: str, case: object) -> str:
    assert callable(case)
    for n, heading in enumerate(headings, start=1):
        text = text.replace(f"\n{heading}\n", f"\n{numbered(form, n)}{case(heading)}\n")
    return text


def _repeated(lines: list[str], headings: list[str]) -> Iterator[tuple[str, str]]:
    """Print lines, tables and headings again."""
    for number, line in enumerate(lines):
        if line.strip() and number > 8 and line not in headings and not line.startswith((TAB, "Tableau")):
            yield f"{number + 1}: twice", _with(lines, number, line)
            if TAB not in line:
                yield f"{number + 1}: twice, with a blank line", _with(lines, number, line, "")
    for number, line in enumerate(lines):
        if line.startswith(TAB):
            end = next(n for n in range(number, len(lines)) if TAB not in lines[n])
            yield f"{number + 1}: the table twice", _with(lines, end, "", *lines[number:end])
    running, now = list[str](), ""
    for number, line in enumerate(lines):
        now = line if line in headings else now
        running += [line, now, ""] if now and not line and number % 9 == 0 else [line]
    yield "running heads", "\n".join(running)
    named = next(line for line in lines if " 30 cas" in line)
    for place in PLACES:
        yield f"a sentence that names its offering, again at {place}", _with(lines, place, "", named, "")


def _reordered(lines: list[str], headings: list[str]) -> Iterator[tuple[str, str]]:
    """Put sections, and items of one list, in another order."""
    starts = [*map(lines.index, headings), len(lines)]
    sections = [[*lines[one:other], ""] for one, other in pairwise(starts)]
    for order in (
        (1, 0, 2, 3, 4, 5),
        (0, 1, 3, 2, 4, 5),
        (0, 1, 2, 3, 5, 4),
        (5, 4, 3, 2, 1, 0),
        (0, 4, 1, 2, 3, 5),
    ):
        moved = (line for number in order for line in sections[number])
        yield f"sections {order}", "\n".join((*lines[: starts[0]], *moved))
    last = [number for number, line in enumerate(lines) if line.startswith("- ") and number > starts[-2]]
    target = next(number for number, line in enumerate(lines) if line.startswith("- Standard ="))
    exception = next(number for number, line in enumerate(lines) if line.startswith(" - "))
    pairs = (
        *combinations(last, 2),
        (target, target + 1),
        (exception, exception + 1),
        (exception, exception + 2),
    )
    for one, other in pairs:
        yield f"items {one + 1} and {other + 1} swapped", _swapped(lines, one, other)


def _swapped(lines: list[str], one: int, other: int) -> str:
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    return "\n".join(swapped)


def _wrapped(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Break the cells of rows, as programs do that keep columns narrow."""
    for number, line in enumerate(lines):
        cells = line.split(TAB)
        words = cells[0].split()
        if len(cells) == 1 or not words or line.startswith(("Tableau", "Tâche")):
            continue
        rest, half = tuple(cells[1:]), len(words) // 2
        one, more = " ".join(words[:half]), " ".join(words[half:])
        ways = {
            "before": (one, TAB.join((more, *rest))),
            "after": (TAB.join((one, *rest)), more),
            "in a row": (TAB.join((one, *rest)), more + TAB * len(rest)),
        }
        for name, broken in ways.items() if len(words) > 4 else ():
            yield (
                f"{number + 1}: label wrapped {name}",
                "\n".join((*lines[:number], *broken, *lines[number + 1 :])),
            )
        for index, cell in enumerate(cells):
            if " ou " in cell and index:
                one, more = cell.split(" ou ", 1)
                above = (*cells[:index], f"{one} ou", *cells[index + 1 :])
                below = ("" if n != index else more for n in range(len(cells)))
                broken = (TAB.join(above), TAB.join(below))
                name = f"{number + 1}: cell {index} wrapped"
                yield f"{name} in a row", "\n".join((*lines[:number], *broken, *lines[number + 1 :]))
                first, last = line.split(f"{one} ou ")
                spliced = (f"{first}{one} ou", more + last.removeprefix(more))
                yield f"{name} in a line", "\n".join((*lines[:number], *spliced, *lines[number + 1 :]))


def lines_below_another(text: str) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Move and copy lines, so that something else stands above them; count the problems of each code."""
    lines = text.split("\n")
    at = {
        name: next(number for number, line in enumerate(lines) if part in line)
        for name, part in {
            "intro": "L'Objectif de Niveau",
            "availability": "DISPONIBILITE",
            "days": "Du lundi au",
            "training": "formations internes",
            "leave": "Les congés",
            "request": "Samedis, dim",
            "language": "Toute communication",
            "scope": "OBJET",
        }.items()
    }
    days, request, training, language = (at[each] for each in ("days", "request", "training", "language"))
    stray, told = {"PSP398": 1}, {"PSP398": 1, "PSP375": 1}

    def moved(start: int, length: int, to: int) -> str:
        block, rest = lines[start : start + length], [*lines[:start], *lines[start + length :]]
        place = to if to < start else to - length
        return "\n".join((*rest[:place], *block, *rest[place:]))

    yield "days exchanged", _swapped(lines, days, request), {"PSP398": 2, "PSP375": 2}
    yield "terms of a request among weekdays", moved(request + 1, 1, request), stray
    yield "an exception among days on request", moved(training, 1, request + 2), stray
    yield "an exception above all of them", moved(training, 1, days + 1), {"PSP398": 2}
    yield "headings exchanged", _swapped(lines, at["availability"], at["scope"]), {"PSP398": 2}
    yield "language among days on request", moved(language, 1, request + 1), told
    yield "targets above what they are", moved(at["intro"] + 2, 2, at["intro"]), told
    yield "weekdays again among days on request", _with(lines, request + 1, *lines[days : days + 2]), stray
    yield (
        "exceptions again below days on request",
        _with(lines, request + 2, *lines[training : training + 2]),
        stray,
    )
    # What moves with what stands below it stays below it.
    yield "days with all below them", moved(request, 2, days), {"PSP375": 2}
    yield "a sentence of the section", moved(language, 2, at["availability"] + 2), {"PSP375": 1}


def layouts_that_matter(text: str) -> Iterator[tuple[str, str]]:
    """Lay the text out so that it says another thing, or may."""
    lines = [line.rstrip(" ") for line in text.split("\n")]
    starts = list(map(lines.index, headings_of(lines)))
    at = {
        name: next(number for number, line in enumerate(lines) if part in line)
        for name, part in {
            "days": "Du lundi au",
            "hours": "Heures de Travail",
            "leave": "Les congés",
            "request": "Samedis, dim",
            "limit": " 30 cas",
            "language": "Toute communication",
            "row": "Atténuation",
        }.items()
    }
    days, request, leave = at["days"], at["request"], at["leave"]
    for line in LINES_THAT_SAY_SOMETHING:
        for place in (58, 104):
            yield f"{line!r} at {place}", _with(lines, place, "", line, "")
    for place in PLACES:
        yield f"another limit at {place}", _with(lines, place, "", lines[at["limit"]].replace("30", "40"), "")
    yield "weekdays on request too", _with(lines, request, lines[days])
    yield "weekdays below the days on request", _with(lines, request + 1, lines[days])
    yield "hours below the days on request", _with(lines, request + 1, lines[at["hours"]])
    yield "an exception in another list", _with(lines, len(lines), lines[leave])
    pairs = ((days, request), (leave, request), (leave - 1, request), (at["hours"], at["hours"] + 1))
    for one, other in (*pairs, (at["hours"], request + 1)):
        yield f"{one + 1} and {other + 1} swapped", _swapped(lines, one, other)
    flat = [re.sub("^ - ", "- ", line) for line in lines]
    yield "items swapped whose levels are lost", _swapped(flat, leave - 1, request)
    scope = [number for number, line in enumerate(lines) if line.startswith("- ") and number > starts[-1]]
    ranked = [re.sub("^- ", "1. ", line) for line in lines]
    yield "items with ranks swapped", _swapped(ranked, scope[0], scope[1])
    prior = _swapped(lines, scope[0], scope[2]).split("\n")
    yield "items swapped by priority", _with(prior, scope[0], "Par ordre de priorité :")
    for name, moved, place in (
        ("an item", scope[2], starts[-1] - 1),
        ("a paragraph", at["language"], len(lines) - 1),
    ):
        left = [*lines[:moved], *lines[moved + 1 :]]
        yield f"{name} in another section", _with(left, place, lines[moved])
    row = at["row"]
    label, *ticks = lines[row].split(TAB)
    name_of_row, more = label.split(" : ")
    for name, broken in {
        "a tick more": (f"{name_of_row} :", TAB.join((more, "✓", "✓", "✓"))),
        "a word more": (f"{name_of_row} :", TAB.join((f"{more} toujours", *ticks))),
        "a word more, in a row": (f"{name_of_row} :\t\t\t", TAB.join((f"{more} toujours", *ticks))),
        "a tick less": (f"{name_of_row} :\t✓\t\t", f"{more}\t\t\t"),
        "ticks below": (lines[row], "\t\t✓\t"),
        "ticks again": (lines[row], "\t✓\t\t"),
        "another row of the name": (lines[row], f"{label}\t✓\t✓\t✓"),
    }.items():
        yield f"a wrapped row and {name}", "\n".join((*lines[:row], *broken, *lines[row + 1 :]))
