"""The part of the tour that goes through Release: what runs where, approved, promoted, merged with
what somebody else did, held against the code, and told in the log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from tests.journeys.keyboard import press, write
from tests.journeys.sample_registry import ADA, SampleRegistry
from workbench.domain.drift import DriftArea
from workbench.gui.release.drift.sources import SOURCE
from workbench.gui.release.seams import Part

if TYPE_CHECKING:
    from tests.journeys.tour import Tour

TRIAGE = "support/triage"
ROOM = (1020, 720)


class ReleaseTour:
    """What the stages share: the registry, which is made when it is wanted first."""

    def __init__(self) -> None:
        self.registry: SampleRegistry | None = None

    def see_what_runs_where(self, tour: Tour) -> None:
        home = Path.home()
        (home / ".gitconfig").write_text(f"[user]\n\tname = Ada\n\temail = {ADA}\n", "utf-8")
        self.registry = SampleRegistry(home)
        self.registry.make()
        settings = tour.window.services.settings
        known = replace(settings.load(), registry=str(self.registry.folder), author=ADA)
        settings.save(known)
        press("Ctrl+4")
        page = page_of(tour, Part.MATRIX)
        tour.wait(lambda: page.model.row_of(TRIAGE) >= 0)
        page.choose(TRIAGE, "staging")
        page.table.setFocus()
        tour.wait(lambda: page.detail.record and page.detail.record.prompt == TRIAGE)
        tour.wait(lambda: tour.window.reason("release.promote") == "")
        tour.picture("what-runs-where")

    def approve_it(self, tour: Tour) -> None:
        """The second of the two that prod asks for."""
        page_of(tour, Part.MATRIX).choose(TRIAGE, "prod")
        tour.wait(lambda: tour.window.reason("release.approve_there") == "")
        tour.window.command("approve in the registry")
        dialog: Any = tour.window.dialog("approve_there")
        self._give_room(tour, dialog)
        tour.wait(dialog.approve.isEnabled)
        dialog.choice.version.setCurrentIndex(dialog.choice.version.findData(2))
        dialog.choice.environment.setCurrentText("prod")
        tour.wait(lambda: dialog.approve.isEnabled() and len(dialog.demands.rows) > 1)
        write("Read on ten tickets of mine; the words are right.")
        tour.picture("approve-in-the-registry")
        press("Ctrl+Return")
        tour.window.dialog_gone()

    def promote_it(self, tour: Tour) -> None:
        tour.wait(lambda: tour.window.reason("release.promote") == "")
        press("Ctrl+Alt+Q")
        dialog: Any = tour.window.dialog("change")
        self._give_room(tour, dialog)
        dialog.form.environment.setCurrentText("prod")
        tour.wait(lambda: dialog.plan is not None and "to prod" in dialog.headline.text())
        dialog.form.note.setFocus()
        write("The test team had no complaints")
        tour.wait(lambda: dialog.plan is not None and "no complaints" in dialog.plan.message)
        preview = dialog.preview
        preview.list.setCurrentIndex(preview.files.index(1, 0))
        tour.wait(lambda: "environment: prod" in preview.differences.shown.toPlainText())
        tour.picture("promote")
        press("Ctrl+Return")
        tour.window.dialog_gone()

    def merge_with_what_came(self, tour: Tour) -> None:
        """Ben has given it to some callers meanwhile: one of the two is to be chosen."""
        assert self.registry is not None
        self.registry.ben_tries_it(10)
        tour.wait(lambda: tour.window.reason("registry.fetch") == "")
        tour.window.command("fetch from the remote")
        tour.wait(lambda: tour.window.reason("registry.merge") == "")
        bar: Any = tour.window.window.findChild(object, "sync")
        tour.wait(lambda: bar.merge is not None and bar.merge.isVisible())
        tour.window.command("merge what others did")
        dialog: Any = tour.window.dialog("merge")
        self._give_room(tour, dialog)
        tour.wait(lambda: dialog.plan is not None and dialog.plan.conflicts)
        dialog.conflicts.ours.choose.click()
        tour.wait(lambda: dialog.plan is not None and dialog.plan.ready)
        tour.wait(dialog.deed.isEnabled)
        tour.picture("merge-by-choosing")
        dialog.deed.click()
        tour.window.dialog_gone()

    def look_for_drift(self, tour: Tour) -> None:
        """A prompt was pasted into code, and edited there."""
        assert self.registry is not None
        self._switch(tour, Part.DRIFT)
        page = page_of(tour, Part.DRIFT)
        tour.wait(lambda: page.where.environment.findData("prod") >= 0)
        page.where.environment.setCurrentIndex(page.where.environment.findData("dev"))
        page.where.show_path(SOURCE, self.registry.source)
        page.where.look.click()
        results = page.results
        tour.wait(lambda: results.isVisible())
        model = results.model
        lines = [(row, model.line_at(row)) for row in range(model.rowCount())]
        [row] = [
            row
            for row, line in lines
            if getattr(getattr(line, "finding", None), "area", None) is DriftArea.CODE
        ]
        results.list.setCurrentIndex(model.index(row, 0))
        results.list.setFocus()
        tour.wait(lambda: results.detail.differences.shown.toPlainText())
        tour.picture("drift")

    def read_the_log(self, tour: Tour) -> None:
        self._switch(tour, Part.AUDIT)
        page = page_of(tour, Part.AUDIT)
        tour.wait(lambda: page.model.rowCount() > 3)
        tour.window.find(QPushButton, "audit.verify").click()
        tour.wait(lambda: page.verdict.isVisible() and page.verdict.stop.isHidden())
        page.table.setFocus()
        press("Ctrl+Home")
        tour.picture("audit-log")
        press("Ctrl+1")

    @staticmethod
    def _give_room(tour: Tour, dialog: QDialog) -> None:
        """As on a screen that is larger than the one that is not there."""
        dialog.resize(*ROOM)
        middle = tour.window.window.mapToGlobal(tour.window.window.rect().center())
        dialog.move(middle - dialog.rect().center())

    def _switch(self, tour: Tour, part: Part) -> None:
        place: Any = tour.window.window.stack.currentWidget()
        switch = place.switch
        at = switch.tabRect(list(Part).index(part)).center()
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=at)
        tour.wait(lambda: place.part is part)


def page_of(tour: Tour, part: Part) -> Any:
    """The page of Release that is to be seen, once it is."""
    window: Any = tour.window.window
    tour.wait(lambda: getattr(window.stack.currentWidget(), "part", None) is part)
    return window.stack.currentWidget().page(part)


def release_stages() -> tuple[Any, ...]:
    through = ReleaseTour()
    return (
        through.see_what_runs_where,
        through.approve_it,
        through.promote_it,
        through.merge_with_what_came,
        through.look_for_drift,
        through.read_the_log,
    )
