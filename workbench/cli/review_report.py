"""`workbench review report`: what was learned from a review, for people and for tools."""

from __future__ import annotations

import argparse
import sys

from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write
from workbench.domain.errors import InvalidInput
from workbench.formats.reviews.report_json import json_report
from workbench.services.opened import Services
from workbench.services.sharing import write_whole

FORMATS = ("markdown", "html", "json")
ENDINGS = {".md": "markdown", ".html": "html", ".json": "json"}


def report_review(services: Services, args: argparse.Namespace) -> int:
    """With its texts it is kept, so that an approval may name it as evidence."""
    review = services.reviews.named(args.review)
    form = _format(args)
    if form == "json":
        text = json_report(services.review_reports.put_together(review.id))
    elif args.without_texts:
        markdown, html = services.review_reports.without_texts(review.id)
        text = markdown if form == "markdown" else html
    else:
        saved = services.review_reports.write(review.id)
        progress(f"Kept as evidence: {saved.digest}")
        text = saved.markdown if form == "markdown" else saved.html
    if args.output:
        progress(f"Written: {write_whole(args.output, text, replacing=args.force)}")
    elif form == "json":
        # Exactly as it is: it is ASCII
        sys.stdout.write(text)
    else:
        write(text, end="")
    return DONE


def _format(args: argparse.Namespace) -> str:
    if args.json and args.format not in ("", "json"):
        raise InvalidInput("--json and --format say different things.")
    if args.json or args.format:
        return args.format or "json"
    ending = args.output.suffix.lower() if args.output else ".md"
    if ending not in ENDINGS:
        raise InvalidInput(
            f"{args.output}: no report is written as {ending or 'a file without an ending'}.",
            hint=f"End the name with one of {', '.join(ENDINGS)}, or say --format.",
        )
    return ENDINGS[ending]
