"""An English edition of our own beside policy 1.0.0, and Word files made of texts."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import yaml

from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.learn import Lesson, learn_document
from ptc_service_policy.authoring.source.learned import FOLDER, write_learned

HERE = Path(__file__).parent
POLICY = HERE.parents[2] / "policies" / "1.0.0"
EDITION = HERE / "edition.en.txt"
NAMES = HERE / "names.en.yaml"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_names(folder: Path, names: dict[str, dict[str, str]]) -> Path:
    """Add names to a copy of policy 1.0.0."""
    if not folder.exists():
        copytree(POLICY, folder)
    file = folder / "source.yaml"
    text = file.read_text("utf-8")
    for kind, named in names.items():
        start = f"\n  {kind}:\n"
        known = yaml.safe_load(text)["names"].get(kind, {})
        added = "".join(f"    {name}: {id_}\n" for name, id_ in named.items() if name not in known)
        text = (
            text.replace(start, start + added, 1)
            if known
            else text.replace("\nnames:\n", f"\nnames:{start}{added}")
        )
    file.write_text(text, "utf-8")
    return folder


def teach_english(folder: Path) -> tuple[EncodedPolicy, Lesson]:
    """Make a copy of policy 1.0.0 that knows the English edition too."""
    with_names(folder, yaml.safe_load(NAMES.read_text("utf-8")))
    policy = EncodedPolicy.read(folder, folder.name)
    lesson = learn_document(EDITION, EDITION.name, policy)
    write_learned(lesson.file, folder / FOLDER / f"{lesson.language}.yaml")
    return policy, lesson


def with_column(text: str, name: str) -> str:
    """Give Table 1 of our English edition a column more, all ticks."""
    return "\n".join(
        f"{line}\t{name}"
        if line.startswith("Table 1")
        else f"{line}\t✓"
        if re.match(r"[A-Z].*: .*✓", line)
        else f"{line}\t"
        if line.startswith("Cost:")
        else line
        for line in text.split("\n")
    )


def add_offering(folder: Path) -> Path:
    """Add a fourth offering, the same as Premium, to a copy of policy 1.0.0."""
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        if path.name == "offerings.yaml":
            name = (
                "\n  platinum:\n    name:\n      fr: Gestion de service Platine\n      en: Platinum service\n"
            )
            text = text.replace("\n\ndeployment:", f"{name}\ndeployment:", 1)
        same = "all:\n  values:\n    platinum: { same_as: premium }\n"
        text = text.replace(
            "\nall:\n  values:\n" if "\nall:\n  values:" in text else "\nall:\n", f"\n{same}", 1
        )
        path.write_text(text, "utf-8")
    return with_names(folder, {"offering": {"Platinum": "platinum"}})


def run_of(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:t xml:space="preserve">{escaped}</w:t></w:r>'


def word_of(text: str, run: Callable[[str], str] = run_of) -> str:
    """Write a text as the document of a Word file: tabs make tables, capitals headings, dashes lists."""
    body, rows = [], list[str]()
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            cells = "".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in line.split("\t"))
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            body.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
            rows = []
        if line.strip():
            item = re.match(r"\s*- ", line)
            style = "Heading1" if line.isupper() else "ListBullet" if item else None
            properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
            body.append(f"<w:p>{properties}{run(line[item.end() :] if item else line)}</w:p>")
    return document_of("".join(body))


def document_of(body: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="ListBullet"><w:name w:val="List Bullet"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="Mine"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:styleId="NoName"/>
<w:style w:styleId="Ticks"><w:basedOn w:val="Signs"/></w:style>
<w:style w:styleId="Ticked"><w:basedOn w:val="Signs"/></w:style>
<w:style w:styleId="Signs"><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>
</w:styles>"""


def write_word(file: Path, document: str | bytes, styles: str = STYLES) -> Path:
    """Write a Word file."""
    with ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", styles)
    return file
