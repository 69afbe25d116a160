"""`workbench registry export`: an approved version, written into the registry as one commit."""

from __future__ import annotations

import argparse
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.registry_branch import (
    add_branch_options,
    branch_document,
    onto_branch,
    print_branch,
    push_written,
)
from workbench.cli.registry_plans import add_folder, file_documents, print_files, print_outcome
from workbench.cli.registry_versions import add_environment, chosen_version
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.releases import ExportDone, ExportPlan
from workbench.services.opened import Services


def add_command(commands: Subparsers) -> None:
    export = subcommand(commands, "export", export_version, "write and commit an approved version")
    export.add_argument("prompt", metavar="PROMPT@VERSION")
    export.add_argument("--author", default="", help="default: who you are to Settings or git")
    export.add_argument(
        "--allow-interface-change",
        action="store_true",
        help="callers in that environment are ready for the other inputs or output",
    )
    export.add_argument("--dry-run", action="store_true", help="show the files, write nothing")
    add_branch_options(export)
    add_environment(export)
    add_folder(export)


def export_version(services: Services, args: argparse.Namespace) -> int:
    version = chosen_version(services, args.prompt)
    plan = services.releases.plan_export(
        version.prompt_id,
        version.number,
        args.registry,
        author=args.author or services.releases.person(args.registry),
        environment=args.env,
        allow_interface_change=args.allow_interface_change,
    )
    plan = onto_branch(services.syncing, plan, args)
    done = ExportDone("") if args.dry_run else services.releases.export(plan)
    if not args.json:
        _print(plan, done, dry_run=args.dry_run)
    pushed = push_written(services.syncing, plan, done, args)
    if args.json:
        write_json(_document(plan, done) | branch_document(plan, pushed))
    else:
        print_branch(plan, done, pushed)
    return DONE


def _print(plan: ExportPlan, done: ExportDone, *, dry_run: bool) -> None:
    name = f"{plan.path} v{plan.number}"
    for note in plan.notes:
        progress(note)
    if not plan.commit_needed:
        write(f"{name} is in the registry already, and {plan.environment} is pinned to it")
        return
    print_files(plan.files)
    for each in plan.attachments:
        write(f"new      {each.path}  ({each.attachment.name}, {each.size:,} bytes)")
    print_outcome(plan.message, done.commit, dry_run=dry_run)


def _document(plan: ExportPlan, done: ExportDone) -> dict[str, Any]:
    return {
        "prompt": plan.path,
        "version": plan.number,
        "digest": plan.digest,
        "environment": plan.environment,
        "registry": plan.registry,
        "files": file_documents(plan.files),
        "notes": list(plan.notes),
        "attachments": [
            {"path": each.path, "name": each.attachment.name, "bytes": each.size}
            for each in plan.attachments
        ],
        "message": plan.message,
        "commit": done.commit,
    }
