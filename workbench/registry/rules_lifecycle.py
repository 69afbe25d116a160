"""R10: what was withdrawn, and the log, say the same of it. A replacement that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.domain.prompts import PromptKind
from workbench.domain.releases import Finding, FindingSeverity
from workbench.formats.registry_statements import file_digest
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder

ERROR, WARNING = FindingSeverity.ERROR, FindingSeverity.WARNING


def withdrawals_are_logged(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        stated = _stated(folder)
        for path, event in stated.values():
            yield from _statement_of(contents, folder, path, event)
        for name, withdrawal in folder.withdrawn.items():
            path = layout.withdrawal_path(folder.path, name)
            if name not in stated:
                yield Finding("R10", WARNING, path, "the log does not say that it was withdrawn")
            if withdrawal.digest and layout.short(withdrawal.digest) != name:
                yield Finding("R10", ERROR, path, "withdraws something else than its name says")
            if not any(layout.short(v.record.digest) == name for v in folder.versions.values()):
                yield Finding("R10", WARNING, path, "withdraws a version that is not here")


def replacements_are_there(contents: Contents) -> Iterator[Finding]:
    for folder in contents.folders.values():
        other = folder.card.replaced_by if folder.card else ""
        if other and contents.folder(PromptKind.PROMPT, other) is None:
            path = f"{folder.path}/{layout.CARD}"
            yield Finding("R06", WARNING, path, f"there is no prompt {other} to replace it")


def _stated(folder: PromptFolder) -> dict[str, tuple[str, dict[str, object]]]:
    """What the log says was withdrawn: the event's path and data, by the statement's name."""
    return {
        layout.short(str(logged.event.data.get("digest", ""))): (path, logged.event.data)
        for path, logged in folder.events.items()
        if logged.event.type == "withdraw"
    }


def _statement_of(
    contents: Contents, folder: PromptFolder, path: str, data: dict[str, object]
) -> Iterator[Finding]:
    name = layout.short(str(data.get("digest", "")))
    place = layout.withdrawal_path(folder.path, name)
    text = contents.tree.files.get(place)
    if text is None:
        yield Finding("R10", ERROR, path, f"the statement it made, {place}, is missing")
    elif data.get("statement", "") not in ("", file_digest(text)):
        yield Finding("R10", ERROR, place, "is not what was stated when it was withdrawn")
