"""`workbench registry drift`: whether the registry, what runs, and copies in code still agree."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.program import Program
from workbench.cli.registry_plans import add_folder
from workbench.cli.registry_sentinels import Interrupted, add_options, run_sentinels
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.drift import DriftReport
from workbench.domain.errors import InvalidInput, NotFound, WorkbenchError
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.releases import FindingSeverity
from workbench.domain.sentinels import SentinelVerdict
from workbench.formats.drift_report import drift_document

if TYPE_CHECKING:
    # Much is behind these, and every command of the registry passes here
    from workbench.services.drift import ApprovedVersions, DriftRequest
    from workbench.services.opened import Services

COULD_NOT_LOOK = 2
INTERRUPTED = 130
SHOWN = 5


def add_command(commands: Subparsers) -> None:
    drift = subcommand(
        commands, "drift", show_drift, "what no longer agrees with the registry", needs="program"
    )
    drift.add_argument("--env", default="", help="default: every environment")
    add_folder(drift)
    drift.add_argument("--bundle", type=Path, metavar="FILE", help="what an application loads")
    drift.add_argument(
        "--running", type=Path, metavar="LOG.jsonl", help="the log of an application's calls"
    )
    drift.add_argument("--src", type=Path, metavar="FOLDER", help="look for copies in this code")
    drift.add_argument(
        "--grace", type=float, default=60, metavar="MINUTES",
        help="how long what was pinned before may go on running; default: 60",
    )  # fmt: skip
    add_options(drift)


def show_drift(program: Program, args: argparse.Namespace) -> int:
    try:
        report = _report(program, args)
    except Interrupted:
        progress("Stopped. What had arrived is kept, and looked at with: workbench eval --list")
        return INTERRUPTED
    except WorkbenchError as error:
        progress("\n".join(line for line in (error.told, error.hint) if line))
        return COULD_NOT_LOOK
    if args.json:
        write_json(drift_document(report))
    else:
        _print(report)
    if report.drifted:
        return CHECK_FAILED
    return COULD_NOT_LOOK if report.failed else DONE


def _report(program: Program, args: argparse.Namespace) -> DriftReport:
    with ExitStack() as opened:
        services = None
        if args.named_workspace or args.sentinel:
            if not args.workspace.is_file():
                raise NotFound(f"There is no workspace {args.workspace}.")
            services = opened.enter_context(
                program.open_services(args.workspace, read_only=not args.sentinel)
            )
        verdicts = run_sentinels(program, services, args) if services and args.sentinel else ()
        return program.open_drift().report(_request(args, services, verdicts))


def _request(
    args: argparse.Namespace, services: Services | None, verdicts: tuple[SentinelVerdict, ...]
) -> DriftRequest:
    from workbench.services.drift import DriftRequest, approved_versions

    if not 0 <= args.grace <= 1e6:
        raise InvalidInput("--grace is a number of minutes.")

    def approved() -> ApprovedVersions:
        return approved_versions(services.prompts, services.releases) if services else ()

    return DriftRequest(
        registry=args.registry,
        environment=args.env,
        approved=approved if services else None,
        bundle=args.bundle,
        running=args.running,
        source=args.src,
        grace=timedelta(minutes=args.grace),
        sentinels=verdicts,
        answered=services.sentinels.answered_since if services else None,
    )


def _print(report: DriftReport) -> None:
    for finding in report.findings:
        about = f"{finding.prompt}: " if finding.prompt else ""
        place = f"{finding.place}: " if finding.file else ""
        kind = f"{finding.area} {finding.severity} {finding.kind}"
        write(f"{kind}: {place}{about}{finding.message}")
        for change in finding.copied.changes if finding.copied else ():
            write(f"    - {change.old}\n    + {change.new}")
        if finding.copied and finding.copied.more_changes:
            write(f"    and {finding.copied.more_changes} more")
    for each in report.failed:
        progress(f"Could not look at {each.file}: {each.reason}")
    _tell_skipped(report.skipped)
    drifted = sum(finding.severity is FindingSeverity.ERROR for finding in report.findings)
    looked = ", ".join(f"{area} {count:,}" for area, count in report.looked)
    progress(f"{drifted} drifted, {len(report.findings) - drifted} to know of; looked at {looked}")


def _tell_skipped(skipped: tuple[NotLookedAt, ...]) -> None:
    for each in skipped[:SHOWN]:
        progress(f"Not looked through: {each.file}: {each.reason}")
    if len(skipped) > SHOWN:
        progress(f"and {len(skipped) - SHOWN:,} more: see --json")
