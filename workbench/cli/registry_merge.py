"""`workbench registry merge`, `renumber`: when two people changed a registry at once."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.findings import finding_document, finding_line
from workbench.cli.output import progress, write, write_json
from workbench.cli.registry_plans import (
    add_folder,
    file_documents,
    print_files,
    print_outcome,
)
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import InvalidInput
from workbench.domain.merging import MergeConflict, MergePlan, MergeSide, Renumbered, RenumberPlan
from workbench.domain.releases import ExportDone

if TYPE_CHECKING:
    from workbench.cli.program import Program

SHOWN = 10


def add_merge_commands(commands: Subparsers) -> None:
    merge = subcommand(
        commands, "merge", merge_registry, "bring in what others did meanwhile", needs="program"
    )
    merge.add_argument(
        "--with", dest="other", default="", metavar="REF", help="default: what the branch follows"
    )
    merge.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="FILE=ours|theirs",
        help="what both changed: as it is here, or as it comes in; may be repeated",
    )
    renumber = subcommand(
        commands, "renumber", renumber_prompt, "part versions that have one number", needs="program"
    )
    renumber.add_argument("prompt", metavar="PROMPT")
    for parser in (merge, renumber):
        parser.add_argument("--author", default="", help="default: who you are to Settings or git")
        parser.add_argument("--dry-run", action="store_true", help="show the files, write nothing")
        add_folder(parser)


def merge_registry(program: Program, args: argparse.Namespace) -> int:
    merging = program.open_merging()
    plan = merging.plan(args.registry, _choices(args.choose), other=args.other, actor=args.author)
    stuck = bool(plan.open_conflicts or plan.findings)
    done = ExportDone("") if args.dry_run or stuck else merging.merge(plan)
    if args.json:
        write_json(_merge_document(plan, done))
    else:
        _print_merge(plan, done, dry_run=args.dry_run or stuck)
    return CHECK_FAILED if stuck else DONE


def renumber_prompt(program: Program, args: argparse.Namespace) -> int:
    merging = program.open_merging()
    plan = merging.plan_renumbering(args.registry, args.prompt, actor=args.author)
    done = ExportDone("") if args.dry_run else merging.renumber(plan)
    if args.json:
        write_json(_renumber_document(plan, done))
        return DONE
    if not plan.commit_needed:
        write(f"Every version of {plan.prompt} has a number of its own.")
        return DONE
    for each in plan.renumbered:
        write(each.words)
    print_files(plan.files, plan.removed)
    print_outcome(plan.message, done.commit, dry_run=args.dry_run)
    return DONE


def _choices(given: list[str]) -> dict[str, MergeSide]:
    found = {}
    for each in given:
        file, _, side = each.rpartition("=")
        if not file or side not in tuple(MergeSide):
            raise InvalidInput(
                f"{each!r} chooses nothing.", hint="--choose FILE=ours, or FILE=theirs"
            )
        found[file] = MergeSide(side)
    return found


def _print_merge(plan: MergePlan, done: ExportDone, *, dry_run: bool) -> None:
    if not plan.needed:
        write("There is nothing to merge.")
        return
    _print_arrivals(plan)
    for renumbered in plan.renumbered:
        write(renumbered.words)
    for conflict in plan.conflicts:
        _print_conflict(conflict)
    for divided in plan.divided:
        write(divided.words)
    for note in plan.notes:
        write(note)
    for finding in plan.findings:
        write(finding_line(finding))
    if plan.fast_forward:
        write(f"The branch follows to {plan.other[:12]}.")
        write("Nothing was written." if dry_run else f"It is at {done.commit[:12]}")
        return
    print_files(plan.files, plan.removed)
    print_outcome(plan.message, done.commit, dry_run=dry_run)
    _print_what_to_do(plan)


def _print_arrivals(plan: MergePlan) -> None:
    count = len(plan.arrivals)
    write(f"{count} commit{'' if count == 1 else 's'} to come in from {plan.other_name}:")
    for arrival in plan.arrivals[:SHOWN]:
        write(f"  {arrival.commit[:12]}  {arrival.subject}  ({arrival.author})")
    if len(plan.arrivals) > SHOWN:
        write(f"  and {len(plan.arrivals) - SHOWN} more")


def _print_conflict(conflict: MergeConflict) -> None:
    state = f"chosen: {conflict.choice}" if conflict.choice else "TO BE CHOSEN"
    write(f"{state}  {conflict.file}")
    write(f"  {conflict.words}")


def _print_what_to_do(plan: MergePlan) -> None:
    for conflict in plan.open_conflicts:
        options = " or ".join(f"--choose {conflict.file}={side}" for side in conflict.options)
        progress(f"Choose: {options}")
    if plan.findings:
        progress("The merged registry would not pass its verification: mend that on your side.")


def _merge_document(plan: MergePlan, done: ExportDone) -> dict[str, Any]:
    return {
        "registry": plan.registry,
        "branch": plan.branch,
        "with": plan.other_name,
        "fast_forward": plan.fast_forward,
        "arrivals": [
            {"commit": each.commit, "subject": each.subject, "author": each.author, "at": each.at}
            for each in plan.arrivals
        ],
        "incoming": list(plan.incoming),
        "renumbered": [_renumbered_document(each) for each in plan.renumbered],
        "divided": [
            {"prompt": each.prompt, "ours": each.ours, "theirs": each.theirs}
            for each in plan.divided
        ],
        "conflicts": [_conflict_document(each) for each in plan.conflicts],
        "notes": list(plan.notes),
        "findings": [finding_document(each) for each in plan.findings],
        "files": file_documents(plan.files),
        "removed": list(plan.removed),
        "message": plan.message,
        "commit": done.commit,
    }


def _conflict_document(conflict: MergeConflict) -> dict[str, Any]:
    return {
        "file": conflict.file,
        "kind": conflict.kind,
        "prompt": conflict.prompt,
        "environment": conflict.environment,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "reason": conflict.reason,
        "options": list(conflict.options),
        "choice": conflict.choice,
    }


def _renumbered_document(each: Renumbered) -> dict[str, Any]:
    return {
        "prompt": each.prompt,
        "digest": each.digest,
        "before": each.before,
        "version": each.number,
        "interface": each.interface,
    }


def _renumber_document(plan: RenumberPlan, done: ExportDone) -> dict[str, Any]:
    return {
        "prompt": plan.prompt,
        "renumbered": [_renumbered_document(each) for each in plan.renumbered],
        "files": file_documents(plan.files),
        "removed": list(plan.removed),
        "message": plan.message,
        "commit": done.commit,
    }
