"""`workbench registry pin`, `promote`, `rollback`, `canary`, `withdraw`, `deprecate`, `archive`,
and back: `reinstate`, `activate`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.program import Program
from workbench.cli.registry_branch import (
    add_branch_options,
    branch_document,
    onto_branch,
    print_branch,
    push_written,
)
from workbench.cli.registry_plans import (
    add_folder,
    file_documents,
    print_files,
    print_outcome,
)
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.environments import (
    PREVIOUS,
    CanaryStep,
    Change,
    ChangePlan,
    ChangeRequest,
)
from workbench.domain.releases import ExportDone
from workbench.services.environments import EnvironmentService

SUMMARIES = {
    Change.PIN: "let an environment use a released version",
    Change.PROMOTE: "let an environment use what the one before it uses",
    Change.ROLLBACK: "go back to what an environment used before",
    Change.CANARY: "let some callers of an environment use another version",
    Change.WITHDRAW: "say that a version is not to be used any more",
    Change.DEPRECATE: "say that a prompt is on its way out",
    Change.ARCHIVE: "end a prompt: it may not be pinned any more",
    Change.ACTIVATE: "take a deprecation or an archiving back",
    Change.REINSTATE: "take a withdrawal back",
}
UNVERSIONED = (Change.DEPRECATE, Change.ARCHIVE, Change.ACTIVATE, Change.ROLLBACK)
PLACED = (Change.PIN, Change.PROMOTE, Change.ROLLBACK, Change.CANARY)


def add_pin_commands(commands: Subparsers) -> None:
    parsers = {change: _command(commands, change) for change in Change}
    for change in PLACED:
        parsers[change].add_argument("--env", required=True, metavar="ENV")
    for change in (Change.PIN, Change.PROMOTE, Change.ROLLBACK):
        parsers[change].add_argument(
            "--allow-interface-change",
            action="store_true",
            help="callers in that environment are ready for the other inputs or output",
        )
    parsers[Change.PROMOTE].add_argument(
        "--from", dest="source", default="", metavar="ENV", help="default: the environment before"
    )
    parsers[Change.ROLLBACK].add_argument(
        "--to", default=PREVIOUS, metavar="VERSION", help="default: previous"
    )
    _add_canary(parsers[Change.CANARY])
    parsers[Change.WITHDRAW].add_argument(
        "--severity",
        choices=("block", "advisory"),
        default="block",
        help="whether readers refuse the version or warn of it (default: block)",
    )
    for change in (Change.WITHDRAW, Change.ARCHIVE):
        parsers[change].add_argument(
            "--while-pinned", action="store_true", help="also where an environment uses it"
        )
    parsers[Change.DEPRECATE].add_argument(
        "--to", dest="replaced_by", default="", metavar="PROMPT", help="what to use instead"
    )


def change_registry(program: Program, args: argparse.Namespace) -> int:
    service, syncing = EnvironmentService(program.open_registry()), program.open_syncing()
    plan = onto_branch(syncing, service.plan(args.registry, _request(args)), args)
    done = ExportDone("") if args.dry_run else service.change(plan)
    if not args.json:
        _print(plan, done, dry_run=args.dry_run)
    pushed = push_written(syncing, plan, done, args)
    if args.json:
        write_json(_document(plan, done) | branch_document(plan, pushed))
    else:
        print_branch(plan, done, pushed)
    return DONE


def _command(commands: Subparsers, change: Change) -> argparse.ArgumentParser:
    parser = subcommand(commands, change.value, change_registry, SUMMARIES[change], needs="program")
    versioned = change not in UNVERSIONED
    parser.add_argument("prompt", metavar="PROMPT[@VERSION]" if versioned else "PROMPT")
    parser.add_argument("-m", "--note", default="", help="why; it is kept in the log")
    parser.add_argument("--author", default="", help="default: who you are to Settings or git")
    parser.add_argument("--dry-run", action="store_true", help="show the files, write nothing")
    add_branch_options(parser)
    add_folder(parser)
    parser.set_defaults(change=change)
    return parser


def _add_canary(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_mutually_exclusive_group(required=True)
    steps.add_argument("--weight", type=int, default=0, metavar="PERCENT", help="begin, or change")
    steps.add_argument(
        "--finish", dest="step", action="store_const", const=CanaryStep.FINISH,
        help="all callers get it",
    )  # fmt: skip
    steps.add_argument(
        "--stop", dest="step", action="store_const", const=CanaryStep.STOP,
        help="nobody gets it any more",
    )  # fmt: skip


def _request(args: argparse.Namespace) -> ChangeRequest:
    prompt, _, version = args.prompt.partition("@")
    options = vars(args)
    return ChangeRequest(
        args.change,
        prompt,
        args.author,
        datetime.now(UTC),
        environment=options.get("env", ""),
        version=version or options.get("to", ""),
        note=args.note,
        source=options.get("source", ""),
        step=options.get("step") or CanaryStep.SHARE,
        weight=options.get("weight", 0),
        severity=options.get("severity", "block"),
        replaced_by=options.get("replaced_by", ""),
        allow_interface_change=options.get("allow_interface_change", False),
        while_pinned=options.get("while_pinned", False),
    )


def _print(plan: ChangePlan, done: ExportDone, *, dry_run: bool) -> None:
    for note in plan.notes:
        progress(note)
    if not plan.commit_needed:
        write("There is nothing to do.")
        return
    print_files(plan.files, plan.removed)
    print_outcome(plan.message, done.commit, dry_run=dry_run)


def _document(plan: ChangePlan, done: ExportDone) -> dict[str, Any]:
    return {
        "change": plan.change,
        "prompt": plan.prompt,
        "environment": plan.environment,
        "version": plan.version,
        "digest": plan.digest,
        "registry": plan.registry,
        "files": file_documents(plan.files),
        "removed": list(plan.removed),
        "notes": list(plan.notes),
        "message": plan.message,
        "branch": plan.branch,
        "commit": done.commit,
    }
