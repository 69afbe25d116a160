"""Models a prompt can run on, and what is missing before one can be used."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workbench.domain.parameters import Support


class Missing(StrEnum):
    NOTHING = ""
    KEY = "no key"
    NOT_RUNNING = "not running"


@dataclass(frozen=True, slots=True)
class Price:
    """USD per token."""

    input: Decimal
    output: Decimal

    def of(self, input_tokens: int, output_tokens: int) -> Decimal:
        return self.input * input_tokens + self.output * output_tokens


@dataclass(frozen=True, slots=True)
class Model:
    """`name` is as litellm names it: `openai/gpt-4o-mini`, `ollama/llama3.2`, `demo/brief`."""

    name: str
    provider: str
    title: str = ""
    missing: Missing = Missing.NOTHING
    key_variable: str = ""
    """The environment variable that would hold its key; empty where none is needed."""
    price: Price | None = None
    context_tokens: int | None = None
    local: bool = False
    demo: bool = False
    note: str = ""
    support: Support | None = None
    """None until it is worked out."""
    batches: bool = False
    """Known to take requests through a batch API."""
    batch_price: Price | None = None
    """Of requests that are sent so."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks OpenAI's protocol. Its models are named `name/model`."""

    name: str
    base_url: str
    models: tuple[str, ...] = ()
    key_required: bool = False


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """Where the key of a provider comes from; never the key itself."""

    provider: str
    variable: str
    source: str
    """`environment`, `keyring`, `session` or empty for none."""
