"""Bringing together what two people did to a team's registry at once. Needs no workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbench.domain.merging import Choices, MergePlan, MergeSide, RenumberPlan
from workbench.domain.releases import ExportDone


class Merges(Protocol):
    """Calls take as long as git does. They raise `RegistryError` where nothing can be merged,
    `RegistryDirty` where the registry has changes of its own; then nothing was written."""

    def plan(
        self, folder: Path, other: str, choices: Choices, actor: str, at: datetime
    ) -> MergePlan:
        """`other`: a branch or commit; empty for the upstream, or for what git is merging."""
        ...

    def merge(self, plan: MergePlan) -> ExportDone:
        """One merge commit, or the branch follows, or nothing."""
        ...

    def plan_renumbering(
        self, folder: Path, prompt: str, actor: str, at: datetime
    ) -> RenumberPlan: ...

    def renumber(self, plan: RenumberPlan) -> ExportDone: ...


class MergeService:
    """`changed` is called with the directory of a registry that was written to."""

    def __init__(
        self,
        merges: Merges,
        now: Callable[[], datetime],
        changed: Callable[[str], None] = lambda _directory: None,
    ) -> None:
        self._merges, self._now, self._changed = merges, now, changed

    def plan(
        self,
        directory: Path,
        choices: Mapping[str, MergeSide] | None = None,
        *,
        other: str = "",
        actor: str = "",
    ) -> MergePlan:
        """Everything a merge of the branch with its upstream, or with `other`, comes to, to be
        looked at first. Writes nothing.

        Without an actor it is who git says will commit.
        """
        return self._merges.plan(Path(directory), other, choices or {}, actor, self._now())

    def merge(self, plan: MergePlan) -> ExportDone:
        """Write what was planned, in one commit. Nothing to do is no mistake.

        Raises `RegistryError` where something is left to be chosen, or a rule would be broken.
        """
        done = self._merges.merge(plan)
        if done.commit:
            self._changed(plan.directory)
        return done

    def plan_renumbering(self, directory: Path, prompt: str, *, actor: str = "") -> RenumberPlan:
        """Of versions that have one number, those published later get the next ones."""
        return self._merges.plan_renumbering(Path(directory), prompt, actor, self._now())

    def renumber(self, plan: RenumberPlan) -> ExportDone:
        done = self._merges.renumber(plan)
        if done.commit:
            self._changed(plan.directory)
        return done
