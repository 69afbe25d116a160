"""`workbench diff` and `search`: what differs, and where something stands."""

from __future__ import annotations

import argparse

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.history import Hit
from workbench.services.opened import Services


def add_comparing_commands(subparsers: Subparsers) -> None:
    diff = subcommand(subparsers, "diff", diff_versions, "what differs between two versions")
    diff.add_argument("old", metavar="PROMPT[@VERSION]")
    diff.add_argument("new", metavar="PROMPT[@VERSION]")
    search = subcommand(subparsers, "search", search_texts, "find words in versions and outputs")
    search.add_argument("text", nargs="+")
    search.add_argument("--limit", type=int, default=20)


def search_texts(services: Services, args: argparse.Namespace) -> int:
    hits = services.search.search(" ".join(args.text), limit=args.limit)
    if args.json:
        write_json([_hit_document(hit) for hit in hits])
        return DONE
    for hit in hits:
        where = f"@{hit.version}" if hit.version else ""
        source = f"output of {hit.model}" if hit.run_id else "prompt"
        write(f"{hit.path}{where}  ({source}, {hit.at:%Y-%m-%d})")
        write("    " + " ".join(_marked(hit.snippet, "«", "»").split()))
    return DONE


def _marked(snippet: str, opening: str, closing: str) -> str:
    return snippet.replace("\x02", opening).replace("\x03", closing)


def _hit_document(hit: Hit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "path": hit.path,
        "version": hit.version,
        "digest": hit.digest,
        "run": hit.run_id,
        "model": hit.model,
        "at": hit.at.isoformat(),
        "snippet": _marked(hit.snippet, "", ""),
    }
