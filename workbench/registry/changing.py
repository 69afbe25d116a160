"""A change of what runs where, from the wish to the plan: one commit with one event of the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.environments import (
    Change,
    ChangePlan,
    ChangeRefused,
    ChangeRequest,
    Mend,
    Reason,
)
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import ExportDone, PlannedFile, RemovedFile
from workbench.formats import registry_files
from workbench.formats.registry_statements import EventType, LoggedEvent, file_digest
from workbench.formats.version_file import Record
from workbench.registry import layout
from workbench.registry.candidates import Candidate
from workbench.registry.commits import Data
from workbench.registry.contents import Contents, PromptFolder, read_contents
from workbench.registry.gating import shortfalls
from workbench.registry.lifecycle import (
    Turn,
    activation,
    archiving,
    deprecation,
    reinstatement,
    withdrawal,
)
from workbench.registry.log import Teller
from workbench.registry.pinning import Move, move_of, prompt_folder
from workbench.registry.reasons import (
    changed_interface,
    interface_note,
    lacking,
    next_step,
    said_once,
)
from workbench.registry.signatures import check_signatures, moment
from workbench.registry.tree import RegistryTree, listed_tree
from workbench.registry.verification import check_planned
from workbench.registry.writing import check_registry, commit_planned, writable

MENDING = "Mend that first, as docs/export.md says. Nothing was written."
TURNS: dict[Change, Callable[[Contents, PromptFolder, ChangeRequest], Turn]] = {
    Change.WITHDRAW: withdrawal,
    Change.DEPRECATE: deprecation,
    Change.ARCHIVE: archiving,
    Change.ACTIVATE: activation,
    Change.REINSTATE: reinstatement,
}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a change writes, and what it is about."""

    files: dict[str, str]
    removed: tuple[str, ...]
    subject: Record | None
    refusals: list[Reason]
    notes: list[str]
    headline: str


def plan_change(folder: Path, request: ChangeRequest) -> ChangePlan:
    """Raises `RegistryError` with every reason why it may not be. Writes nothing."""
    repository = writable(folder)
    tree = listed_tree(repository.folder, repository.git)
    contents = read_contents(tree.only(_concerned(request, tree)))
    check_registry(repository.folder, contents)
    prompt = prompt_folder(contents, request.prompt)
    drawn = _drawn(contents, prompt, request)
    if drawn.refusals:
        raise _refused(request, drawn)
    files = tuple(
        PlannedFile(path, contents.tree.text(path), text) for path, text in drawn.files.items()
    )
    part = read_contents(contents.tree.without(drawn.removed))
    check_planned(tree.without(drawn.removed), part, files, hint=MENDING)
    return ChangePlan(
        directory=str(repository.folder),
        registry=contents.name,
        change=request.change,
        prompt=prompt.prompt,
        environment=request.environment,
        version=drawn.subject.version if drawn.subject else None,
        digest=drawn.subject.digest if drawn.subject else "",
        files=files,
        removals=tuple(RemovedFile(path, contents.tree.text(path) or "") for path in drawn.removed),
        message=_message(request, drawn),
        branch=repository.branch,
        base=repository.commit,
        notes=tuple(drawn.notes),
        actor=request.actor,
    )


def write_change(plan: ChangePlan, author: str) -> ExportDone:
    """In one commit, or not at all. Nothing to do is no mistake."""
    if not plan.commit_needed:
        return ExportDone("")
    files: dict[str, Data] = {file.path: file.new for file in plan.files}
    return commit_planned(plan, files | dict.fromkeys(plan.removed), author, plan.onto)


def _drawn(contents: Contents, folder: PromptFolder, request: ChangeRequest) -> _Drawn:
    if request.change in TURNS:
        return _turned(contents, folder, request, TURNS[request.change](contents, folder, request))
    move = move_of(contents, folder, request)
    if move.stays and move.pinned and move.pinned.rollout == move.rollout:
        words = f"{move.environment} uses {folder.prompt} v{move.target.version} already."
        return _Drawn({}, (), move.subject, move.refusals, [words], words)
    return _moved(contents, folder, request, move)


def _turned(contents: Contents, folder: PromptFolder, request: ChangeRequest, turn: Turn) -> _Drawn:
    _logged, path, text = _event(contents, folder, request, turn.kind, turn.data)
    name = f"{folder.prompt} v{turn.subject.version}" if turn.subject else folder.prompt
    headline = f"{request.change.capitalize()} {name}"
    if request.replaced_by:
        headline += f" in favour of {request.replaced_by}"
    files = {**turn.files, path: text}
    return _Drawn(files, turn.removed, turn.subject, turn.refusals, turn.notes, headline)


def _moved(contents: Contents, folder: PromptFolder, request: ChangeRequest, move: Move) -> _Drawn:
    rests_on = _statements(contents, folder, move)
    kind: EventType = "rollback" if move.rollback else "promote"
    logged, path, text = _event(contents, folder, request, kind, move.event_data | rests_on)
    refusals = [*move.refusals, *_refusals(move, request), *_lacking(contents, move, logged)]
    pin = layout.pin_path(move.environment, folder.prompt)
    files = {path: text, pin: registry_files.write_pin(move.pin(logged.id))}
    return _Drawn(files, (), move.subject, refusals, move.notes, _headline(move, request))


def _event(
    contents: Contents,
    folder: PromptFolder,
    request: ChangeRequest,
    kind: EventType,
    data: dict[str, Any],
) -> tuple[LoggedEvent, str, str]:
    teller = Teller(request.actor, request.at, " ".join(request.note.split()))
    return teller.next_event(contents, folder, kind, data | {"reason": teller.reason})


def _refusals(move: Move, request: ChangeRequest) -> list[Reason]:
    """What speaks against any pin of this version, whatever the policy says."""
    found: list[Reason] = []
    folder, version = move.folder, move.subject
    if folder.card and folder.card.status == "archived":
        found.append(Reason("the prompt is archived", "R06", mend=Mend.ACTIVATE))
    elif folder.card and folder.card.status == "deprecated":
        instead = f": use {folder.card.replaced_by}" if folder.card.replaced_by else ""
        move.notes.append(f"{folder.prompt} is deprecated{instead}.")
    if withdrawn := folder.withdrawn.get(layout.short(version.digest)):
        words = f"it was withdrawn: {withdrawn.reason}"
        if withdrawn.severity == "block":
            found.append(Reason(words, "R06"))
        else:
            move.notes.append(f"v{version.version}: {words}")
    old = move.pinned.interface if move.pinned else version.interface
    if move.canary is None and version.interface != old:
        if not request.allow_interface_change:
            found.append(changed_interface(move.environment, old, version.interface))
        else:
            move.notes.append(interface_note(move.environment, old, version.interface))
    return found


def _lacking(contents: Contents, move: Move, logged: LoggedEvent) -> list[Reason]:
    """What the team's policy asks for and is not there, as `verify` would say it afterwards."""
    version = move.folder.with_digest(move.subject.digest)
    if version is None or (move.stays and move.canary is None):
        return []
    check_signatures(contents, [move.folder])
    at = moment(logged.event.at)
    candidate = Candidate(move.folder, version, move.environment, logged, move.previous, at)
    return [lacking(contents, candidate, short) for short in shortfalls(contents, candidate)]


def _statements(contents: Contents, folder: PromptFolder, move: Move) -> dict[str, list[str]]:
    """Digests of the approvals of this version there, and of the evidence that they name."""
    approvals = {
        path: approval
        for path, approval in folder.approvals.items()
        if (approval.digest, approval.environment) == (move.subject.digest, move.environment)
    }
    present = {file_digest(contents.tree.files[path]) for path in folder.evidence}
    named = {digest for approval in approvals.values() for digest in approval.evidence}
    return {
        "approvals": sorted(file_digest(contents.tree.files[path]) for path in approvals),
        "evidence": sorted(named & present),
    }


def _concerned(request: ChangeRequest, tree: RegistryTree) -> tuple[str, ...]:
    """What a change of one prompt depends on: not on all others."""
    return (
        layout.REGISTRY,
        layout.POLICY,
        layout.ATTRIBUTES,
        layout.TRUST,
        f"{layout.FOLDERS[PromptKind.COMPONENT]}/",
        f"{layout.folder_of(PromptKind.PROMPT, request.prompt)}/",
        *layout.pins_of(request.prompt, tree.files),
        *(
            f"{layout.folder_of(PromptKind.PROMPT, other)}/"
            for other in (request.replaced_by.strip(),)
            if other
        ),
    )


def _refused(request: ChangeRequest, drawn: _Drawn) -> ChangeRefused:
    name = f"{request.prompt} v{drawn.subject.version}" if drawn.subject else request.prompt
    place = f" in {request.environment}" if request.environment else ""
    reasons = said_once(drawn.refusals)
    return ChangeRefused(
        f"{request.change} of {name}{place}.",
        reasons,
        drawn.notes,
        hint=f"{next_step(name, reasons)}Nothing was written.",
        version=drawn.subject.version if drawn.subject else None,
    )


def _headline(move: Move, request: ChangeRequest) -> str:
    name = f"{move.folder.prompt} v{move.subject.version}"
    if move.canary:
        return f"Canary of {name} in {move.environment} for {move.weight} %"
    if move.rollback and move.stays:
        return f"Stop the canary beside {name} in {move.environment}"
    if move.rollback:
        return f"Roll back {move.environment} to {name}"
    verb = "Pin" if request.change is Change.PIN else "Promote"
    return f"{verb} {name} {'in' if request.change is Change.PIN else 'to'} {move.environment}"


def _message(request: ChangeRequest, drawn: _Drawn) -> str:
    lines = [drawn.headline, ""]
    if note := " ".join(request.note.split()):
        lines += [note, ""]
    if drawn.subject:
        lines.append(f"Digest: {drawn.subject.digest}")
    lines.append(f"By: {' '.join(request.actor.split())}")
    return "".join(f"{line}\n" for line in lines)
