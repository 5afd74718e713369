"""Measure what an answer costs a web service. Writes benchmarks/service.md.

The example service runs under uvicorn, and beside its route for due instants the same route that returns a
constant: the same address, parameters, headers and response model, and an answer made beforehand. wrk asks
both in turn over 32 connections, so that whatever else the machine does falls on both.
"""

import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import fastapi
import pydantic
import uvicorn

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".md")
sys.path.insert(0, str(ROOT / "examples"))

from fastapi_service import service  # noqa: E402 - examples are no package that is installed
from fastapi_service.caching import TaggedRoute  # noqa: E402
from fastapi_service.languages import SpokenLanguage  # noqa: E402
from ptc_service_policy import LocalizedText, ResponseDue  # noqa: E402
from ptc_service_policy.decisions import Reason  # noqa: E402

CONNECTIONS, ROUNDS, SECONDS = 32, 41, 1
TARGET = 0.8
RECEIVED = "2026-04-03T14:30:00Z"
PORT = 8765
SERVERS = {
    "asyncio and h11": ("--loop", "asyncio", "--http", "h11"),
    "uvloop and httptools": ("--loop", "uvloop", "--http", "httptools"),
}


def create_app() -> fastapi.FastAPI:
    """Build the example service, and the constant beside it."""
    app = service.create_app()
    decision = app.state.applied_policies["premium"].response_due(datetime(2026, 4, 3, 14, 30, tzinfo=UTC))
    written = Reason(LocalizedText(fr=decision.reason.fr, en=decision.reason.en).__getitem__)
    constant = service.answer(replace(decision, reason=written), "en")
    router = fastapi.APIRouter(route_class=TaggedRoute)

    @router.get("/contracts/{contract}/constant")
    async def constant_answer(
        applied: service.PolicyForContract,  # noqa: ARG001 - the route is the same but for its answer
        received_at: service.Instant,  # noqa: ARG001
        language: SpokenLanguage,  # noqa: ARG001
    ) -> service.Answer[ResponseDue | None]:
        return constant

    app.include_router(router)
    return app


@contextmanager
def running(*options: str) -> Iterator[str]:
    """Run the service and return its address."""
    command = [sys.executable, "-m", "uvicorn", "--factory", "service:create_app"]
    command += ["--app-dir", str(ROOT / "benchmarks"), "--port", str(PORT), "--no-access-log"]
    process = subprocess.Popen([*command, "--log-level", "warning", *options])
    address = f"http://127.0.0.1:{PORT}"
    try:
        while True:
            try:
                urlopen(f"{address}/openapi.json").close()
                break
            except OSError:
                if process.poll() is not None:
                    raise
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def throughput(address: str, route: str) -> float:
    """Return the answers per second of one route."""
    url = f"{address}/contracts/premium/{route}?received_at={RECEIVED}"
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise RuntimeError(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if found is None:
        raise RuntimeError(told)
    return float(found[1])


def measure(options: tuple[str, ...]) -> tuple[float, float]:
    """Return the medians of: due instants a second, constants a second."""
    with running(*options) as address:
        for route in ("response-due", "constant"):
            throughput(address, route)
        rounds = [
            (throughput(address, "response-due"), throughput(address, "constant")) for _ in range(ROUNDS)
        ]
    due, constant = (median(column) for column in zip(*rounds, strict=True))
    return due, constant


def main() -> None:
    if shutil.which("wrk") is None:
        sys.exit("wrk asks the questions: install it first (Debian: apt-get install wrk)")
    versions = (
        f"Python {platform.python_version()}, FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__}, "
        f"pydantic {pydantic.VERSION}"
    )
    lines = [
        "# What an answer costs a web service",
        "",
        f"{versions}; one worker, {CONNECTIONS} connections.",
        f"Medians of {ROUNDS} rounds of {SECONDS} s for each route, in turn.",
        "Written by `python benchmarks/service.py`.",
        "",
        "| server | due instants | the same route with a constant | ratio | target |",
        "| --- | --- | --- | --- | --- |",
    ]
    for server, options in SERVERS.items():
        due, constant = measure(options)
        ratio = due / constant
        lines.append(f"| {server} | {due:.0f} /s | {constant:.0f} /s | {ratio:.2f} | at least {TARGET:.2f} |")
    text = "\n".join(lines) + "\n"
    TABLE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
