"""What an owner brings and takes along: a zip that is opened, a zip and a patch to hand in."""

import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from difflib import unified_diff
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docs.workbench.workbench import POLICIES, Question, Reply

_MOST_BYTES = 20_000_000
_MOST_FILES = 5_000
_OUT_OF_IT = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\\")
_YAML = (".yaml", ".yml")
_ENCRYPTED = 1


def patch(asked: Question) -> Reply:
    """Write what changed since the page was opened, as git takes it."""
    return {
        "patch": "".join(line for name, before in asked["before"].items() for line in _edits(name, before))
    }


def _edits(name: str, before: str | None) -> Iterator[str]:
    file = POLICIES / name
    after = file.read_bytes().decode() if file.exists() else None
    old, new = (f"{side}/{file.as_posix()}" for side in ("a", "b"))
    yield f"diff --git {old} {new}\n"
    if before is None:
        yield "new file mode 100644\n"
    if after is None:
        yield "deleted file mode 100644\n"
    was, now = ([*StringIO(text or "", newline="\n")] for text in (before, after))
    names = ("/dev/null" if before is None else old, "/dev/null" if after is None else new)
    for line in unified_diff(was, now, *names):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def unzip(asked: Question) -> Reply:
    """Read the YAML files of a zip, or say why they cannot be read: in one word, and in which file."""
    name = ""
    try:
        with ZipFile(BytesIO(b64decode(asked["zip"]))) as archive:
            all_files = archive.infolist()
            found = [each for each in all_files if each.filename.lower().endswith(_YAML)]
            if len(all_files) > _MOST_FILES or sum(each.file_size for each in found) > _MOST_BYTES:
                return {"unreadable": "large"}
            if outside := next((each.filename for each in all_files if _leads_out(each)), None):
                return {"unreadable": "names", "name": outside}
            texts = {}
            for each in found:
                name = each.filename
                if each.flag_bits & _ENCRYPTED:
                    return {"unreadable": "encrypted"}
                texts[name] = archive.read(each).decode()
    except UnicodeDecodeError:
        return {"unreadable": "encoding", "name": name}
    except (BadZipFile, NotImplementedError, EOFError, zlib.error):
        return {"unreadable": "broken"}
    return {"files": texts}


def _leads_out(entry: ZipInfo) -> bool:
    """Tell whether a file has a name that leads out of the folder in which it would be unpacked."""
    return _OUT_OF_IT.search(entry.orig_filename) is not None


def pack(asked: Question) -> Reply:  # noqa: ARG001
    """Pack the folder of all versions."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in sorted(POLICIES.rglob("*")):
            if file.is_file():
                archive.write(file, file.as_posix())
    return {"zip": b64encode(packed.getvalue()).decode()}
