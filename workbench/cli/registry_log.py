"""`workbench registry log`: the events of a registry, newest first. Needs no workspace."""

from __future__ import annotations

import argparse

from workbench.cli.audit import add_filters, query_of
from workbench.cli.audit_words import HEADER, entry_document, entry_row
from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write_json, write_table
from workbench.cli.program import Program
from workbench.cli.registry_plans import add_folder
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.services.audit_matching import Matching


def add_command(commands: Subparsers) -> None:
    log = subcommand(commands, "log", show_log, "who did what there, newest first", needs="program")
    log.add_argument("prompt", nargs="?", default="", metavar="PROMPT", help="a path or a part")
    log.add_argument("--words", nargs="+", default=[], help="all of them must be there")
    add_filters(log, prompt=False)
    log.add_argument("--env", default="", help="of this environment only")
    log.add_argument("-n", dest="limit", type=int, default=50, help="events; default: 50")
    add_folder(log)


def show_log(program: Program, args: argparse.Namespace) -> int:
    matching = Matching(query_of(args, args.words))
    newest_first = reversed(program.open_registry_log().entries(args.registry))
    events = [each for each in newest_first if matching.fits(each)][: args.limit]
    if args.json:
        write_json([entry_document(each) for each in events])
    elif events:
        write_table(HEADER, map(entry_row, events))
    else:
        progress("Nothing is found.")
    return DONE
