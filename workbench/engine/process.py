"""The life of the engine process: it serves one window, and ends with it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import threading
from collections.abc import Callable

from workbench.domain.errors import WorkbenchError
from workbench.engine import protocol
from workbench.engine.lines import Lines
from workbench.engine.logs import log_to_stderr
from workbench.engine.parts import EngineParts
from workbench.engine.server import Server
from workbench.engine.stdio import Pipes, Writer, read_in_thread
from workbench.engine.wire import error_record

LOG = logging.getLogger(__name__)
PATIENCE = 0.5
"""Seconds for what is under way to be recorded."""
DEADLINE = 0.9
"""Seconds after which the process ends, whatever hangs."""
SETTLED = 0.3
"""Seconds after it is ready: the window's first questions come before what is slow to load."""


def serve(pipes: Pipes, open_parts: Callable[[], EngineParts]) -> int:
    """Serve until the other end closes, asks for the end, or a signal comes; the exit status."""
    try:
        parts = open_parts()
    except WorkbenchError as error:
        _refuse(pipes, error)
        return 3
    log_to_stderr(parts.keys.known_secrets)
    asyncio.run(_serve(pipes, parts))
    return 0


async def _serve(pipes: Pipes, parts: EngineParts) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    writer = Writer(pipes.outgoing, lambda: _set_in(loop, ended))
    server = Server(parts, writer.send, ended)
    _end_on_signals(loop, ended)
    await server.welcome()
    lines = Lines()

    def received(data: bytes) -> None:
        for line in lines.feed(data):
            server.received(line)

    read_in_thread(pipes.incoming, received, ended.set, lambda: _die_soon(parts))
    warming_up = asyncio.create_task(_warm_up(parts))
    await ended.wait()
    warming_up.cancel()
    _die_soon(parts)
    await server.shut_down(PATIENCE)
    writer.finish(PATIENCE / 2)
    _die(parts)


def _end_on_signals(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, ended.set)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(ended.set))


def _die_soon(parts: EngineParts) -> None:
    deadline = threading.Timer(DEADLINE, _die, [parts])
    deadline.daemon = True
    deadline.start()


def _die(parts: EngineParts) -> None:
    """Without waiting for threads: one may be loading a library, or reading a dead disk."""
    with contextlib.suppress(Exception):
        parts.close()
    os._exit(0)


async def _warm_up(parts: EngineParts) -> None:
    try:
        await parts.templates.warm_up()
        await asyncio.sleep(SETTLED)
        await asyncio.to_thread(parts.warm_up)
        await asyncio.to_thread(parts.rehearse)
        # What is loaded stays: to look through it for garbage would hold up every stream
        gc.freeze()
    except Exception:
        LOG.exception("Loading ahead failed; it is tried again when it is needed")


def _refuse(pipes: Pipes, error: WorkbenchError) -> None:
    with contextlib.suppress(OSError):
        os.write(pipes.outgoing, protocol.encode(protocol.Refused(error_record(error))))


def _set_in(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    loop.call_soon_threadsafe(event.set)
