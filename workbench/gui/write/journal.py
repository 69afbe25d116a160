"""Drafts reach the disk a moment after they are typed, and none is dropped when that fails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import Draft
from workbench.gui.kit.background import Background

AFTER_FIRST_EDIT_MS = 200
TRY_AGAIN_MS = 2000


class Journal(QObject):
    """Writes the newest draft of each prompt: one write at a time, 200 ms after the first edit
    that is not on disk, however long the typing goes on."""

    saved = Signal(object)
    """The `Draft` that is on disk now."""
    failed = Signal(object)
    """`WorkbenchError`; tried again every two seconds."""

    def __init__(
        self,
        write: Callable[[Draft], None],
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._write, self._background = write, background
        self._pending: dict[str, Draft] = {}
        self._writing: Draft | None = None
        self._waiting: list[Callable[[], object]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write_next)

    def put(self, draft: Draft) -> None:
        """To be written soon, in the place of an older draft of the same prompt."""
        self._pending[draft.prompt_id] = draft
        if not self._timer.isActive() and self._writing is None:
            self._timer.start(AFTER_FIRST_EDIT_MS)

    def unsaved(self, prompt_id: str) -> Draft | None:
        """What is not on disk yet of a prompt."""
        if draft := self._pending.get(prompt_id):
            return draft
        writing = self._writing
        return writing if writing and writing.prompt_id == prompt_id else None

    @property
    def unsaved_prompts(self) -> tuple[str, ...]:
        """Ids of the prompts of which something is not on disk yet."""
        writing = (self._writing.prompt_id,) if self._writing else ()
        return tuple(dict.fromkeys((*self._pending, *writing)))

    def flush(self, then: Callable[[], object] | None = None) -> None:
        """Write what is pending now; call `then` when it is on disk, or could not be written."""
        if then:
            self._waiting.append(then)
        if self._writing is None:
            self._write_next()

    def _write_next(self) -> None:
        self._timer.stop()
        if not self._pending:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()
            return
        draft = self._writing = self._pending.pop(next(iter(self._pending)))
        self._background.run(self, lambda: self._write(draft), self._on_saved, self._on_failed)

    def _on_saved(self, _nothing: object) -> None:
        draft, self._writing = self._writing, None
        self.saved.emit(draft)
        if self._waiting or len(self._pending) > 1:
            self._write_next()
        elif self._pending:
            self._timer.start(AFTER_FIRST_EDIT_MS)

    def _on_failed(self, error: WorkbenchError) -> None:
        draft, self._writing = self._writing, None
        if draft is not None:
            self._pending.setdefault(draft.prompt_id, draft)
        self.failed.emit(error)
        waiting, self._waiting = self._waiting, []
        self._timer.start(TRY_AGAIN_MS)
        for then in waiting:
            then()
