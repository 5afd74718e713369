"""Ask Lighthouse about a page of each kind, on its phone, served compressed as the guide on hosting says.

``python -m tools.lighthouse [SITE] [PAGE ...]`` needs the `site` extra, Chromium and npm.
It prints what each page scores, and ends with 1 where one scores less than it must. SITE is build/site; a
PAGE is such as fr/compare/.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.site.conftest import KINDS

LIGHTHOUSE = "lighthouse@13.5.0"
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 90}
CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt")


class Compressing(SimpleHTTPRequestHandler):
    """Serve files compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file, or the page of a folder."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        is_compressed = path.suffix in COMPRESSED
        body = gzip.compress(path.read_bytes()) if is_compressed else path.read_bytes()
        self.send_response(200)
        kind = "text/javascript" if path.suffix == ".mjs" else self.guess_type(path)
        self.send_header("Content-Type", kind)
        if is_compressed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def scores(address: str, folder: Path) -> tuple[dict[str, int], list[str]]:
    """Return what a page scores, and what it loses most by."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={CHROMIUM}"]
    settings = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    found = {name: round(100 * each["score"]) for name, each in report["categories"].items() if name in LEAST}
    judged = (
        report["audits"][part["id"]]
        for each in report["categories"].values()
        for part in each["auditRefs"]
        if part["weight"]
    )
    lost = [
        f"{each['title']}: {each.get('displayValue', each['score'])}"
        for each in judged
        if each["score"] is not None and each["score"] < LEAST["performance"] / 100
    ]
    return found, lost


def main() -> int:
    """Print what each page scores; end with 1 where one scores too little."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "build/site")
    pages = sys.argv[2:] or [f"{('fr', 'en')[place % 2]}/{kind}" for place, kind in enumerate(KINDS)]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            found, lost = scores(f"http://127.0.0.1:{server.server_port}/{page}", Path(folder))
            enough = all(found[name] >= least for name, least in LEAST.items())
            failed |= not enough
            told = ", ".join(f"{name} {found[name]}" for name in LEAST)
            sys.stdout.write(f"{page or '/'}: {told}{'' if enough else '  <- ' + '; '.join(lost)}\n")
            sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
