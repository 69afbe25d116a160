"""Which registry a command is about, and what a plan would write to it, as it is printed."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from workbench.cli.output import write
from workbench.domain.releases import PlannedFile


def add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--registry", type=Path, default=Path(), metavar="DIR", help="default: here"
    )


def print_files(files: Iterable[PlannedFile], removed: Iterable[str] = ()) -> None:
    for file in files:
        write(f"{'new    ' if file.old is None else 'changed'}  {file.path}")
    for path in removed:
        write(f"removed  {path}")


def print_outcome(message: str, commit: str, *, dry_run: bool) -> None:
    write()
    write(message.rstrip())
    write()
    write("Nothing was written." if dry_run else f"Committed as {commit}")


def file_documents(files: Iterable[PlannedFile]) -> list[dict[str, Any]]:
    return [{"path": file.path, "new": file.old is None} for file in files]
