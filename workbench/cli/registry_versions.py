"""Which version, and which environment, a command of the registry is about."""

from __future__ import annotations

import argparse
import re

from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Version
from workbench.services.opened import Services


def add_environment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--env", default="dev", metavar="ENV", help="one of the registry's (default: dev)"
    )


def chosen_version(services: Services, reference: str) -> Version:
    """The version of the workspace that is named, or the newest."""
    resolved = services.prompts.resolve(reference)
    if resolved.version:
        return resolved.version
    newest = services.prompts.open(resolved.prompt.id).newest
    if newest is None or "@" in reference:
        raise InvalidInput(
            f"{reference} is not a version.", hint="Name the draft first: workbench commit PROMPT"
        )
    return newest


def path_of(services: Services, version: Version) -> str:
    return services.prompts.open(version.prompt_id).prompt.path


def released_version(text: str) -> tuple[str, int | None]:
    """The path and number in `PROMPT[@VERSION]`, of a registry."""
    found = re.fullmatch(r"([^@]+)(?:@v?([0-9]{1,9}))?", text)
    if not found:
        raise InvalidInput(f"{text!r} names no version.", hint="Name it so: support/triage@3")
    return found[1], int(found[2]) if found[2] else None
