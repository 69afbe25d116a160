"""An open workspace in its window: the engine, the places, and the facts in the status bar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.settings import Settings
from workbench.gui.context import Context
from workbench.gui.kit.engine import EngineState
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.settings.panel import SettingsPanel
from workbench.gui.settings.presenter import SettingsPresenter
from workbench.gui.shell.dialog_ask import told
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
from workbench.gui.shell.welcome import Welcome
from workbench.services.events import KeysChanged, SettingsChanged
from workbench.services.opened import Services

if TYPE_CHECKING:
    from workbench.gui.shell.assembly import Assembly

COPIES = "Workspaces (*.db)"


class OpenWindow(QObject):
    def __init__(self, assembly: Assembly, services: Services) -> None:
        super().__init__(assembly)
        self.services = services
        self._assembly, self._window = assembly, assembly.window
        self._actions, self._background = assembly.window.actions_, assembly.background
        self.relay = EventRelay(services.events, self)
        self.engine = self._engine()
        self._actions.report(workspace_open=True, read_only=services.read_only)
        self._actions.context_changed.connect(self._show_context)
        self._actions.on("workspace.back_up", self._back_up)
        self._actions.on("engine.restart", self.engine.open)
        name, path = services.workspace.stem, str(services.workspace)
        self._window.status.show_workspace(name, path, read_only=services.read_only)
        self._window.setWindowTitle(self.tr("{0} – Prompt Workbench").format(name))
        self._flushes: list[Callable[[Callable[[], None]], None]] = []
        self.settings = self._settings_place()
        self.welcome = Welcome(self._window, services.keys, self.engine, assembly)
        self.welcome.key_wanted.connect(self.show_key)
        self.relay.published.connect(self._on_event)
        self._read_settings()
        self.engine.open()

    def flush(self, then: Callable[[], None]) -> None:
        """Write what was typed, then call."""
        waiting = list(self._flushes)

        def next_one() -> None:
            if waiting:
                waiting.pop()(next_one)
            else:
                then()

        next_one()

    def close(self) -> None:
        self.engine.close()

    def show_key(self, provider: str) -> None:
        """The settings, ready to type the key of a provider."""
        self._actions.run("app.settings")
        self.settings.edit_key(provider)

    def _settings_place(self) -> SettingsPresenter:
        theme, icons = self._window.theme, self._window.icons
        panel = SettingsPanel(theme, icons, self._window)
        panel.hide()
        services = self.services
        presenter = SettingsPresenter(
            panel,
            services.settings,
            services.keys,
            self.engine,
            self._background,
            self._assembly.ask,
        )
        self._window.add_place(
            "app.settings", self.tr("Settings"), "settings", lambda: panel, at_bottom=True
        )
        if appearance := self._assembly.appearance:
            appearance.chosen.connect(
                lambda theme, scale: presenter.change({"theme": theme, "text_scale": scale})
            )
        return presenter

    def _on_event(self, event: object) -> None:
        if isinstance(event, SettingsChanged):
            self._read_settings()
        elif isinstance(event, KeysChanged):
            self.settings.load_keys()

    def _read_settings(self) -> None:
        ask = self._assembly.ask
        self._background.run(
            self, self.services.settings.load, self._apply_settings, ask.show_error
        )

    def _apply_settings(self, settings: Settings) -> None:
        self.engine.configure(settings)
        self.settings.show_settings(settings)
        self._actions.report(registry_known=bool(settings.registry))
        if appearance := self._assembly.appearance:
            appearance.follow(settings.theme, settings.text_scale)

    def _engine(self) -> EngineLink:
        services, window = self.services, self._window
        command = self._assembly.opening.engine_command(services.workspace, services.read_only)
        log = EngineLog(self._assembly.logs / "engine.log", self._assembly.redaction)
        engine = EngineLink(command, log, self)
        engine.state_changed.connect(window.status.show_engine)
        engine.state_changed.connect(self._report_engine)
        engine.gave_up.connect(self._show_engine_gone)
        window.status.show_engine(EngineState.STARTING)
        return engine

    def _report_engine(self, state: EngineState) -> None:
        self._actions.report(
            engine_ready=state is EngineState.READY,
            engine_stopped=state is EngineState.STOPPED,
        )
        if state is EngineState.READY:
            self._window.notices.dismiss("engine")

    def _show_engine_gone(self, error: WorkbenchError) -> None:
        again = (self.tr("Start it again"), self.engine.open)
        self._window.notices.show_notice("engine", told(error), tone="warning", actions=[again])

    def _show_context(self, context: Context) -> None:
        self._window.status.show_jobs(context.running)

    def _back_up(self) -> None:
        ask, workspace = self._assembly.ask, self.services.workspace
        start = workspace.with_name(f"{workspace.stem}-backup.db")
        target = ask.save_file(self.tr("Back up the workspace"), start, COPIES)
        if target is None:
            return
        if target.exists():
            ask.show_error(_is_there(target))
            return
        self._background.run(
            self,
            lambda: self.services.maintenance.back_up(target),
            lambda _nothing: self._window.notices.show_notice(
                "back_up", self.tr("The workspace was copied to {0}.").format(target)
            ),
        )


def _is_there(target: Path) -> InvalidInput:
    return InvalidInput(
        f"{target} is there already.", hint="Choose another name: a backup replaces nothing."
    )
