"""`workbench registry bundle` and `readers`: what an application is given to read prompts."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.findings import finding_document, finding_line
from workbench.cli.output import progress, write, write_json
from workbench.cli.registry_plans import add_folder
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import InvalidInput
from workbench.domain.releases import Bundle
from workbench.services.folders import resource_folder
from workbench.services.ports import Registry

READERS = ("prompt_registry.py", "prompt_registry.mjs")


def add_bundle_commands(commands: Subparsers) -> None:
    bundle = subcommand(
        commands, "bundle", bundle_environment, "what an environment uses, as one file",
        needs="registry",
    )  # fmt: skip
    bundle.add_argument("environment", metavar="ENV")
    bundle.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: print it")
    add_folder(bundle)
    readers = subcommand(
        commands, "readers", copy_readers, "put the readers for applications into a folder",
        needs="registry",
    )  # fmt: skip
    readers.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")


def bundle_environment(registry: Registry, args: argparse.Namespace) -> int:
    bundle = registry.bundle(args.registry, args.environment)
    if bundle.problems:
        return _refused(bundle, args)
    for finding in bundle.refused:
        progress(finding_line(finding))
    data = bundle.text.encode()
    if args.output is None:
        sys.stdout.write(bundle.text)
        return DONE
    _put(args.output, data)
    if args.json:
        write_json(
            {
                "environment": bundle.environment,
                "file": str(args.output),
                "prompts": bundle.prompts,
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        )
    else:
        prompts = f"{bundle.prompts:,} prompt{'' if bundle.prompts == 1 else 's'}"
        write(f"{prompts} of {bundle.environment} written to {args.output}")
    return DONE


def copy_readers(_registry: Registry, args: argparse.Namespace) -> int:
    files = [args.output / name for name in READERS]
    for file in files:
        _put(file, (resource_folder("readers") / file.name).read_bytes())
    if args.json:
        write_json({"files": [str(file) for file in files]})
    else:
        for file in files:
            write(f"Written to {file}")
    return DONE


def _refused(bundle: Bundle, args: argparse.Namespace) -> int:
    if args.json:
        write_json({"findings": [finding_document(finding) for finding in bundle.problems]})
    for finding in bundle.problems:
        progress(finding_line(finding))
    progress(f"What {bundle.environment} uses does not verify. No bundle was made.")
    return CHECK_FAILED


def _put(file: Path, data: bytes) -> None:
    """Whole or not at all: an application may be reading the old one."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise InvalidInput(f"{file} cannot be written: {error.strerror}.") from error
