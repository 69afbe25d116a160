"""`workbench review import`: what reviewers sent back, file by file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import progress, write, write_json
from workbench.domain.errors import DoubtfulResults, FileProblem, InvalidInput
from workbench.formats.reviews.results import LARGEST
from workbench.services.opened import Services
from workbench.services.review_results import ResultsPlan

STANDARD_INPUT = "-"
PASTED = "pasted"


def import_results(services: Services, args: argparse.Namespace) -> int:
    """A file that is refused does not keep the others out."""
    documents = [_import(services, args, file) for file in args.files]
    if args.json:
        write_json(documents)
    return DONE if all(each["taken"] for each in documents) else CHECK_FAILED


def _import(services: Services, args: argparse.Namespace, file: str) -> dict[str, Any]:
    try:
        plan = _read(services, file, insist=args.anyway)
        services.review_results.take(plan)
    except (InvalidInput, FileProblem) as error:
        return _refused(args, file, error)
    if not args.json:
        _tell(file, plan)
    return {"file": file, "taken": True} | _document(plan)


def _read(services: Services, file: str, *, insist: bool) -> ResultsPlan:
    if file != STANDARD_INPUT:
        return services.review_results.read_file(Path(file), insist=insist)
    data = sys.stdin.buffer.read(LARGEST + 1)
    return services.review_results.read(data, PASTED, insist=insist)


def _refused(
    args: argparse.Namespace, file: str, error: InvalidInput | FileProblem
) -> dict[str, Any]:
    hint = error.hint
    if isinstance(error, DoubtfulResults):
        hint = f"{hint} With --anyway they are taken in and flagged."
    if not args.json:
        progress(f"{file}: refused. {error.told}")
        if hint:
            progress(f"  {hint}")
    return {"file": file, "taken": False, "reason": error.message, "hint": hint}


def _tell(file: str, plan: ResultsPlan) -> None:
    write(f"{file}: {plan.review.plan.name}: {plan.sentence}")
    for note in (*plan.doubts, *plan.notes):
        progress(f"  {note}")


def _document(plan: ResultsPlan) -> dict[str, Any]:
    return {
        "review": plan.review.id,
        "name": plan.review.plan.name,
        "reviewer": plan.reviewer,
        "new": len(plan.judgments),
        "known": plan.known,
        "changed": plan.changed,
        "outdated": plan.outdated,
        "notes": list(plan.notes),
        "doubts": list(plan.doubts),
        "sentence": plan.sentence,
    }
