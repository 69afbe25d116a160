"""R10: nothing is dated before what it follows, nor in the future.

By the time of an event it is decided how old evidence was, and which key was valid: a time that
cannot be is a way past both. People's clocks differ, and what is logged can never be mended, so
a day is forgiven either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_statements import LoggedEvent, file_digest
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.signatures import moment

FORGIVEN = timedelta(days=1)


def times_are_possible(contents: Contents) -> Iterator[Finding]:
    latest = datetime.now(UTC) + FORGIVEN
    for folder in contents.folders.values():
        approved = {path: each.at for path, each in folder.approvals.items()}
        measured = {path: _measured(contents, path) for path in folder.evidence}
        for path, said in (*approved.items(), *measured.items()):
            at = moment(said)
            if at is not None and at > latest:
                yield _finding(path, f"is dated in the future: {said}")
        rests_on = {
            file_digest(contents.tree.files[path]): (said, "what it rests on")
            for path, said in (approved | measured).items()
        }
        yield from _events(folder, rests_on, latest)


def _events(
    folder: PromptFolder, rests_on: Mapping[str, tuple[str, str]], latest: datetime
) -> Iterator[Finding]:
    known = {
        logged.id: (logged.event.at, "the event before it") for logged in folder.events.values()
    }
    for path, logged in folder.events.items():
        at = moment(logged.event.at)
        if at is None:
            yield _finding(path, f"does not say when it was, but {logged.event.at!r}")
            continue
        if at > latest:
            yield _finding(path, f"is dated in the future: {logged.event.at}")
        for digest in _earlier(logged):
            said, what = known.get(digest) or rests_on.get(digest) or ("", "")
            then = moment(said)
            if then is not None and at < then - FORGIVEN:
                message = f"is dated {logged.event.at}, before {what}, {layout.short(digest)}"
                yield _finding(path, f"{message} ({said})")


def _earlier(logged: LoggedEvent) -> list[str]:
    """Digests of what must have been there when the event was made."""
    found = list(logged.event.parents)
    for kind in ("approvals", "evidence"):
        named = logged.event.data.get(kind, [])
        found += [str(each) for each in named] if isinstance(named, list) else []
    return found


def _measured(contents: Contents, path: str) -> str:
    document: Any = contents.documents[path].value
    predicate = document.get("predicate") if isinstance(document, dict) else None
    if not isinstance(predicate, dict):
        return ""
    return str(predicate.get("run_at") or predicate.get("at") or "")


def _finding(path: str, message: str) -> Finding:
    return Finding("R10", FindingSeverity.ERROR, path, message)
