"""A real language server, driven over its standard streams as an editor drives it."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "yaml-language-server@1.25.0"
ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "1.0.0"
FILES = [
    *sorted(POLICY.glob("*.yaml")),
    *sorted((POLICY / "scenarios").glob("*.yaml")),
    *sorted((ROOT / "policies" / "calendars").glob("*.yaml")),
    ROOT / "policies" / "published.lock.yaml",
    ROOT / "policies" / "editions.yaml",
    *sorted((ROOT / "examples" / "contracts").glob("*.yaml")),
]
SCHEMAS = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "schemas" / "v1").glob("*.json"))]
CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    }
}


def name(path: Path) -> str:
    """Name a file as a test does."""
    return path.relative_to(ROOT).as_posix()


def at_the_cursor(path: Path, old: str, new: str) -> tuple[str, int, int]:
    """Type a text in place of another; `|` in it is the cursor.

    Returns:
        The text of the file, and the line and column of the cursor, counted from 0.
    """
    text = path.read_text("utf-8")
    assert old in text, old
    typed = text.replace(old, new, 1)
    before, _, after = typed.partition("|")
    return before + after, before.count("\n"), len(before) - before.rfind("\n") - 1


class LanguageServer:
    """Speak the language server protocol to one process."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        self._last = 0
        self._versions: dict[str, int] = {}
        settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
        yaml = {
            key.removeprefix("yaml."): value for key, value in settings.items() if key.startswith("yaml.")
        }
        self._settings = {
            "completion": True,
            "hover": True,
            "validate": True,
            "schemaStore": {"enable": False},
            **yaml,
        }
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": CAPABILITIES})
        self._send({"method": "initialized", "params": {}})
        self._send(
            {"method": "workspace/didChangeConfiguration", "params": {"settings": {"yaml": self._settings}}}
        )

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request and wait for its answer."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        while (message := self._read()).get("id") != number or "method" in message:
            self._answer(message)
        assert "error" not in message, message
        return message["result"]

    def diagnose(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a text under a path, or change it, and wait for its diagnostics."""
        uri = path.as_uri()
        version = self._versions.get(uri, 0) + 1
        self._versions[uri] = version
        document = {"uri": uri, "version": version}
        if version == 1:
            item = {**document, "languageId": "yaml", "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        else:
            params = {"textDocument": document, "contentChanges": [{"text": text}]}
            self._send({"method": "textDocument/didChange", "params": params})
        while True:
            message = self._read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found
            self._answer(message)

    def diagnose_all(self, texts: list[tuple[Path, str]]) -> list[list[dict[str, Any]]]:
        """Open texts, each beside a path, and wait for the diagnostics of all of them at once."""
        uris = [path.with_stem(f"{path.stem}-{place}").as_uri() for place, (path, _) in enumerate(texts)]
        for uri, (_, text) in zip(uris, texts, strict=True):
            item = {"uri": uri, "version": 1, "languageId": "yaml", "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        found: dict[str, list[dict[str, Any]]] = {}
        while found.keys() != set(uris):
            message = self._read()
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] in uris
            ):
                found[message["params"]["uri"]] = message["params"]["diagnostics"]
            else:
                self._answer(message)
        for uri in uris:
            self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})
        return [found[uri] for uri in uris]

    def complete(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """Ask what may stand at a place, counted from 0; by label."""
        position = {"line": line, "character": column}
        result = self.ask(
            "textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": position}
        )
        return {item["label"]: item for item in result["items"]}

    def hover(self, path: Path, line: int, column: int) -> str:
        """Ask what is shown for a place, counted from 0."""
        position = {"line": line, "character": column}
        result = self.ask(
            "textDocument/hover", {"textDocument": {"uri": path.as_uri()}, "position": position}
        )
        text: str = result["contents"]["value"]
        return text

    def close(self) -> None:
        """Shut the server down as an editor does."""
        self.ask("shutdown", {})
        self._send({"method": "exit"})
        self._process.communicate(timeout=10)

    def _answer(self, message: dict[str, Any]) -> None:
        """Answer what the server itself asks: its configuration, and nothing else."""
        if "id" not in message or "method" not in message:
            return
        wants = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
        result = (
            None
            if wants is None
            else [self._settings if item.get("section") == "yaml" else {} for item in wants]
        )
        self._send({"id": message["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """Install the server, pinned, in a folder of this run, and start it."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("the language server needs node and npm, which are not installed here")
    folder = tmp_path_factory.mktemp("language-server")
    install = [
        npm,
        "install",
        "--prefix",
        str(folder),
        "--no-audit",
        "--no-fund",
        "--no-save",
        "--loglevel=error",
    ]
    done = subprocess.run([*install, PACKAGE], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"npm could not install {PACKAGE}: {done.stderr[-300:]}")
    started = LanguageServer(
        [
            node,
            str(folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"),
            "--stdio",
        ]
    )
    yield started
    started.close()
