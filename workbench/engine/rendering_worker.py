"""One process that renders templates, seen from outside."""

from __future__ import annotations

import asyncio
import json
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from workbench.domain.errors import EngineStopped, TemplateTooCostly
from workbench.domain.own_programs import own_program
from workbench.templating.bounds import GRACE
from workbench.templating.wire import Document

COMMAND = own_program("workbench.templating.worker")
KEPT_VARIABLES = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR",
)  # fmt: skip
DIED = "Rendering needed more than it may have and was stopped."
START_SECONDS = 30.0
LINE_BYTES = 256 * 1024 * 1024
"""Far above what bounded answers come to."""


@dataclass(frozen=True, slots=True)
class Bounds:
    seconds: float
    bytes: int


class WorkerProcess:
    def __init__(self, process: Process) -> None:
        assert process.stdin
        assert process.stdout
        self._process = process
        self.habit = ""
        """What it was last asked to do: it remembers what it found out then."""
        self._requests, self._answers = process.stdin, process.stdout

    @classmethod
    async def start(cls, command: Sequence[str] = COMMAND) -> WorkerProcess:
        """With an environment that holds no keys. Raises `EngineStopped` if it cannot start."""
        environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, limit=LINE_BYTES
        )
        worker = cls(process)
        try:
            await asyncio.wait_for(worker._document(), START_SECONDS)
        except BaseException as error:
            await worker.stop()
            if isinstance(error, TimeoutError | NotAnswering):
                message = "The process that renders templates did not start."
                raise EngineStopped(message) from error
            raise
        return worker

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ask(self, line: bytes, bounds: Bounds) -> Document:
        """Raises `TemplateTooCostly` when it takes too long or the process dies over a message.

        `NotAnswering` if it ended before it began with one: it may have been gone already.
        """
        at: list[int] = []
        try:
            return await asyncio.wait_for(self._answer(line, at), bounds.seconds + GRACE)
        except TimeoutError as error:
            message = f"Rendering was stopped after {bounds.seconds + GRACE:g} seconds."
            raise TemplateTooCostly(message, message_index=at[-1] if at else None) from error
        except NotAnswering as error:
            if not at:
                raise
            raise TemplateTooCostly(DIED, message_index=at[-1]) from error

    async def stop(self) -> None:
        """At once, and gone when this returns."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        await asyncio.shield(self._gone())

    async def _answer(self, line: bytes, at: list[int]) -> Document:
        try:
            self._requests.write(line)
            await self._requests.drain()
        except ConnectionError as error:
            raise NotAnswering from error
        while "at" in (document := await self._document()):
            at.append(document["at"])
        return document

    async def _document(self) -> Document:
        line = await self._answers.readline()
        if not line.endswith(b"\n"):
            raise NotAnswering
        document: Document = json.loads(line)
        return document

    async def _gone(self) -> None:
        await self._process.wait()
        # Lets the loop close the pipes; asyncio offers no other way to wait for that
        self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001


class NotAnswering(Exception):
    """The process has closed its output."""
