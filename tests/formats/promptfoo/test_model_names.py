from __future__ import annotations

import pytest

from workbench.formats.promptfoo.model_names import (
    at_server,
    embeddings_model_of,
    model_of,
    server_key,
)


@pytest.mark.parametrize(
    ("theirs", "litellm"),
    [
        ("openai:gpt-4o-mini", "openai/gpt-4o-mini"),
        ("openai:chat:gpt-4o-mini", "openai/gpt-4o-mini"),
        ("openai:responses:gpt-4.1", "openai/gpt-4.1"),
        ("openai:completion:davinci-002", "text-completion-openai/davinci-002"),
        ("openai:chat:ft:gpt-4o:team::1", "openai/ft:gpt-4o:team::1"),
        ("anthropic:messages:claude-sonnet-4-20250514", "anthropic/claude-sonnet-4-20250514"),
        ("anthropic:claude-3-5-haiku", "anthropic/claude-3-5-haiku"),
        ("bedrock:us.anthropic.claude-3-5-sonnet-20241022-v2:0",
         "bedrock/us.anthropic.claude-3-5-sonnet-20241022-v2:0"),
        ("bedrock:converse:amazon.nova-lite-v1:0", "bedrock/converse/amazon.nova-lite-v1:0"),
        ("vertex:gemini-2.0-flash", "vertex_ai/gemini-2.0-flash"),
        ("google:gemini-2.0-flash", "gemini/gemini-2.0-flash"),
        ("ollama:chat:llama3.2:3b", "ollama/llama3.2:3b"),
        ("azure:chat:my-deployment", "azure/my-deployment"),
        ("azureopenai:chat:my-deployment", "azure/my-deployment"),
        ("mistral:mistral-large-latest", "mistral/mistral-large-latest"),
        ("groq:llama-3.3-70b-versatile", "groq/llama-3.3-70b-versatile"),
        ("openrouter:meta-llama/llama-3.1-8b:free", "openrouter/meta-llama/llama-3.1-8b:free"),
        ("huggingface:text-generation:org/model", "huggingface/org/model"),
        ("replicate:meta/llama-2-7b-chat", "replicate/meta/llama-2-7b-chat"),
        ("adaline:openai:chat:gpt-4o", "openai/gpt-4o"),
    ],
)  # fmt: skip
def test_a_provider_has_litellms_name(theirs, litellm):
    assert model_of(theirs).model == litellm


@pytest.mark.parametrize(
    "name",
    ["echo", "python:provider.py", "exec:./run.sh", "https://example.org/api",
     "openai:image:dall-e-3", "openai:embedding:small", "anthropic:claude-agent-sdk",
     "promptfoo:redteam:pii",
     "bedrock:agents:X", "openai", "nobody:model"],
)  # fmt: skip
def test_what_is_no_model_says_why(name):
    assert model_of(name).model == ""
    assert model_of(name).why


def test_a_model_for_embeddings_is_one_where_embeddings_are_wanted():
    found = embeddings_model_of("openai:embedding:text-embedding-3-small")

    assert found.model == "openai/text-embedding-3-small"


def test_a_server_of_the_settings_gives_its_name_to_the_model():
    servers = {server_key("http://127.0.0.1:8000/v1/"): "lab"}

    assert at_server("openai/small", "http://127.0.0.1:8000", servers) == "lab/small"
    assert at_server("openai/small", "http://elsewhere/v1", servers) == ""
