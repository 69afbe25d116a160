"""A version in an open workspace, and an empty folder for a registry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.registry.workshop import DANA, Workshop, a_release_content
from workbench.bootstrap.syncing import open_syncing
from workbench.domain.settings import Settings
from workbench.gui.kit.background import Background
from workbench.gui.release.presenter import Chosen, ReleasePresenter
from workbench.services.runs import RunService


@dataclass
class ScriptedAsk:
    folders: list[Path] = field(default_factory=list)

    def folder(self, title, start):
        return self.folders.pop() if self.folders else None

    def text(self, title, label, initial=""):
        return "acme"


class OpenRelease:
    """Version 1 of support/triage, and an empty folder for a registry."""

    def __init__(self, tmp_path, theme, actions, owner):
        self.workshop = Workshop(tmp_path / "registry", DANA)
        self.folder = self.workshop.folder
        self.window, self.ask, self.opened = QWidget(), ScriptedAsk(), []
        self.background, self.actions = Background(owner), actions
        self.settings = Settings()
        self.version = self.workshop.commit(a_release_content())
        prompt = self.workshop.prompts.open(self.version.prompt_id).prompt
        workshop = self.workshop
        actions.report(workspace_open=True, prompt_open=True, versions=1, registry_known=True)
        self.presenter = ReleasePresenter(
            self.window,
            theme,
            workshop.prompts,
            RunService(workshop.prompts, workshop.runs, workshop.clock, workshop.new_id),
            workshop.releases,
            self.background,
            actions,
            self.ask,
            lambda: self.settings,
            lambda: Chosen(prompt),
            workshop.evidence,
            open_syncing(),
            self.opened.append,
        )

    def with_registry(self):
        self.folder.mkdir(exist_ok=True)
        self.workshop.releases.init(self.folder, "acme")
        self.settings = replace(self.settings, registry=str(self.folder))

    def dialog(self, kind):
        return self.window.findChild(kind)


def opened(release, qtbot, kind, command):
    release.actions.run(command)
    qtbot.waitUntil(lambda: release.dialog(kind) is not None and release.dialog(kind).isVisible())
    return release.dialog(kind)
