"""The environment variables in which keys are usually kept."""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIABLES: dict[str, tuple[str, ...]] = {
    "gemini": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "together_ai": ("TOGETHERAI_API_KEY", "TOGETHER_AI_API_KEY", "TOGETHER_API_KEY"),
    "fireworks_ai": ("FIREWORKS_AI_API_KEY", "FIREWORKS_API_KEY"),
    "huggingface": ("HUGGINGFACE_API_KEY", "HF_TOKEN"),
    "replicate": ("REPLICATE_API_KEY", "REPLICATE_API_TOKEN"),
    "perplexity": ("PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"),
    "cohere": ("COHERE_API_KEY", "CO_API_KEY"),
    "cohere_chat": ("COHERE_API_KEY", "CO_API_KEY"),
    "azure_text": ("AZURE_API_KEY",),
    "ai21_chat": ("AI21_API_KEY",),
    "text-completion-openai": ("OPENAI_API_KEY",),
    "text-completion-codestral": ("CODESTRAL_API_KEY",),
    "bedrock": ("AWS_SECRET_ACCESS_KEY", "AWS_BEARER_TOKEN_BEDROCK"),
    "vertex_ai": ("GOOGLE_APPLICATION_CREDENTIALS",),
}
"""Where the rule `PROVIDER_API_KEY` does not hold; the first is the one that is named."""


def variables_of(provider: str) -> tuple[str, ...]:
    """Best known first."""
    rule = re.sub(r"[^A-Z0-9]+", "_", provider.upper()).strip("_")
    return VARIABLES.get(provider, (f"{rule}_API_KEY",))


def key_in(environment: Mapping[str, str], provider: str) -> str | None:
    for variable in variables_of(provider):
        if key := environment.get(variable, "").strip():
            return key
    return None
