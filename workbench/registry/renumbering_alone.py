"""Renumbering by itself: where the forge merged two people's work and a number stands twice."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from workbench.domain.errors import NotFound
from workbench.domain.merging import RenumberPlan
from workbench.domain.prompts import PromptKind
from workbench.domain.releases import ExportDone, PlannedFile
from workbench.registry import layout
from workbench.registry.acting import Acting
from workbench.registry.commits import Data
from workbench.registry.contents import Contents, PromptFolder, read_contents
from workbench.registry.log import Teller
from workbench.registry.merge_versions import head_files
from workbench.registry.renumbering import duplicates, new_numbers, renumber
from workbench.registry.tree import read_tree
from workbench.registry.verification import check_planned
from workbench.registry.writing import check_registry, commit_planned, writable

REASON = "The number was taken twice"
MENDING = "Mend that first, as docs/export.md says. Nothing was written."


def plan_renumbering(
    folder: Path, prompt: str, actor: str, at: datetime, acting: Acting
) -> RenumberPlan:
    """Of a prompt or component. Also puts `head.yaml` right. Writes nothing."""
    repository = writable(folder)
    tree = read_tree(repository.folder)
    contents = read_contents(tree)
    check_registry(repository.folder, contents)
    found = _folder(contents, prompt)
    actor = actor.strip() or acting.person(repository.git)
    moving = duplicates(found)
    paths = {each.path for each in moving}
    taken = {each.record.version for path, each in found.versions.items() if path not in paths}
    done = renumber(contents, found, new_numbers(moving, taken), Teller(actor, at, REASON))
    written = done.files | dict(head_files(contents, {found.path}))
    files = tuple(
        PlannedFile(path, tree.text(path), text)
        for path, text in sorted(written.items())
        if text != tree.text(path)
    )
    if files:
        left = tree.without(done.removed)
        check_planned(left, read_contents(left), files, hint=MENDING)
    return RenumberPlan(
        directory=str(repository.folder),
        prompt=found.prompt,
        renumbered=tuple(done.renumbered),
        files=files,
        removed=tuple(done.removed),
        message=_message(found, tuple(each.words for each in done.renumbered), actor),
        branch=repository.branch,
        base=repository.commit,
        actor=actor,
    )


def write_renumbering(plan: RenumberPlan, author: str) -> ExportDone:
    """In one commit, or not at all. Nothing to do is no mistake."""
    if not plan.commit_needed:
        return ExportDone("")
    files: dict[str, Data] = {file.path: file.new for file in plan.files}
    return commit_planned(plan, files | dict.fromkeys(plan.removed), author)


def _folder(contents: Contents, prompt: str) -> PromptFolder:
    for kind in PromptKind:
        if found := contents.folder(kind, prompt):
            return found
    raise NotFound(f"The registry holds no prompt {prompt}.", hint="Look in prompts/.")


def _message(folder: PromptFolder, told: tuple[str, ...], actor: str) -> str:
    first = f"Renumber {folder.prompt}" if told else f"Put {folder.path}/{layout.HEAD} right"
    lines = [first, "", *told, *([""] if told else []), f"By: {' '.join(actor.split())}"]
    return "".join(f"{line}\n" for line in lines)
