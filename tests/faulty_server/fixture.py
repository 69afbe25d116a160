"""The server as a fixture: `from tests.faulty_server.fixture import faulty_server`."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import pytest

from workbench.domain.models import Endpoint

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class FaultyServer:
    port: int
    scheme: str = "http"

    @property
    def base_url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/v1"

    def endpoint(self, name: str = "faulty", **fields: Any) -> Endpoint:
        return Endpoint(name, self.base_url, **fields)

    def requests(self, model: str = "") -> list[dict[str, Any]]:
        """Every completion that was asked of it, oldest first; of one model if given."""
        return self._told(f"model={quote(model)}")

    def batch_requests(self, model: str, until: str = "") -> list[str]:
        """What was asked for with files and batches of a model: `file`, `batch`, `poll`, …

        Told as soon as `until` is among it, or after some seconds."""
        return [each["what"] for each in self.batches_asked(model, until)]

    def batches_asked(self, model: str, until: str = "") -> list[dict[str, Any]]:
        """The same, with headers, and the lines of files."""
        return self._told(f"model={quote(model)}&until={until}", "__batches")

    async def saw_disconnect(self, model: str, within: float = 1.0) -> bool:
        """Whether the client of the last request for `model` hangs up in time."""
        told = await asyncio.to_thread(self._told, f"model={quote(model)}&gone={within}")
        return bool(told[-1]["disconnected"])

    def _told(self, query: str, path: str = "__requests") -> list[dict[str, Any]]:
        opener = build_opener(ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}/{path}?{query}", timeout=30) as answer:
            return list(json.load(answer))


@contextmanager
def running_server(*arguments: str) -> Iterator[int]:
    """The port of a server process that ends when this is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faulty_server", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield int(process.stdout.readline())
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(timeout=10)


@pytest.fixture(scope="session")
def faulty_server() -> Iterator[FaultyServer]:
    with running_server() as port:
        yield FaultyServer(port)
