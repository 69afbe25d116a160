"""`workbench registry approve`: a version of the workspace, or one that a registry holds."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json
from workbench.cli.registry_branch import (
    ApprovalPlace,
    add_branch_options,
    branch_document,
    chosen_branch,
    print_branch,
    push_written,
)
from workbench.cli.registry_versions import (
    add_environment,
    chosen_version,
    path_of,
    released_version,
)
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.approvals import Evidence
from workbench.domain.errors import InvalidInput
from workbench.domain.releases import ApprovalRequest, ExportDone
from workbench.domain.syncing import approval_branch
from workbench.services.opened import Services


def add_command(commands: Subparsers) -> None:
    approve = subcommand(commands, "approve", approve_version, "let a version into an environment")
    approve.add_argument("prompt", metavar="PROMPT@VERSION")
    approve.add_argument("-m", "--note", default="", help="what you looked at, and why it may go")
    approve.add_argument("--approver", default="", help="default: who you are to Settings or git")
    approve.add_argument(
        "--evidence",
        action="append",
        default=[],
        metavar="NAME",
        help="a review's report or a finished evaluation of this version that you looked at: "
        "its name, id or the start of its digest; may be repeated",
    )
    add_environment(approve)
    _add_registry_options(approve)
    add_branch_options(approve)


def approve_version(services: Services, args: argparse.Namespace) -> int:
    if args.registry is not None:
        return _approve_in_registry(services, args)
    if args.branch is not None or args.push:
        raise InvalidInput(
            "Only an approval in a registry can go onto a branch, or be pushed.",
            hint="Name the registry: --registry DIR",
        )
    return _approve_here(services, args)


def _approve_here(services: Services, args: argparse.Namespace) -> int:
    version = chosen_version(services, args.prompt)
    named = [
        services.evidence.named(reference, version.prompt_id, version.digest)
        for reference in args.evidence
    ]
    approval = services.releases.approve(
        version.prompt_id,
        version.number,
        note=args.note,
        approver=args.approver or services.releases.person(_registry(services)),
        environment=args.env,
        environments=_environments(services),
        evidence=named,
    )
    if args.json:
        write_json(
            {
                "prompt": path_of(services, version),
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
        name = f"{path_of(services, version)} v{version.number}"
        write(f"{name} approved for {approval.environment} by {approval.approver}")
        for each in approval.evidence:
            write(f"on the {each.kind} {each.name}  {each.digest[:19]}")
    return DONE


def _approve_in_registry(services: Services, args: argparse.Namespace) -> int:
    prompt, number = released_version(args.prompt)
    approver = (args.approver or services.releases.person(args.registry)).strip()
    usual = approval_branch(prompt, number, args.env, approver)
    request = ApprovalRequest(
        prompt,
        number,
        args.env,
        approver,
        args.note.strip(),
        datetime.now(UTC),
        args.role,
        tuple(args.evidence),
        args.sign,
        chosen_branch(services.syncing, args.registry, usual, args),
    )
    done = services.releases.approve_in_registry(args.registry, request)
    if not args.json:
        signed = " and signed" if any(path.endswith(".sig") for path in done.files) else ""
        write(f"{args.prompt} approved{signed} for {args.env} by {request.approver}")
        write(f"Committed as {done.commit}")
    place = _place(services, args.registry, request)
    pushed = push_written(services.syncing, place, done, args)
    if args.json:
        write_json(_approval_document(request, done) | branch_document(place, pushed))
    else:
        print_branch(place, done, pushed)
    return DONE


def _place(services: Services, folder: Path, request: ApprovalRequest) -> ApprovalPlace:
    checked_out = services.syncing.state(folder).branch
    return ApprovalPlace(str(folder), f"refs/heads/{checked_out}", request.onto)


def _approval_document(request: ApprovalRequest, done: ExportDone) -> dict[str, Any]:
    return {
        "prompt": request.prompt,
        "environment": request.environment,
        "approver": request.approver,
        "commit": done.commit,
        "files": list(done.files),
    }


def _add_registry_options(approve: argparse.ArgumentParser) -> None:
    approve.add_argument(
        "--registry",
        type=Path,
        metavar="DIR",
        help="approve a version that this registry holds, in a commit there",
    )
    approve.add_argument("--role", default="", help="the role you approve in, with --registry")
    approve.add_argument(
        "--sign",
        action="store_true",
        help="with --registry: sign with your key even where the policy does not ask for it",
    )


def _environments(services: Services) -> tuple[str, ...]:
    """Those of the registry used last."""
    return services.releases.environments(_registry(services))


def _registry(services: Services) -> Path | None:
    registry = services.settings.load().registry
    return Path(registry) if registry else None


def _evidence_document(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "name": evidence.name,
        "digest": evidence.digest,
        "figures": dict(evidence.figures),
    }
