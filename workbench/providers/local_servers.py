"""Model servers on this machine: asked briefly, on loopback only, all at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.providers.listing import names_at


@dataclass(frozen=True, slots=True)
class LocalServer:
    name: str
    """The first part of the names of its models."""
    title: str
    address: str
    list_path: str = "/v1/models"

    @property
    def base_url(self) -> str:
        """All of them speak OpenAI's protocol there."""
        return f"{self.address}/v1"


LOCAL_SERVERS = (
    LocalServer("ollama", "Ollama", "http://127.0.0.1:11434", "/api/tags"),
    LocalServer("lm_studio", "LM Studio", "http://127.0.0.1:1234"),
    LocalServer("llama_cpp", "llama.cpp", "http://127.0.0.1:8080"),
    LocalServer("hosted_vllm", "vLLM", "http://127.0.0.1:8000"),
)


async def found_models(servers: Sequence[LocalServer]) -> list[tuple[LocalServer, str]]:
    """Every model of every server that answers in time. The others are not running."""
    answers = await asyncio.gather(
        *(names_at(server.address + server.list_path) for server in servers)
    )
    return [
        (server, name)
        for server, names in zip(servers, answers, strict=True)
        for name in names or ()
    ]
