"""`workbench import` and `export`: prompts from files and to files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.promptfoo import import_suite, promptfoo_text
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.services.opened import Services
from workbench.services.transfers import FORMATS, Imported

PROMPTFOO = "promptfoo"


def add_commands(subparsers: Subparsers) -> None:
    bringing = subcommand(
        subparsers,
        "import",
        import_files,
        "take in version files, a registry, or a configuration of promptfoo",
    )
    bringing.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    bringing.add_argument(
        "--dry-run",
        action="store_true",
        help="a configuration of promptfoo: say what would come and what not, and write nothing",
    )
    export = subcommand(subparsers, "export", export_version, "write one version as a file")
    export.add_argument("prompt", metavar="PROMPT@VERSION")
    export.add_argument("--format", choices=(*FORMATS, PROMPTFOO), default=FORMATS[0])
    export.add_argument(
        "--dataset", "-d", default="", metavar="NAME", help="promptfoo: its cases and checks, too"
    )
    export.add_argument(
        "-m", "--model", dest="models", action="append", default=[], nargs="+", metavar="MODEL",
        help="promptfoo: the providers (default: the prompt's own model)",
    )  # fmt: skip
    export.add_argument("-o", "--output", type=Path, metavar="PATH", help="default: print it")


def import_files(services: Services, args: argparse.Namespace) -> int:
    suites = [path for path in args.paths if services.promptfoo_imports.recognises(path)]
    others = [path for path in args.paths if path not in suites]
    if args.dry_run and others:
        raise InvalidInput(
            f"{others[0]} is no configuration of promptfoo, and only those have a dry run."
        )
    documents = [
        import_suite(services, path, dry_run=args.dry_run, quiet=args.json) for path in suites
    ]
    imported = services.transfers.read_files(others) if others else []
    if args.json:
        write_json([*documents, *(_imported_document(each) for each in imported)])
        return DONE
    for each in imported:
        new = ", ".join(f"v{version.number}" for version in each.versions) or "nothing new"
        write(f"{each.prompt.path}: {new}" + (f", {each.known} known" if each.known else ""))
        for note in each.notes:
            progress(f"{each.prompt.path}: {note}")
    return DONE


def export_version(services: Services, args: argparse.Namespace) -> int:
    if args.format == PROMPTFOO:
        text = promptfoo_text(services, args.prompt, args.dataset, args.models)
        return _handed_out(args, args.prompt, text)
    if args.dataset or args.models:
        raise InvalidInput("--dataset and --model go with --format promptfoo.")
    resolved = services.prompts.resolve(args.prompt)
    if resolved.version is None:
        raise InvalidInput(
            f"{args.prompt} names no version.",
            hint=f"Name one, such as {resolved.prompt.path}@1. `workbench commit` makes them.",
        )
    text = services.transfers.write(resolved.prompt.id, resolved.version.number, args.format)
    return _handed_out(args, resolved.prompt.path, text)


def _handed_out(args: argparse.Namespace, prompt: str, text: str) -> int:
    if args.output:
        _write_new(args.output, text)
    if args.json:
        write_json({"prompt": prompt, "file": _name(args.output), "text": text})
    elif args.output:
        write(f"Written to {args.output}")
    else:
        write(text, end="")
    return DONE


def _write_new(path: Path, text: str) -> None:
    """Never over a file that is there: the caller may not have meant that one."""
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise FileProblem(f"{path} is there already.", hint="Name another file.") from error
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}.") from error


def _name(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _imported_document(imported: Imported) -> dict[str, Any]:
    return {
        "path": imported.prompt.path,
        "versions": [version.number for version in imported.versions],
        "known": imported.known,
        "notes": list(imported.notes),
    }
