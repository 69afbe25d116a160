"""`workbench keys`: where the key of each provider comes from; keeping and forgetting one.

A key is typed or piped in, never an argument: arguments stand in the shell's history and in
the list of processes.
"""

from __future__ import annotations

import argparse
import getpass
import sys

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json, write_table
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import InvalidInput
from workbench.services.opened import Services


def add_commands(subparsers: Subparsers) -> None:
    keys = subparsers.add_parser(
        "keys", help="keys of providers, in the system keyring", description=__doc__
    )
    commands = keys.add_subparsers(metavar="COMMAND", required=True)
    listing = subcommand(commands, "list", list_keys, "where each key comes from")
    listing.add_argument("providers", nargs="*", metavar="PROVIDER")
    keep = subcommand(commands, "set", set_key, "keep a key; it is asked for, or read from a pipe")
    keep.add_argument("provider", metavar="PROVIDER")
    forget = subcommand(commands, "remove", remove_key, "forget the key that is kept here")
    forget.add_argument("provider", metavar="PROVIDER")


def list_keys(services: Services, args: argparse.Namespace) -> int:
    asked = [args.providers] if args.providers else []
    statuses = services.keys.statuses(*asked)
    if args.json:
        write_json(
            [
                {"provider": each.provider, "variable": each.variable, "source": each.source}
                for each in statuses
            ]
        )
    else:
        rows = [(each.provider, each.source or "none", each.variable) for each in statuses]
        write_table(("PROVIDER", "KEY FROM", "VARIABLE"), rows)
    return DONE


def set_key(services: Services, args: argparse.Namespace) -> int:
    services.keys.keep(args.provider, _asked_key(args.provider))
    return _told(args, f"The key of {args.provider} is in the system keyring.")


def remove_key(services: Services, args: argparse.Namespace) -> int:
    services.keys.forget(args.provider)
    return _told(args, f"The key of {args.provider} is no longer kept here.")


def _asked_key(provider: str) -> str:
    key = getpass.getpass(f"Key of {provider}: ") if sys.stdin.isatty() else sys.stdin.readline()
    if not key.strip():
        raise InvalidInput("No key was given.", hint="Type it when asked, or pipe it in.")
    return key.strip()


def _told(args: argparse.Namespace, text: str) -> int:
    if args.json:
        write_json({"provider": args.provider})
    else:
        write(text)
    return DONE
