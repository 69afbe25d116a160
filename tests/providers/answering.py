"""Asking a gateway in a test: everything that came, and how it ended."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from workbench.domain.errors import ProviderError
from workbench.domain.prompts import Message, Role
from workbench.domain.settings import Timeouts
from workbench.providers.gateway import LitellmGateway
from workbench.secrets.keyring_store import KeyringKeys
from workbench.services.model_ports import Chunk, Ending, ModelCall

KEY = "sk-planted-0123456789abcdef"


@dataclass
class Came:
    """What a person would see of one call."""

    chunks: list[Chunk] = field(default_factory=list)
    ending: Ending | None = None
    error: ProviderError | None = None

    @property
    def text(self) -> str:
        return "".join(chunk.text for chunk in self.chunks)

    @property
    def reasoning(self) -> str:
        return "".join(chunk.reasoning for chunk in self.chunks)

    @property
    def kind(self) -> str:
        return str(self.error.kind) if self.error else ""


def a_call(model: str, *messages: Message, **fields) -> ModelCall:
    texts = messages or (Message(Role.USER, "Say hello to Ada."),)
    return ModelCall(model, texts, **{"params": {}, **fields})


def keys(**environment: str) -> KeyringKeys:
    return KeyringKeys({"FAULTY_API_KEY": KEY, **environment})


def ask(call: ModelCall, *endpoints, store: KeyringKeys | None = None) -> Came:
    return asyncio.run(answer(LitellmGateway(store or keys(), endpoints), call))


async def answer(gateway: LitellmGateway, call: ModelCall) -> Came:
    """Connections of the gateway are closed when this returns."""
    came = Came()
    try:
        async for piece in gateway.stream(call):
            if isinstance(piece, Ending):
                came.ending = piece
            else:
                came.chunks.append(piece)
    except ProviderError as error:
        came.error = error
    finally:
        await gateway.close()
    return came


def within(**seconds: float) -> Timeouts:
    return Timeouts(**{"connect": 5, "first_token": 20, "idle": 20, "total": 30, **seconds})
