"""What runs where, in the terminal: prompts and environments, who decided it, what differs."""

from __future__ import annotations

import argparse
import difflib
from itertools import pairwise
from pathlib import Path
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json, write_table
from workbench.domain.environments import (
    ComponentUse,
    Overview,
    PinnedText,
    PinnedVersion,
    PromptPins,
)
from workbench.services.environments import EnvironmentService
from workbench.services.ports import Registry


def add_matrix_options(status: argparse.ArgumentParser) -> None:
    what = status.add_mutually_exclusive_group()
    what.add_argument(
        "--diff", metavar="PROMPT", help="what differs in it between neighbouring environments"
    )
    what.add_argument(
        "--component",
        metavar="PATH",
        help="which released prompts its newest version would change",
    )


def show_differences(registry: Registry, folder: Path, args: argparse.Namespace) -> int:
    texts = EnvironmentService(registry).texts(folder, args.diff)
    pairs = [(one, other, _differences(one, other)) for one, other in pairwise(texts)]
    if args.json:
        write_json(
            [
                {"from": one.environment, "to": other.environment, "diff": lines}
                for one, other, lines in pairs
            ]
        )
        return DONE
    if not pairs:
        write(f"Only {texts[0].environment} uses it.")
    for one, other, lines in pairs:
        if lines:
            write("\n".join(lines))
        else:
            write(f"{one.environment} and {other.environment} use the same.")
    return DONE


def show_component_uses(registry: Registry, folder: Path, args: argparse.Namespace) -> int:
    uses = EnvironmentService(registry).component_uses(folder, args.component)
    if args.json:
        write_json([_use_document(use) for use in uses])
    elif not uses:
        write(f"Every pinned version includes the newest {args.component}, or none.")
    else:
        header = ("environment", "prompt", "version", "includes", "newest")
        write_table(header, ([str(value) for value in _use_document(use).values()] for use in uses))
    return DONE


def print_matrix(overview: Overview) -> None:
    if overview.prompts:
        rows = (_row(row, overview.environments) for row in overview.prompts)
        write()
        write_table(("prompt", *overview.environments, "differs"), rows)
    for conflict in overview.conflicts:
        write()
        write(f"{conflict.words}.")
        write(f"Choose one: workbench registry merge --choose {conflict.file}=ours (or theirs)")


def matrix_document(overview: Overview) -> dict[str, Any]:
    return {
        "environments": list(overview.environments),
        "matrix": [_row_document(row) for row in overview.prompts],
        "conflicts": [
            {
                "file": conflict.file,
                "prompt": conflict.prompt,
                "environment": conflict.environment,
                "ours": conflict.ours,
                "theirs": conflict.theirs,
            }
            for conflict in overview.conflicts
        ],
    }


def _row(row: PromptPins, environments: tuple[str, ...]) -> list[str]:
    name = row.prompt
    if row.status != "active":
        instead = f", use {row.replaced_by}" if row.replaced_by else ""
        name += f" ({row.status}{instead})"
    differs = "; ".join(
        f"{each.before}/{each.after}: {each.words}" for each in row.differences if each.words
    )
    return [name, *(_cell(row.pin(environment)) for environment in environments), differs]


def _cell(pin: PinnedVersion | None) -> str:
    if pin is None:
        return "-"
    words = f"v{pin.version}"
    words += "".join(f" +{share.weight}% v{share.version}" for share in pin.canary)
    if pin.withdrawn:
        words += f" withdrawn ({pin.withdrawn})"
    return f"{words} {pin.actor} {pin.at[:10]}".rstrip()


def _row_document(row: PromptPins) -> dict[str, Any]:
    return {
        "prompt": row.prompt,
        "status": row.status,
        "replaced_by": row.replaced_by,
        "pins": [_pin_document(pin) for pin in row.pins],
        "differences": [
            {"from": each.before, "to": each.after, "differs": each.words}
            for each in row.differences
        ],
    }


def _pin_document(pin: PinnedVersion) -> dict[str, Any]:
    return {
        "environment": pin.environment,
        "version": pin.version,
        "digest": pin.digest,
        "interface": pin.interface,
        "by": pin.actor,
        "at": pin.at,
        "reason": pin.reason,
        "approved_by": list(pin.approvers),
        "evidence": list(pin.evidence),
        "canary": [
            {"version": share.version, "digest": share.digest, "weight": share.weight}
            for share in pin.canary
        ],
        "withdrawn": pin.withdrawn,
    }


def _use_document(use: ComponentUse) -> dict[str, Any]:
    return {
        "environment": use.environment,
        "prompt": use.prompt,
        "version": use.version,
        "includes": use.includes,
        "newest": use.newest,
    }


def _differences(one: PinnedText, other: PinnedText) -> list[str]:
    return list(
        difflib.unified_diff(
            one.text.splitlines(),
            other.text.splitlines(),
            f"{one.environment} v{one.version}",
            f"{other.environment} v{other.version}",
            lineterm="",
        )
    )
