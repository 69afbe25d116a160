"""`python -m tests.faulty_server [CERTIFICATE.pem]`: prints its port, serves until stdin ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import ssl
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.faulty_server.answer import Answer
from tests.faulty_server.batches import Batches
from tests.faulty_server.behaviours import BEHAVIOURS, Asked

MODELS = ("ok", "slow")


@dataclass
class Record:
    """What is remembered of a request for a completion, told at `/__requests`."""

    model: str
    headers: dict[str, str]
    body: Any
    path: str
    connection: int
    answered: bool = False
    disconnected: asyncio.Event = field(default_factory=asyncio.Event)

    def as_json(self) -> dict[str, Any]:
        return {
            "model": self.model,
            "headers": self.headers,
            "body": self.body,
            "path": self.path,
            "connection": self.connection,
            "answered": self.answered,
            "disconnected": self.disconnected.is_set(),
        }


class Server:
    def __init__(self) -> None:
        self.records: list[Record] = []
        self.batches = Batches()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _version = head[0].split(" ", 2)
        pairs = (line.split(":", 1) for line in head[1:] if line)
        headers = {name.strip().lower(): value.strip() for name, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        url = urlsplit(path)
        if self.batches.takes(url.path):
            return await self.batches.answer(method, url, headers, body, Answer(writer, ""))
        if method == "GET":
            await self._tell(Answer(writer, ""), path)
            return True
        document = json.loads(body or b"{}")
        record = Record(str(document.get("model")), headers, document, path, id(writer))
        self.records.append(record)
        return await self._complete(record, reader, writer)

    async def _complete(
        self, record: Record, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        name, *options = record.model.split(";")
        asked = Asked(
            record.model,
            record.body,
            record.headers,
            sum(other.model == record.model for other in self.records),
            {key: value for key, _, value in (option.partition("=") for option in options)},
        )
        answer = Answer(writer, record.model)
        act = BEHAVIOURS.get(name)
        if act is None:
            await answer.error(404, f"The model {name} does not exist", "model_not_found")
            return True
        answering = asyncio.ensure_future(act(answer, asked))
        gone = asyncio.ensure_future(self._gone(reader, record))
        await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
        failed = answering.done() and isinstance(answering.exception(), ConnectionError)
        record.answered = answering.done() and not answering.exception()
        if failed:
            record.disconnected.set()
        for task in (answering, gone):
            task.cancel()
        await asyncio.gather(answering, gone, return_exceptions=True)
        usable = not record.disconnected.is_set() and not writer.is_closing()
        return record.answered and answer.chunked and usable

    async def _gone(self, reader: asyncio.StreamReader, record: Record) -> None:
        """Until the client hangs up. It sends nothing while it is being answered."""
        while not reader.at_eof():
            if reader.exception():
                break
            await asyncio.sleep(0.01)
        record.disconnected.set()

    async def _tell(self, answer: Answer, path: str) -> None:
        url = urlsplit(path)
        if url.path.endswith("/models"):
            models = [{"id": name, "object": "model"} for name in MODELS]
            return await answer.json(200, {"object": "list", "data": models})
        query = parse_qs(url.query)
        wanted = query.get("model", [""])[0]
        found = [record for record in self.records if wanted in ("", record.model)]
        if "gone" in query and found:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(found[-1].disconnected.wait(), float(query["gone"][0]))
        return await answer.json(200, [record.as_json() for record in found])


async def main(certificate: str = "") -> None:
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    listening = await asyncio.start_server(Server().serve, "127.0.0.1", 0, ssl=context)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)
    os._exit(0)  # with connections in every state, nothing else ends quietly


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
