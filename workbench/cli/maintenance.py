"""`workbench backup` and `check`: a consistent copy, and whether the workspace is sound."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import write, write_json
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.services.opened import Services


def add_commands(subparsers: Subparsers) -> None:
    backup = subcommand(subparsers, "backup", back_up, "copy the workspace while it is in use")
    backup.add_argument("file", type=Path)
    subcommand(
        subparsers, "check", check, "integrity, and every digest computed again", read_only=True
    )


def back_up(services: Services, args: argparse.Namespace) -> int:
    services.maintenance.back_up(args.file)
    if args.json:
        write_json({"backup": str(args.file), "bytes": args.file.stat().st_size})
    else:
        write(f"Backed up to {args.file}")
    return DONE


def check(services: Services, args: argparse.Namespace) -> int:
    faults = services.maintenance.check()
    if args.json:
        write_json([{"place": fault.place, "message": fault.message} for fault in faults])
    elif faults:
        for fault in faults:
            write(f"{fault.place}: {fault.message}")
    else:
        write("Sound: integrity, references, digests and the search index agree.")
    return CHECK_FAILED if faults else DONE
