"""Reads results files, shows what they hold, and takes in what the person agrees to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from workbench.gui.kit.background import Background
from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.review.around import Around
from workbench.gui.review.intake.offers import Fate, Given, Offer, looked_at
from workbench.gui.review.intake.panel import IntakePanel
from workbench.gui.review.wording import counted, translate

KINDS = "Results of a review (*.json *.txt);;All files (*)"
FOLDER = "review.results.folder"
"""Under which the folder that results were in last is remembered."""


class IntakePresenter(QObject):
    said = Signal(str)
    taken = Signal(str)
    """Id of the review that results were taken into."""

    def __init__(self, panel: IntakePanel, around: Around, working: Background) -> None:
        super().__init__(panel)
        self._panel, self._around, self._working = panel, around, working
        panel.take_wanted.connect(self._take)
        panel.dismissed.connect(lambda: panel.show_offers(()))
        around.actions.on("review.paste", self.paste)

    def choose(self) -> None:
        """Ask for files, as many as there are."""
        folder = LastFolder(self._around.memory, FOLDER)
        paths = self._around.ask.open_files(translate("Take in results"), folder.path, KINDS)
        if paths:
            folder.keep(paths[0].parent)
        self.look_at([Given(path.name, path) for path in paths])

    def drop(self, paths: Sequence[Path]) -> None:
        self.look_at([Given(path.name, path) for path in paths])

    def paste(self) -> None:
        text = QApplication.clipboard().text()
        if text.strip():
            data = text.encode("utf-8", "surrogatepass")
            self.look_at([Given(translate("Pasted text"), data=data)])
        else:
            self.said.emit(translate("There is no text to paste."))

    def look_at(self, given: Sequence[Given]) -> None:
        """What waits for a decision already stays beside it."""
        if not given:
            return
        results = self._around.services.review_results
        self.said.emit(translate("Reading results…"))
        self._working.run(
            self,
            lambda: [looked_at(results, each) for each in given],
            self._show,
            self._around.ask.show_error,
        )

    def _show(self, offers: list[Offer]) -> None:
        waiting = [each for each in self._panel.offers if each.fate in (Fate.TAKEN, Fate.DOUBTFUL)]
        known = {each.plan.digest for each in waiting if each.plan}
        new = [each for each in offers if not each.plan or each.plan.digest not in known]
        self.said.emit("")
        self._panel.show_offers([*waiting, *new])
        self._panel.take.setFocus() if self._panel.chosen else self._panel.leave.setFocus()

    def _take(self, offers: list[Offer]) -> None:
        results = self._around.services.review_results
        plans = [each.plan for each in offers if each.plan]

        def tell(counts: list[int]) -> None:
            left = [each for each in self._panel.offers if each not in offers]
            self._panel.show_offers(left)
            words = translate("Taken in: {0}.").format(counted("judgment", sum(counts)))
            self.said.emit(words)
            self.taken.emit(plans[-1].review.id)

        self._working.run(
            self,
            lambda: [results.take(plan).judgments for plan in plans],
            tell,
            self._around.ask.show_error,
        )
