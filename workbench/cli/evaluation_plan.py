"""From the arguments of `workbench eval` to an evaluation: planned anew, or found again."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from workbench.cli.chosen_models import models_for, models_of
from workbench.cli.output import progress
from workbench.cli.promptfoo import tell_remarks
from workbench.domain.datasets import Split
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Evaluation
from workbench.services.evaluations import ColumnChoice, EvaluationOptions
from workbench.services.opened import Services
from workbench.services.prompts import Resolved

SPLITS = {"": Split.NONE, "train": Split.TRAIN, "held-out": Split.HELD_OUT}


def planned(services: Services, args: argparse.Namespace) -> Evaluation:
    """Raises `NotFound` and `InvalidInput` where it does not make an evaluation."""
    file = Path(args.prompts[0])
    if services.promptfoo_imports.recognises(file):
        return _of_file(services, args, file)
    if not args.dataset:
        raise InvalidInput(
            "An evaluation needs a dataset.", hint='Write: --dataset "Everyday tickets"'
        )
    resolved = [services.prompts.resolve(reference) for reference in args.prompts]
    columns = [
        ColumnChoice(each.prompt.id, model, _version(each, reference))
        for reference, each in zip(args.prompts, resolved, strict=True)
        for model in models_for(args, each)
    ]
    dataset = services.datasets.named(args.dataset)
    return services.evaluations.plan(
        args.name, dataset, columns, options_of(args), services.settings.author()
    )


def resumed(services: Services, args: argparse.Namespace) -> Evaluation:
    """With the budget that is said now, if one is."""
    evaluation = services.evaluations.named(args.resume)
    if args.budget is not None:
        services.evaluations.raise_budget(evaluation.id, args.budget)
    return services.evaluations.evaluation(evaluation.id)


def options_of(args: argparse.Namespace) -> EvaluationOptions:
    return EvaluationOptions(
        samples=1 if args.samples is None else args.samples,
        split=SPLITS[args.split],
        labels=tuple(args.labels),
        use_cache=not args.no_cache,
        budget_usd=args.budget,
        batch_api=args.batch,
    )


def _of_file(services: Services, args: argparse.Namespace, file: Path) -> Evaluation:
    if len(args.prompts) > 1 or args.dataset:
        raise InvalidInput("A configuration names its own prompts and cases.")
    suite = services.promptfoo_imports.read(file)
    tell_remarks(suite)
    options = options_of(args)
    if args.samples is None:
        options = replace(
            options, samples=suite.samples, use_cache=options.use_cache and suite.use_cache
        )
    evaluation = services.promptfoo_imports.plan(
        suite, models=models_of(args), options=options, author=services.settings.author()
    )
    if args.name:
        services.evaluations.rename(evaluation.id, args.name)
    cases, columns = evaluation.cases, len(evaluation.columns)
    progress(
        f"{file}: {cases} {'case' if cases == 1 else 'cases'} in {columns} "
        f"{'column' if columns == 1 else 'columns'}."
    )
    return services.evaluations.evaluation(evaluation.id)


def _version(resolved: Resolved, reference: str) -> int | None:
    """None is the draft, which is what a path alone means."""
    if resolved.version is None and "@" in reference:
        raise InvalidInput(f"{reference} is no version.", hint="Write PROMPT@2, or PROMPT.")
    return resolved.version.number if resolved.version else None
