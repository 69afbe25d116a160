"""Two clones of one registry, and the command that merges what came while Ben worked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tests.registry.two_people import two_people
from workbench.gui.kit.background import Background
from workbench.gui.release.merging.dialog import MergeDialog
from workbench.gui.release.merging.doing import Merging


class OpenMerging:
    def __init__(self, tmp_path, theme, actions, owner: QObject) -> None:
        self.ada, self.ben = two_people(tmp_path)
        self.window, self.background = QWidget(), Background(owner)
        self.window.resize(1200, 800)
        around: Any = SimpleNamespace(
            services=SimpleNamespace(merging=self.ben.merging),
            background=self.background,
            reading=self.background.aside(),
            actions=actions,
            theme=theme,
            registry=SimpleNamespace(folder=self.ben.folder),
        )
        self.actions = actions
        self.said: list[str] = []
        self.doing = Merging(around, self.window)
        self.doing.said.connect(self.said.append)
        actions.report(workspace_open=True, registry_known=True)

    def open(self, qtbot) -> MergeDialog:
        """The dialog, with what the merge comes to."""
        self.ben.fetch()
        self.actions.run("registry.merge")
        dialog = self.window.findChild(MergeDialog)
        qtbot.waitUntil(lambda: dialog.plan is not None or bool(dialog.problem.text()))
        return dialog
