"""What a merge of two people's work comes to: worked out beside the work tree, by file and rule.

What only one side changed is taken. Versions, events, approvals and evidence of both are kept.
What is left is decided by rule (numbers, heads) or by a person (pins, cards, policy).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from workbench.domain.errors import InvalidInput
from workbench.domain.merging import Choices, MergeConflict, MergePlan
from workbench.domain.releases import Finding
from workbench.formats.registry_files import write_status
from workbench.registry import layout
from workbench.registry.acting import Acting
from workbench.registry.committed import Entry, blobs_of
from workbench.registry.log import Teller
from workbench.registry.merge_files import BothChanged
from workbench.registry.merge_message import merge_message
from workbench.registry.merge_pins import Pins
from workbench.registry.merge_rules import judged
from workbench.registry.merge_sides import Sides, read_sides
from workbench.registry.merge_versions import Versions, head_files
from workbench.registry.merged_tree import MergedTree, texts_of
from workbench.registry.statuses import decided, is_decided
from workbench.registry.three_way import Outcome, changed_paths
from workbench.registry.writing import check_registry

MOST_ROUNDS = 20
ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """`other`: empty for the upstream, or what git is merging; `actor`: for whom git names."""

    other: str
    choices: Choices
    actor: str
    at: datetime


def plan_merge(folder: Path, request: MergeRequest, acting: Acting) -> MergePlan:
    """Raises `RegistryError` where nothing can be merged. Writes nothing."""
    sides = read_sides(folder, request.other)
    if sides.held or sides.follows:
        return _plain(sides)
    actor = request.actor.strip() or acting.person(sides.git)
    return _Drawing(sides, request, actor).plan()


def _plain(sides: Sides) -> MergePlan:
    """Nothing comes in, or the branch has only to follow."""
    repository = sides.repository
    other = repository.commit if sides.held else sides.other
    return MergePlan(
        directory=str(repository.folder),
        registry="",
        branch=repository.branch,
        base=repository.commit,
        other=other,
        other_name=sides.other_name,
        fast_forward=not sides.held,
        under_way=sides.under_way,
        arrivals=() if sides.held else sides.arrivals(),
    )


class _Drawing:
    """One merge, step by step: files, versions and their numbers, pins, heads, rules."""

    def __init__(self, sides: Sides, request: MergeRequest, actor: str) -> None:
        bases, ours, theirs = sides.entries()
        self._sides, self._request, self._bases = sides, request, bases
        self._teller = Teller(actor, request.at, f"Merged with {sides.other_name}")
        self._merged = MergedTree(sides, ours, theirs, dict(ours))
        self._both = self._files()
        self._contents = self._merged.contents()
        check_registry(sides.repository.folder, self._contents)

    def plan(self) -> MergePlan:
        versions = Versions(self._merged, self._contents, self._teller)
        versions.settle(self._both.collided, self._paths(self._bases[0]), self._new_here())
        pins = self._pins()
        for three in self._both.pins:
            pins.settle_both(three)
        self._write_heads()
        self._write_statuses()
        findings = judged(self._merged)
        for _round in range(MOST_ROUNDS):
            settled = [finding for finding in findings if pins.settle_finding(finding)]
            if not settled:
                break
            findings = judged(self._merged)
        conflicts = (*pins.conflicts.values(), *self._both.conflicts)
        self._check_choices(conflicts)
        return self._planned(versions, pins, conflicts, findings)

    def _planned(
        self,
        versions: Versions,
        pins: Pins,
        conflicts: tuple[MergeConflict, ...],
        findings: tuple[Finding, ...],
    ) -> MergePlan:
        sides, merged = self._sides, self._merged
        repository = sides.repository
        plan = MergePlan(
            directory=str(repository.folder),
            registry=self._contents.name,
            branch=repository.branch,
            base=repository.commit,
            other=sides.other,
            other_name=sides.other_name,
            under_way=sides.under_way,
            arrivals=sides.arrivals(),
            incoming=merged.incoming(),
            renumbered=tuple(versions.renumbered),
            divided=tuple(versions.divided),
            conflicts=conflicts,
            files=merged.planned(),
            removals=merged.removed(),
            notes=tuple(pins.notes),
            actor=self._teller.actor,
            result=merged.result(),
        )
        chosen = not plan.open_conflicts
        message = merge_message(plan, self._teller.actor)
        return replace(plan, message=message, findings=findings if chosen else ())

    def _files(self) -> BothChanged:
        merged, prefix = self._merged, self._sides.prefix
        changed = list(changed_paths(self._bases, merged.ours, merged.theirs))
        both = [three for three in changed if three.outcome is Outcome.BOTH]
        settling = BothChanged(
            self._sides, merged, self._request.choices, texts_of(self._sides, both)
        )
        for three in changed:
            if three.path.startswith(prefix):
                merged.changed.add(three.path.removeprefix(prefix))
            if three.outcome is Outcome.THEIRS:
                merged.take(three.path, three.theirs)
            elif three.outcome is Outcome.BOTH:
                settling.settle(three)
        return settling

    def _pins(self) -> Pins:
        git = self._sides.git
        return Pins(
            self._merged,
            self._contents,
            self._request.choices,
            self._teller,
            self._bases[0],
            lambda entry: blobs_of(git, [entry.blob])[entry.blob],
        )

    def _write_heads(self) -> None:
        tree = self._contents.tree
        for path, text in head_files(self._contents, self._folders()):
            if text != tree.text(path):
                self._merged.write(path, text)

    def _write_statuses(self) -> None:
        """Whichever card was chosen, the log decided whether the prompt is active."""
        for path in self._folders():
            folder = self._contents.folders.get(path)
            if folder is None or folder.card is None or is_decided(folder):
                continue
            card, allowed = f"{path}/{layout.CARD}", decided(folder)
            text = self._contents.tree.text(card)
            if text is not None and len(allowed) == 1:
                [(status, instead)] = allowed.items()
                instead = folder.card.replaced_by if status == ARCHIVED else instead
                self._merged.write(card, write_status(text, status, instead))

    def _folders(self) -> set[str]:
        """Of prompts and components that either side changed."""
        changed = (layout.prompt_file(path) for path in self._merged.changed)
        return {place.folder for place in changed if place}

    def _paths(self, entries: Mapping[str, Entry]) -> set[str]:
        prefix = self._sides.prefix
        return {path.removeprefix(prefix) for path in entries if path.startswith(prefix)}

    def _new_here(self) -> set[str]:
        """Paths of the registry that only we added."""
        known = self._paths(self._merged.theirs)
        for base in self._bases:
            known |= self._paths(base)
        return self._paths(self._merged.ours) - known

    def _check_choices(self, conflicts: Iterable[MergeConflict]) -> None:
        by_file = {each.file: each for each in conflicts}
        for file, side in self._request.choices.items():
            conflict = by_file.get(file)
            if conflict is None:
                known = ", ".join(by_file) or "nothing"
                raise InvalidInput(
                    f"There is nothing to choose about {file}.", hint=f"To be chosen: {known}."
                )
            if side not in conflict.options:
                raise InvalidInput(
                    f"{file} cannot be {side}: {conflict.reason}.",
                    hint=f"Choose {conflict.options[0]}.",
                )
