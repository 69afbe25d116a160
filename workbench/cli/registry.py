"""`workbench registry`: approve versions, export them to the team's git repository, check it."""

from __future__ import annotations

from workbench.cli import (
    registry_approve,
    registry_drift,
    registry_export,
    registry_init,
    registry_log,
    registry_policy,
    registry_restore,
    registry_status,
    registry_verify,
)
from workbench.cli.registry_bundle import add_bundle_commands
from workbench.cli.registry_merge import add_merge_commands
from workbench.cli.registry_pins import add_pin_commands
from workbench.cli.registry_sync import add_sync_commands
from workbench.cli.subcommands import Subparsers


def add_commands(subparsers: Subparsers) -> None:
    registry = subparsers.add_parser(
        "registry", help="the team's approved prompts, in git", description=__doc__
    )
    commands = registry.add_subparsers(metavar="COMMAND", required=True)
    registry_init.add_command(commands)
    registry_approve.add_command(commands)
    registry_export.add_command(commands)
    registry_verify.add_command(commands)
    registry_status.add_command(commands)
    add_pin_commands(commands)
    add_bundle_commands(commands)
    add_sync_commands(commands)
    add_merge_commands(commands)
    registry_policy.add_command(commands)
    registry_drift.add_command(commands)
    registry_restore.add_command(commands)
    registry_log.add_command(commands)
