"""`workbench registry`: approve versions, export them to the team's git repository, check it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, get_args

from workbench.cli import registry_drift, registry_log, registry_restore
from workbench.cli.exit_codes import CHECK_FAILED, DONE, ENVIRONMENT_FAILED
from workbench.cli.findings import finding_document, finding_line
from workbench.cli.output import progress, write, write_json
from workbench.cli.registry_branch import (
    add_branch_options,
    branch_document,
    onto_branch,
    print_branch,
    push_written,
)
from workbench.cli.registry_bundle import add_bundle_commands
from workbench.cli.registry_matrix import (
    add_matrix_options,
    matrix_document,
    print_matrix,
    show_component_uses,
    show_differences,
)
from workbench.cli.registry_merge import add_merge_commands
from workbench.cli.registry_pins import add_pin_commands
from workbench.cli.registry_plans import (
    add_folder,
    file_documents,
    print_files,
    print_outcome,
)
from workbench.cli.registry_policy import (
    add_approval_options,
    add_policy_commands,
    approve_in_registry,
)
from workbench.cli.registry_sync import add_sync_commands
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.approvals import Evidence
from workbench.domain.environments import Overview
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Version
from workbench.domain.release_policy import Level
from workbench.domain.releases import (
    ENVIRONMENTS,
    ExportDone,
    ExportPlan,
    Finding,
    FindingSeverity,
    RegistrySetup,
    RegistryStatus,
)
from workbench.services.opened import Services
from workbench.services.ports import Registry


def add_commands(subparsers: Subparsers) -> None:
    registry = subparsers.add_parser(
        "registry", help="the team's approved prompts, in git", description=__doc__
    )
    commands = registry.add_subparsers(metavar="COMMAND", required=True)
    _add_init(commands)
    approve = subcommand(commands, "approve", approve_version, "let a version into an environment")
    approve.add_argument("prompt", metavar="PROMPT@VERSION")
    approve.add_argument("-m", "--note", default="", help="what you looked at, and why it may go")
    approve.add_argument("--approver", default="", help="default: the author set in the settings")
    approve.add_argument(
        "--evidence",
        action="append",
        default=[],
        metavar="NAME",
        help="a review's report or a finished evaluation of this version that you looked at: "
        "its name, id or the start of its digest; may be repeated",
    )
    _add_environment(approve)
    add_approval_options(approve)
    _add_export(commands)
    verify = subcommand(
        commands, "verify", verify_registry, "check every file by the rules", needs="registry"
    )
    verify.add_argument("--base", default="", metavar="COMMIT", help="what it must only add to")
    add_folder(verify)
    status = subcommand(
        commands, "status", show_status, "the repository, and what runs where", needs="registry"
    )
    add_matrix_options(status)
    add_folder(status)
    add_pin_commands(commands)
    add_bundle_commands(commands)
    add_sync_commands(commands)
    add_merge_commands(commands)
    add_policy_commands(commands)
    registry_drift.add_command(commands)
    registry_restore.add_command(commands)
    registry_log.add_command(commands)


def _add_export(commands: Subparsers) -> None:
    export = subcommand(commands, "export", export_version, "write and commit an approved version")
    export.add_argument("prompt", metavar="PROMPT@VERSION")
    export.add_argument("--author", default="", help="default: the author set in the settings")
    export.add_argument(
        "--allow-interface-change",
        action="store_true",
        help="callers in that environment are ready for the other inputs or output",
    )
    export.add_argument("--dry-run", action="store_true", help="show the files, write nothing")
    add_branch_options(export)
    _add_environment(export)
    add_folder(export)


def _add_init(commands: Subparsers) -> None:
    init = subcommand(commands, "init", init_registry, "make a registry, in a new git repository")
    init.add_argument("folder", metavar="DIR", type=Path)
    init.add_argument("--name", default="", help="default: the folder's name")
    init.add_argument(
        "--env",
        action="append",
        default=[],
        metavar="ENV",
        help="an environment; named in their order (default: dev, staging, prod)",
    )
    init.add_argument(
        "--level",
        default="recorded",
        choices=get_args(Level),
        help="what an approval takes (default: recorded)",
    )
    init.add_argument(
        "--owner",
        action="append",
        default=[],
        metavar="@WHO",
        help="who has to look at changes of policy, trust and the last environment",
    )


def init_registry(services: Services, args: argparse.Namespace) -> int:
    folder: Path = args.folder
    name = args.name or folder.resolve().name
    setup = RegistrySetup(tuple(args.env) or ENVIRONMENTS, args.level, tuple(args.owner))
    commit = services.releases.init(folder, name, setup=setup)
    if args.json:
        write_json({"registry": name, "folder": str(folder), "commit": commit})
    else:
        write(f"Registry {name} begun in {folder}, commit {commit[:12]}")
    return DONE


def approve_version(services: Services, args: argparse.Namespace) -> int:
    if args.registry is not None:
        return approve_in_registry(services, args)
    version = _version(services, args.prompt)
    named = [
        services.evidence.named(reference, version.prompt_id, version.digest)
        for reference in args.evidence
    ]
    approval = services.releases.approve(
        version.prompt_id,
        version.number,
        note=args.note,
        approver=args.approver or services.settings.author(),
        environment=args.env,
        environments=_environments(services),
        evidence=named,
    )
    if args.json:
        write_json(
            {
                "prompt": _path(services, version),
                "version": approval.version,
                "digest": approval.digest,
                "environment": approval.environment,
                "approver": approval.approver,
                "note": approval.note,
                "at": approval.created_at.isoformat(),
                "evidence": [_evidence_document(each) for each in approval.evidence],
            }
        )
    else:
        name = f"{_path(services, version)} v{version.number}"
        write(f"{name} approved for {approval.environment} by {approval.approver}")
        for each in approval.evidence:
            write(f"on the {each.kind} {each.name}  {each.digest[:19]}")
    return DONE


def _evidence_document(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "name": evidence.name,
        "digest": evidence.digest,
        "figures": dict(evidence.figures),
    }


def export_version(services: Services, args: argparse.Namespace) -> int:
    version = _version(services, args.prompt)
    plan = services.releases.plan_export(
        version.prompt_id,
        version.number,
        args.registry,
        author=args.author or services.settings.author(),
        environment=args.env,
        allow_interface_change=args.allow_interface_change,
    )
    plan = onto_branch(services.syncing, plan, args)
    done = ExportDone("") if args.dry_run else services.releases.export(plan)
    if not args.json:
        _print_export(plan, done, dry_run=args.dry_run)
    pushed = push_written(services.syncing, plan, done, args)
    if args.json:
        write_json(_export_document(plan, done) | branch_document(plan, pushed))
    else:
        print_branch(plan, done, pushed)
    return DONE


def verify_registry(registry: Registry, args: argparse.Namespace) -> int:
    findings = registry.verify(args.registry, base=args.base)
    errors = [f for f in findings if f.severity is FindingSeverity.ERROR]
    if args.json:
        write_json({"findings": [finding_document(finding) for finding in findings]})
    else:
        for finding in findings:
            write(finding_line(finding))
        progress(_summary(findings, errors))
    return CHECK_FAILED if errors else DONE


def show_status(registry: Registry, args: argparse.Namespace) -> int:
    if args.diff:
        return show_differences(registry, args.registry, args)
    if args.component:
        return show_component_uses(registry, args.registry, args)
    status = registry.status(args.registry)
    overview = registry.overview(args.registry) if status.registry else Overview((), ())
    if args.json:
        write_json(_status_document(status) | matrix_document(overview))
    else:
        _print_status(status)
        print_matrix(overview)
        for problem in status.problems:
            progress(problem)
    return ENVIRONMENT_FAILED if status.problems else DONE


def _add_environment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--env", default="dev", metavar="ENV", help="one of the registry's (default: dev)"
    )


def _environments(services: Services) -> tuple[str, ...]:
    """Those of the registry used last."""
    registry = services.settings.load().registry
    return services.releases.environments(Path(registry) if registry else None)


def _version(services: Services, reference: str) -> Version:
    """The version that is named, or the newest."""
    resolved = services.prompts.resolve(reference)
    if resolved.version:
        return resolved.version
    newest = services.prompts.open(resolved.prompt.id).newest
    if newest is None or "@" in reference:
        raise InvalidInput(
            f"{reference} is not a version.", hint="Name the draft first: workbench commit PROMPT"
        )
    return newest


def _path(services: Services, version: Version) -> str:
    return services.prompts.open(version.prompt_id).prompt.path


def _print_export(plan: ExportPlan, done: ExportDone, *, dry_run: bool) -> None:
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


def _export_document(plan: ExportPlan, done: ExportDone) -> dict[str, Any]:
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


def _summary(findings: list[Finding], errors: list[Finding]) -> str:
    warnings = sum(finding.severity is FindingSeverity.WARNING for finding in findings)
    counts = f"{len(errors)} error{'' if len(errors) == 1 else 's'}"
    return f"{counts}, {warnings} warning{'' if warnings == 1 else 's'}"


def _print_status(status: RegistryStatus) -> None:
    write(f"{status.registry or 'no registry'} in {status.directory}")
    write(f"{status.branch or 'detached'} at {status.commit[:12] or 'no commit yet'}")
    if status.upstream:
        write(f"{status.upstream}: {status.ahead} ahead, {status.behind} behind")
    if status.fetched_at:
        write(f"last fetched {status.fetched_at.astimezone():%Y-%m-%d %H:%M}")
    for path in status.recovered:
        write(f"put in place: {path}")


def _status_document(status: RegistryStatus) -> dict[str, Any]:
    return {
        "registry": status.registry,
        "folder": status.directory,
        "branch": status.branch,
        "commit": status.commit,
        "upstream": status.upstream,
        "ahead": status.ahead,
        "behind": status.behind,
        "fetched_at": status.fetched_at.isoformat() if status.fetched_at else None,
        "changed": list(status.changed),
        "problems": list(status.problems),
        "recovered": list(status.recovered),
        "pins": [
            {
                "environment": pin.environment,
                "prompt": pin.prompt,
                "version": pin.version,
                "digest": pin.digest,
                "interface": pin.interface,
            }
            for pin in status.pins
        ],
    }
