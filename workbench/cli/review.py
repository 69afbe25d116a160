"""`workbench review`: outputs put before people, their answers taken in, and what they say."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json
from workbench.cli.review_import import STANDARD_INPUT, import_results
from workbench.cli.review_list import list_reviews, review_document, show_review
from workbench.cli.review_pack import pack_review, set_up_alone
from workbench.cli.review_report import FORMATS, report_review
from workbench.cli.review_setup import add_setup
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.services.opened import Services


def add_commands(subparsers: Subparsers) -> None:
    review = subparsers.add_parser(
        "review", help="outputs that people judge, and what they say", description=__doc__
    )
    commands = review.add_subparsers(metavar="COMMAND", required=True)
    add_setup(subcommand(commands, "new", set_up_alone, "set up a review"))
    pack = subcommand(
        commands, "pack", pack_review, "write the files that reviewers are sent, one for each"
    )
    pack.add_argument("review", nargs="?", default="", metavar="REVIEW", help=NAMED)
    where = "FILE.html; for several reviewers a folder, or a name with {reviewer} in it"
    pack.add_argument("-o", "--output", required=True, metavar="PATH", help=where)
    pack.add_argument("--force", action="store_true", help="over files that are there")
    add_setup(pack)
    subcommand(commands, "list", list_reviews, "all reviews")
    show = subcommand(commands, "show", show_review, "how far a review is")
    taking = subcommand(commands, "import", import_results, "take in what reviewers sent back")
    files = f"files of results; {STANDARD_INPUT} is what is pasted"
    taking.add_argument("files", nargs="+", metavar="FILE", help=files)
    anyway = "also answers that were changed since they were saved; they are flagged"
    taking.add_argument("--anyway", action="store_true", help=anyway)
    report = subcommand(commands, "report", report_review, "what was learned from a review")
    report.add_argument("--format", choices=FORMATS, default="", help="default: markdown")
    report.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: print it")
    report.add_argument("--force", action="store_true", help="over a file that is there")
    report.add_argument("--without-texts", action="store_true", help="neither outputs nor comments")
    close = subcommand(commands, "close", close_review, "let nothing more be judged")
    close.add_argument("--reopen", action="store_true", help="let it be judged again")
    for parser in (show, report, close):
        parser.add_argument("review", metavar="REVIEW", help=NAMED)


NAMED = "its name, its id or the beginning of it"


def close_review(services: Services, args: argparse.Namespace) -> int:
    review = services.reviews.named(args.review)
    closed = services.reviews.close(review.id, closed=not args.reopen)
    if args.json:
        write_json(review_document(closed))
    else:
        write(f"{closed.plan.name} is {'closed' if closed.closed else 'open'}.")
    return DONE
