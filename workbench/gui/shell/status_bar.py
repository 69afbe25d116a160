"""What stands at the bottom: workspace · saved 12:04:11 · engine ready · 2 jobs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from workbench.gui.kit.engine import EngineState
from workbench.gui.kit.naming import named
from workbench.gui.kit.tone import set_tone

TONES = {
    EngineState.STARTING: "",
    EngineState.READY: "",
    EngineState.RESTARTING: "warning",
    EngineState.STOPPED: "failed",
}


class StatusBar(QStatusBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self.workspace = self._add("status.workspace", self.tr("Workspace"))
        self.saved = self._add("status.saved", self.tr("Saved"))
        self.live = self._add("status.live", self.tr("Live mode"), permanent=True)
        set_tone(self.live, "running")
        self.engine = self._add("status.engine", self.tr("Engine"), permanent=True)
        self.jobs = self._add("status.jobs", self.tr("Jobs"), permanent=True)

    def show_workspace(self, name: str, path: str, *, read_only: bool) -> None:
        text = self.tr("workspace: {0}").format(name)
        self.workspace.setText(f"{text} · {self.tr('read only')}" if read_only else text)
        self.workspace.setToolTip(path)
        set_tone(self.workspace, "warning" if read_only else "")

    def show_saved(self, at: datetime) -> None:
        self.saved.setText(self.tr("saved {0}").format(f"{at.astimezone():%H:%M:%S}"))
        set_tone(self.saved, "")

    def show_not_saved(self, reason: str) -> None:
        self.saved.setText(self.tr("not saved: {0}").format(reason))
        set_tone(self.saved, "failed")

    def show_engine(self, state: EngineState) -> None:
        words = {
            EngineState.STARTING: self.tr("engine starting"),
            EngineState.READY: self.tr("engine ready"),
            EngineState.RESTARTING: self.tr("engine starting again"),
            EngineState.STOPPED: self.tr("engine stopped"),
        }
        self.engine.setText(words[state])
        set_tone(self.engine, TONES[state])

    def show_live(self, words: str) -> None:
        self.live.setText(words)
        self.live.setVisible(bool(words))

    def show_jobs(self, count: int) -> None:
        words = self.tr("1 job") if count == 1 else self.tr("{0} jobs").format(count)
        self.jobs.setText(words if count else "")

    def _add(self, object_name: str, accessible_name: str, *, permanent: bool = False) -> QLabel:
        label = named(QLabel(), object_name, accessible_name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if permanent:
            self.addPermanentWidget(label)
        else:
            self.addWidget(label)
        return label
