"""Merging what two people did to a registry in git. Nothing here uses a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from workbench.domain.merging import Choices, MergePlan, RenumberPlan
from workbench.domain.releases import ExportDone
from workbench.registry.acting import Acting
from workbench.registry.merge_commit import write_merge
from workbench.registry.merging import MergeRequest, plan_merge
from workbench.registry.renumbering_alone import plan_renumbering, write_renumbering


class GitMerges:
    """`author` is whom Settings name, `login` who is logged in; either may be nobody."""

    def __init__(self, author: Callable[[], str] = str, login: Callable[[], str] = str) -> None:
        self._acting = Acting(author, login)

    def plan(
        self, folder: Path, other: str, choices: Choices, actor: str, at: datetime
    ) -> MergePlan:
        return plan_merge(folder, MergeRequest(other, choices, actor, at), self._acting)

    def merge(self, plan: MergePlan) -> ExportDone:
        return write_merge(plan, self._acting.committer())

    def plan_renumbering(self, folder: Path, prompt: str, actor: str, at: datetime) -> RenumberPlan:
        return plan_renumbering(folder, prompt, actor, at, self._acting)

    def renumber(self, plan: RenumberPlan) -> ExportDone:
        return write_renumbering(plan, self._acting.committer())
