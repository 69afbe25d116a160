"""Two versions of a prompt in a team's registry, and the commands that change what runs where."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tests.registry.environments import Team, a_team
from tests.registry.workshop import TRIAGE, a_workshop
from workbench.gui.kit.background import Background
from workbench.gui.release.changing.doing import Changing
from workbench.gui.release.seams import ChosenCell
from workbench.registry.git_remotes import GitRemotes
from workbench.registry.records import GitRecords
from workbench.registry.standing import GitStandings
from workbench.services.events import RegistryChanged
from workbench.services.released import ReleasedService
from workbench.services.standings import StandingService
from workbench.services.syncing import SyncService

ENVIRONMENTS = ("dev", "staging", "prod")


class OpenChanging:
    def __init__(self, tmp_path, theme, icons, actions, owner: QObject) -> None:
        self.team: Team = a_team(a_workshop(tmp_path / "registry"))
        self.team.service._changed = lambda folder: events.publish(RegistryChanged(folder))
        workshop = self.team.workshop
        events = workshop.events
        self.window, self.background = QWidget(), Background(owner)
        self.errors: list[Any] = []
        services = SimpleNamespace(
            environments=self.team.service,
            released=ReleasedService(GitRecords()),
            standings=StandingService(GitStandings(), workshop.clock),
            releases=workshop.releases,
            syncing=SyncService(GitRemotes()),
        )
        around: Any = SimpleNamespace(
            services=services,
            background=self.background,
            reading=self.background.aside(),
            actions=actions,
            theme=theme,
            icons=icons,
            ask=SimpleNamespace(show_error=self.errors.append),
            registry=SimpleNamespace(folder=self.team.folder),
        )
        self.said: list[str] = []
        self.changing = Changing(around, self.window)
        self.changing.said.connect(self.said.append)
        actions.report(workspace_open=True, registry_known=True)

    def choose(self, environment: str = "dev") -> None:
        """As somebody does in the matrix."""
        [row] = [row for row in self.team.overview().prompts if row.prompt == TRIAGE]
        self.changing.choose(ChosenCell(row, environment, ENVIRONMENTS))

    def dialogs(self, kind: type) -> list[Any]:
        return [each for each in self.window.findChildren(kind) if each.isVisible()]
