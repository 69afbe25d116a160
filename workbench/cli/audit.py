"""`workbench audit`: who did what to which version on which evidence, and whether it holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from workbench.cli.audit_words import HEADER, entry_document, entry_row, given_day
from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.output import progress, write, write_json, write_table
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.audit import AuditBreak, AuditQuery, LoggedEntry
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.services.audit import FORMATS
from workbench.services.opened import Services
from workbench.services.sharing import write_whole

PAGE = 1_000
ENDINGS = {".jsonl": "jsonl", ".csv": "csv", ".md": "markdown"}
USE = """\
workbench audit [WORDS]                 what is found, newest first
       workbench audit export -o FILE [WORDS]  .jsonl with every hash, .csv or .md
       workbench audit verify [FILE]           whether it holds, and an earlier export with it"""


def add_commands(subparsers: Subparsers) -> None:
    audit = subcommand(
        subparsers, "audit", show_audit, "who did what to which version, and whether the log holds",
        read_only=True,
    )  # fmt: skip
    audit.usage = USE
    audit.add_argument("words", nargs="*", metavar="WORDS", help="all of them must be there")
    add_filters(audit)
    audit.add_argument("--env", default="", help="of this environment only")
    audit.add_argument(
        "--registry", type=Path, default=None, metavar="DIR", help="its events as well"
    )
    audit.add_argument("-o", dest="file", type=Path, metavar="FILE", help="export: where to")
    audit.add_argument("--format", choices=FORMATS, default="", help="export: default: by FILE")
    audit.add_argument("-n", dest="limit", type=int, default=50, help="entries; default: 50")


def add_filters(parser: argparse.ArgumentParser, *, prompt: bool = True) -> None:
    parser.add_argument("--person", default="", help="who did it, or a part of the name")
    parser.add_argument("--kind", default="", help="what was done: approve, export, promote, …")
    parser.add_argument("--since", type=given_day, default=None, metavar="DAY", help="2026-11-21")
    parser.add_argument("--until", type=given_day, default=None, metavar="DAY", help="before it")
    if prompt:
        parser.add_argument("--prompt", default="", metavar="PATH", help="or a part of it")


def show_audit(services: Services, args: argparse.Namespace) -> int:
    """What `export` and `verify` do is asked for by the first word."""
    action, rest = (args.words[0], args.words[1:]) if args.words else ("", [])
    if action == "verify":
        return _verify(services, args, rest)
    if action == "export":
        return _export(services, args, query_of(args, rest))
    if args.file:
        raise InvalidInput("-o is for `workbench audit export`.")
    entries = list(_found(services, query_of(args, args.words), args))
    if args.json:
        write_json([entry_document(each) for each in entries])
    elif entries:
        write_table(HEADER, map(entry_row, entries))
    else:
        progress("Nothing is found.")
    return DONE


def query_of(args: argparse.Namespace, words: Sequence[str]) -> AuditQuery:
    return AuditQuery(
        tuple(words), args.person, args.prompt, args.kind, args.env,
        since=args.since, until=args.until,
    )  # fmt: skip


def _found(
    services: Services, query: AuditQuery, args: argparse.Namespace
) -> Iterator[LoggedEntry]:
    last, left = None, args.limit
    while left > 0:
        page = services.audit.search(query, args.registry, after=last, limit=min(left, PAGE))
        yield from page.entries
        if not page.more:
            return
        last, left = page.entries[-1], left - len(page.entries)


def _export(services: Services, args: argparse.Namespace, query: AuditQuery) -> int:
    if args.file is None:
        raise InvalidInput("Where to? -o FILE", hint="To look for the word: --kind export")
    kind = args.format or ENDINGS.get(args.file.suffix.lower(), "")
    if not kind:
        raise InvalidInput(
            f"What is {args.file.name}?", hint="Say --format jsonl, csv or markdown."
        )
    lines = services.audit.lines(kind, query, args.registry)
    write_whole(args.file, lines, replacing=True)
    head = services.audit.head()
    if args.json:
        write_json({"file": str(args.file), "entries": head.number, "head": head.hash})
    else:
        write(f"Written: {args.file}")
        write(f"The newest entry is {head.number}, {head.hash}")
    return DONE


def _verify(services: Services, args: argparse.Namespace, files: Sequence[str]) -> int:
    if len(files) > 1:
        raise InvalidInput("One file is verified at a time.")
    breaks = list(services.audit.breaks(args.registry))
    for file in files:
        breaks += services.audit.breaks_of(_lines(Path(file)))
    head = services.audit.head()
    if args.json:
        write_json(_verdict(breaks, head.number, head.hash))
        return CHECK_FAILED if breaks else DONE
    for each in breaks:
        write(f"{each.source}: {each.place}: {each.message}")
    if not breaks:
        write(f"Whole: {head.number} entries, each with the one before it, up to {head.hash}")
    return CHECK_FAILED if breaks else DONE


def _verdict(breaks: Sequence[AuditBreak], entries: int, head: str) -> dict[str, Any]:
    found = [{"log": each.source, "place": each.place, "message": each.message} for each in breaks]
    return {"entries": entries, "head": head, "breaks": found}


def _lines(file: Path) -> Iterator[str]:
    try:
        with open(file, encoding="utf-8", newline="\n") as opened:
            yield from opened
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(f"cannot be read: {error}", file=str(file)) from error
