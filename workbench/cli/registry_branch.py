"""`--branch` and `--push`: a commit on a branch of its own, ready for a pull request."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from workbench.cli.output import write
from workbench.cli.registry_sync import print_pushed, push_document
from workbench.cli.sync_progress import told_work
from workbench.domain.environments import ChangePlan
from workbench.domain.errors import RemoteFailed
from workbench.domain.releases import ExportDone, ExportPlan
from workbench.domain.syncing import PushDone, branch_name
from workbench.services.syncing import SyncService

Plan = TypeVar("Plan", ExportPlan, ChangePlan)


class Placed(Protocol):
    """Where a commit goes: a plan, or an approval."""

    @property
    def directory(self) -> str: ...
    @property
    def branch(self) -> str: ...
    @property
    def onto(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ApprovalPlace:
    directory: str
    branch: str
    """That is checked out."""
    onto: str = ""


def add_branch_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--branch",
        nargs="?",
        const="",
        metavar="NAME",
        help="commit onto a new branch, for a pull request; without a name it gets one",
    )
    parser.add_argument("--push", action="store_true", help="give it to the remote afterwards")


def onto_branch(syncing: SyncService, plan: Plan, args: argparse.Namespace) -> Plan:
    """The plan, with the new branch that is asked for."""
    if not plan.commit_needed:
        return plan
    return replace(plan, onto=chosen_branch(syncing, Path(plan.directory), _usual_name(plan), args))


def chosen_branch(syncing: SyncService, folder: Path, usual: str, args: argparse.Namespace) -> str:
    """The new branch that is asked for, called as usual if it was not named; or none."""
    if args.branch is None:
        return ""
    name: str = args.branch or syncing.free_branch(folder, usual)
    return name


def push_written(
    syncing: SyncService, plan: Placed, done: ExportDone, args: argparse.Namespace
) -> PushDone | None:
    """Where it is asked for, and something was written. Raises `RemoteFailed`."""
    if not args.push or not done.commit:
        return None
    folder = Path(plan.directory)
    try:
        with told_work() as work:
            pushed = syncing.push(folder, work, branch=plan.onto)
    except RemoteFailed as error:
        kept = f"The commit is kept here: {done.commit[:12]}, on {_branch(plan)}."
        raise RemoteFailed(error.message, kind=error.kind, hint=f"{error.hint}\n{kept}") from error
    return replace(pushed, pull_request=syncing.pull_request_url(folder, pushed.branch))


def print_branch(plan: Placed, done: ExportDone, pushed: PushDone | None) -> None:
    if pushed:
        print_pushed(pushed)
    elif plan.onto and done.commit:
        write(f"On the new branch {plan.onto}. What is checked out stays as it was.")
        write(f"Push it with: workbench registry push --branch {plan.onto}")


def branch_document(plan: Placed, pushed: PushDone | None) -> dict[str, Any]:
    branch = f"refs/heads/{plan.onto}" if plan.onto else plan.branch
    return {"branch": branch, "pushed": push_document(pushed) if pushed else None}


def _branch(plan: Placed) -> str:
    return plan.onto or plan.branch.removeprefix("refs/heads/")


def _usual_name(plan: ExportPlan | ChangePlan) -> str:
    if isinstance(plan, ExportPlan):
        return branch_name("release", plan.path, f"v{plan.number}")
    return plan.usual_branch
