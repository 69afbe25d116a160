"""`workbench list`, `show`, `history` and `commit`: prompts, their texts and their versions."""

from __future__ import annotations

import argparse
from typing import Any

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write, write_json, write_table
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import InvalidInput
from workbench.domain.history import PromptSummary, TimelineEntry
from workbench.domain.labels import labels_of
from workbench.domain.library_filter import Facts, entry_of, found_in, label_term, matching
from workbench.domain.library_filter import terms as terms_of
from workbench.domain.preferences import Preferences
from workbench.domain.prompts import Message, Role
from workbench.formats.content import draft_document
from workbench.services.opened import Services
from workbench.services.prompts import Resolved


def add_commands(subparsers: Subparsers) -> None:
    listing = subcommand(subparsers, "list", list_prompts, "the prompts of the workspace")
    listing.add_argument("--archived", action="store_true", help="the archived ones instead")
    listing.add_argument(
        "--filter",
        metavar="TERMS",
        help="those that the filter of the window would leave: 'refund label:tone=friendly'",
    )
    listing.add_argument("--saved", metavar="NAME", help="a filter saved in the window")
    show = subcommand(subparsers, "show", show_prompt, "the text of a draft or a version")
    show.add_argument("prompt", metavar="PROMPT[@VERSION]")
    history = subcommand(subparsers, "history", show_history, "versions, and states that were run")
    history.add_argument("prompt", metavar="PROMPT")
    commit = subcommand(subparsers, "commit", commit_draft, "name the draft as a version")
    commit.add_argument("prompt", metavar="PROMPT")
    commit.add_argument("-m", "--note", required=True, help="what changed, and why")
    commit.add_argument("--author", default="", help="default: who you are to Settings or git")


def list_prompts(services: Services, args: argparse.Namespace) -> int:
    known = services.preferences.load()
    summaries = _wanted(services, known, args)
    if args.json:
        write_json([_summary_document(each, known) for each in summaries])
        return DONE
    rows = [
        (
            summary.prompt.path,
            f"v{summary.version}" if summary.version else "draft",
            "changed" if summary.version and summary.unnamed_changes else "",
            "★" if summary.prompt.id in known.favourites else "",
            ", ".join(str(label) for label in labels_of(summary.prompt)),
            summary.prompt.title,
        )
        for summary in summaries
    ]
    write_table(("PROMPT", "VERSION", "", "", "LABELS", "TITLE"), rows)
    return DONE


def _wanted(
    services: Services, known: Preferences, args: argparse.Namespace
) -> list[PromptSummary]:
    """As the window filters: also from the archive, where `archived:yes` asks for it."""
    terms = " ".join(filter(None, (args.filter, args.saved and _saved(known, args.saved))))
    if not terms:
        return list(services.prompts.library(archived=args.archived))
    held = services.library.holdings()
    tests = matching(terms, Facts(held.included, frozenset(known.favourites)))
    asked = any(term.key == "archived" for term in terms_of(terms))
    looked = held.archived if args.archived else (*held.live, *(held.archived if asked else ()))
    entries = sorted(map(entry_of, looked), key=lambda entry: entry.order)
    return [entry.summary for entry in found_in(entries, tests)]


def _saved(known: Preferences, name: str) -> str:
    for saved in known.saved_filters:
        if saved.name.casefold() == name.casefold():
            return " ".join(filter(None, (saved.text, *map(label_term, saved.labels))))
    names = ", ".join(saved.name for saved in known.saved_filters)
    raise InvalidInput(
        f"No filter was saved as {name}.",
        hint=f"There are: {names}." if names else "Save one in the window: Ctrl+Alt+S.",
    )


def show_prompt(services: Services, args: argparse.Namespace) -> int:
    resolved = services.prompts.resolve(args.prompt)
    if args.json:
        write_json(_resolved_document(resolved))
        return DONE
    for message in resolved.content.messages:
        write(f"── {message.role}{_name(message)} " + "─" * 40)
        write(message.text)
    return DONE


def show_history(services: Services, args: argparse.Namespace) -> int:
    prompt = services.prompts.open_path(args.prompt).prompt
    entries = services.prompts.timeline(prompt.id)
    if args.json:
        write_json([_entry_document(entry) for entry in entries])
        return DONE
    rows = [
        (
            f"v{entry.version.number}" if entry.version else "run",
            entry.digest.removeprefix("sha256:")[:12],
            f"{entry.at:%Y-%m-%d %H:%M}",
            entry.version.author if entry.version else "",
            f"{entry.finished} of {entry.runs}" if entry.runs else "",
            entry.approved_by,
            entry.version.note if entry.version else "",
        )
        for entry in entries
    ]
    write_table(("VERSION", "DIGEST", "WHEN", "AUTHOR", "FINISHED", "APPROVED BY", "NOTE"), rows)
    return DONE


def commit_draft(services: Services, args: argparse.Namespace) -> int:
    prompt = services.prompts.open_path(args.prompt).prompt
    author = args.author or services.settings.author()
    version = services.prompts.commit(prompt.id, note=args.note, author=author)
    if args.json:
        write_json({"prompt": prompt.path, "version": version.number, "digest": version.digest})
    else:
        write(f"{prompt.path} v{version.number}  {version.digest}")
    return DONE


def _name(message: Message) -> str:
    return f" {message.name}" if message.role is Role.PLACEHOLDER else ""


def _summary_document(summary: PromptSummary, known: Preferences) -> dict[str, Any]:
    prompt = summary.prompt
    return {
        "path": prompt.path,
        "kind": prompt.kind,
        "title": prompt.title,
        "version": summary.version,
        "unnamed_changes": summary.unnamed_changes,
        "labels": {label.facet: label.value for label in prompt.labels},
        "all_labels": [str(label) for label in labels_of(prompt)],
        "owner": prompt.owner,
        "favourite": prompt.id in known.favourites,
        "archived": prompt.archived,
        "deprecated": prompt.deprecated,
        "replaced_by": prompt.replaced_by,
    }


def _resolved_document(resolved: Resolved) -> dict[str, Any]:
    version = resolved.version
    return {
        "path": resolved.prompt.path,
        "version": version and version.number,
        "digest": version and version.digest,
        "note": version.note if version else "",
        "content": draft_document(resolved.content),
    }


def _entry_document(entry: TimelineEntry) -> dict[str, Any]:
    version = entry.version
    return {
        "version": version and version.number,
        "digest": entry.digest,
        "at": entry.at.isoformat(),
        "author": version.author if version else "",
        "note": version.note if version else "",
        "runs": entry.runs,
        "finished": entry.finished,
        "cost_usd": None if entry.cost_usd is None else str(entry.cost_usd),
        "approved_by": entry.approved_by,
        "approved_on": list(entry.approved_on),
    }
