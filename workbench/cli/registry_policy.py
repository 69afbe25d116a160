"""`workbench registry policy`, and approving what a registry holds."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import write, write_json
from workbench.cli.registry_plans import add_folder
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import InvalidInput
from workbench.domain.releases import ApprovalRequest, PolicyReport
from workbench.services.opened import Services
from workbench.services.ports import Registry


def add_policy_commands(commands: Subparsers) -> None:
    policy = subcommand(
        commands, "policy", show_policy, "what an environment asks for", needs="registry"
    )
    policy.add_argument(
        "prompt",
        nargs="?",
        default="",
        metavar="PROMPT[@VERSION]",
        help="also show what this version has and lacks; exit status 1 if anything is missing",
    )
    policy.add_argument("--env", default="prod", help="default: prod")
    add_folder(policy)


def add_approval_options(approve: argparse.ArgumentParser) -> None:
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


def approve_in_registry(services: Services, args: argparse.Namespace) -> int:
    prompt, number = _reference(args.prompt)
    approver = args.approver or services.settings.author()
    request = ApprovalRequest(
        prompt,
        number,
        args.env,
        approver.strip(),
        args.note.strip(),
        datetime.now(UTC),
        args.role,
        tuple(args.evidence),
        args.sign,
    )
    done = services.releases.approve_in_registry(args.registry, request)
    if args.json:
        write_json(
            {
                "prompt": prompt,
                "environment": args.env,
                "approver": request.approver,
                "commit": done.commit,
                "files": list(done.files),
            }
        )
    else:
        signed = " and signed" if any(path.endswith(".sig") for path in done.files) else ""
        write(f"{args.prompt} approved{signed} for {args.env} by {request.approver}")
        write(f"Committed as {done.commit}")
    return DONE


def show_policy(registry: Registry, args: argparse.Namespace) -> int:
    prompt, number = _reference(args.prompt) if args.prompt else ("", None)
    report = registry.policy(args.registry, args.env, prompt, number, datetime.now(UTC))
    if args.json:
        write_json(_document(report))
    else:
        _print(report)
    return CHECK_FAILED if report.missing else DONE


def _reference(text: str) -> tuple[str, int | None]:
    found = re.fullmatch(r"([^@]+)(?:@v?([0-9]{1,9}))?", text)
    if not found:
        raise InvalidInput(f"{text!r} names no version.", hint="Name it so: support/triage@3")
    return found[1], int(found[2]) if found[2] else None


def _print(report: PolicyReport) -> None:
    write(f"{report.environment} (level {report.level}) asks for:")
    for line in report.asks or ("nothing",):
        write(f"  {line}")
    if not report.prompt:
        return
    write()
    write(f"{report.prompt} v{report.version}  {report.digest[:19]}")
    for person in report.approved_by:
        write(f"  approved by {person}")
    for each in report.missing:
        line = f" (policy.yaml:{each.line})" if each.line else ""
        write(f"  {each.rule} {each.message}{line}")
    if not report.missing:
        write("  nothing is missing")


def _document(report: PolicyReport) -> dict[str, Any]:
    document: dict[str, Any] = {
        "environment": report.environment,
        "level": report.level,
        "asks": list(report.asks),
    }
    if report.prompt:
        document |= {
            "prompt": report.prompt,
            "version": report.version,
            "digest": report.digest,
            "approved_by": list(report.approved_by),
            "missing": [
                {"rule": each.rule, "message": each.message, "line": each.line}
                for each in report.missing
            ],
        }
    return document
