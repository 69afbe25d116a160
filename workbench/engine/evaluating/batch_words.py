"""What is said of batches that are with a provider."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.services.model_ports import BatchAnswer, BatchStanding


def waiting_words(
    provider: str, since: datetime, now: datetime, standings: Sequence[BatchStanding]
) -> str:
    done = sum(standing.done for standing in standings)
    total = sum(standing.total for standing in standings)
    what = "batch" if len(standings) == 1 else f"{len(standings)} batches"
    return f"Waiting for {provider}'s {what} {_since(now - since)}, {done:,} of {total:,} done."


def left_words(provider: str, requests: int, *, cancelled: bool) -> str:
    if cancelled:
        return (
            f"{provider} was asked to cancel a batch of {requests:,}. What it answers until then "
            "is paid for, and fetched if the evaluation goes on."
        )
    return (
        f"A batch of {requests:,} is left with {provider}: it is answered meanwhile, and fetched "
        "when the evaluation goes on."
    )


def refused_words(provider: str, standing: BatchStanding) -> str:
    why = f": {standing.reason}" if standing.reason else "."
    return f"{provider} refused the batch, nothing of it was run{why}"


def cancelled_words(provider: str, total: int, unanswered: int) -> str:
    return (
        f"{provider}'s batch was cancelled there; {total - unanswered:,} of {total:,} were "
        "answered. The others are sent again when the evaluation goes on."
    )


def not_there(error: ProviderError) -> ProviderError:
    return ProviderError(
        f"{error.message} The batch was sent with another key, or is gone. Retry gives it up and "
        "sends its cells again.",
        kind=FailureKind.NOT_FOUND,
    )


def unanswered(provider: str, custom_id: str) -> BatchAnswer:
    """Of a request that a batch has neither an answer nor an error for."""
    failure = ProviderError(
        f"There is no answer to it in the batch of {provider}.",
        kind=FailureKind.NOT_UNDERSTOOD,
        hint="Retry sends it again.",
    )
    return BatchAnswer(custom_id, failure=failure)


def _since(passed: timedelta) -> str:
    hours, minutes = divmod(int(passed.total_seconds()) // 60, 60)
    if hours:
        return f"since {hours} h {minutes} min"
    return f"since {minutes} min" if minutes else "that was just sent"
