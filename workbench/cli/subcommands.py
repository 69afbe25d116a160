"""How a subcommand is declared: its function, one line of help, and what all of them share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol


class Subparsers(Protocol):
    """What `ArgumentParser.add_subparsers` returns, whose own name is private."""

    choices: Any

    def add_parser(self, name: str, **texts: Any) -> argparse.ArgumentParser: ...


Needs = Literal["services", "engine", "registry", "program"]
"""What a command is called with before its arguments: the services, the program and the
services (it runs models), a registry without any workspace, or the program alone (it opens
what it needs)."""


def subcommand(
    subparsers: Subparsers,
    name: str,
    command: Callable[..., int],
    summary: str,
    *,
    needs: Needs = "services",
    read_only: bool = False,
) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(name, help=summary, description=f"{name}: {summary}.")
    parser.set_defaults(command=command, needs=needs, read_only=read_only)
    add_shared_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def add_shared_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-w",
        "--workspace",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="FILE",
        help="the workspace (default: in your user data folder)",
    )
    parser.add_argument(
        "--empty",
        action="store_true",
        default=argparse.SUPPRESS,
        help="make a missing workspace without the samples",
    )
