"""Drift over a real workspace and a real registry, with an engine that runs nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.gui.evaluate.fake_evaluation_engine import FakeEvaluationEngine
from tests.gui.write.open_write import ScriptedAsk
from workbench.domain.settings import Settings
from workbench.gui.kit.background import Background
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.memory import Memory
from workbench.gui.release.around import Around
from workbench.gui.release.drift.building import build_drift_page
from workbench.gui.release.registry_watch import RegistryWatch
from workbench.gui.release.seams import About

TICKETS = "Everyday tickets"
DANA = "dana@acme.example"


class OpenDrift:
    """The samples' triage v3 is approved, released and pinned to dev."""

    def __init__(self, services, folder, theme, icons, actions, memory_file):
        self.services, self.folder = services, folder
        self.owner, self.window = QObject(), QWidget()
        self.engine = FakeEvaluationEngine(services.workspace)
        self.ask, self.actions = ScriptedAsk(), actions
        self.background = Background(self.owner)
        self.memory = Memory(memory_file)
        self.relay = EventRelay(services.events, self.owner)
        reading = self.background.aside()
        self.registry = RegistryWatch(
            services.settings, reading, self.relay, services.released.head, self.owner
        )
        around = Around(
            services, self.background, reading, actions, theme, icons, self.ask, self.relay,
            self.registry, self.memory, self.engine,
        )  # fmt: skip
        self.page = build_drift_page(around)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.said, self.written = [], []
        self.page.said.connect(self.said.append)
        self.page.file_written.connect(self.written.append)
        actions.report(workspace_open=True, registry_known=True)

    def begin(self):
        self.page.begin(About())

    @property
    def findings(self):
        model = self.page.results.model
        lines = (model.line_at(row) for row in range(model.rowCount()))
        return [line.finding for line in lines if hasattr(line, "finding")]


def with_a_release(services, folder):
    """Triage v3 in a new registry, which the settings name."""
    services.settings.save(replace(Settings(), registry=str(folder), author=DANA))
    services.releases.init(folder, "acme-prompts")
    prompt = services.prompts.open_path("support/triage").prompt
    services.releases.approve(prompt.id, 3, approver=DANA, note="Read", environment="dev")
    plan = services.releases.plan_export(prompt.id, 3, folder, author=DANA)
    services.releases.export(plan)
    return services.prompts.version_content(prompt.id, 3)
