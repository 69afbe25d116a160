"""R10: the log is complete, and what it, the pins and the versions say of each other holds."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_files import PinFile
from workbench.formats.registry_statements import LoggedEvent, file_digest
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.log import deciding_events, pinned_by

ERROR, WARNING = FindingSeverity.ERROR, FindingSeverity.WARNING


def log_is_complete(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        known = {logged.id for logged in folder.events.values()}
        for path, logged in folder.events.items():
            yield from _event(contents, folder, path, logged)
            for parent in logged.event.parents:
                if parent not in known and not _unreadable(folder, parent):
                    message = f"the event before it, {layout.short(parent)}, is missing or changed"
                    yield Finding("R10", ERROR, path, message)
        yield from _publications(folder)
        yield from _approvals(contents, folder)


def pins_have_their_events(contents: Contents) -> Iterator[Finding]:
    for path, pin in contents.pins.items():
        folder = contents.folder(PromptKind.PROMPT, pin.prompt)
        if folder is not None and (message := _pin_problem(folder, pin)):
            yield Finding("R10", ERROR, path, message, contents.documents[path].line(("event",)))
    for folder in contents.folders.values():
        places = {str(event.event.data.get("environment", "")) for event in folder.events.values()}
        for environment in sorted(places):
            path = layout.pin_path(environment, folder.prompt)
            decided = deciding_events(folder.events.values(), environment)
            pinned = any(pinned_by(logged, environment) for logged in decided)
            if pinned and path not in contents.tree.files:
                message = f"is missing: the log pins {folder.prompt} there"
                yield Finding("R10", ERROR, path, message)


def _event(
    contents: Contents, folder: PromptFolder, path: str, logged: LoggedEvent
) -> Iterator[Finding]:
    event = logged.event
    due = layout.event_path(folder.path, event.at, event.type, logged.id)
    if path != due:
        yield Finding("R10", ERROR, path, f"was changed: its name should be {due}")
    if event.prompt != folder.prompt:
        yield Finding("R10", ERROR, path, f"is an event of {event.prompt}")
    if contents.registry and event.registry != contents.registry.registry:
        yield Finding("R10", ERROR, path, f"is an event of the registry {event.registry}")
    present = _statement_digests(contents, folder)
    for kind in ("approvals", "evidence"):
        for digest in _named(logged, kind):
            if digest not in present:
                message = f"rests on {kind} {layout.short(digest)}, missing or changed"
                yield Finding("R10", ERROR, path, message)


def _named(logged: LoggedEvent, kind: str) -> list[str]:
    """What an event says that it rests on, whatever stands there."""
    named = logged.event.data.get(kind, [])
    return [str(each) for each in named] if isinstance(named, list) else []


def _statement_digests(contents: Contents, folder: PromptFolder) -> set[str]:
    return {
        file_digest(contents.tree.files[path]) for path in (*folder.approvals, *folder.evidence)
    }


def _publications(folder: PromptFolder) -> Iterator[Finding]:
    published = {
        (event.event.data.get("digest"), event.event.data.get("version")): path
        for path, event in folder.events.items()
        if event.event.type in ("publish", "import", "renumber")
    }
    for path, version in folder.versions.items():
        record = version.record
        if (record.digest, record.version) not in published:
            message = f"the log does not say that version {record.version} was published"
            yield Finding("R10", ERROR, path, message)
    for (digest, number), path in published.items():
        if not folder.may_hold(str(digest)):
            yield Finding("R10", ERROR, path, f"version {number}, which it published, is missing")


def _approvals(contents: Contents, folder: PromptFolder) -> Iterator[Finding]:
    named = {digest for logged in folder.events.values() for digest in _named(logged, "approvals")}
    for path, approval in folder.approvals.items():
        name = layout.APPROVAL_NAME.fullmatch(path.rpartition("/")[2])
        if contents.name and approval.subject != f"{contents.name}/{folder.prompt}":
            message = f"approves {approval.subject}, not {contents.name}/{folder.prompt}"
            yield Finding("R10", ERROR, path, message)
        elif not folder.may_hold(approval.digest):
            yield Finding("R10", ERROR, path, "approves a version that is not here")
        elif name and (name["digest"], name["environment"]) != (
            layout.short(approval.digest),
            approval.environment,
        ):
            yield Finding("R10", ERROR, path, "approves something else than its name says")
        elif file_digest(contents.tree.files[path]) not in named:
            yield Finding("R10", WARNING, path, "no event of the log rests on this approval")


def _pin_problem(folder: PromptFolder, pin: PinFile) -> str:
    if _unreadable(folder, pin.event):
        return ""
    found = [logged for logged in folder.events.values() if logged.id == pin.event]
    if not found:
        return f"the event that authorised it, {layout.short(pin.event)}, is missing or changed"
    data = found[0].event.data
    if data.get("environment") != pin.environment or data.get("to") != pin.digest:
        return f"is not what its event {layout.short(pin.event)} decided"
    if (data.get("from") or data.get("previous", "")) != pin.previous:
        return "names another version before it than its event"
    if data.get("rollout", []) != pin.rollout:
        return "has another rollout than its event decided"
    if found[0] not in deciding_events(folder.events.values(), pin.environment):
        return "is not what the newest event of the log decided"
    return ""


def _unreadable(folder: PromptFolder, event: str) -> bool:
    return any(layout.short(event) in name for name in folder.unreadable)
