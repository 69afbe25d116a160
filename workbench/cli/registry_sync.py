"""`workbench registry clone`, `fetch`, `pull`, `push`: a registry and its remote."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.program import Program
from workbench.cli.registry_plans import add_folder
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.cli.sync_progress import told_work
from workbench.domain.releases import ExportDone
from workbench.domain.syncing import PushDone, SyncState


def add_sync_commands(commands: Subparsers) -> None:
    clone = subcommand(
        commands, "clone", clone_registry, "get a team's registry from its remote", needs="program"
    )
    clone.add_argument("address", metavar="URL", help="https, ssh or user@host:path, or a folder")
    clone.add_argument("folder", metavar="DIR", type=Path, help="new or empty")
    fetch = subcommand(
        commands, "fetch", fetch_registry, "ask the remote what it has", needs="program"
    )
    pull = subcommand(
        commands, "pull", pull_registry, "fetch, and bring the branch up to date", needs="program"
    )
    push = subcommand(
        commands, "push", push_registry, "give a branch to the remote", needs="program"
    )
    push.add_argument("--branch", default="", metavar="NAME", help="default: what is checked out")
    for parser in (fetch, pull, push):
        add_folder(parser)


def clone_registry(program: Program, args: argparse.Namespace) -> int:
    with told_work() as work:
        done = program.open_syncing().clone(args.address, args.folder, work)
    if args.json:
        write_json(
            {
                "folder": done.folder,
                "remote": done.address,
                "branch": done.branch,
                "commit": done.commit,
            }
        )
        return DONE
    write(f"{done.address} is in {done.folder}")
    if done.commit:
        write(f"{done.branch} at {done.commit[:12]}")
    else:
        write("It is empty: workbench registry init DIR begins a registry there.")
    return DONE


def fetch_registry(program: Program, args: argparse.Namespace) -> int:
    with told_work() as work:
        state = program.open_syncing().fetch(args.registry, work)
    if args.json:
        write_json(state_document(state))
    else:
        write(standing(state))
    return DONE


def pull_registry(program: Program, args: argparse.Namespace) -> int:
    syncing = program.open_syncing()
    with told_work() as work:
        syncing.fetch(args.registry, work)
        done = syncing.fast_forward(args.registry)
    state = syncing.state(args.registry)
    if args.json:
        write_json(state_document(state) | {"commit": done.commit, "files": list(done.files)})
    else:
        _print_pulled(done, state)
    return DONE


def push_registry(program: Program, args: argparse.Namespace) -> int:
    syncing = program.open_syncing()
    with told_work() as work:
        done = syncing.push(args.registry, work, branch=args.branch)
    done = replace(done, pull_request=syncing.pull_request_url(args.registry, done.branch))
    if args.json:
        write_json(push_document(done))
    else:
        print_pushed(done)
    return DONE


def standing(state: SyncState) -> str:
    if state.gone:
        return f"{state.upstream} is gone at the remote"
    if not state.upstream:
        return f"{state.branch} follows no branch of {state.remote or 'a remote'}"
    return f"{state.upstream}: {state.ahead} ahead, {state.behind} behind"


def print_pushed(done: PushDone) -> None:
    verb = "is at" if done.moved else "was already at"
    write(f"{done.branch} {verb} {done.commit[:12]} in {done.address}")
    if done.pull_request:
        write(f"Pull request: {done.pull_request}")


def push_document(done: PushDone) -> dict[str, Any]:
    return {
        "branch": done.branch,
        "commit": done.commit,
        "remote": done.address,
        "moved": done.moved,
        "pull_request": done.pull_request,
    }


def state_document(state: SyncState) -> dict[str, Any]:
    return {
        "folder": state.directory,
        "branch": state.branch,
        "upstream": state.upstream,
        "remote": state.address,
        "ahead": state.ahead,
        "behind": state.behind,
        "gone": state.gone,
        "fetched_at": _moment(state.fetched_at),
        "problem": state.problem,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _print_pulled(done: ExportDone, state: SyncState) -> None:
    for path in done.files:
        write(f"came     {path}")
    write(standing(state))
    if not done.commit:
        progress("There was nothing new.")
