"""Withdrawing a version, deprecating a prompt, archiving it, and back: files and event of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from workbench.domain.environments import ChangeRequest, Mend, Reason
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import PromptKind
from workbench.formats.registry_files import Withdrawal, write_status, write_withdrawal
from workbench.formats.registry_statements import EventType, file_digest
from workbench.formats.version_file import Record, utc
from workbench.registry import layout
from workbench.registry.contents import Contents, PromptFolder
from workbench.registry.gating import policy_line
from workbench.registry.pinning import version_named
from workbench.registry.rules_reinstating import people_lacking
from workbench.registry.statuses import is_decided


@dataclass(slots=True)
class Turn:
    """A turn in the life of a prompt or a version, ready to be logged."""

    kind: EventType
    data: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    subject: Record | None = None
    refusals: list[Reason] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def withdrawal(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Turn:
    if not request.version:
        raise InvalidInput("Which version?", hint=f"Name it: {folder.prompt}@3")
    if not request.note.strip():
        raise InvalidInput(
            "A withdrawal needs a reason: applications show it.", hint='--note "It …"'
        )
    record = version_named(folder, request.version).record
    turn = _statement(folder, request, record, "withdraw", request.severity)
    known = folder.withdrawn.get(layout.short(record.digest))
    if known and known.severity == request.severity:
        turn.refusals.append(Reason("it is withdrawn already"))
    elif known and known.severity == "block":
        words = "it is withdrawn already, and readers refuse it: take that back first"
        turn.refusals.append(Reason(words, option="reinstate"))
    elif known:
        turn.notes.append(f"It is withdrawn already; readers only warn of it: {known.reason}")
    _say_where_it_is_used(contents, folder, request, turn, record)
    return turn


def reinstatement(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Turn:
    """The earlier statements stay; a new one says that they no longer hold."""
    if not request.version:
        raise InvalidInput("Which version?", hint=f"Name it: {folder.prompt}@3")
    if not request.note.strip():
        raise InvalidInput("Taking a withdrawal back needs a reason.", hint='--note "It was not …"')
    record = version_named(folder, request.version).record
    turn = _statement(folder, request, record, "reinstate", "none")
    known = folder.withdrawn.get(layout.short(record.digest))
    if known is None:
        turn.refusals.append(Reason("it is not withdrawn"))
    else:
        turn.notes.append(f"It was withdrawn: {known.reason}")
        turn.refusals += _may_not_pin(contents, folder, request.actor, record)
    return turn


def _may_not_pin(
    contents: Contents, folder: PromptFolder, actor: str, record: Record
) -> list[Reason]:
    """Taken back, it runs again where it is pinned: as much as to pin it."""
    places = tuple(_in_order(contents, _using(contents, folder, record)))
    found = []
    for each in people_lacking(contents, folder, actor, places):
        line = policy_line(contents, each.place).strip(" ()")
        environment = str(each.place[1])
        found.append(Reason(f"it {each.message}", each.rule, line, environment=environment))
    return found


def _statement(
    folder: PromptFolder,
    request: ChangeRequest,
    record: Record,
    kind: Literal["withdraw", "reinstate"],
    severity: Literal["advisory", "block", "none"],
) -> Turn:
    """A statement about a version beside those there are: none of them ever changes."""
    text = write_withdrawal(
        Withdrawal(
            prompt=folder.prompt,
            digest=record.digest,
            severity=severity,
            reason=request.note.strip(),
            at=utc(request.at),
            actor=request.actor,
        )
    )
    number = folder.next_statement(record.digest)
    data: dict[str, Any] = {
        "digest": record.digest,
        "version": record.version,
        "severity": severity,
        "statement": file_digest(text),
    }
    if number > 1:
        data["number"] = number
    path = layout.withdrawal_path(folder.path, record.digest, number)
    return Turn(kind, data, {path: text}, subject=record)


def deprecation(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Turn:
    replaced_by = request.replaced_by.strip()
    turn = Turn("deprecate", {"replaced_by": replaced_by})
    if replaced_by == folder.prompt:
        turn.refusals.append(Reason("a prompt cannot replace itself"))
    elif replaced_by and contents.folder(PromptKind.PROMPT, replaced_by) is None:
        words = f"the registry holds no prompt {replaced_by} to replace it"
        turn.refusals.append(Reason(words))
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
        words = f"{', '.join(places)} uses it; its pins would be removed"
        turn.refusals.append(Reason(words, mend=Mend.WHILE_PINNED, option="--while-pinned"))
    elif pins:
        turn.notes.append(f"It is no longer pinned in {', '.join(places)}.")
    _set_status(contents, folder, turn, "archived", folder.card.replaced_by if folder.card else "")
    return turn


def activation(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> Turn:
    """Back from deprecated or archived. What was pinned before is pinned again by who wants it."""
    turn = Turn("activate", {})
    if folder.card and folder.card.status == "archived":
        turn.notes.append("It is pinned nowhere: pin or promote a version where it is wanted.")
    _set_status(contents, folder, turn, "active", "")
    return turn


def _set_status(
    contents: Contents, folder: PromptFolder, turn: Turn, status: str, replaced_by: str
) -> None:
    path = f"{folder.path}/{layout.CARD}"
    old = contents.tree.text(path)
    if old is None or folder.card is None:
        turn.refusals.append(Reason(f"{path} is missing or cannot be read", "R01"))
        return
    if (folder.card.status, folder.card.replaced_by) == (status, replaced_by):
        if is_decided(folder):
            turn.refusals.append(Reason(f"it is {status} already"))
        else:
            turn.notes.append("The card says so already, and the log does not: now it will.")
        return
    turn.files[path] = write_status(old, status, replaced_by)


def _say_where_it_is_used(
    contents: Contents, folder: PromptFolder, request: ChangeRequest, turn: Turn, record: Record
) -> None:
    used = _using(contents, folder, record)
    if not used:
        return
    places = ", ".join(_in_order(contents, used))
    if request.severity == "block" and not request.while_pinned:
        words = (
            f"{places} uses it: roll back there first, or withdraw it all the same, and "
            "applications there refuse it"
        )
        turn.refusals.append(Reason(words, "R06", mend=Mend.WHILE_PINNED, option="--while-pinned"))
    else:
        turn.notes.append(f"{places} uses it: move the pin.")


def _using(contents: Contents, folder: PromptFolder, record: Record) -> list[str]:
    """The environments that use a version, be it for a share of their callers."""
    return [
        pin.environment
        for pin in contents.pins.values()
        if pin.prompt == folder.prompt and record.digest in pin.in_use
    ]


def _in_order(contents: Contents, environments: Any) -> list[str]:
    order = contents.registry.environments if contents.registry else []
    return sorted(set(environments), key=lambda each: order.index(each) if each in order else 99)
