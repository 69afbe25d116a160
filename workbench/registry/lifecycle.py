"""Withdrawing a version, deprecating a prompt, archiving it: the files and the event of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workbench.domain.environments import ChangeRequest
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import PromptKind
from workbench.formats.registry_files import Withdrawal, write_status, write_withdrawal
from workbench.formats.registry_statements import EventType, file_digest
from workbench.formats.version_file import Record, utc
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.pinning import version_named


@dataclass(slots=True)
class Turn:
    """A turn in the life of a prompt or a version, ready to be logged."""

    kind: EventType
    data: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    subject: Record | None = None
    refusals: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def withdrawal(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Turn:
    if not request.version:
        raise InvalidInput("Which version?", hint=f"Name it: {folder.prompt}@3")
    if not request.note.strip():
        raise InvalidInput(
            "A withdrawal needs a reason: applications show it.", hint='--note "It …"'
        )
    record = version_named(folder, request.version).record
    text = write_withdrawal(
        Withdrawal(
            prompt=folder.prompt,
            digest=record.digest,
            severity=request.severity,
            reason=request.note.strip(),
            at=utc(request.at),
            actor=request.actor,
        )
    )
    data = {
        "digest": record.digest,
        "version": record.version,
        "severity": request.severity,
        "statement": file_digest(text),
    }
    path = layout.withdrawal_path(folder.path, record.digest)
    turn = Turn("withdraw", data, {path: text}, subject=record)
    if layout.short(record.digest) in folder.withdrawn:
        turn.refusals.append("it is withdrawn already, and statements never change")
    _say_where_it_is_used(contents, folder, request, turn, record)
    return turn


def deprecation(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Turn:
    replaced_by = request.replaced_by.strip()
    turn = Turn("deprecate", {"replaced_by": replaced_by})
    if replaced_by == folder.prompt:
        turn.refusals.append("a prompt cannot replace itself")
    elif replaced_by and contents.folder(PromptKind.PROMPT, replaced_by) is None:
        turn.refusals.append(f"the registry holds no prompt {replaced_by} to replace it")
    _set_status(contents, folder, turn, "deprecated", replaced_by)
    return turn


def archiving(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Turn:
    """Its pins go with it: what is archived is used nowhere."""
    pins = {
        path: pin.environment for path, pin in contents.pins.items() if pin.prompt == folder.prompt
    }
    turn = Turn("archive", {"unpinned": sorted(pins.values())}, removed=tuple(sorted(pins)))
    places = _in_order(contents, pins.values())
    if pins and not request.while_pinned:
        turn.refusals.append(
            f"{', '.join(places)} uses it; its pins would be removed (--while-pinned)"
        )
    elif pins:
        turn.notes.append(f"It is no longer pinned in {', '.join(places)}.")
    _set_status(contents, folder, turn, "archived", folder.card.replaced_by if folder.card else "")
    return turn


def _set_status(
    contents: Contents, folder: PromptFolder, turn: Turn, status: str, replaced_by: str
) -> None:
    path = f"{folder.path}/{layout.CARD}"
    old = contents.tree.text(path)
    if old is None or folder.card is None:
        turn.refusals.append(f"{path} is missing or cannot be read")
        return
    if (folder.card.status, folder.card.replaced_by) == (status, replaced_by):
        turn.refusals.append(f"it is {status} already")
        return
    turn.files[path] = write_status(old, status, replaced_by)


def _say_where_it_is_used(
    contents: Contents, folder: PromptFolder, request: ChangeRequest, turn: Turn, record: Record
) -> None:
    used = [
        pin.environment
        for pin in contents.pins.values()
        if pin.prompt == folder.prompt and record.digest in pin.in_use
    ]
    if not used:
        return
    places = ", ".join(_in_order(contents, used))
    if request.severity == "block" and not request.while_pinned:
        turn.refusals.append(
            f"{places} uses it: roll back there first, or withdraw it all the same "
            "(--while-pinned), and applications there refuse it"
        )
    else:
        turn.notes.append(f"{places} uses it: move the pin.")


def _in_order(contents: Contents, environments: Any) -> list[str]:
    order = contents.registry.environments if contents.registry else []
    return sorted(set(environments), key=lambda each: order.index(each) if each in order else 99)
