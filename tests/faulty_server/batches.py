"""Files and batches as OpenAI has them, well or badly: what goes wrong says the model's name.

`batch` alone answers every request at the second look. Options, as with the other behaviours:
`polls=3`, `end=failed|expired|cancelled`, `refuse=file|batch|poll` with `code=401`,
`stutter=2` (so many looks get 503), `lose=1` (made, but the connection is dropped), and every
so-manieth line is `errors=`, `missing=`, `strange=` (another id), `twice=` or `junk=`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from typing import Any
from urllib.parse import SplitResult, parse_qs

from tests.faulty_server.answer import CREATED, Answer

URL = "/v1/chat/completions"
PATIENCE = 50
"""Tenths of a second."""


@dataclass
class Batch:
    id: str
    model: str
    lines: list[dict[str, Any]]
    metadata: dict[str, str]
    looks: int = 0
    ending: str = ""
    stuttered: int = 0

    @property
    def options(self) -> dict[str, str]:
        parts = (option.partition("=") for option in self.model.split(";")[1:])
        return {key: value for key, _, value in parts}

    def number(self, name: str, default: int = 0) -> int:
        return int(self.options.get(name, default))

    @property
    def status(self) -> str:
        if self.ending:
            return self.ending
        if self.looks < self.number("polls", 2):
            return "in_progress" if self.looks else "validating"
        return self.options.get("end", "completed")

    @property
    def answered(self) -> int:
        """So many from the beginning; one that was cancelled or expired was half done."""
        if self.status in ("expired", "cancelled"):
            return len(self.lines) // 2
        return len(self.lines) if self.status == "completed" else 0

    def is_odd(self, name: str, index: int) -> bool:
        every = self.number(name)
        return bool(every) and (index + 1) % every == 0

    def as_json(self) -> dict[str, Any]:
        over = self.status in ("completed", "expired", "cancelled")
        failed = [
            {"code": "invalid_model", "message": "The batch API has no such model.", "line": 1}
        ]
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": URL,
            "input_file_id": "file-0",
            "completion_window": "24h",
            "status": self.status,
            "created_at": CREATED,
            "metadata": self.metadata,
            "output_file_id": f"out-{self.id}" if over else None,
            "error_file_id": f"err-{self.id}" if over else None,
            "errors": {"object": "list", "data": failed} if self.status == "failed" else None,
            "request_counts": {
                "total": len(self.lines),
                "completed": self.answered,
                "failed": 0,
            },
        }


@dataclass
class Batches:
    files: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def takes(self, path: str) -> bool:
        return any(part in ("files", "batches", "__batches") for part in path.split("/"))

    async def answer(
        self,
        method: str,
        url: SplitResult,
        headers: Mapping[str, str],
        body: bytes,
        answer: Answer,
    ) -> bool:
        """Whether the connection goes on."""
        *_, kind, last = url.path.rstrip("/").split("/")
        if last == "__batches":
            await self._tell(parse_qs(url.query), answer)
        elif last == "files":
            await self._upload(headers, body, answer)
        elif last == "content":
            await self._content(url.path.split("/")[-2], answer)
        elif last == "cancel":
            batch = self.batches[url.path.split("/")[-2]]
            self._note("cancel", batch.model, headers)
            batch.ending = "cancelled"
            await answer.json(200, batch.as_json())
        elif kind == "batches":
            await self._look(self.batches.get(last), headers, answer)
        elif method == "POST":
            return await self._make(headers, json.loads(body), answer)
        else:
            await self._list(parse_qs(url.query), answer)
        return True

    async def _tell(self, query: Mapping[str, list[str]], answer: Answer) -> None:
        """What was asked of a model; if `until` says what is waited for, once that was asked, or
        after a few seconds."""
        until = query.get("until", [""])[0]
        for _ in range(PATIENCE if until else 1):
            asked = [each for each in self.asked if [each["model"]] == query["model"]]
            if not until or any(each["what"] == until for each in asked):
                break
            await asyncio.sleep(0.1)
        await answer.json(200, asked)

    async def _upload(self, headers: Mapping[str, str], body: bytes, answer: Answer) -> None:
        head = f"Content-Type: {headers['content-type']}\r\n\r\n".encode()
        parts = BytesParser().parsebytes(head + body).get_payload()
        texts = [part.get_payload(decode=True) for part in parts]
        text = next(text for text in texts if text.startswith(b"{"))
        lines = [json.loads(line) for line in text.splitlines()]
        batch = Batch("", lines[0]["body"]["model"], lines, {})
        self._note("file", batch.model, headers, lines)
        if await self._refused(batch, "file", headers, answer):
            return
        name = f"file-{len(self.files) + 1}"
        self.files[name] = lines
        await answer.json(
            200,
            {
                "id": name,
                "object": "file",
                "bytes": len(text),
                "created_at": CREATED,
                "filename": "requests.jsonl",
                "purpose": "batch",
                "status": "processed",
            },
        )

    async def _make(self, headers: Mapping[str, str], asked: Any, answer: Answer) -> bool:
        lines = self.files[asked["input_file_id"]]
        name, model = f"batch_{len(self.batches) + 1}", lines[0]["body"]["model"]
        batch = Batch(name, model, lines, asked.get("metadata") or {})
        self._note("batch", model, headers)
        if await self._refused(batch, "batch", headers, answer):
            return True
        self.batches[name] = batch
        if batch.number("lose"):
            answer.drop()
            return False
        await answer.json(200, batch.as_json())
        return True

    async def _look(self, batch: Batch | None, headers: Mapping[str, str], answer: Answer) -> None:
        if batch is None:
            return await answer.error(404, "No batch found with that id.", "not_found")
        self._note("poll", batch.model, headers)
        if await self._refused(batch, "poll", headers, answer):
            return None
        if batch.stuttered < batch.number("stutter"):
            batch.stuttered += 1
            return await answer.error(503, "come back later")
        batch.looks += 1
        return await answer.json(200, batch.as_json())

    async def _list(self, query: Mapping[str, list[str]], answer: Answer) -> None:
        newest = [batch.as_json() for batch in reversed(self.batches.values())]
        names = [each["id"] for each in newest]
        first = names.index(query["after"][0]) + 1 if "after" in query else 0
        some = newest[first : first + int(query.get("limit", ["20"])[0])]
        more = first + len(some) < len(newest)
        await answer.json(200, {"object": "list", "data": some, "has_more": more})

    async def _content(self, name: str, answer: Answer) -> None:
        kind, _, batch_id = name.partition("-")
        batch = self.batches[batch_id]
        self._note(f"{kind} content", batch.model, {})
        await answer.start(content_type="application/octet-stream")
        for index, line in enumerate(batch.lines):
            for part in _answers(batch, index, line)[kind]:
                await answer.raw(part + b"\n")
        await answer.end()

    async def _refused(
        self, batch: Batch, what: str, headers: Mapping[str, str], answer: Answer
    ) -> bool:
        if batch.options.get("refuse") != what:
            return False
        key = headers.get("authorization", "").removeprefix("Bearer ")
        await answer.error(batch.number("code", 400), f"this {what} is refused: {key}")
        return True

    def _note(self, what: str, model: str, headers: Mapping[str, str], lines: Any = ()) -> None:
        self.asked.append(
            {"what": what, "model": model, "headers": dict(headers), "lines": list(lines)}
        )


def _answers(batch: Batch, index: int, line: dict[str, Any]) -> dict[str, list[bytes]]:
    """What stands of one request in the file of answers, and in that of errors."""
    name, said = line["custom_id"], line["body"]["messages"][-1]["content"]
    if batch.is_odd("missing", index):
        return {"out": [], "err": []}
    if batch.is_odd("junk", index):
        return {"out": [b'{"custom_id": "half a li'], "err": []}
    if batch.is_odd("errors", index):
        body = {"error": {"message": "the prompt is not allowed", "code": "refused"}}
        response = {"status_code": 400, "request_id": "r", "body": body}
        return {"out": [], "err": [_line(name, response)]}
    if index >= batch.answered:
        code = f"batch_{batch.status}"
        return {"out": [], "err": [_line(name, None, {"code": code, "message": "no time"})]}
    if batch.is_odd("strange", index):
        name = f"strange-{name}"
    whole = _line(name, {"status_code": 200, "request_id": "r", "body": _completion(batch, said)})
    return {"out": [whole, whole] if batch.is_odd("twice", index) else [whole], "err": []}


def _line(name: str, response: Any, error: Any = None) -> bytes:
    return json.dumps({"id": "1", "custom_id": name, "response": response, "error": error}).encode()


def _completion(batch: Batch, said: str) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": CREATED,
        "model": f"{batch.model}-resolved",
        "system_fingerprint": "fp_1",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": f"You said: {said}"},
            }
        ],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
    }
