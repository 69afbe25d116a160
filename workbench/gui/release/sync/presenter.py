"""Between the bar and the registry's remote: asks it, brings in, gives, and tells what came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from workbench.domain.errors import RemoteFailed, WorkbenchError
from workbench.domain.releases import ExportDone
from workbench.domain.syncing import (
    PushDone,
    RemoteFault,
    SyncPhase,
    SyncProgress,
    SyncState,
    SyncWork,
)
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.around import Around
from workbench.gui.release.facts import report
from workbench.gui.release.sync.bar import SyncBar

Result = TypeVar("Result")


class SyncPresenter(QObject):
    _told = Signal(object)

    def __init__(self, bar: SyncBar, around: Around) -> None:
        super().__init__(bar)
        self._bar, self._around = bar, around
        self._syncing = around.services.syncing
        self._talking = around.background.aside()
        self._work: SyncWork | None = None
        self._page = ""
        """Where a pull request for what was pushed is begun."""
        self._connect()
        self.read()

    def read(self) -> None:
        """As far as is known here."""
        folder = self._around.registry.folder
        if folder is None:
            self._show(None)
            return
        self._around.reading.run(
            self, lambda: self._syncing.state(folder), self._show, lambda _error: self._show(None)
        )

    def fetch(self) -> None:
        self._talk(self._syncing.fetch, self._on_fetched)

    def update(self) -> None:
        folder = self._around.registry.folder
        if folder is None or self._work:
            return
        self._begin()
        self._bar.show_progress(SyncProgress(SyncPhase.FILES))
        self._talking.run(
            self, lambda: self._syncing.fast_forward(folder), self._on_updated, self._on_failed
        )

    def push(self) -> None:
        def give(folder: Path, work: SyncWork) -> tuple[PushDone, str]:
            done = self._syncing.push(folder, work)
            return done, self._syncing.pull_request_url(folder, done.branch)

        self._talk(give, self._on_pushed)

    def cancel(self) -> None:
        if self._work:
            self._work.cancel()

    def begin_pull_request(self) -> None:
        if self._page:
            QDesktopServices.openUrl(QUrl(self._page, QUrl.ParsingMode.StrictMode))

    def _talk(
        self, ask: Callable[[Path, SyncWork], Result], then: Callable[[Result], None]
    ) -> None:
        folder = self._around.registry.folder
        if folder is None or self._work:
            return
        work = self._begin()
        self._bar.show_progress(SyncProgress(SyncPhase.CONNECTING))
        self._talking.run(self, lambda: ask(folder, work), then, self._on_failed)

    def _begin(self) -> SyncWork:
        self._bar.close_notice()
        self._work = work = SyncWork(self._told.emit)
        report(self._around.actions, syncing=True)
        return work

    def _end(self) -> None:
        self._work = None
        self._bar.show_progress(None)
        report(self._around.actions, syncing=False)
        self.read()

    def _on_told(self, progress: SyncProgress) -> None:
        if self._work:
            self._bar.show_progress(progress)

    def _on_fetched(self, state: SyncState) -> None:
        self._end()
        words = self.tr("Fetched: {0} to bring in.").format(state.behind)
        nothing = self.tr("Fetched: there is nothing new.")
        self._bar.said.emit(words if state.behind else nothing)

    def _on_updated(self, done: ExportDone) -> None:
        self._end()
        self._bar.said.emit(self.tr("Up to date: {0} files came.").format(len(done.files)))

    def _on_pushed(self, pushed: tuple[PushDone, str]) -> None:
        done, self._page = pushed
        self._end()
        report(self._around.actions, pull_request=bool(self._page))
        words = self.tr("{0} was pushed to {1}.").format(safe(done.branch), safe(done.address))
        self._bar.said.emit(words)
        if self._page:
            self._bar.show_notice(
                f"{words}\n{safe(self._page)}",
                (self.tr("Open"), self.begin_pull_request),
                (self.tr("Copy address"), self._copy_page),
            )

    def _on_failed(self, error: WorkbenchError) -> None:
        self._end()
        kind = error.kind if isinstance(error, RemoteFailed) else ""
        if kind == RemoteFault.CANCELLED:
            self._bar.said.emit(self.tr("Cancelled. Nothing was changed."))
            return
        actions = [(self.tr("Fetch"), self.fetch)] if kind == RemoteFault.REJECTED else []
        self._bar.show_error(error, *actions)

    def _copy_page(self) -> None:
        QGuiApplication.clipboard().setText(self._page)

    def _show(self, state: SyncState | None) -> None:
        self._bar.show_state(state, datetime.now(UTC))
        usable = state is not None and bool(state.address) and not state.problem
        report(
            self._around.actions,
            remote=usable,
            ahead=state.ahead if state else 0,
            behind=state.behind if state else 0,
            followed=bool(state and state.upstream and not state.gone),
        )

    def _on_moved(self) -> None:
        """Another registry: what was said is about the one before."""
        self.cancel()
        self._page = ""
        self._bar.close_notice()
        report(self._around.actions, pull_request=False)

    def _connect(self) -> None:
        around, actions = self._around, self._around.actions
        self._told.connect(self._on_told)
        self._bar.cancel_requested.connect(self.cancel)
        around.registry.moved.connect(self._on_moved)
        around.registry.changed.connect(self.read)
        around.background.closing.connect(self.cancel)
        for command_id, deed in (
            ("registry.fetch", self.fetch),
            ("registry.update", self.update),
            ("registry.push", self.push),
            ("registry.pull_request", self.begin_pull_request),
        ):
            actions.on(command_id, deed)
