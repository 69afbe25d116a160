"""Counts the outputs that fit what is chosen, one look after the other, aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import WorkbenchError
from workbench.domain.review_choosing import Found, Outputs
from workbench.gui.review.around import Around
from workbench.gui.review.setup.draft import Origin, SetupDraft
from workbench.services.opened import Services
from workbench.services.review_choosing import why_nothing

Asked = tuple[object, ...]
"""What of a draft decides which outputs are found."""


@dataclass(frozen=True, slots=True)
class Counted:
    asked: Asked
    found: Found
    nothing: str = ""
    """Why there is none; empty where there is some, or nothing was chosen."""

    def fits(self, draft: SetupDraft) -> bool:
        """It was counted for what is chosen there."""
        return self.asked == asked_of(draft)


class Search(QObject):
    """Only the newest wish is looked for once the one before is done."""

    counted = Signal(object)

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._services = around.services
        self._aside = around.background.aside()
        self._done: Asked | None = None
        self._under_way: Asked | None = None
        self._next: SetupDraft | None = None

    def look(self, draft: SetupDraft, *, again: bool = False) -> None:
        """`again`: though nothing else was chosen, there may be more outputs now."""
        asked = asked_of(draft)
        if asked == self._under_way or (asked == self._done and not again):
            self._next = None
            return
        if self._under_way is not None:
            self._next = draft
            return
        self._under_way = asked
        self._aside.run(self, lambda: _look(self._services, draft), self._take, self._on_failed)

    def _take(self, counted: Counted) -> None:
        self._done, self._under_way = counted.asked, None
        self.counted.emit(counted)
        if self._next is not None:
            following, self._next = self._next, None
            self.look(following)

    def _on_failed(self, error: WorkbenchError) -> None:
        self._take(Counted(self._under_way or (), Found(), error.message))


def asked_of(draft: SetupDraft) -> Asked:
    of_evaluation = (draft.evaluation_id, draft.which, draft.columns, draft.numbers)
    of_prompt = (draft.prompt_id, draft.versions, draft.models, draft.days, draft.text.strip())
    match draft.origin:
        case Origin.EVALUATION:
            where: tuple[object, ...] = of_evaluation
        case Origin.BOARD:
            where = (draft.run_ids or draft.prompt_id,)
        case Origin.PROMPT:
            where = of_prompt
    return (draft.origin, where, draft.pairs, draft.pairs and draft.keep_identical, draft.stratum)


def _look(services: Services, draft: SetupDraft) -> Counted:
    """In the background."""
    outputs = _outputs(services, draft)
    if outputs is None:
        return Counted(asked_of(draft), Found())
    found = services.review_choosing.found(
        outputs, by=draft.stratum, pairs=draft.pairs, keep_identical=draft.keep_identical
    )
    nothing = "" if found.candidates else why_nothing(outputs, found, pairs=draft.pairs)
    return Counted(asked_of(draft), found, nothing)


def _outputs(services: Services, draft: SetupDraft) -> Outputs | None:
    board = draft.origin is Origin.BOARD and not draft.run_ids and draft.prompt_id
    runs = services.runs.latest(draft.prompt_id) if board else []
    return draft.outputs(datetime.now(UTC), [run.id for run in runs])
