"""`workbench registry policy`: what an environment asks for, and what a version has of it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import write, write_json
from workbench.cli.registry_plans import add_folder
from workbench.cli.registry_versions import released_version
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.releases import PolicyReport
from workbench.services.ports import Registry


def add_command(commands: Subparsers) -> None:
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


def show_policy(registry: Registry, args: argparse.Namespace) -> int:
    prompt, number = released_version(args.prompt) if args.prompt else ("", None)
    report = registry.policy(args.registry, args.env, prompt, number, datetime.now(UTC))
    if args.json:
        write_json(_document(report))
    else:
        _print(report)
    return CHECK_FAILED if report.missing else DONE


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
