"""Write into the pages what their blocks really show: ``python -m tests.docs.rewrite [PAGE ...]``."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .pages import ROOT, all_pages
from .prose import READ_AS_KEPT, as_kept
from .running import Run, mended
from .scratch import scratch_folder


def main() -> None:
    chosen = {Path(name).resolve() for name in sys.argv[1:]}
    for page in all_pages():
        path = ROOT / page.name
        if chosen and path not in chosen:
            continue
        with TemporaryDirectory() as folder, scratch_folder(page, Path(folder) / "scratch"):
            shown = list(Run(page).shown())
        text = mended(page, shown)
        path.write_text(as_kept(page.name, text), "utf-8")
        for each in shown:
            if each.why:
                print(f"{page.name}:{each.block.start + 1}: {each.why}")  # noqa: T201
    for name in READ_AS_KEPT:
        path = ROOT / name
        if not chosen or path in chosen:
            path.write_text(as_kept(name, path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
