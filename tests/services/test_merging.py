"""What is told of a merge: to whom it concerns, and only if something was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from workbench.domain.merging import MergePlan, MergeSide, Renumbered, RenumberPlan
from workbench.domain.releases import ExportDone
from workbench.services.events import Acted
from workbench.services.merging import MergeService

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOVED = Renumbered("support/triage", "sha256:aa", 2, 3)


@dataclass
class ScriptedMerges:
    commit: str = "c0ffee"
    asked: list[object] = field(default_factory=list)

    def plan(self, *asked):
        self.asked.append(asked)
        return a_plan()

    def merge(self, _plan):
        return ExportDone(self.commit)

    def plan_renumbering(self, *asked):
        self.asked.append(asked)
        return a_renumbering()

    def renumber(self, _plan):
        return ExportDone(self.commit)


def a_plan():
    return MergePlan(
        "/team", "acme", "refs/heads/main", "a", "b", "origin/main", renumbered=(MOVED,),
        actor="dana@acme.example",
    )  # fmt: skip


def a_renumbering():
    return RenumberPlan("/team", "support/triage", (MOVED,), (), (), "", "", "", "dana")


def a_service(merges):
    changed: list[str] = []
    told: list[Acted] = []
    return MergeService(merges, lambda: NOW, changed.append, told.append), changed, told


def test_a_merge_is_planned_with_its_upstream_and_told_when_it_is_done():
    merges = ScriptedMerges()
    service, changed, told = a_service(merges)

    plan = service.plan(Path("/team"), {"policy.yaml": MergeSide.OURS})
    service.merge(plan)

    assert merges.asked == [(Path("/team"), "", {"policy.yaml": MergeSide.OURS}, "", NOW)]
    assert changed == ["/team"]
    [acted] = told
    assert (acted.kind, acted.actor, acted.commit) == ("merge", "dana@acme.example", "c0ffee")
    assert acted.words == "With origin/main; support/triage v2 becomes v3"


def test_a_renumbering_is_told_with_its_prompt():
    service, changed, told = a_service(ScriptedMerges())

    service.renumber(service.plan_renumbering(Path("/team"), "support/triage"))

    assert changed == ["/team"]
    assert (told[0].kind, told[0].prompt) == ("renumber", "support/triage")


def test_nothing_written_is_nothing_told():
    service, changed, told = a_service(ScriptedMerges(commit=""))

    service.merge(a_plan())
    service.renumber(a_renumbering())

    assert (changed, told) == ([], [])
