"""The places and features over an open workspace, wired to one another and to the frame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.errors import WorkbenchError
from workbench.domain.history import TimelineEntry
from workbench.domain.settings import Settings
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.release.presenter import Chosen, ReleasePresenter
from workbench.gui.settings.panel import SettingsPanel
from workbench.gui.settings.presenter import SettingsPresenter
from workbench.gui.shell.dialog_ask import told
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.evaluate_host import EvaluateHost
from workbench.gui.shell.importing import Importing
from workbench.gui.shell.parts import Parts
from workbench.gui.shell.release_host import ReleaseHost
from workbench.gui.shell.review_host import ReviewHost
from workbench.gui.shell.team_registry.presenter import OpeningRegistry
from workbench.gui.write.place import WritePlace, build_write_place
from workbench.services.opened import Services

SAID_MS = 6000


class Places(QObject):
    def __init__(
        self,
        parts: Parts,
        services: Services,
        engine: EngineLink,
        relay: EventRelay,
        settings: Callable[[], Settings],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts, self._window = parts, parts.window
        self.settings = self._settings_place(services, engine)
        self.write = self._write_place(services, engine, relay)
        memory = parts.memory.scoped(workspace_scope(services.workspace))
        self.evaluate = EvaluateHost(parts, services, engine, relay, self.write, memory)
        self.evaluate.said.connect(self._say)
        self.review = ReviewHost(parts, services, relay, self.write, self.evaluate, memory)
        self.review.said.connect(self._say)
        around = (self.write, self.evaluate, self.review, memory)
        self.releasing = ReleaseHost(parts, services, relay, *around, engine)
        self.releasing.said.connect(self._say)
        self.release = self._release(services, settings)
        self.review.approval_wanted.connect(self.release.approve_version)
        self.importing = Importing(parts, services.transfers, services.promptfoo_imports, self)
        self.opening_registry = OpeningRegistry(parts, services, self)
        self.opening_registry.said.connect(self._say)

    def flush(self, then: Callable[[], None]) -> None:
        """Write to the disk what was typed, then call."""
        self.releasing.flush(lambda: self.review.flush(lambda: self.write.session.flush(then)))

    def _write_place(self, services: Services, engine: EngineLink, relay: EventRelay) -> WritePlace:
        parts, window = self._parts, self._window
        place = build_write_place(
            services,
            engine,
            parts.background,
            window.actions_,
            window.theme,
            parts.ask,
            icons=window.icons,
            relay=relay,
            memory=parts.memory.scoped(workspace_scope(services.workspace)),
        )
        place.said.connect(self._say)
        place.live_told.connect(window.status.show_live)
        place.session.saved.connect(self._show_saved)
        place.session.save_failed.connect(self._show_not_saved)
        window.add_place("go.write", self.tr("Write"), "pen", lambda: place)
        return place

    def _settings_place(self, services: Services, engine: EngineLink) -> SettingsPresenter:
        parts, window = self._parts, self._window
        panel = SettingsPanel(window.theme, window.icons)
        presenter = SettingsPresenter(
            panel, services.settings, services.keys, engine, parts.background, parts.ask
        )
        label = self.tr("Settings")
        window.add_place("app.settings", label, "settings", lambda: panel, at_bottom=True)
        window.stack.addWidget(panel)
        if parts.appearance:
            parts.appearance.chosen.connect(
                lambda theme, scale: presenter.change({"theme": theme, "text_scale": scale})
            )
        return presenter

    def _release(self, services: Services, settings: Callable[[], Settings]) -> ReleasePresenter:
        parts = self._parts
        release = ReleasePresenter(
            self._window,
            self._window.theme,
            services.prompts,
            services.runs,
            services.releases,
            parts.background,
            self._window.actions_,
            parts.ask,
            settings,
            self._chosen,
            services.evidence,
            services.syncing,
        )
        release.said.connect(self._say)
        release.registry_chosen.connect(
            lambda folder: self.settings.change({"registry": str(folder)})
        )
        return release

    def _chosen(self) -> Chosen | None:
        if prompt := self.releasing.chosen:
            return Chosen(prompt)
        opened = self.write.session.open
        if opened is None:
            return None
        entry = self.write.history.chosen
        version = entry.version if isinstance(entry, TimelineEntry) else None
        return Chosen(opened.prompt, version.number if version else None)

    def _say(self, text: str) -> None:
        self._window.status.showMessage(text, SAID_MS)

    def _show_saved(self, at: datetime | None) -> None:
        self._window.status.show_saved(at or datetime.now(UTC))

    def _show_not_saved(self, error: WorkbenchError) -> None:
        self._window.status.show_not_saved(error.message)
        self._window.notices.show_notice("saving", told(error), tone="warning")


def workspace_scope(workspace: Path) -> str:
    """The name under which the window remembers things of one workspace."""
    return "workspace-" + str(workspace.resolve()).replace("/", "|").replace("\\", "|")
