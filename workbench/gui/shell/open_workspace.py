"""An open workspace in its window: the engine, the places, and the facts in the status bar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.gui.context import Context
from workbench.gui.kit.engine import EngineState
from workbench.gui.kit.event_relay import EventRelay
from workbench.gui.shell.dialog_ask import told
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
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
