"""Models worth offering where a person has a key and named none: a few for each provider."""

from __future__ import annotations

WELL_KNOWN: dict[str, tuple[str, ...]] = {
    "openai": ("gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-4.1", "gpt-4.1-mini", "gpt-4o-mini"),
    "anthropic": ("claude-opus-5", "claude-sonnet-5", "claude-haiku-4-5"),
    "gemini": ("gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite"),
    "mistral": (
        "mistral-large-latest",
        "mistral-medium-latest",
        "mistral-small-latest",
        "codestral-latest",
    ),
    "groq": ("openai/gpt-oss-120b", "openai/gpt-oss-20b"),
    "deepseek": ("deepseek-v4-pro", "deepseek-v4-flash"),
    "xai": ("grok-4.3", "grok-code-fast-1"),
    "cohere": ("command-a-03-2025", "command-r7b-12-2024"),
    "perplexity": ("sonar", "sonar-pro"),
    "together_ai": ("openai/gpt-oss-120b", "zai-org/GLM-4.6"),
    "fireworks_ai": ("accounts/fireworks/models/deepseek-v4-flash",),
}
"""By provider, without it in front. All of them stand in litellm's list."""
