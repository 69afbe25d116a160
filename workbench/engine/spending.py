"""Tokens and money: counted where the provider says, estimated where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from workbench.domain.estimates import JobEstimate
from workbench.domain.models import Price
from workbench.domain.parameters import longest_answer
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.domain.runs import RunJob, Usage
from workbench.engine.calls import params_of
from workbench.services.model_ports import ModelCatalogue

TYPICAL_OUTPUT = 500
"""Tokens of an answer where no limit is set."""
IMAGE_TOKENS = 1_000
"""Roughly what most providers count for an image of the usual size."""
COUNTED = 100_000
"""Characters that are counted exactly; a longer text is taken to go on in the same way."""


def counted(usage: Usage) -> bool:
    """The provider said all of it."""
    return usage.input_tokens is not None and usage.output_tokens is not None


def settled_usage(
    catalogue: ModelCatalogue,
    model: str,
    usage: Usage,
    messages: Sequence[Message],
    output: str,
) -> Usage:
    """The provider's figures, with an estimate for what it left out."""
    if counted(usage):
        return usage
    counted_input, counted_output = usage.input_tokens, usage.output_tokens
    if counted_input is None:
        counted_input = count(catalogue, model, messages)
    if counted_output is None:
        answer = (Message(Role.ASSISTANT, output),)
        counted_output = count(catalogue, model, answer) if output else 0
    return replace(usage, input_tokens=counted_input, output_tokens=counted_output, estimated=True)


def price_of(catalogue: ModelCatalogue, model: str, *, batched: bool = False) -> Price | None:
    """`batched`: through the provider's batch API."""
    known = catalogue.model(model)
    return known.batch_price if batched else known.price


def cost_at(price: Price | None, usage: Usage) -> Decimal | None:
    """None where the price or a count is not known."""
    if price is None or usage.input_tokens is None or usage.output_tokens is None:
        return None
    return price.of(usage.input_tokens, usage.output_tokens)


def count(catalogue: ModelCatalogue, model: str, messages: Sequence[Message]) -> int:
    """An estimate in bounded time: counting is slow on very long texts."""
    images = sum(each.is_image for message in messages for each in message.attachments)
    return IMAGE_TOKENS * images + _count_texts(catalogue, model, messages)


def _count_texts(catalogue: ModelCatalogue, model: str, messages: Sequence[Message]) -> int:
    length = sum(len(message.text) for message in messages)
    if length <= COUNTED:
        return catalogue.count_tokens(model, messages)
    room, kept = COUNTED, []
    for message in messages:
        kept.append(replace(message, text=message.text[:room]))
        room = max(0, room - len(message.text))
    return catalogue.count_tokens(model, kept) * length // COUNTED


def job_estimate(
    catalogue: ModelCatalogue,
    job: RunJob,
    content: PromptContent,
    messages: Sequence[Message],
    *,
    batched: bool = False,
) -> JobEstimate:
    params = params_of(job, content)
    input_tokens = count(catalogue, job.model, messages)
    longest = longest_answer(params)
    output_tokens = TYPICAL_OUTPUT if longest is None else longest
    usage = Usage(input_tokens, output_tokens)
    cost = cost_at(price_of(catalogue, job.model, batched=batched), usage)
    return JobEstimate(job.run_id, job.model, input_tokens, output_tokens, cost)
