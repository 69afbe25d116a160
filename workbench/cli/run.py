"""`workbench run`: what one prompt gets from some models, side by side or one after the other."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.cli.chosen_models import models_for
from workbench.cli.concerns import concerned, tell_concerns
from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED
from workbench.cli.output import progress, write, write_json
from workbench.cli.program import Program
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.datasets import Case
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.domain.json_values import Json, freeze, thaw
from workbench.domain.prompts import InputType, PromptContent
from workbench.domain.run_events import RunEnded, RunEvent, RunRetrying
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.services.opened import Services


def add_commands(subparsers: Subparsers) -> None:
    parser = subcommand(
        subparsers, "run", run, "run a prompt on one or more models", needs="engine"
    )
    parser.add_argument("prompt", metavar="PROMPT[@VERSION]")
    own = "as litellm names it (default: the prompt's own)"
    parser.add_argument(
        "-m", "--model", dest="models", action="append", default=[], nargs="+", help=own
    )
    parser.add_argument("--var", dest="values", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--case", type=Path, metavar="FILE", help="a JSON object of values")
    parser.add_argument("-n", "--samples", type=int, default=1)
    parser.add_argument(
        "--cache", action="store_true", help="an earlier answer to the very same request will do"
    )


def run(program: Program, services: Services, args: argparse.Namespace) -> int:
    resolved = services.prompts.resolve(args.prompt)
    case = _case(args, resolved.content)
    plan = services.runs.plan(
        resolved.prompt.id,
        resolved.content,
        models=models_for(args, resolved),
        cases=(case,),
        samples=args.samples,
        version=resolved.version.number if resolved.version else None,
    )
    jobs = [replace(job, use_cache=args.cache) for job in plan.jobs]
    runs = asyncio.run(execute(program, services, jobs))
    if args.json:
        write_json([run_document(run) for run in runs])
    else:
        _print_runs(runs)
    for run in runs:
        if run.failure:
            progress(f"{run.job.model}: {run.failure.message} {run.failure.hint}".rstrip())
    return DONE if all(r.outcome is Outcome.FINISHED for r in runs) else ENVIRONMENT_FAILED


async def execute(program: Program, services: Services, jobs: Sequence[RunJob]) -> list[Run]:
    """Run the jobs to their end, telling progress on standard error; in the order asked for."""
    ended: dict[str, Run] = {}
    models = {job.run_id: job.model for job in jobs}

    def listen(events: list[RunEvent]) -> None:
        for event in events:
            if isinstance(event, RunEnded):
                ended[event.run.id] = event.run
                progress(f"{event.run.job.model}: {event.run.outcome}")
            elif isinstance(event, RunRetrying):
                progress(f"{models[event.run_id]}: {event.reason} Next try in {event.wait:.1f} s.")

    async with program.open_engine(services) as engine:
        for digest in dict.fromkeys(job.digest for job in jobs):
            messages = services.prompts.content(digest).messages
            if concerned(messages):
                names = (job.model for job in jobs if job.digest == digest)
                tell_concerns(messages, await engine.known(list(dict.fromkeys(names))))
        await engine.execute(jobs, listen)
    return [ended[job.run_id] for job in jobs if job.run_id in ended]


def run_document(run: Run) -> dict[str, Any]:
    """A run as `--json` prints it."""
    failure = run.failure
    return {
        "run": run.id,
        "model": run.job.model,
        "resolved_model": run.resolved_model,
        "system_fingerprint": run.system_fingerprint,
        "digest": run.job.digest,
        "sample": run.job.sample,
        "values": {name: thaw(value) for name, value in run.job.case.values},
        "outcome": run.outcome,
        "finish_reason": run.finish_reason,
        "text": run.text,
        "reasoning": run.reasoning,
        "tool_calls": [
            {"id": call.id, "name": call.name, "arguments": call.arguments}
            for call in run.tool_calls
        ],
        "input_tokens": run.usage.input_tokens,
        "output_tokens": run.usage.output_tokens,
        "tokens_estimated": run.usage.estimated,
        "cost_usd": None if run.cost_usd is None else str(run.cost_usd),
        "first_token_s": run.timings.first_token,
        "total_s": run.timings.total,
        "attempts": run.attempts,
        "cached_from": run.cached_from,
        "not_sent": list(run.not_sent),
        "failure": failure and {"kind": failure.kind, "message": failure.message},
    }


def _print_runs(runs: Sequence[Run]) -> None:
    for run in runs:
        if len(runs) > 1:
            write(f"── {run.job.model} " + "─" * 40)
        write(run.text)
        for call in run.tool_calls:
            write(f"→ {call.name}({call.arguments})")
        if len(runs) > 1:
            write()


def _case(args: argparse.Namespace, content: PromptContent) -> Case:
    values = _case_file(args.case) if args.case else {}
    types = {item.name: item.type for item in content.inputs}
    for assignment in args.values:
        name, separator, text = assignment.partition("=")
        if not separator:
            raise InvalidInput(f"--var {assignment!r} has no value.", hint="Write --var name=value")
        values[name] = _typed(text, types.get(name, InputType.STRING), name)
    return Case(values=tuple(values.items()))


def _typed(text: str, kind: InputType, name: str) -> Json:
    """Text stays text; the value of any other type is written as JSON."""
    if kind is InputType.STRING:
        return text
    try:
        return freeze(json.loads(text))
    except ValueError as error:
        raise InvalidInput(
            f"{name} is of type {kind}, and {text!r} is not JSON.",
            hint=f'Write for example --var {name}=12, true, or \'["a", "b"]\'.',
        ) from error


def _case_file(path: Path) -> dict[str, Json]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}.") from error
    except ValueError as error:
        raise FileProblem(f"{path}: not JSON: {error}.") from error
    if not isinstance(document, dict):
        raise FileProblem(f"{path}: a case is a JSON object of values.")
    return {name: freeze(value) for name, value in document.items()}
