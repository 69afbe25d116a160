"""What promptfoo's names of providers are called by litellm, and which of them are no models."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

PREFIXES = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google": "gemini",
    "palm": "gemini",
    "vertex": "vertex_ai",
    "azure": "azure",
    "azureopenai": "azure",
    "bedrock": "bedrock",
    "mistral": "mistral",
    "groq": "groq",
    "cohere": "cohere_chat",
    "ollama": "ollama",
    "openrouter": "openrouter",
    "togetherai": "together_ai",
    "together": "together_ai",
    "fireworks": "fireworks_ai",
    "deepseek": "deepseek",
    "xai": "xai",
    "perplexity": "perplexity",
    "cerebras": "cerebras",
    "huggingface": "huggingface",
    "replicate": "replicate",
    "cloudflare-ai": "cloudflare",
    "databricks": "databricks",
    "hyperbolic": "hyperbolic",
    "nscale": "nscale",
    "github": "github",
    "watsonx": "watsonx",
    "ai21": "ai21_chat",
    "sagemaker": "sagemaker",
    "cometapi": "cometapi",
    "aimlapi": "aiml",
    "voyage": "voyage",
    "sambanova": "sambanova",
    "snowflake": "snowflake",
    "alibaba": "dashscope",
    "lambdalabs": "lambda_ai",
    "vercel": "vercel_ai_gateway",
    "llamafile": "llamafile",
    "docker": "docker_model_runner",
    "moonshot": "moonshot",
}
"""promptfoo's first word, litellm's provider."""
CHAT = frozenset(
    """
    chat completion completions messages responses text-generation converse llama jumpstart
    model openai
    """.split()  # noqa: SIM905 - read as a list of words
)
"""Second words that say how a model is asked; litellm finds that out by itself."""
EMBEDDINGS = frozenset({"embedding", "embeddings", "feature-extraction", "sentence-similarity"})
NO_TEXT = frozenset(
    """
    image video realtime live assistant moderation speech transcription agents agent chatkit kb
    codex codex-sdk codex-app-server claude-agent-sdk claude-code foundry-agent nova-sonic
    text-classification token-classification knowledge-base text-extraction-classification
    """.split()  # noqa: SIM905 - read as a list of words
)
GATEWAYS = ("adaline", "litellm", "portkey")
PROGRAMS = ("exec", "python", "golang", "ruby", "file", "package", "sequence", "manual-input")
SERVERS = ("http", "https", "ws", "wss", "webhook", "browser", "mcp", "slack", "websocket")
WORDS = re.compile(r":(?!/)")


class Named(NamedTuple):
    model: str = ""
    """As litellm names it; empty where it cannot be."""
    why: str = ""
    """Why not, or what is not quite as it was."""


def model_of(name: str) -> Named:
    """The model that a provider's id stands for."""
    first, _, rest = name.partition(":")
    gateway = ""
    if first in GATEWAYS and rest:
        gateway = f"asked without the gateway {first}"
        if first == "litellm":
            return Named(rest.removeprefix("chat:"), "")
        first, _, rest = rest.partition(":")
    refusal = _refusal(name, first, rest)
    if refusal:
        return Named("", refusal)
    return Named(_named(PREFIXES[first], rest), gateway or _difference(first, rest))


def embeddings_model_of(name: str) -> Named:
    """As `model_of`, of one that makes embeddings."""
    words = WORDS.split(name)
    if len(words) > 2 and words[1] in EMBEDDINGS and words[0] in PREFIXES:
        return Named(f"{PREFIXES[words[0]]}/{':'.join(words[2:])}")
    return model_of(name)


def _refusal(name: str, first: str, rest: str) -> str:
    kind = rest.partition(":")[0]
    if name == "echo":
        return "echo is no model: it gives back the prompt"
    if first in PROGRAMS:
        return "a program cannot stand for a model here"
    if first in SERVERS:
        return "a server of your own is set in Settings if it speaks OpenAI's protocol"
    if first == "promptfoo":
        return "a provider of promptfoo's own, for red teaming"
    if first not in PREFIXES or not rest:
        return f"no model is known by {name}"
    if kind in EMBEDDINGS:
        return "a model for embeddings writes no answer"
    if kind in NO_TEXT or "nova-sonic" in rest or "nova-reel" in rest:
        return f"{kind} is no model that answers with text"
    return ""


def _difference(first: str, rest: str) -> str:
    if rest.startswith("responses:"):
        return "asked as a chat, not by the Responses API"
    if first == "ollama" and rest.startswith("completion:"):
        return "asked as a chat"
    return ""


def _named(provider: str, rest: str) -> str:
    kind, _, model = rest.partition(":")
    if provider == "bedrock" and kind == "converse" and model:
        return f"bedrock/converse/{model}"
    if provider == "openai" and kind == "completion" and model:
        return f"text-completion-openai/{model}"
    if model and kind in CHAT:
        return f"{provider}/{model}"
    return f"{provider}/{rest}"


def at_server(model: str, address: str, servers: Mapping[str, str]) -> str:
    """The model's name where a server of the settings has the address; else empty.

    `servers`: names by the address, as `server_key` writes it.
    """
    server = servers.get(server_key(address))
    return f"{server}/{model.partition('/')[2]}" if server else ""


def server_key(address: str) -> str:
    """An address as two spellings of it compare: without a scheme, a slash and `/v1` behind."""
    bare = address.partition("://")[2] or address
    return bare.rstrip("/").removesuffix("/v1").lower()
