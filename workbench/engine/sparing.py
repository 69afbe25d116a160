"""Runs that need not be sent, or may not be: answered before, or beyond live mode's hour.

Such a run ends at once and is not recorded: nothing was sent and nothing was paid, so there
is nothing to keep that the workspace does not hold already.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from workbench.domain.amounts import money
from workbench.domain.live import HOUR, LiveSpending
from workbench.domain.prompts import PromptContent
from workbench.domain.runs import Failure, FailureKind, Outcome, Run
from workbench.domain.settings import Limits, Settings
from workbench.engine.parts import EngineParts
from workbench.engine.spending import job_estimate


def spared(
    parts: EngineParts, planned: Run, content: PromptContent, settings: Settings
) -> Run | None:
    """How a run with these messages ends without being sent; None if it is to be sent."""
    if planned.job.use_cache and (found := _answered_before(parts, planned)):
        return replace(
            found, job=planned.job, cost_usd=Decimal(0), attempts=1, cached_from=found.id
        )
    if planned.job.live:
        return _beyond_the_hour(parts, planned, content, settings.limits)
    return None


def _answered_before(parts: EngineParts, planned: Run) -> Run | None:
    return parts.runs.finished_with(planned.request_key, planned.job.sample)


def _beyond_the_hour(
    parts: EngineParts, planned: Run, content: PromptContent, limits: Limits
) -> Run | None:
    spending = parts.runs.live_spending(parts.now() - HOUR)
    estimate = job_estimate(parts.catalogue, planned.job, content, planned.messages)
    if spending.room(limits, estimate.cost_usd or Decimal(0)):
        return None
    failure = Failure(FailureKind.BUDGET, _words(spending, limits), HINT)
    return replace(planned, outcome=Outcome.FAILED, failure=failure)


HINT = "Switch live mode on again later, or raise the limit in Settings, Limits."


def _words(spending: LiveSpending, limits: Limits) -> str:
    if spending.calls >= limits.live_calls_per_hour:
        return f"Live mode made its {limits.live_calls_per_hour} calls of this hour."
    return (
        f"Live mode spent {money(spending.cost_usd)} of the {money(limits.live_usd_per_hour)} of "
        "this hour, and the next call would pass it."
    )
