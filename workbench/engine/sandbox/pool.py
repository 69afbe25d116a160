"""Worker processes for code, each given to the code of one check as long as it lives."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from workbench.domain.errors import EngineStopped, InvalidInput, TemplateTooCostly
from workbench.domain.own_programs import own_program
from workbench.engine.rendering_worker import Bounds, NotAnswering, WorkerProcess

COMMAND = own_program("workbench.engine.sandbox.worker")
SECONDS = 5.0
"""For one output."""


@dataclass(frozen=True, slots=True)
class Code:
    language: str
    """`python` or `javascript`."""
    text: str
    function: str = ""
    """Of a Python file; empty: `get_assert`."""

    @property
    def key(self) -> str:
        whole = "\0".join((self.language, self.function, self.text))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


class Sandbox:
    """At most `size` processes. One that takes too long or dies is replaced; code of one check
    never runs where code of another one has been."""

    def __init__(self, *, size: int = 2, seconds: float = SECONDS) -> None:
        self._turns = asyncio.Semaphore(size)
        self._size, self._seconds = size, seconds
        self._idle: list[WorkerProcess] = []
        self._busy: set[WorkerProcess] = set()
        self._closed = False

    async def run(self, code: Code, output: Any, context: Any) -> Any:
        """What the code gives, as JSON. Raises `InvalidInput` with the reason where it fails."""
        request = {
            "language": code.language,
            "code": code.text,
            "function": code.function,
            "output": output,
            "context": context,
            "seconds": self._seconds,
        }
        line = json.dumps(request).encode("ascii") + b"\n"
        async with self._turns:
            answer = await self._answer(code.key, line)
        if "failed" in answer:
            raise InvalidInput(str(answer["failed"]))
        return answer["value"]

    async def close(self) -> None:
        self._closed = True
        for worker in (*self._idle, *self._busy):
            await worker.stop()
        self._idle.clear()

    async def _answer(self, key: str, line: bytes) -> dict[str, Any]:
        worker = await self._worker(key)
        self._busy.add(worker)
        try:
            if self._closed:
                raise EngineStopped("Checks have ended.")
            answer = await worker.ask(line, Bounds(self._seconds, 0))
        except (NotAnswering, TemplateTooCostly):
            await worker.stop()
            return {"failed": "It needed more than it may have and was stopped."}
        except BaseException:
            await worker.stop()
            raise
        finally:
            self._busy.discard(worker)
        self._idle.append(worker)
        return answer

    async def _worker(self, key: str) -> WorkerProcess:
        for worker in self._idle:
            if worker.habit == key:
                self._idle.remove(worker)
                return worker
        if len(self._idle) + len(self._busy) >= self._size and self._idle:
            await self._idle.pop(0).stop()
        worker = await WorkerProcess.start(COMMAND)
        worker.habit = key
        return worker
