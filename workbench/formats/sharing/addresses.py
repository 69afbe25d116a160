"""Where providers listen for OpenAI's protocol, and the variables their keys are usually in."""

from __future__ import annotations

import re

OPENAI_ADDRESSES = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com/v1",
    "gemini": "https://generativelanguage.googleapis.com/v1beta/openai",
    "mistral": "https://api.mistral.ai/v1",
    "groq": "https://api.groq.com/openai/v1",
    "deepseek": "https://api.deepseek.com",
    "xai": "https://api.x.ai/v1",
    "openrouter": "https://openrouter.ai/api/v1",
    "together_ai": "https://api.together.xyz/v1",
    "fireworks_ai": "https://api.fireworks.ai/inference/v1",
    "perplexity": "https://api.perplexity.ai",
    "cohere": "https://api.cohere.ai/compatibility/v1",
}
LOCAL_ADDRESSES = {
    "ollama": "http://127.0.0.1:11434/v1",
    "lm_studio": "http://127.0.0.1:1234/v1",
    "llama_cpp": "http://127.0.0.1:8080/v1",
    "hosted_vllm": "http://127.0.0.1:8000/v1",
}
"""Servers on the person's own machine; they want no key."""
KEY_VARIABLES = {
    "together_ai": "TOGETHERAI_API_KEY",
    "fireworks_ai": "FIREWORKS_AI_API_KEY",
    "perplexity": "PERPLEXITYAI_API_KEY",
}
"""Where the rule `PROVIDER_API_KEY` does not hold."""


def key_variable(provider: str) -> str:
    """The environment variable that a key is read from; a name that every shell takes."""
    rule = re.sub(r"[^A-Z0-9]+", "_", provider.upper()).strip("_")
    name = KEY_VARIABLES.get(provider, f"{rule}_API_KEY")
    return f"_{name}" if name[0].isdigit() else name
