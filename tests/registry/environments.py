"""A team's registry with two versions, and its pins: what tests of environments work with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.registry.workshop import DANA, TRIAGE, Workshop
from workbench.domain.environments import Change, ChangePlan, ChangeRequest, Overview
from workbench.domain.releases import ExportDone, Finding, FindingSeverity
from workbench.formats import canonical_yaml, strict_yaml
from workbench.formats.registry_files import PinFile, read_pin
from workbench.formats.registry_statements import Event, read_event
from workbench.services.environments import EnvironmentService


def a_team(workshop: Workshop) -> Team:
    """Two versions in dev; the second is used there."""
    first = workshop.release()
    second = workshop.release("Triage this well:\n{{ ticket }}")
    return Team(workshop, (first.digest, second.digest))


@dataclass
class Team:
    workshop: Workshop
    digests: tuple[str, ...]

    def __post_init__(self) -> None:
        self.service = EnvironmentService(self.workshop.registry)

    @property
    def folder(self) -> Path:
        return self.workshop.folder

    def plan(
        self,
        change: Change,
        environment: str = "",
        *,
        prompt: str = TRIAGE,
        actor: str = DANA,
        **options: Any,
    ) -> ChangePlan:
        at = self.workshop.clock.go_on(minutes=1)
        request = ChangeRequest(change, prompt, actor, at, environment=environment, **options)
        return self.service.plan(self.folder, request)

    def change(self, plan: ChangePlan) -> ExportDone:
        return self.service.change(plan)

    def do(self, change: Change, environment: str = "", **options: Any) -> ExportDone:
        """Planned and written."""
        return self.change(self.plan(change, environment, **options))

    def pin(self, environment: str, prompt: str = TRIAGE) -> PinFile:
        path = self.folder / "pins" / environment / f"{prompt}.yaml"
        return read_pin(path.read_bytes(), str(path))[0]

    def event(self, pin: PinFile) -> Event:
        """What decided the pin."""
        path = self.workshop.one(f"prompts/{pin.prompt}/log/*-{pin.event[7:19]}.json")
        return read_event(path.read_bytes(), str(path)).event

    def overview(self) -> Overview:
        return self.service.overview(self.folder)

    def verify_errors(self) -> list[Finding]:
        return [f for f in self.workshop.verify() if f.severity is FindingSeverity.ERROR]

    def policy(self, environment: str, **asked: Any) -> None:
        """Ask for something, and commit that."""
        self._change("policy.yaml", lambda document: document["environments"].update(
            {environment: asked}
        ))  # fmt: skip

    def environments(self, *names: str) -> None:
        """What the team calls its environments."""
        self._change("registry.yaml", lambda document: document.update(environments=list(names)))

    def _change(self, name: str, change: Any) -> None:
        path = self.folder / name
        document = strict_yaml.read(path.read_bytes(), name).value
        change(document)
        path.write_text(canonical_yaml.write(document))
        self.workshop.commit_all()
