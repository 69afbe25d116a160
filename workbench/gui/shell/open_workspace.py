"""An open workspace in its window: services, engine, places, and the facts about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.settings import Settings
from workbench.gui.commands import Context
from workbench.gui.kit.engine import EngineState
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.kit.safe_text import safe
from workbench.gui.shell.dialog_ask import told
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
from workbench.gui.shell.opening import Opening
from workbench.gui.shell.parts import Parts
from workbench.gui.shell.places import Places
from workbench.gui.shell.welcome import Welcome
from workbench.services.events import KeysChanged, SettingsChanged
from workbench.services.opened import Services

COPIES = "Workspaces (*.db)"


class OpenWorkspace(QObject):
    def __init__(self, parts: Parts, opening: Opening, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self.services = services
        self._parts, self._window = parts, parts.window
        self._actions, self._background = parts.window.actions_, parts.background
        self._current = Settings()
        self.relay = EventRelay(services.events, self)
        self.engine = self._engine(opening)
        self._actions.report(workspace_open=True, read_only=services.read_only)
        self.places = Places(parts, services, self.engine, self.relay, lambda: self._current, self)
        self.welcome = Welcome(parts, services.keys, self.engine)
        self._connect()
        self._show_name()
        self._read_settings()
        self.places.settings.load_keys()
        self.engine.open()

    def show(self) -> None:
        """The place to begin with, laid out as it was left."""
        self._actions.run("go.write")
        self._parts.layout.restore_parts(self._window)
        self._actions.run("focus.editor")
        self._window.menus.show_icons(self._window.icons)

    def flush(self, then: Callable[[], None]) -> None:
        """Write to the disk what was typed, then call."""
        self.places.flush(then)

    def may_close(self) -> bool:
        """Nothing would be lost, or the person agrees that it is; asked after `flush`."""
        unsaved = self.places.write.session.unsaved
        if not unsaved:
            return True
        return self._parts.ask.confirm(
            self.tr("Close without saving?"),
            self.tr(
                "The last changes of {0} could not be saved and would be lost. Stay, and saving "
                "is tried again every two seconds; what is in the way stands above the editor."
            ).format(_listed(unsaved)),
            self.tr("Close and lose them"),
        )

    def close(self) -> None:
        self.engine.close()

    def show_key(self, provider: str) -> None:
        """The settings, ready to type the key of a provider."""
        self._actions.run("app.settings")
        self.places.settings.edit_key(provider)

    def _connect(self) -> None:
        self._actions.context_changed.connect(self._show_context)
        self._actions.on("workspace.back_up", self._back_up)
        self._actions.on("engine.restart", self.engine.open)
        self.welcome.key_wanted.connect(self.show_key)
        self.relay.published.connect(self._on_event)

    def _show_name(self) -> None:
        services = self.services
        name, path = services.workspace.stem, str(services.workspace)
        self._window.status.show_workspace(name, path, read_only=services.read_only)
        self._window.setWindowTitle(self.tr("{0} – Prompt Workbench").format(name))

    def _engine(self, opening: Opening) -> EngineLink:
        services, status = self.services, self._window.status
        command = opening.engine_command(services.workspace, services.read_only)
        log = EngineLog(self._parts.logs / "engine.log", self._parts.redaction)
        engine = EngineLink(command, log, self)
        engine.state_changed.connect(status.show_engine)
        engine.state_changed.connect(self._report_engine)
        engine.gave_up.connect(self._show_engine_gone)
        status.show_engine(EngineState.STARTING)
        return engine

    def _report_engine(self, state: EngineState) -> None:
        self._actions.report(engine_stopped=state is EngineState.STOPPED)
        if state is EngineState.READY:
            self._window.notices.dismiss("engine")

    def _show_engine_gone(self, error: WorkbenchError) -> None:
        again = (self.tr("Start it again"), self.engine.open)
        self._window.notices.show_notice("engine", told(error), tone="warning", actions=[again])

    def _show_context(self, context: Context) -> None:
        self._window.status.show_jobs(context.running)

    def _on_event(self, event: object) -> None:
        if isinstance(event, SettingsChanged):
            self._read_settings()
        elif isinstance(event, KeysChanged):
            self.places.settings.load_keys()

    def _read_settings(self) -> None:
        service = self.services.settings

        ask = self._parts.ask
        self._background.run(self, service.load, self._apply_settings, ask.show_error)

    def _apply_settings(self, settings: Settings) -> None:
        self._current = settings
        self.engine.configure(settings)
        self.places.settings.show_settings(settings)
        self._actions.report(registry_known=bool(settings.registry))
        if self._parts.appearance:
            self._parts.appearance.follow(settings.theme, settings.text_scale)

    def _back_up(self) -> None:
        ask, workspace = self._parts.ask, self.services.workspace
        start = workspace.with_name(f"{workspace.stem}-backup.db")
        target = ask.save_file(self.tr("Back up the workspace"), start, COPIES)
        if target is None:
            return
        if target.exists():
            ask.show_error(_is_there(target))
            return
        words = self.tr("The workspace was copied to {0}.").format(target)
        self._background.run(
            self,
            lambda: self.services.maintenance.back_up(target),
            lambda _nothing: self._window.notices.show_notice("back_up", words),
        )


def _listed(paths: Sequence[str]) -> str:
    return ", ".join(safe(path) for path in paths)


def _is_there(target: Path) -> InvalidInput:
    return InvalidInput(
        f"{target} is there already.", hint="Choose another name: a backup replaces nothing."
    )
