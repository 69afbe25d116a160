"""`workbench eval`: prompts on a dataset, scored, reported, held to a gate."""

from __future__ import annotations

import argparse
import asyncio
from decimal import Decimal, InvalidOperation
from pathlib import Path

from workbench.cli.evaluation_baseline import Baseline, baseline_of
from workbench.cli.evaluation_concerns import tell_concerns
from workbench.cli.evaluation_plan import planned, resumed
from workbench.cli.evaluation_report import reported
from workbench.cli.evaluation_run import Ended, conduct
from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED
from workbench.cli.output import progress, write_json, write_table
from workbench.cli.program import Program
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.amounts import money
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Evaluation, EvaluationState, EvaluationSummary
from workbench.services.opened import Services

INTERRUPTED = 130


def add_commands(subparsers: Subparsers) -> None:
    parser = subcommand(
        subparsers, "eval", evaluate, "run prompts on a dataset and score them", needs="engine"
    )
    parser.add_argument("prompts", nargs="*", metavar="PROMPT[@VERSION] or promptfooconfig.yaml")
    parser.add_argument("-d", "--dataset", default="", metavar="NAME", help="cases and checks")
    named = "as litellm names it; each is a column (default: the prompt's own)"
    parser.add_argument(
        "-m", "--model", dest="models", action="append", default=[], nargs="+", help=named
    )
    parser.add_argument("-n", "--samples", type=int, help="of each case (default: 1)")
    parser.add_argument("--name", default="", help="of the evaluation (default: the dataset's)")
    parser.add_argument("--split", default="", choices=("train", "held-out"))
    parser.add_argument(
        "--label", dest="labels", action="append", default=[], help="only cases that have it"
    )
    parser.add_argument("--budget", type=_money, metavar="USD", help="pause before it is passed")
    parser.add_argument("--no-cache", action="store_true", help="ask again what was answered")
    batch = "send through the providers' batch APIs: cheaper, up to a day later"
    parser.add_argument("--batch", action="store_true", help=batch)
    parser.add_argument("-j", "--at-once", type=int, metavar="N", help="runs of each provider")
    parser.add_argument(
        "--baseline", default="", metavar="VERSION or EVALUATION", help="what it is held against"
    )
    parser.add_argument("--gate", type=Path, metavar="FILE", help="exit with 1 if it fails")
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write a JUnit report")
    formats = "FILE.html|.md|.json|.xml|.csv"
    parser.add_argument(
        "--report", dest="reports", action="append", type=Path, default=[], metavar=formats
    )
    parser.add_argument("--trust", action="store_true", help="let checks run the code they have")
    parser.add_argument("-y", "--yes", action="store_true", help="do not ask about the cost")
    parser.add_argument("--resume", default="", metavar="EVALUATION", help="go on with it")
    parser.add_argument("--retry", action="store_true", help="with --resume: failed cells again")
    parser.add_argument("--show", default="", metavar="EVALUATION", help="print its results")
    parser.add_argument("--list", action="store_true", help="list all evaluations")


def evaluate(program: Program, services: Services, args: argparse.Namespace) -> int:
    _check(args)
    if args.list:
        return _list(services, args)
    # What may be wrong with it is told before anything is paid for
    gate = services.gates.read_gate_file(args.gate) if args.gate else None
    for path in args.reports:
        services.reports.check(path)
    if args.junit:
        services.reports.check(args.junit.with_suffix(".xml"))
    if args.trust:
        services.trust.set_trusted(True)
        progress(f"Trusted to run the programs among its checks: {services.workspace}")
    if args.show:
        shown = services.evaluations.named(args.show)
        return reported(services, args, shown, gate, baseline_of(services, args, shown).id)
    evaluation = resumed(services, args) if args.resume else planned(services, args)
    tell_concerns(services, evaluation)
    baseline = baseline_of(services, args, evaluation)
    if baseline.to_run and not _baseline_finished(program, services, args, baseline):
        return INTERRUPTED
    ended = asyncio.run(conduct(program, services, evaluation, args))
    if ended.interrupted:
        return _tell_interrupted(ended)
    status = reported(services, args, ended.evaluation, gate, baseline.id)
    if ended.evaluation.state is EvaluationState.FINISHED:
        return status
    progress(f"Paused: {ended.evaluation.pause_reason}\n{_go_on(ended.evaluation)}")
    return status or ENVIRONMENT_FAILED


def _check(args: argparse.Namespace) -> None:
    if [bool(args.prompts), bool(args.resume), bool(args.show), args.list].count(True) != 1:
        raise InvalidInput(
            "Say what to evaluate.",
            hint="workbench eval PROMPT --dataset NAME -m MODEL, or --resume, --show or --list",
        )
    if args.retry and not args.resume:
        raise InvalidInput("--retry goes with --resume EVALUATION.")
    if args.at_once is not None and args.at_once < 1:
        raise InvalidInput("-j needs at least 1.")


def _baseline_finished(
    program: Program, services: Services, args: argparse.Namespace, baseline: Baseline
) -> bool:
    progress("The baseline has not been run on these cases yet: it comes first.")
    ended = asyncio.run(conduct(program, services, services.evaluations.named(baseline.id), args))
    if ended.interrupted:
        _tell_interrupted(ended)
    return not ended.interrupted


def _tell_interrupted(ended: Ended) -> int:
    progress(f"Paused. What had arrived is kept.\n{_go_on(ended.evaluation)}")
    return INTERRUPTED


def _go_on(evaluation: Evaluation) -> str:
    return f"Go on with: workbench eval --resume {evaluation.id}"


def _list(services: Services, args: argparse.Namespace) -> int:
    summaries = services.evaluations.summaries()
    if args.json:
        write_json([_document(summary) for summary in summaries])
        return DONE
    header = ("ID", "NAME", "STATE", "DONE", "PASSED", "FAILED", "ERRORS", "COST", "")
    write_table(header, (_row(summary) for summary in summaries))
    return DONE


def _row(summary: EvaluationSummary) -> tuple[str, ...]:
    evaluation = summary.evaluation
    return (
        evaluation.id,
        evaluation.name,
        evaluation.state.value,
        f"{summary.done} of {evaluation.total}",
        str(summary.passed),
        str(summary.failed),
        str(summary.errors),
        money(summary.cost_usd),
        "baseline" if summary.baseline else "",
    )


def _document(summary: EvaluationSummary) -> dict[str, object]:
    evaluation = summary.evaluation
    return {
        "evaluation": evaluation.id,
        "name": evaluation.name,
        "created_at": evaluation.created_at.isoformat(),
        "dataset": evaluation.dataset_name,
        "state": evaluation.state.value,
        "pause_reason": evaluation.pause_reason,
        "done": summary.done,
        "total": evaluation.total,
        "passed": summary.passed,
        "failed": summary.failed,
        "errors": summary.errors,
        "cost_usd": str(summary.cost_usd),
        "baseline": summary.baseline,
    }


def _money(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no amount of money") from error
    if not amount.is_finite() or amount < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no amount of money")
    return amount
