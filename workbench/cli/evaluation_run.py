"""An evaluation run in this process: its cost asked about, its progress told, paused on signals."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from workbench.cli.evaluation_progress import ProgressLine
from workbench.cli.output import progress
from workbench.cli.program import Program, RunEngine
from workbench.domain.amounts import money
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Evaluation, EvaluationEstimate
from workbench.services.opened import Services

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Ended:
    evaluation: Evaluation
    interrupted: bool = False
    """By a signal."""


async def conduct(
    program: Program, services: Services, evaluation: Evaluation, args: argparse.Namespace
) -> Ended:
    """To its end, or until it pauses.

    Raises `InvalidInput` where it costs more than is spent without asking.
    """
    async with program.open_engine(services) as engine:
        estimate = await engine.estimate_evaluation(evaluation.id)
        agree(services, args, estimate)
        if evaluation.batch_api:
            progress(_batch_words(evaluation, estimate))
        cost = estimate.cost_usd
        if cost is not None and not args.resume:
            services.evaluations.keep_estimate(evaluation.id, cost + (estimate.judging_usd or 0))
        with ProgressLine(sys.stderr) as line:
            return await to_the_end(engine, evaluation, args, line)


async def to_the_end(
    engine: RunEngine, evaluation: Evaluation, args: argparse.Namespace, line: ProgressLine
) -> Ended:
    signals = 0

    def halt() -> None:
        nonlocal signals
        signals += 1
        if signals == 1:
            line.say("Pausing: what is being answered is finished. Once more interrupts it.")
            engine.pause(evaluation.id)
        else:
            engine.interrupt()

    with _on_signals(halt):
        ended = await engine.evaluate(
            evaluation.id, line.told, retry=args.retry, at_once=args.at_once
        )
    return Ended(ended, interrupted=bool(signals))


def agree(services: Services, args: argparse.Namespace, estimate: EvaluationEstimate) -> None:
    """What a budget bounds, or a person agreed to, is not asked about."""
    cost = (estimate.cost_usd or Decimal(0)) + (estimate.judging_usd or Decimal(0))
    progress(_words(estimate, cost))
    limit = services.settings.load().limits.confirm_above_usd
    if cost <= limit or args.yes or args.budget is not None:
        return
    if not sys.stdin.isatty():
        raise InvalidInput(
            f"It may cost about {money(cost)}, and more than {money(limit)} is asked about.",
            hint="Say --yes, or give it a --budget.",
        )
    if input("Go on? [y/N] ").strip().lower() not in ("y", "yes"):
        raise InvalidInput("Nothing was run.")


def _batch_words(evaluation: Evaluation, estimate: EvaluationEstimate) -> str:
    if not estimate.batched:
        return "None of the models has a batch API that can be used here: they run as usual."
    return (
        f"Through the provider's batch API: {', '.join(estimate.batched)}. That may take up to 24 "
        "hours. Ctrl+C leaves the batch with the provider; fetch it with: workbench eval --resume "
        f"{evaluation.id}"
    )


def _words(estimate: EvaluationEstimate, cost: Decimal) -> str:
    words = [f"{estimate.calls} calls"]
    if estimate.cached:
        words.append(f"{estimate.cached} answers on record")
    if estimate.calls and cost:
        words.append(f"about {money(cost)}")
    if estimate.seconds:
        words.append(f"about {round(estimate.seconds)} s")
    if estimate.unpriced:
        words.append(f"no price known of {', '.join(estimate.unpriced)}")
    return ", ".join(words) + "."


@contextmanager
def _on_signals(called: Callable[[], None]) -> Iterator[None]:
    """Where the system has no such handlers, Ctrl+C interrupts at once, and it can be resumed."""
    loop = asyncio.get_running_loop()
    try:
        for number in SIGNALS:
            loop.add_signal_handler(number, called)
    except (NotImplementedError, ValueError):  # Windows, or not the main thread
        yield
        return
    try:
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)
