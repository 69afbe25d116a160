"""Half-given answers reach the disk a moment after they are given."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.review_drafts import ReviewDraft
from workbench.gui.kit.background import Background
from workbench.services.review_drafts import ReviewDraftService

AFTER_CHANGE_MS = 200


class DraftKeeper(QObject):
    """The newest of each item, one write for many keys."""

    failed = Signal(object)
    """`WorkbenchError`; said once until one is kept again."""

    def __init__(self, drafts: ReviewDraftService, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts, self._background = drafts, background
        self._pending: dict[str, ReviewDraft] = {}
        self._told = False
        self._timer = QTimer(self, singleShot=True, interval=AFTER_CHANGE_MS)
        self._timer.timeout.connect(self.flush)

    def put(self, draft: ReviewDraft) -> None:
        self._pending[draft.item] = draft
        if not self._timer.isActive():
            self._timer.start()

    def forget(self, item: str) -> None:
        """It was judged: whoever records that drops the draft too."""
        self._pending.pop(item, None)

    def flush(self) -> None:
        """Write what is pending now."""
        self._timer.stop()
        pending, self._pending = list(self._pending.values()), {}
        for draft in pending:
            keep = partial(self._drafts.keep, draft)
            self._background.run(self, keep, self._on_kept, self._on_failed)

    def _on_kept(self, _nothing: None) -> None:
        self._told = False

    def _on_failed(self, error: WorkbenchError) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(error)
