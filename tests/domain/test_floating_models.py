from __future__ import annotations

import pytest

from workbench.domain.floating_models import floating_reason


@pytest.mark.parametrize(
    "model",
    [
        "gpt-4o",
        "openai/gpt-4o-mini",
        "o3-mini",
        "openai/chatgpt-4o-latest",
        "anthropic/claude-3-5-sonnet-latest",
        "claude-sonnet-4-5",
        "gemini/gemini-1.5-flash",
        "gemini/gemini-flash-latest",
        "ollama/llama3.2",
        "ollama/llama3.2:latest",
        "mistral/mistral-large-latest",
    ],
)
def test_a_name_that_is_moved_is_said_to_be(model):
    assert floating_reason(model)


@pytest.mark.parametrize(
    "model",
    [
        "gpt-4o-2024-11-20",
        "openai/gpt-4o-mini-2024-07-18",
        "gpt-4-0613",
        "anthropic/claude-sonnet-4-5-20250929",
        "claude-opus-4-6",
        "gemini/gemini-1.5-flash-002",
        "ollama/llama3.2:3b",
        "demo/brief",
        "a-model-of-ours",
        "",
    ],
)
def test_a_fixed_or_unknown_name_is_not_accused(model):
    assert floating_reason(model) == ""
