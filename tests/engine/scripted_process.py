"""The engine process with models that are scripted by their names, for tests.

`words/3` says three words at once, `drip/500` five hundred, one every few milliseconds,
`hang/2` two and then nothing, `print/1` prints, as libraries do.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from tests.engine.stand_ins import DirectTemplates, MemoryKeys, PlainCatalogue
from workbench.engine.parts import EngineParts
from workbench.engine.process import serve
from workbench.engine.stdio import claim_stdio
from workbench.services.model_ports import Chunk, Ending, ModelCall
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns


class NamedGateway:
    async def stream(self, call: ModelCall) -> AsyncIterator[Chunk | Ending]:
        kind, _, count = call.model.partition("/")
        if kind == "print":
            print("Give Feedback / Get Help: sk-planted-key")
            logging.getLogger("library").error("refused: sk-planted-key")
        for number in range(int(count)):
            yield Chunk(f"{number} ")
            await asyncio.sleep(0.003 if kind == "drip" else 0)
        if kind == "hang":
            await asyncio.Event().wait()
        yield Ending("stop")


def main() -> int:
    path = Path(sys.argv[1])

    def open_parts() -> EngineParts:
        workspace = open_workspace(path, read_only="--read-only" in sys.argv)
        return EngineParts(
            SqlitePrompts(workspace),
            SqliteRuns(workspace),
            DirectTemplates(),
            NamedGateway(),
            PlainCatalogue(),
            MemoryKeys({"openai": "sk-planted-key"}),
            now=lambda: datetime.now(UTC),
            read_only=workspace.read_only,
        )

    return serve(claim_stdio(), open_parts)


if __name__ == "__main__":
    sys.exit(main())
