"""CPU time of one streamed run of 200 chunks: ours against a bare aiohttp client.

`python -m benchmarks.run_overhead [--rounds N]`. A local server in its own process sends the
same stream to four readers in turn: aiohttp alone; our whole way (queue, template, litellm,
record in SQLite, events as lines of the protocol); our way with a bare aiohttp reader in
litellm's place; and litellm alone. Goal: our way, litellm's own share apart, at most 4 times
the bare client.

Then the same with 64 streams at once that send 100 chunks a second each: how much of one core
a reader needs to keep up. Goal: our way leaves half of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import aiohttp

from workbench.bootstrap import new_id, open_engine, utc_now
from workbench.domain.datasets import Case
from workbench.domain.models import Endpoint
from workbench.domain.prompts import Input, Message, Prompt, PromptContent, Role
from workbench.domain.runs import Outcome, RunJob, Usage
from workbench.domain.settings import Settings
from workbench.engine import protocol, wire
from workbench.engine.parts import EngineParts
from workbench.engine.scheduler import Scheduler
from workbench.formats.content import digest_of
from workbench.services.model_ports import Chunk, Ending, ModelCall
from workbench.store.opening import make_workspace

Way = Callable[[], Awaitable[None]]
CHUNKS = 200
CONTENT = PromptContent((Message(Role.USER, "Say {{ word }}."),), inputs=(Input("word"),))
GOAL = 4.0
PER_SECOND, SHARE_GOAL = 100, 0.5


@dataclass(frozen=True, slots=True)
class Load:
    """So many runs, and how the server answers each."""

    runs: int
    at_once: int
    chunks: int
    paced: bool = False

    @property
    def path(self) -> str:
        return f"{'paced' if self.paced else 'fast'}/{self.chunks}/v1"

    @property
    def length(self) -> int:
        return self.chunks * len("word ")


FAST, PACED = Load(40, 8, CHUNKS), Load(64, 64, 500, paced=True)
SECONDS = PACED.chunks / PER_SECOND
"""What a paced answer takes. A reader that needs more CPU time than that cannot keep up."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve())
        return
    for load, scenario in ((FAST, compare), (PACED, compare_paced)):
        with server() as address, tempfile.TemporaryDirectory() as folder:
            asyncio.run(scenario(f"{address}/{load.path}", Path(folder), arguments.rounds))


async def compare(address: str, folder: Path, rounds: int) -> None:
    parts, close = open_parts(address, folder, FAST)
    async with aiohttp.ClientSession() as session:
        ways = ways_of(address, session, parts, FAST)
        spent: dict[str, list[float]] = {name: [] for name in ways}
        for round_ in range(rounds + 1):
            for name, way in ways.items():
                start = time.process_time()
                await way()
                if round_:  # the first one warms up
                    spent[name].append((time.process_time() - start) / FAST.runs * 1000)
        await close()
    report(spent, rounds)


async def compare_paced(address: str, folder: Path, rounds: int) -> None:
    parts, close = open_parts(address, folder, PACED)
    shares: dict[str, list[tuple[float, float]]] = {}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        for round_ in range(rounds + 1):
            for name, way in ways_of(address, session, parts, PACED).items():
                start, cpu = time.perf_counter(), time.process_time()
                await way()
                took, spent = time.perf_counter() - start, time.process_time() - cpu
                if round_:
                    shares.setdefault(name, []).append((spent / SECONDS, took))
        await close()
    report_paced(shares, rounds)


def report_paced(shares: dict[str, list[tuple[float, float]]], rounds: int) -> None:
    print(f"\n{PACED.runs} streams of {PACED.chunks} chunks, {PER_SECOND} a second each")
    for name, measured in shares.items():
        share, took = (median(column) for column in zip(*measured, strict=True))
        print(f"{name:18} {share:5.0%} of a core, done {took - SECONDS:5.2f} s late")
    both = zip(shares["ours"], shares["aiohttp"], strict=True)
    ratio = median(ours / bare for (ours, _), (bare, _) in both)
    print(f"ours: {ratio:.2f} x aiohttp; goal <= {SHARE_GOAL:.0%} of a core; {rounds} rounds")


def ways_of(
    address: str, session: aiohttp.ClientSession, parts: EngineParts, load: Load
) -> dict[str, Way]:
    bare = replace(parts, gateway=BareGateway(address, session))
    return {
        "aiohttp": bare_way(address, session, load),
        "ours": our_way(parts, load),
        "ours, no litellm": our_way(bare, load),
        "litellm": litellm_way(address, load),
    }


def report(spent: dict[str, list[float]], rounds: int) -> None:
    def ratio(name: str) -> float:
        return median(s / bare for s, bare in zip(spent[name], spent["aiohttp"], strict=True))

    for name, times in spent.items():
        print(f"{name:18} {median(times):7.2f} ms CPU a run (median), {ratio(name):6.2f} x aiohttp")
    share = ratio("ours") - ratio("ours, no litellm")
    print(f"our way, litellm's share apart: {ratio('ours, no litellm'):.2f} x; goal <= {GOAL:g}")
    print(f"litellm's own share in our way: {share:.2f} x; litellm alone: {ratio('litellm'):.2f} x")
    print(f"{rounds} rounds of {FAST.runs} runs, {FAST.at_once} at once, {CHUNKS} chunks each")


async def bare_pieces(address: str, session: aiohttp.ClientSession) -> AsyncIterator[str]:
    async with session.post(f"{address}/chat/completions", json={}) as response:
        async for line in response.content:
            if line.startswith(b"data: {"):
                choices = json.loads(line[6:])["choices"]
                if choices and (text := choices[0]["delta"].get("content")):
                    yield text


class BareGateway:
    """Stands in litellm's place: what remains is ours."""

    def __init__(self, address: str, session: aiohttp.ClientSession) -> None:
        self._address, self._session = address, session

    async def stream(self, call: ModelCall) -> AsyncIterator[Chunk | Ending]:
        async for text in bare_pieces(self._address, self._session):
            yield Chunk(text)
        yield Ending("stop", usage=Usage(3, CHUNKS))


def bare_way(address: str, session: aiohttp.ClientSession, load: Load) -> Way:
    async def one(turn: asyncio.Semaphore) -> None:
        async with turn:
            text = [piece async for piece in bare_pieces(address, session)]
        assert len("".join(text)) == load.length

    async def way() -> None:
        turn = asyncio.Semaphore(load.at_once)
        await asyncio.gather(*(one(turn) for _ in range(load.runs)))

    return way


def litellm_way(address: str, load: Load) -> Way:
    from workbench.providers.litellm_import import load_litellm

    litellm = load_litellm()

    async def one(turn: asyncio.Semaphore) -> None:
        async with turn:
            stream = await litellm.acompletion(
                model="openai/bench",
                messages=[{"role": "user", "content": "Say word."}],
                api_base=address,
                api_key="none",
                stream=True,
                stream_options={"include_usage": True},
            )
            text = [piece.choices[0].delta.content or "" async for piece in stream if piece.choices]
        assert len("".join(text)) == load.length

    async def way() -> None:
        turn = asyncio.Semaphore(load.at_once)
        await asyncio.gather(*(one(turn) for _ in range(load.runs)))

    return way


def open_parts(address: str, folder: Path, load: Load) -> tuple[EngineParts, Way]:
    """The engine's real parts on a workspace of its own, and what closes them."""
    path = folder / "bench.db"
    make_workspace(path)
    settings = Settings(endpoints=(Endpoint("bench", address, ("bench",)),))
    limits = replace(settings.limits, concurrency_local=load.at_once)
    parts = replace(open_engine(path), settings=replace(settings, limits=limits))
    parts.configure(parts.settings)
    parts.prompts.add(Prompt("p", "bench/words", created_at=utc_now()), CONTENT)
    parts.prompts.keep_snapshot(digest_of(CONTENT), CONTENT)

    async def close() -> None:
        await parts.templates.close()
        parts.close()

    return parts, close


def our_way(parts: EngineParts, load: Load) -> Way:
    async def way() -> None:
        lines: list[bytes] = []
        case, batch = Case(values=(("word", "word"),)), new_id()
        job = RunJob("", batch, "p", digest_of(CONTENT), "bench/bench", case)
        scheduler = Scheduler(parts)
        done = await scheduler.execute(
            [replace(job, run_id=new_id()) for _ in range(load.runs)],
            lambda events: lines.append(
                protocol.encode(protocol.RunEvents(tuple(wire.event_record(e) for e in events)))
            ),
        )
        await scheduler.shut_down(1)
        assert all(run.outcome is Outcome.FINISHED for run in done), done[0].failure
        assert all(len(run.text) == load.length for run in done)

    return way


@contextmanager
def server() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.run_overhead", "--serve"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


async def serve() -> None:
    """The same stream for every request: a chunk about every millisecond, or at an even pace."""
    listening = await asyncio.start_server(_answer, "127.0.0.1", 0)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await listening.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    ending = [_event({}, "stop"), _usage(), b"data: [DONE]\n\n"]
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            fields = dict(
                line.lower().split(": ", 1) for line in head.decode().splitlines() if ": " in line
            )
            await reader.readexactly(int(fields.get("content-length", 0)))
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                b"transfer-encoding: chunked\r\n\r\n"
            )
            _, kind, count, *_ = head.split(b"/", 3)
            pieces = [_event({"content": "word "})] * int(count)
            start, paced = time.perf_counter(), kind == b"paced"
            for number, piece in enumerate((*pieces, *ending)):
                writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
                await writer.drain()
                due = start + number / PER_SECOND - time.perf_counter()
                await asyncio.sleep(max(0.0, due) if paced else 0.001)
            writer.write(b"0\r\n\r\n")
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


def _event(delta: dict[str, str], reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return _sse({"choices": [choice]})


def _usage() -> bytes:
    usage = {"prompt_tokens": 3, "completion_tokens": CHUNKS, "total_tokens": CHUNKS + 3}
    return _sse({"choices": [], "usage": usage})


def _sse(fields: dict[str, object]) -> bytes:
    document = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "bench"}
    return b"data: " + json.dumps(document | fields).encode() + b"\n\n"


if __name__ == "__main__":
    main()
