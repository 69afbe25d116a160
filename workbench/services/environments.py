"""Changing what runs where in a team's registry, and seeing it. Needs no workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workbench.domain.environments import (
    ChangePlan,
    ChangeRequest,
    ComponentUse,
    Overview,
    PinnedText,
)
from workbench.domain.releases import ExportDone
from workbench.services.audit_telling import (
    Anchored,
    Tell,
    as_it_is,
    of_change,
    tell_nobody,
    with_head,
)
from workbench.services.ports import Registry


class EnvironmentService:
    """`changed` is called with the directory of a registry that was written to, `tell` with
    what the audit log of the workspace keeps of it; commits carry the head of that log."""

    def __init__(
        self,
        registry: Registry,
        changed: Callable[[str], None] = lambda _directory: None,
        tell: Tell = tell_nobody,
        anchored: Anchored = as_it_is,
    ) -> None:
        self._registry, self._changed = registry, changed
        self._tell, self._anchored = tell, anchored

    def plan(self, directory: Path, request: ChangeRequest) -> ChangePlan:
        """Everything the change would write, to be looked at first. Writes nothing.

        Without an actor it is who git says will commit. Raises `RegistryError` naming every
        reason why it may not be.
        """
        actor = request.actor.strip() or self._registry.person(Path(directory))
        plan = self._registry.plan_change(Path(directory), replace(request, actor=actor))
        return with_head(plan, self._anchored)

    def change(self, plan: ChangePlan) -> ExportDone:
        """Write what was planned, in one commit. Nothing to do is no mistake."""
        done = self._registry.change(plan)
        if done.commit:
            self._tell(of_change(plan, done))
            self._changed(plan.directory)
        return done

    def overview(self, directory: Path) -> Overview:
        return self._registry.overview(Path(directory))

    def texts(self, directory: Path, prompt: str) -> list[PinnedText]:
        """What each environment uses of a prompt, in their order."""
        return self._registry.pinned_texts(Path(directory), prompt)

    def component_uses(self, directory: Path, component: str) -> list[ComponentUse]:
        """The released prompts that a component's newest version would change."""
        return self._registry.component_uses(Path(directory), component)
