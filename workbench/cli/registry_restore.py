"""`workbench registry restore`: a workspace from a team's registry, or what is new there."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.program import Program
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import InvalidInput
from workbench.domain.remote_addresses import read_address
from workbench.domain.restoring import (
    Arrival,
    Restored,
    RestorePlan,
    RestoreProgress,
    RestoreWork,
    notes_of,
)
from workbench.services.opened import Services

TOLD_EVERY = 500


def add_command(commands: Subparsers) -> None:
    restore = subcommand(
        commands,
        "restore",
        restore_registry,
        "bring everything from a registry into a workspace; one that is missing is made",
        needs="program",
    )
    restore.add_argument(
        "registry", metavar="DIR|URL", help="its folder, or where to clone it from"
    )
    restore.add_argument(
        "--into",
        dest="workspace",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="WORKSPACE",
        help="the same as -w",
    )
    restore.add_argument(
        "--to",
        dest="folder",
        type=Path,
        default=None,
        metavar="DIR",
        help="where the clone goes (default: here, named after the address)",
    )
    restore.add_argument(
        "--dry-run", action="store_true", help="say what would come, and write nothing"
    )


def restore_registry(program: Program, args: argparse.Namespace) -> int:
    with ExitStack() as open_while:
        spare = Path(open_while.enter_context(tempfile.TemporaryDirectory()))
        folder = _folder(program, args, spare)
        services = open_while.enter_context(_workspace(program, args, spare))
        work = RestoreWork(_tell)
        plan = services.restoring.plan(folder, work)
        done = None if args.dry_run else services.restoring.restore(plan, work)
        if args.json:
            write_json(_document(plan, done))
        else:
            _print(plan, done)
        return CHECK_FAILED if plan.refused else DONE


def _tell(at: RestoreProgress) -> None:
    """Now and then: few registries are so large that one waits."""
    if at.done and at.done % TOLD_EVERY == 0:
        progress(f"{at.phase}: {at.done:,} of {at.of:,}")


@contextmanager
def _workspace(program: Program, args: argparse.Namespace, spare: Path) -> Iterator[Services]:
    """What is not there yet is made without the samples; to look only, it is not made."""
    place: Path = args.workspace
    if args.dry_run:
        there = place.exists()
        place = place if there else spare / "workspace.db"
        with program.open_services(place, read_only=there, empty=True) as services:
            yield services
        return
    with program.open_services(place, empty=True) as services:
        yield services


def _folder(program: Program, args: argparse.Namespace, spare: Path) -> Path:
    """The registry's folder, which is cloned first where an address is named."""
    if Path(args.registry).expanduser().is_dir():
        if args.folder is not None:
            raise InvalidInput(
                f"{args.registry} is a folder and is not cloned, so --to means nothing.",
                hint="Leave --to out, or name an address.",
            )
        return Path(args.registry)
    address = read_address(args.registry)
    folder = args.folder or Path(_name(address.path))
    if args.dry_run:
        folder = spare / "registry"
    cloned = program.open_syncing().clone(args.registry, folder)
    if not args.dry_run and not args.json:
        progress(f"Cloned {cloned.address} to {cloned.folder}")
    return Path(cloned.folder)


def _name(path: str) -> str:
    """As git calls a clone."""
    name = path.rstrip("/").replace("\\", "/").rpartition("/")[2].rpartition(":")[2]
    return name.removesuffix(".git") or "registry"


def _print(plan: RestorePlan, done: Restored | None) -> None:
    for arrival in plan.coming:
        write(f"{arrival.path}: {_coming(arrival)}")
    for arrival in plan.arrivals:
        for note in notes_of(arrival):
            progress(f"{arrival.path}: {note}")
    for refusal in plan.refused:
        progress(f"left out  {refusal.place}: {refusal.reason}")
    for doubt in plan.registry.doubts:
        progress(doubt)
    for line in _summary(plan, done):
        write(line)


def _coming(arrival: Arrival) -> str:
    versions = ", ".join(f"v{each.here}" for each in arrival.versions) or "no new version"
    parts = [versions, f"{arrival.known} known" if arrival.known else ""]
    if arrival.approvals:
        parts.append(_counted(len(arrival.approvals), "approval"))
    return ", ".join(part for part in parts if part)


def _summary(plan: RestorePlan, done: Restored | None) -> Iterator[str]:
    if not plan.coming:
        yield f"Everything of {plan.registry.name} is here already."
    else:
        counts = (
            _counted(plan.new_prompts, "new prompt"),
            _counted(plan.new_components, "new component"),
            _counted(plan.versions, "version"),
            _counted(plan.approvals, "approval"),
        )
        verb = "Would bring" if done is None else "Brought"
        yield f"{verb} {', '.join(counts)} from {plan.registry.name}."
    for environment, count in plan.registry.pins:
        if count:
            yield f"{environment} uses {count} of them: workbench registry status"
    if done is None:
        yield "Nothing was written."
    elif plan.registry.is_repository:
        before = f" (before: {done.registry_before})" if done.registry_before else ""
        yield f"The settings name {plan.registry.directory} as the registry{before}."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _document(plan: RestorePlan, done: Restored | None) -> dict[str, Any]:
    return {
        "registry": plan.registry.name,
        "folder": plan.registry.directory,
        "written": done is not None,
        "prompts": [_arrival_document(each) for each in plan.arrivals],
        "refused": [
            {"file": each.file, "line": each.line, "reason": each.reason} for each in plan.refused
        ],
        "doubts": list(plan.registry.doubts),
        "pins": dict(plan.registry.pins),
        "settings_registry_before": done.registry_before if done else "",
    }


def _arrival_document(arrival: Arrival) -> dict[str, Any]:
    return {
        "path": arrival.path,
        "kind": arrival.kind.value,
        "new": arrival.is_new,
        "versions": [
            {
                "version": each.here,
                "registry_version": each.number,
                "digest": each.found.release.digest,
            }
            for each in arrival.versions
        ],
        "known": arrival.known,
        "approvals": [
            {
                "digest": each.digest,
                "environment": each.environment,
                "approver": each.approver,
                "signed": each.signed,
            }
            for each in arrival.approvals
        ],
        "known_approvals": arrival.known_approvals,
        "notes": list(notes_of(arrival)),
    }
