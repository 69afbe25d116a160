"""A workspace on disk that a registry comes back into: real SQLite, real git."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.registry.workshop import TRIAGE, Workshop
from workbench.bootstrap import close_services, open_services
from workbench.domain.approvals import Approval
from workbench.domain.prompts import PromptContent, Version
from workbench.domain.restoring import Restored, RestorePlan, RestoreWork
from workbench.services.events import Event
from workbench.services.opened import Services


@dataclass
class Colleague:
    """Somebody with a workspace of their own."""

    services: Services
    heard: list[Event]

    def plan(self, folder: Path) -> RestorePlan:
        return self.services.restoring.plan(folder)

    def restore(self, folder: Path, work: RestoreWork | None = None) -> Restored:
        return self.services.restoring.restore(self.plan(folder), work)

    def id_of(self, path: str = TRIAGE) -> str:
        return self.services.prompts.open_path(path).prompt.id

    def versions(self, path: str = TRIAGE) -> list[Version]:
        """The oldest first."""
        return self.services.prompts.versions(self.id_of(path))[::-1]

    def numbers(self, path: str = TRIAGE) -> list[int]:
        return [version.number for version in self.versions(path)]

    def draft_text(self, path: str = TRIAGE) -> str:
        return self.services.prompts.open_path(path).draft.content.messages[-1].text

    def approvals(self, path: str = TRIAGE) -> list[Approval]:
        return self.services.releases.approvals(self.id_of(path))

    def type(self, content: PromptContent, path: str = TRIAGE) -> None:
        """Into the draft of a prompt, which is made if it is not there."""
        paths = {each.prompt.path for each in self.services.prompts.library()}
        if path not in paths:
            self.services.prompts.create(path, content=content)
        draft = self.services.prompts.open_path(path).draft
        self.services.prompts.journal(replace(draft, content=content))

    def commit(self, content: PromptContent, path: str = TRIAGE) -> Version:
        self.type(content, path)
        return self.services.prompts.commit(self.id_of(path), note="Mine", author="me")


def a_colleague(folder: Path) -> tuple[Colleague, Callable[[], None]]:
    """With an empty workspace there; and how to close it."""
    folder.mkdir(parents=True, exist_ok=True)
    services = open_services(folder / "workspace.db", empty=True)
    heard: list[Event] = []
    services.events.listen(heard.append)
    return Colleague(services, heard), lambda: close_services(services)


def released(workshop: Workshop) -> list[tuple[str, int, str]]:
    """Path, number and digest of every version file, by path and number."""
    found = workshop.registry.releases(workshop.folder)
    return sorted((each.prompt.path, each.number, each.digest) for each in found)
