"""`workbench registry init`: a registry in a new git repository."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.release_policy import Level
from workbench.domain.releases import ENVIRONMENTS, RegistrySetup
from workbench.services.opened import Services


def add_command(commands: Subparsers) -> None:
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
        for step in next_steps(folder, setup.level):
            write(f"Next: {step}")
    return DONE


def next_steps(folder: Path, level: Level) -> Iterator[str]:
    """What a level asks for before anything can go to the last environment, and how it is
    shared."""
    if level != "recorded":
        yield f"say in {folder / 'trust/roles.yaml'} who holds which role, and commit it"
    if level == "signed":
        yield (
            f"add the public key of everybody who approves to {folder / 'trust/allowed_signers'}, "
            "and commit it; each sets `git config --global gpg.format ssh` and user.signingkey"
        )
    yield f"add the remote that the team shares: git -C {folder} remote add origin ADDRESS"
    yield f"push it: workbench registry push --registry {folder}"
