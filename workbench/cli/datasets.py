"""`workbench dataset`: cases from files and to files, held out, varied and accepted."""

from __future__ import annotations

import argparse
import asyncio
import shlex
from collections import Counter
from pathlib import Path
from typing import Any

from workbench.cli.dataset_mapping import column_names, mapping_from
from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED, WRONG_USE
from workbench.cli.output import progress, write, write_json, write_table
from workbench.cli.program import Program
from workbench.cli.run import execute
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.prompts import Input
from workbench.domain.runs import Outcome
from workbench.formats.cases import case_document, dataset_digest, dataset_document
from workbench.formats.datasets.column_types import written
from workbench.formats.datasets.table import Imported, Problem, Table
from workbench.services.dataset_imports import ImportMode, ImportPlan, inputs_of
from workbench.services.dataset_splitting import split_counts
from workbench.services.opened import Services

LONGEST_TOLD = 60
DIGEST_SHOWN = 19


def add_commands(subparsers: Subparsers) -> None:
    dataset = subparsers.add_parser("dataset", help="lists of test cases", description=__doc__)
    commands = dataset.add_subparsers(metavar="COMMAND", required=True)
    _add_import(commands)
    subcommand(commands, "list", list_datasets, "all datasets")
    show = subcommand(commands, "show", show_dataset, "the cases of a dataset")
    export = subcommand(commands, "export", export_dataset, "write it as CSV, JSONL or YAML")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    split = subcommand(commands, "split", split_dataset, "say which cases are held out")
    split.add_argument("--held-out", type=float, default=0.3, metavar="SHARE", help="default: 0.3")
    split.add_argument("--seed", type=int, default=0)
    split.add_argument("--again", action="store_true", help="also cases that have a side")
    vary = subcommand(
        commands, "vary", vary_case, "let a model write variations of a case", needs="engine"
    )
    vary.add_argument("--case", required=True, metavar="NAME", help="its name or its id")
    vary.add_argument("-m", "--model", required=True)
    vary.add_argument("-n", "--count", type=int, default=5)
    accept = subcommand(commands, "accept", accept_cases, "let generated cases count")
    accept.add_argument("--case", dest="cases", action="append", default=[], metavar="NAME")
    accept.add_argument("--all", action="store_true", help="every generated case")
    accept.add_argument("--reject", action="store_true", help="drop them instead")
    for parser in (show, export, split, vary, accept):
        parser.add_argument("dataset", metavar="DATASET", help="its name or its id")


def _add_import(commands: Any) -> None:
    parser = subcommand(commands, "import", import_file, "take in the rows of a file as cases")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--prompt", default="", metavar="PROMPT", help="the prompt they are for")
    parser.add_argument("--name", default="", help="of the dataset (default: the file's name)")
    parser.add_argument("--sheet", default="", help="of a workbook (default: the first one)")
    parser.add_argument("--replace", action="store_true", help="in the place of what is there")
    parser.add_argument(
        "--map",
        dest="roles",
        action="append",
        default=[],
        metavar="COLUMN=ROLE",
        help="variable[:NAME], expected, name, labels, notes, split, enabled, check, metric, "
        "threshold or ignored",
    )
    parser.add_argument(
        "--type",
        dest="types",
        action="append",
        default=[],
        metavar="COLUMN=KIND",
        help="of a variable: text, number, boolean or json",
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what it would do")


def import_file(services: Services, args: argparse.Namespace) -> int:
    read = services.dataset_imports.read(args.file, args.sheet)
    prompt_id, inputs = _prompt(services, args.prompt)
    mapping = None
    if isinstance(read, Table):
        guess = services.dataset_imports.guess(read, inputs)
        mapping = mapping_from(read, guess, args.roles, args.types)
        if args.dry_run:
            progress("\n".join(column_names(read, mapping)))
    imported = services.dataset_imports.cases(read, mapping)
    _tell(args.file, imported)
    if not imported.cases:
        progress(f"{args.file}: none of its {imported.rows} rows can be taken.")
        return WRONG_USE
    target = _target(services, args.name or args.file.stem, prompt_id)
    mode = ImportMode.REPLACE if args.replace else ImportMode.APPEND
    plan = services.dataset_imports.plan(imported, target, mode)
    for duplicate in plan.duplicates:
        progress(f"{_place(args.file, duplicate)}: {duplicate}: left out")
    kept = plan.dataset if args.dry_run else services.dataset_imports.apply(plan)
    _write_import(args, plan, kept, imported)
    return DONE


def _write_import(
    args: argparse.Namespace, plan: ImportPlan, kept: Dataset, imported: Imported
) -> None:
    if args.json:
        document = {
            "dataset": kept.id,
            "name": kept.name,
            "cases": len(kept.cases),
            "added": plan.added,
            "changed": plan.changed,
            "removed": plan.removed,
            "duplicates": [duplicate.line for duplicate in plan.duplicates],
            "problems": [problem._asdict() for problem in imported.problems],
            "written": not args.dry_run,
        }
        write_json(document)
        return
    figures = [f"{plan.added} added"]
    figures += [f"{plan.changed} changed"] if plan.changed else []
    figures += [f"{plan.removed} removed"] if plan.removed else []
    would = "would have" if args.dry_run else "has"
    cases = "1 case" if len(kept.cases) == 1 else f"{len(kept.cases)} cases"
    write(f"{kept.name} {would} {cases}: {', '.join(figures)}.")


def list_datasets(services: Services, args: argparse.Namespace) -> int:
    known = services.datasets.all()
    paths = {each.prompt.id: each.prompt.path for each in services.prompts.library()}
    if args.json:
        write_json([_line(dataset, paths) for dataset in known])
        return DONE
    rows = [
        (d.name, str(len(d.cases)), paths.get(d.prompt_id, "any"), _digest(d)[:DIGEST_SHOWN])
        for d in known
    ]
    write_table(("dataset", "cases", "prompt", "digest"), rows)
    return DONE


def show_dataset(services: Services, args: argparse.Namespace) -> int:
    dataset = services.datasets.named(args.dataset)
    if args.json:
        write_json(dataset_document(dataset) | {"digest": _digest(dataset)})
        return DONE
    variables = list(dict.fromkeys(name for case in dataset.cases for name, _ in case.values))
    header = ("name", *variables, "expected", "labels", "split", "state")
    write_table(header, [_row(case, variables) for case in dataset.cases])
    return DONE


def export_dataset(services: Services, args: argparse.Namespace) -> int:
    dataset = services.datasets.named(args.dataset)
    notes = services.dataset_imports.export(dataset.id, args.output)
    for note in notes:
        progress(note)
    if args.json:
        write_json({"file": str(args.output), "cases": len(dataset.cases), "notes": list(notes)})
    else:
        write(f"{len(dataset.cases)} cases written to {args.output}")
    return DONE


def split_dataset(services: Services, args: argparse.Namespace) -> int:
    dataset = services.datasets.named(args.dataset)
    kept = services.datasets.split(dataset.id, args.held_out, seed=args.seed, again=args.again)
    counts = split_counts(kept.cases)
    if args.json:
        write_json([{"label": c.label, "train": c.train, "held_out": c.held_out} for c in counts])
        return DONE
    rows = [(c.label or "all", str(c.train), str(c.held_out)) for c in counts]
    write_table(("label", "train", "held out"), rows)
    return DONE


def vary_case(program: Program, services: Services, args: argparse.Namespace) -> int:
    dataset = services.datasets.named(args.dataset)
    case = _case(dataset, args.case)
    job = services.variations.plan(dataset.id, case.id, args.model, args.count)
    [run] = asyncio.run(execute(program, services, (job,)))
    if run.outcome is not Outcome.FINISHED:
        progress(run.failure.message if run.failure else f"It was {run.outcome}.")
        return ENVIRONMENT_FAILED
    made = services.variations.add(dataset.id, case.id, run)
    for reason in made.refused:
        progress(f"Left out: {reason}")
    if args.json:
        write_json([case_document(each) for each in made.added])
        return DONE
    for each in made.added:
        write(f"{each.id}  {each.name}")
    accepting = f"workbench dataset accept {shlex.quote(dataset.name)} --all"
    progress(f"They count once they are accepted: {accepting}")
    return DONE


def accept_cases(services: Services, args: argparse.Namespace) -> int:
    dataset = services.datasets.named(args.dataset)
    waiting = [case for case in dataset.cases if not case.accepted]
    chosen = {case.id for case in waiting} if args.all else set()
    chosen |= {_case(dataset, name).id for name in args.cases}
    if not chosen and args.all:
        progress("No case waits to be accepted.")
    elif not chosen:
        raise InvalidInput("No case is named.", hint="Name some with --case, or say --all.")
    settle = services.datasets.reject if args.reject else services.datasets.accept
    kept = settle(dataset.id, chosen)
    counting = sum(case.counts for case in kept.cases)
    if args.json:
        write_json({"cases": len(kept.cases), "counting": counting})
    else:
        write(f"{kept.name} has {len(kept.cases)} cases, of which {counting} count.")
    return DONE


def _prompt(services: Services, path: str) -> tuple[str, tuple[Input, ...]]:
    if not path:
        return "", ()
    opened = services.prompts.open_path(path)
    return opened.prompt.id, inputs_of(opened.draft.content)


def _target(services: Services, name: str, prompt_id: str) -> Dataset:
    """The dataset with that name, made for the prompt or for any; else a new one."""
    for dataset in services.datasets.all():
        if dataset.name == name and (not prompt_id or dataset.prompt_id in ("", prompt_id)):
            return dataset
    return Dataset("", name, prompt_id)


def _case(dataset: Dataset, name: str) -> Case:
    found = [case for case in dataset.cases if name in (case.id, case.name)]
    if not found:
        raise NotFound(f"{dataset.name} has no case {name!r}.")
    if len(found) > 1:
        ids = ", ".join(case.id for case in found)
        raise InvalidInput(f"More than one case is named {name!r}.", hint=f"Use an id: {ids}.")
    return found[0]


def _tell(file: Path, imported: Imported) -> None:
    for note in imported.notes:
        progress(f"{file}: {note}")
    for problem in imported.problems:
        progress(f"{_place(file, problem)}: {problem}")


def _place(file: Path, problem: Problem) -> str:
    return f"{file}:{problem.line}" if problem.line else str(file)


def _digest(dataset: Dataset) -> str:
    return dataset_digest(dataset.cases)


def _line(dataset: Dataset, paths: dict[str, str]) -> dict[str, Any]:
    labels = Counter(label for case in dataset.cases for label in case.labels)
    return {
        "dataset": dataset.id,
        "name": dataset.name,
        "prompt": paths.get(dataset.prompt_id, ""),
        "cases": len(dataset.cases),
        "counting": sum(case.counts for case in dataset.cases),
        "labels": dict(labels),
        "digest": _digest(dataset),
    }


def _row(case: Case, variables: list[str]) -> tuple[str, ...]:
    values = dict(case.values)
    texts = [written(values[name]) if name in values else "" for name in variables]
    state = "" if case.enabled else "off"
    return (
        case.name,
        *map(_shortened, texts),
        _shortened(case.expected),
        ", ".join(case.labels),
        case.split.value,
        state if case.accepted else "generated",
    )


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TOLD else text[: LONGEST_TOLD - 1] + "…"
