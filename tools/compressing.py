"""Serve a folder compressed, as the guide on hosting says: what is measured in a browser is measured so."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_COMPRESSED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine; give its address, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Compressing(SimpleHTTPRequestHandler):
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
        is_compressed = path.suffix in _COMPRESSED
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
