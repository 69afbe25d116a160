"""`workbench registry verify`: every file, by the rules."""

from __future__ import annotations

import argparse

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.findings import finding_document, finding_line
from workbench.cli.output import progress, write, write_json
from workbench.cli.registry_plans import add_folder
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.releases import Finding, FindingSeverity
from workbench.services.ports import Registry


def add_command(commands: Subparsers) -> None:
    verify = subcommand(
        commands, "verify", verify_registry, "check every file by the rules", needs="registry"
    )
    verify.add_argument("--base", default="", metavar="COMMIT", help="what it must only add to")
    add_folder(verify)


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


def _summary(findings: list[Finding], errors: list[Finding]) -> str:
    warnings = sum(finding.severity is FindingSeverity.WARNING for finding in findings)
    counts = f"{len(errors)} error{'' if len(errors) == 1 else 's'}"
    return f"{counts}, {warnings} warning{'' if warnings == 1 else 's'}"
