"""`workbench registry status`: the repository, and what runs where."""

from __future__ import annotations

import argparse
from typing import Any

from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED
from workbench.cli.output import progress, write, write_json
from workbench.cli.registry_matrix import (
    add_matrix_options,
    matrix_document,
    print_matrix,
    show_component_uses,
    show_differences,
)
from workbench.cli.registry_plans import add_folder
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.environments import Overview
from workbench.domain.releases import RegistryStatus
from workbench.services.ports import Registry


def add_command(commands: Subparsers) -> None:
    status = subcommand(
        commands, "status", show_status, "the repository, and what runs where", needs="registry"
    )
    add_matrix_options(status)
    add_folder(status)


def show_status(registry: Registry, args: argparse.Namespace) -> int:
    if args.diff:
        return show_differences(registry, args.registry, args)
    if args.component:
        return show_component_uses(registry, args.registry, args)
    status = registry.status(args.registry)
    overview = registry.overview(args.registry) if status.registry else Overview((), ())
    if args.json:
        write_json(_document(status) | matrix_document(overview))
    else:
        _print(status)
        print_matrix(overview)
        for problem in status.problems:
            progress(problem)
    return ENVIRONMENT_FAILED if status.problems else DONE


def _print(status: RegistryStatus) -> None:
    write(f"{status.registry or 'no registry'} in {status.directory}")
    write(f"{status.branch or 'detached'} at {status.commit[:12] or 'no commit yet'}")
    if status.upstream:
        write(f"{status.upstream}: {status.ahead} ahead, {status.behind} behind")
    if status.fetched_at:
        write(f"last fetched {status.fetched_at.astimezone():%Y-%m-%d %H:%M}")
    for path in status.recovered:
        write(f"put in place: {path}")


def _document(status: RegistryStatus) -> dict[str, Any]:
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
