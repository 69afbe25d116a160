"""The grammar of the command line, and the way from arguments to an exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from workbench import __version__
from workbench.cli.exit_codes import ENVIRONMENT_FAILED, exit_code_of
from workbench.cli.output import printable
from workbench.cli.program import Program, WindowRequest
from workbench.cli.subcommands import add_shared_options
from workbench.domain.errors import WorkbenchError
from workbench.services.folders import default_workspace

COMMANDS = {
    "prompts": ("list", "show", "history", "commit"),
    "run": ("run",),
    "comparing": ("diff", "search"),
    "transfers": ("import", "export"),
    "datasets": ("dataset",),
    "registry": ("registry",),
    "models": ("models",),
    "keys": ("keys",),
    "doctor": ("doctor",),
    "maintenance": ("backup", "check"),
    "demo": ("demo",),
    "evaluate": ("eval",),
    "ci": ("ci",),
    "review": ("review",),
    "audit": ("audit",),
}
"""Module and commands: only the module of the command that is called is loaded."""
INTERRUPTED = 130


def main(argv: Sequence[str], program: Program) -> int:
    """Run the command; expected errors become a line on standard error and a status."""
    args = _parsed(argv)
    args.named_workspace = bool(getattr(args, "workspace", None))
    args.workspace = getattr(args, "workspace", None) or default_workspace()
    args.empty = getattr(args, "empty", False)
    try:
        return _run(program, args)
    except WorkbenchError as error:
        lines = (error.told, error.hint)
        print(printable("\n".join(line for line in lines if line)), file=sys.stderr)
        return exit_code_of(error)
    except KeyboardInterrupt:
        print("Stopped. What had arrived is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be said to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENVIRONMENT_FAILED


def _run(program: Program, args: argparse.Namespace) -> int:
    command: Callable[..., int] = args.command
    if args.needs == "program":
        return command(program, args)
    if args.needs == "registry":
        return command(program.open_registry(), args)
    with program.open_services(
        args.workspace, read_only=args.read_only, empty=args.empty
    ) as services:
        given = (program, services) if args.needs == "engine" else (services,)
        return command(*given, args)


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    word = _first_word(argv)
    modules = [module for module, names in COMMANDS.items() if word in names]
    if not modules and any(argument in ("-h", "--help") for argument in argv):
        modules = list(COMMANDS)
    parser = _command_parser(modules) if modules else _window_parser()
    return parser.parse_args(argv)


def _first_word(argv: Sequence[str]) -> str:
    """The first argument that is neither an option nor the value of `-w`."""
    words = iter(argv)
    for word in words:
        if word in ("-w", "--workspace"):
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def _command_parser(modules: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="workbench",
        description="Edit a prompt, run it side by side on several models, compare, approve and "
        "release. Without a command the window opens: workbench [WORKSPACE].",
    )
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    add_shared_options(parser)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in modules:
        import_module(f"workbench.cli.{module}").add_commands(subparsers)
    return parser


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workbench", description="Open the window.")
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    parser.add_argument("place", nargs="?", type=Path, metavar="WORKSPACE")
    add_shared_options(parser)
    parser.add_argument("--read-only", action="store_true", help="look, but change nothing")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="draw to FILE, then exit")
    parser.add_argument("--page", default="", metavar="NAME", help="the place to show")
    parser.add_argument("--theme", choices=("light", "dark"), default="")
    parser.set_defaults(command=_open_window, needs="program")
    return parser


def _open_window(program: Program, args: argparse.Namespace) -> int:
    return program.open_window(
        WindowRequest(
            workspace=args.place or args.workspace,
            read_only=args.read_only,
            empty=args.empty,
            screenshot=args.screenshot,
            page=args.page,
            theme=args.theme,
        )
    )
