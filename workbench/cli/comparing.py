"""`workbench diff` and `search`: what differs, and where something stands."""

from __future__ import annotations

import argparse

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.diffing.changes_in_words import as_documents, changes_in_words, in_english
from workbench.diffing.contents import (
    Change,
    ContentDiff,
    FieldChange,
    MessageChange,
    diff_contents,
)
from workbench.diffing.pieces import inline_text
from workbench.domain.errors import InvalidInput
from workbench.domain.history import Hit
from workbench.domain.searches import FILTERS
from workbench.services.opened import Services


def add_commands(subparsers: Subparsers) -> None:
    diff = subcommand(subparsers, "diff", diff_versions, "what differs between two versions")
    diff.add_argument("old", metavar="PROMPT[@VERSION]")
    diff.add_argument("new", metavar="PROMPT[@VERSION]")
    search = subcommand(subparsers, "search", search_texts, "find words in versions and outputs")
    search.add_argument(
        "text",
        nargs="+",
        help="words, and filters: " + "; ".join(FILTERS.values()).replace("%", "%%"),
    )
    search.add_argument("--limit", type=int, default=20)


def diff_versions(services: Services, args: argparse.Namespace) -> int:
    """Done whether or not anything differs: a difference is no failure."""
    old, new = (services.prompts.resolve(reference) for reference in (args.old, args.new))
    found = diff_contents(old.content, new.content)
    facts = changes_in_words(old.content, new.content, found)
    if args.json:
        write_json({**_diff_document(found), "changes": as_documents(facts)})
        return DONE
    if found.same:
        write("The same.")
    elif facts:
        write(in_english(facts))
    for message in found.messages:
        if message.change is not Change.SAME:
            write(f"── {_named(message)} {message.change} " + "─" * 30)
            write(inline_text(message.pieces) if message.pieces else _text(message))
            for line in _attachment_changes(message):
                write(line)
    for field in found.fields:
        write(f"{field.part} {field.name}: {_field_text(field)}")
    return DONE


def search_texts(services: Services, args: argparse.Namespace) -> int:
    text = " ".join(args.text)
    if problems := services.search.read(text).problems:
        raise InvalidInput(problems[0], hint="Without the colon it is looked for as a word.")
    hits = services.search.search(text, limit=args.limit)
    if args.json:
        write_json([_hit_document(hit) for hit in hits])
        return DONE
    for hit in hits:
        where = f"@{hit.version}" if hit.version else ""
        source = f"output of {hit.model}" if hit.run_id else hit.kind.value
        write(f"{hit.path}{where}  ({source}, {hit.at:%Y-%m-%d})")
        write("    " + " ".join(_marked(hit.snippet, "«", "»").split()))
    return DONE


def _attachment_changes(message: MessageChange) -> list[str]:
    """What came and went, as the words of a text are marked."""
    old, new = (each.attachments if each else () for each in (message.old, message.new))
    gone = [f"[-{each.name}, attached-]" for each in old if each not in new]
    return gone + [f"{{+{each.name}, attached+}}" for each in new if each not in old]


def _named(message: MessageChange) -> str:
    roles = [str(each.role) for each in (message.old, message.new) if each]
    return " → ".join(dict.fromkeys(roles))


def _text(message: MessageChange) -> str:
    if message.new is None:
        return f"[-{message.old.text}-]" if message.old else ""
    return f"{{+{message.new.text}+}}"


def _field_text(field: FieldChange) -> str:
    return " → ".join(text or "none" for text in (field.old, field.new))


def _diff_document(found: ContentDiff) -> dict[str, object]:
    return {
        "same": found.same,
        "messages": [
            {
                "change": message.change,
                "old_index": message.old_index,
                "new_index": message.new_index,
                "old_role": message.old and message.old.role,
                "new_role": message.new and message.new.role,
                "pieces": [[piece.op, piece.text] for piece in message.pieces],
                "attachments": _attachment_changes(message),
            }
            for message in found.messages
        ],
        "fields": [
            {"part": field.part, "name": field.name, "old": field.old, "new": field.new}
            for field in found.fields
        ],
    }


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
