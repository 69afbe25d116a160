"""`workbench doctor`: what works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import platform
import shutil
import sqlite3
import subprocess
from dataclasses import asdict, dataclass

from workbench import __version__
from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED
from workbench.cli.output import write_json, write_table
from workbench.cli.program import Program
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import WorkbenchError
from workbench.services.opened import Services


@dataclass(frozen=True, slots=True)
class Finding:
    """`works` is False only where something needed is missing."""

    part: str
    works: bool
    text: str


def add_commands(subparsers: Subparsers) -> None:
    subcommand(
        subparsers, "doctor", examine, "what works here, and what is missing", needs="program"
    )


def examine(program: Program, args: argparse.Namespace) -> int:
    findings = [_program(), _sqlite(), _git(), _window(), *_workspace(program, args)]
    if args.json:
        write_json([asdict(finding) for finding in findings])
    else:
        rows = [(f.part, "ok" if f.works else "missing", f.text) for f in findings]
        write_table(("PART", "STATE", ""), rows)
    return DONE if all(finding.works for finding in findings) else ENVIRONMENT_FAILED


def _program() -> Finding:
    litellm = importlib.metadata.version("litellm")
    python = platform.python_version()
    return Finding("workbench", True, f"{__version__}, Python {python}, litellm {litellm}")


def _sqlite() -> Finding:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    works = "ENABLE_FTS5" in options
    return Finding("sqlite", works, sqlite3.sqlite_version + ("" if works else ", without FTS5"))


def _git() -> Finding:
    program = shutil.which("git")
    if program is None:
        return Finding("git", False, "Install git to export to a registry.")
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return Finding("git", done.returncode == 0, done.stdout.strip())


def _window() -> Finding:
    if importlib.util.find_spec("PySide6") is None:
        return Finding("window", False, "Install prompt-workbench[desktop] to open the window.")
    return Finding("window", True, f"PySide6 {importlib.metadata.version('PySide6-Essentials')}")


def _workspace(program: Program, args: argparse.Namespace) -> list[Finding]:
    if not args.workspace.exists():
        return [Finding("workspace", True, f"{args.workspace} will be made on first use.")]
    try:
        with program.open_services(args.workspace, read_only=True) as services:
            count = len(services.prompts.library())
            return [
                Finding("workspace", True, f"{args.workspace}, {count} prompts"),
                *_keys(services),
            ]
    except WorkbenchError as error:
        return [Finding("workspace", False, f"{error.message} {error.hint}")]


def _keys(services: Services) -> list[Finding]:
    found = [f"{key.provider} ({key.source})" for key in services.keys.statuses() if key.source]
    return [Finding("keys", True, ", ".join(found) or "none: the demo models need none")]
