"""Renames, closes, opens again and removes the review that is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workbench.gui.kit.safe_text import safe
from workbench.gui.review.around import Around
from workbench.gui.review.overview.presenter import OverviewPresenter
from workbench.gui.review.wording import counted, translate


class Managing(QObject):
    said = Signal(str)

    def __init__(self, overview: OverviewPresenter, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._overview, self._around = overview, around
        actions = around.actions
        actions.on("review.rename", self._rename)
        actions.on("review.close", lambda: self._close(closed=True))
        actions.on("review.reopen", lambda: self._close(closed=False))
        actions.on("review.remove", self._remove)

    def _rename(self) -> None:
        review = self._overview.review
        if review is None:
            return
        title, label = translate("Rename the review"), translate("Name")
        name = self._around.ask.text(title, label, review.plan.name)
        if name and name.strip() and name.strip() != review.plan.name:
            reviews = self._around.services.reviews
            self._change(lambda: reviews.rename(review.id, name))

    def _close(self, *, closed: bool) -> None:
        review = self._overview.review
        if review is None:
            return
        reviews = self._around.services.reviews
        words = translate("{0} is closed.") if closed else translate("{0} is open again.")
        said = words.format(safe(review.plan.name))
        self._change(lambda: reviews.close(review.id, closed=closed), said)

    def _remove(self) -> None:
        content, reviews = self._overview.content, self._around.services.reviews
        if content is None:
            return
        review = content.summary.review
        words = translate(
            "“{0}” is removed with all that was said in it: {1}. The outputs stay recorded. "
            "Closing it keeps everything."
        ).format(safe(review.plan.name), counted("judgment", content.judged))
        if self._around.ask.confirm(translate("Remove the review?"), words, translate("Remove")):
            said = translate("{0} was removed.").format(safe(review.plan.name))
            self._change(lambda: reviews.remove(review.id), said)

    def _change(self, work: Callable[[], object], said: str = "") -> None:
        """`said` once it is done."""

        def tell(_done: object) -> None:
            if said:
                self.said.emit(said)

        self._around.background.run(self, work, tell, self._around.ask.show_error)
