"""`workbench registry drift --sentinel DATASET`: pinned versions run again on cases run before."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.cli.evaluation_progress import ProgressLine
from workbench.cli.evaluation_run import agree, to_the_end
from workbench.cli.output import progress
from workbench.cli.program import Program
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Evaluation, EvaluationEstimate
from workbench.domain.sentinels import SentinelVerdict

if TYPE_CHECKING:
    # Much is behind these, and every command of the registry passes here
    from workbench.services.opened import Services


class Interrupted(Exception):
    """A signal ended it. What had arrived is kept."""


def add_options(drift: argparse.ArgumentParser) -> None:
    drift.add_argument(
        "--sentinel", default="", metavar="DATASET",
        help="run pinned versions again on its cases labelled sentinel (or all); needs -w",
    )  # fmt: skip
    drift.add_argument(
        "--prompt", dest="prompts", action="append", default=[], metavar="PATH",
        help="with --sentinel: only these prompts",
    )  # fmt: skip
    drift.add_argument("-n", "--samples", type=int, default=1, help="of each sentinel case")
    drift.add_argument(
        "--margin", type=float, default=10, metavar="POINTS",
        help="the smallest change of the pass rate that counts; default: 10",
    )  # fmt: skip
    drift.add_argument("-y", "--yes", action="store_true", help="do not ask about the cost")
    drift.set_defaults(resume="", retry=False, at_once=None, budget=None)


def run_sentinels(
    program: Program, services: Services, args: argparse.Namespace
) -> tuple[SentinelVerdict, ...]:
    """Raises `InvalidInput` where nothing can be run again, or it costs more than was agreed to."""
    if not 0 < args.margin <= 100:
        raise InvalidInput("--margin is a number of points, up to 100.")
    dataset = services.datasets.named(args.sentinel)
    plan = services.sentinels.plan(args.registry, dataset, args.env, args.prompts)
    for each in plan.left_out:
        progress(f"Not run again: {each.file}: {each.reason}")
    if not plan.subjects:
        raise InvalidInput(f"No pinned version can be run on {dataset.name}.")
    author = services.settings.author()
    planned = [
        services.sentinels.evaluation(subject, samples=args.samples, author=author)
        for subject in plan.subjects
    ]
    ran = asyncio.run(_conducted(program, services, args, planned))
    if not ran:
        raise Interrupted
    ids = [evaluation.id for evaluation in planned]
    margin = args.margin / 100
    return tuple(services.sentinels.verdicts(list(zip(plan.subjects, ids, strict=True)), margin))


async def _conducted(
    program: Program, services: Services, args: argparse.Namespace, planned: Sequence[Evaluation]
) -> bool:
    """To the end of all, or false where a signal came. What is not agreed to is not kept."""
    async with program.open_engine(services) as engine:
        estimates = [await engine.estimate_evaluation(each.id) for each in planned]
        try:
            agree(services, args, _together(estimates))
        except BaseException:
            for evaluation in planned:
                services.evaluations.remove(evaluation.id)
            raise
        for evaluation in planned:
            progress(evaluation.name)
            with ProgressLine(sys.stderr) as line:
                ended = await to_the_end(engine, evaluation, args, line)
            if ended.interrupted:
                return False
    return True


def _together(estimates: Sequence[EvaluationEstimate]) -> EvaluationEstimate:
    def added(costs: Sequence[Decimal | None]) -> Decimal | None:
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known else None

    return EvaluationEstimate(
        calls=sum(each.calls for each in estimates),
        cached=sum(each.cached for each in estimates),
        input_tokens=sum(each.input_tokens for each in estimates),
        output_tokens=sum(each.output_tokens for each in estimates),
        cost_usd=added([each.cost_usd for each in estimates]),
        judging_usd=added([each.judging_usd for each in estimates]),
        seconds=sum(each.seconds or 0.0 for each in estimates) or None,
        unpriced=tuple(dict.fromkeys(name for each in estimates for name in each.unpriced)),
    )
