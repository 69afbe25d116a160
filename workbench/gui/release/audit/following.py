"""Follows both logs from end to end, and takes somebody to a place where one breaks."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.audit import AuditBreak, AuditPage, AuditSource, LoggedEntry
from workbench.domain.errors import Cancelled, WorkbenchError
from workbench.domain.long_work import LongWork
from workbench.gui.release.around import Around
from workbench.gui.release.audit import page as pages
from workbench.gui.release.audit.model import place_of_break
from workbench.gui.release.audit.presenter import AuditPresenter

AT_ONCE = 5_000
"""Entries that are read together on the way to a place far below."""


class Following(QObject):
    def __init__(self, page: pages.AuditPage, presenter: AuditPresenter, around: Around) -> None:
        super().__init__(page)
        self._page, self._presenter, self._around = page, presenter, around
        self._thread = around.background.aside()
        self._work = LongWork[None]()
        self._wanted: AuditBreak | None = None
        page.bar.verify.clicked.connect(lambda: self.follow())
        page.verdict.stop_wanted.connect(self._stop)
        page.verdict.break_wanted.connect(self.go_to)
        page.destroyed.connect(self._stop)
        presenter.read.connect(self._on_read)

    def follow(self) -> None:
        self._work = work = LongWork[None]()
        self._page.bar.verify.setEnabled(False)
        self._page.verdict.show_looking()
        folder = self._presenter.folder
        then = partial(self._show, folder)
        self._thread.run(self, partial(self._follow, folder, work), then, self._on_failed)

    def go_to(self, found: AuditBreak) -> None:
        """Its entry, or the one that stands next to where one is missing; filters give way."""
        self._wanted = found
        if self._page.bar.filtered:
            self._page.bar.clear()
        else:
            self._step()

    def _stop(self) -> None:
        self._work.cancel()

    def _follow(self, folder: Path | None, work: LongWork[None]) -> tuple[list[AuditBreak], int]:
        audit = self._around.services.audit
        breaks = []
        for found in audit.breaks(folder, stopped=lambda: work.cancelled):
            work.go_on()
            breaks.append(found)
        work.go_on()
        return breaks, audit.head().number

    def _show(self, folder: Path | None, result: tuple[list[AuditBreak], int]) -> None:
        breaks, entries = result
        self._page.bar.verify.setEnabled(True)
        self._page.model.mark(breaks)
        if breaks:
            self._page.verdict.show_breaks(breaks)
        else:
            self._page.verdict.show_whole(entries, folder is not None)
        if current := self._page.table.current:
            self._page.detail.show_entry(current, self._page.model.broken(current))

    def _on_failed(self, error: WorkbenchError) -> None:
        self._page.bar.verify.setEnabled(True)
        if isinstance(error, Cancelled):
            self._page.verdict.hide()
        else:
            self._page.verdict.show_problem(error.message)

    def _on_read(self) -> None:
        if self._wanted:
            self._step()

    def _step(self) -> None:
        """Towards the place: more is read until it is there."""
        found, model = self._wanted, self._page.model
        if found is None:
            return
        row = model.row_of(place_of_break(found))
        if row < 0 and (nearest := self._nearest(found)) >= 0 and not model.more:
            row = nearest
        if row >= 0 or not model.more:
            self._wanted = None
            if row >= 0:
                self._page.table.choose(row)
            return
        work = partial(
            self._around.services.audit.search,
            self._presenter.query,
            self._presenter.folder,
            after=model.last,
            limit=AT_ONCE,
        )
        self._around.reading.run(self, work, partial(self._add, model.last))

    def _add(self, after: LoggedEntry | None, found: AuditPage) -> None:
        if after is self._page.model.last:
            self._page.model.add(found.entries, found.more)
        self._step()

    def _nearest(self, found: AuditBreak) -> int:
        """The next entry of the chain behind one that is missing."""
        if found.source is not AuditSource.WORKSPACE or not found.number:
            return -1
        rows = range(self._page.model.rowCount())
        later = [(abs(self._page.model.entry(row).number - found.number), row) for row in rows
                 if self._page.model.entry(row).number]  # fmt: skip
        return min(later)[1] if later else -1
