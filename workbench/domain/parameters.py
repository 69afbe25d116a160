"""Parameters of a call: which there are, and which of them a model takes.

The window says before a run what the engine will leave out, by the same function.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SENDABLE = frozenset(
    """
    temperature top_p top_k min_p max_tokens max_completion_tokens stop seed
    presence_penalty frequency_penalty repetition_penalty logit_bias logprobs
    top_logprobs user reasoning_effort thinking verbosity parallel_tool_calls
    service_tier safety_settings response_format web_search_options prediction
    modalities audio store num_ctx extra_body
    """.split()  # noqa: SIM905 - read as a list of words
)
"""What a prompt may set. A prompt may come from someone else: what names servers, keys,
callbacks or retries is not a parameter of a model and is refused."""

LISTED = frozenset(
    """
    temperature top_p max_tokens max_completion_tokens stop seed presence_penalty
    frequency_penalty logit_bias logprobs top_logprobs user reasoning_effort verbosity
    parallel_tool_calls service_tier response_format prediction modalities audio store
    """.split()  # noqa: SIM905 - read as a list of words
)
"""Those of OpenAI's protocol: of these alone it is known which model takes them. What only one
provider understands is sent as it is."""

TOOLS = "tools"
SCHEMA = "response schema"


@dataclass(frozen=True, slots=True)
class Support:
    """What a model takes, as far as it is known: None where it is not."""

    params: tuple[str, ...] | None = None
    """Those of `LISTED` that it takes."""
    tools: bool | None = None
    schema: bool | None = None
    images: bool | None = None
    prefill: bool | None = None
    """It goes on from an assistant's message in last place."""


LIMITS = ("max_tokens", "max_completion_tokens", "max_output_tokens")


def longest_answer(params: Mapping[str, object]) -> int | None:
    """Tokens that the answer may come to; None where nothing limits it."""
    limits = [value for name, value in params.items() if name in LIMITS]
    numbers = [value for value in limits if isinstance(value, int) and not isinstance(value, bool)]
    return max(0, min(numbers)) if numbers else None


def not_taken(
    support: Support | None, params: Iterable[str], *, tools: bool = False, schema: bool = False
) -> tuple[str, ...]:
    """What is asked for and will not be sent to this model: what is known to be refused.

    What is not known is sent.
    """
    if support is None:
        return ()
    left_out = [
        name
        for name in params
        if support.params is not None and name in LISTED and name not in support.params
    ]
    if tools and support.tools is False:
        left_out.append(TOOLS)
    if schema and support.schema is False:
        left_out.append(SCHEMA)
    return tuple(left_out)
