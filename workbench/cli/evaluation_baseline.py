"""What `--baseline` names: an evaluation, or a version of the prompt on the same cases."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass, replace

from workbench.cli.evaluation_plan import options_of
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Evaluation, EvaluationState
from workbench.services.evaluations import ColumnChoice
from workbench.services.opened import Services

VERSION = re.compile(r"@?v?(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Baseline:
    id: str = ""
    """Of its evaluation; empty: whatever is pinned."""
    to_run: bool = False
    """It was planned just now."""


def baseline_of(services: Services, args: argparse.Namespace, evaluation: Evaluation) -> Baseline:
    """Of a version, the newest finished evaluation on the same cases; planned if there is none.

    Raises `NotFound` and `InvalidInput`.
    """
    if not args.baseline:
        return Baseline()
    version = VERSION.fullmatch(args.baseline)
    if version is None:
        return Baseline(services.evaluations.named(args.baseline).id)
    prompts = {column.prompt_id for column in evaluation.columns}
    if len(prompts) != 1:
        raise InvalidInput(
            "A version as the baseline goes with one prompt.", hint="Name an evaluation."
        )
    number, prompt_id = int(version[1]), prompts.pop()
    digest = services.prompts.version(prompt_id, number).digest
    wanted = {(digest, column.model) for column in evaluation.columns}
    for summary in services.evaluations.summaries(prompt_id):
        if _is_same(summary.evaluation, evaluation, wanted):
            return Baseline(summary.evaluation.id)
    if args.show:
        raise InvalidInput(f"Version {number} has not been run on these cases.")
    models = dict.fromkeys(column.model for column in evaluation.columns)
    planned = services.evaluations.plan(
        f"{evaluation.name}, version {number}",
        services.evaluations.cases_of(evaluation),
        [ColumnChoice(prompt_id, model, number) for model in models],
        replace(
            options_of(args),
            samples=evaluation.samples,
            checks=evaluation.checks,
        ),
        services.settings.author(),
    )
    return Baseline(planned.id, to_run=True)


def _is_same(before: Evaluation, now: Evaluation, wanted: set[tuple[str, str]]) -> bool:
    """Finished, on the same cases and checks, with each of the columns."""
    had = {(column.digest, column.model) for column in before.columns}
    return (
        before.id != now.id
        and before.state is EvaluationState.FINISHED
        and before.dataset_digest == now.dataset_digest
        and (before.samples, before.checks) == (now.samples, now.checks)
        and wanted <= had
    )
