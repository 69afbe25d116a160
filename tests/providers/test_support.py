"""What models take, by litellm's own tables."""

from __future__ import annotations

import pytest

from tests.providers.answering import keys
from workbench.domain.models import Endpoint
from workbench.domain.parameters import Support, not_taken
from workbench.domain.settings import Settings
from workbench.providers.catalogue import ModelsOfEveryProvider
from workbench.providers.well_known import WELL_KNOWN

ENDPOINT = Endpoint("own", "http://127.0.0.1:1/v1")


def support_of(name: str) -> Support:
    return ModelsOfEveryProvider(keys(), Settings(endpoints=(ENDPOINT,))).support(name)


def test_a_reasoning_model_takes_no_top_p():
    left_out = not_taken(support_of("openai/o1"), ["top_p", "reasoning_effort", "max_tokens"])

    assert left_out == ("top_p",)


def test_a_model_with_tools_and_schemas_takes_them():
    support = support_of("openai/gpt-4o-mini")

    assert (support.tools, support.schema) == (True, True)
    assert not_taken(support, ["seed", "temperature", "stop"], tools=True, schema=True) == ()


def test_a_provider_without_tools_takes_none():
    assert support_of("perplexity/sonar").tools is False


@pytest.mark.parametrize("name", ["own/anything", "lmstudio/anything", "nobody"])
def test_of_a_server_that_someone_runs_nothing_is_known(name):
    assert support_of(name) == Support()


def test_demo_models_take_tools_and_schemas():
    support = support_of("demo/json")

    assert (support.params, support.tools, support.schema) == (None, True, True)


@pytest.mark.parametrize("provider", WELL_KNOWN)
def test_something_is_known_of_the_models_that_are_offered(provider):
    support = support_of(f"{provider}/{WELL_KNOWN[provider][0]}")

    assert support.params is not None
    assert "temperature" in support.params or "max_tokens" in support.params


@pytest.mark.parametrize(
    ("model", "images", "prefill"),
    [
        ("openai/gpt-4o-mini", True, False),
        ("openai/gpt-4", False, False),
        ("anthropic/claude-haiku-4-5", True, True),
        ("anthropic/claude-sonnet-5", True, False),
        ("deepseek/deepseek-chat", False, True),
        ("openai/nobody-lists-this", None, False),
        ("demo/brief", True, True),
    ],
)
def test_what_is_known_of_images_and_of_going_on_from_a_beginning(model, images, prefill):
    support = support_of(model)

    assert (support.images, support.prefill) == (images, prefill)
