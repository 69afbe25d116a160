"""R10: statements, cards and the log say the same. A replacement that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_statements import file_digest
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.statuses import decided, is_decided

ERROR, WARNING = FindingSeverity.ERROR, FindingSeverity.WARNING


def withdrawals_are_logged(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        stated = _stated(folder)
        for place, events in stated.items():
            yield from _statements_of(contents, folder, place, events)
        for path, withdrawal in folder.statements.items():
            name, number = layout.statement_of(path)
            if path not in stated and number == 1 and withdrawal.severity != "none":
                yield Finding("R10", WARNING, path, "the log does not say that it was withdrawn")
            elif path not in stated:
                yield Finding("R10", ERROR, path, "the log does not say that this was stated")
            if withdrawal.digest and layout.short(withdrawal.digest) != name:
                yield Finding("R10", ERROR, path, "withdraws something else than its name says")
            if not any(layout.short(v.record.digest) == name for v in folder.versions.values()):
                yield Finding("R10", WARNING, path, "withdraws a version that is not here")


def replacements_are_there(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        other = folder.card.replaced_by if folder.card else ""
        if other and not contents.holds(PromptKind.PROMPT, other):
            path = f"{folder.path}/{layout.CARD}"
            yield Finding("R06", WARNING, path, f"there is no prompt {other} to replace it")


def statuses_are_logged(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        if folder.card is None or folder.unreadable or is_decided(folder):
            continue
        path = f"{folder.path}/{layout.CARD}"
        allowed = decided(folder)
        due = " or ".join(allowed)
        message = f"says {folder.card.status}, and the log {due}: a status is set by a change"
        if folder.card.status in allowed:
            other = allowed[folder.card.status]
            instead = f"the log names {other}" if other else "the log names none"
            message = f"is replaced by {folder.card.replaced_by or 'nothing'}, and {instead}"
        line = contents.documents[path].line(("status",))
        yield Finding("R10", ERROR, path, message, line)


def _stated(folder: PromptFolder) -> dict[str, list[tuple[str, dict[str, object]]]]:
    """What the log says was stated: the event's path and data, by the statement's path. Two
    people may have stated something under one name; one of the two got another when they met."""
    found: dict[str, list[tuple[str, dict[str, object]]]] = {}
    for path, logged in folder.events.items():
        if logged.event.type in ("withdraw", "reinstate"):
            data = logged.event.data
            number = data.get("number", 1)
            digest = str(data.get("digest", ""))
            place = layout.withdrawal_path(
                folder.path, digest, number if isinstance(number, int) else 1
            )
            found.setdefault(place, []).append((path, data))
    return found


def _statements_of(
    contents: Contents,
    folder: PromptFolder,
    place: str,
    events: list[tuple[str, dict[str, object]]],
) -> Iterator[Finding]:
    digests = {path: file_digest(contents.tree.files[path]) for path in folder.statements}
    claimed = {str(data.get("statement", "")) for _path, data in events}
    for path, data in events:
        stated = data.get("statement", "")
        if stated and stated in digests.values():
            continue
        if place not in contents.tree.files:
            yield Finding("R10", ERROR, path, f"the statement it made, {place}, is missing")
        elif stated:
            yield Finding("R10", ERROR, place, "is not what was stated when it was withdrawn")
    if "" not in claimed and digests.get(place, "") not in ("", *claimed):
        yield Finding("R10", ERROR, place, "is not what was stated when it was withdrawn")
