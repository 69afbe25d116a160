"""Bringing together what two people did to a team's registry at once. Needs no workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workbench.domain.audit import AuditKind
from workbench.domain.merging import Choices, MergePlan, MergeSide, RenumberPlan
from workbench.domain.releases import ExportDone
from workbench.services.events import Acted


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
    """`changed` is called with the directory of a registry that was written to, `tell` with what
    the audit log of the workspace keeps of it."""

    def __init__(
        self,
        merges: Merges,
        now: Callable[[], datetime],
        changed: Callable[[str], None] = lambda _directory: None,
        tell: Callable[[Acted], None] = lambda _acted: None,
    ) -> None:
        self._merges, self._now = merges, now
        self._changed, self._tell = changed, tell

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
            self._tell(_of_merge(plan, done))
            self._changed(plan.directory)
        return done

    def plan_renumbering(self, directory: Path, prompt: str, *, actor: str = "") -> RenumberPlan:
        """Of versions that have one number, those published later get the next ones."""
        return self._merges.plan_renumbering(Path(directory), prompt, actor, self._now())

    def renumber(self, plan: RenumberPlan) -> ExportDone:
        done = self._merges.renumber(plan)
        if done.commit:
            words = "; ".join(each.words for each in plan.renumbered)
            acted = Acted(
                AuditKind.RENUMBER, plan.actor, plan.prompt, commit=done.commit, words=words
            )
            self._tell(acted)
            self._changed(plan.directory)
        return done


def _of_merge(plan: MergePlan, done: ExportDone) -> Acted:
    told = [f"With {plan.other_name}"]
    told += [each.words for each in plan.renumbered]
    told += [f"{each.file}: {each.choice}" for each in plan.conflicts]
    return Acted(AuditKind.MERGE, plan.actor, commit=done.commit, words="; ".join(told))
