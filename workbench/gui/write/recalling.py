"""What Write looks like is remembered for each workspace: cursors, views, what is compared."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton

from workbench.domain.history import OpenPrompt
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.memory import Memory
from workbench.gui.write.board.against import Against, Other
from workbench.gui.write.opening import Opening
from workbench.gui.write.page import WritePlace

Place = tuple[int, int]
"""Which message the cursor is in, and where in its document."""
AGAINST = "board.against"
KEPT = (Other.NOTHING, Other.PREVIOUS, Other.COLUMN)
"""The other ways name a version or a cell, which another prompt does not have."""


class Recall(QObject):
    def __init__(
        self, place: WritePlace, opening: Opening, actions: Actions, memory: Memory | None
    ) -> None:
        super().__init__(place)
        self._place, self._memory = place, memory
        self._cursors: dict[str, Place] = {}
        self._folded: dict[str, frozenset[str]] = {}
        self._toggles: Mapping[str, QAction | QAbstractButton] = {
            "history": actions["view.history"],
            "wrap": actions["view.wrap"],
            "line_numbers": actions["view.line_numbers"],
            "preview_beside": actions["view.preview_beside"],
            "board.side_by_side": place.board.bar.side_by_side,
            "board.in_step": place.board.bar.in_step,
            "diff.side_by_side": place.diff.side_by_side,
        }
        opening.leaving.connect(self._keep_cursor)
        opening.leaving.connect(self._keep_folded)
        place.session.prompt_opened.connect(self._restore_folded)
        place.session.prompt_opened.connect(self._restore_cursor)
        place.installEventFilter(self)

    def restore(self) -> None:
        """As it was left. What was never chosen stays as it is."""
        if self._memory is None:
            return
        for name, toggle in self._toggles.items():
            if kept := self._memory.text(f"view.{name}"):
                toggle.setChecked(kept == "on")
        other, _, model = self._memory.text(AGAINST).partition(":")
        if other in KEPT:
            self._place.board.bar.choose(Against(Other(other), model))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self._keep()
        return False

    def _keep(self) -> None:
        self._keep_cursor()
        self._keep_folded()
        if self._memory is None:
            return
        for name, toggle in self._toggles.items():
            self._memory.keep(f"view.{name}", "on" if toggle.isChecked() else "off")
        against = self._place.board.bar.wanted
        kept = f"{against.other}:{against.model}" if against.other in KEPT else ""
        self._memory.keep(AGAINST, kept)
        self._memory.write()

    def _keep_cursor(self) -> None:
        opened, cards = self._place.session.open, self._place.editor.cards
        if opened is None or not 0 <= cards.current < len(cards.cards):
            return
        place = cards.current, cards.cards[cards.current].edit.textCursor().position()
        self._cursors[opened.prompt.id] = place
        if self._memory is not None:
            self._memory.keep(_name(opened), "{}:{}".format(*place))

    def _keep_folded(self) -> None:
        if opened := self._place.session.open:
            names = self._folded[opened.prompt.id] = self._place.editor.cards.folded()
            if self._memory is not None:
                self._memory.keep(f"folded.{opened.prompt.id}", " ".join(sorted(names)))

    def _restore_folded(self, opened: OpenPrompt | None) -> None:
        """Cards are used again for another prompt, which is folded in its own way."""
        if opened is None:
            return
        names = self._folded.get(opened.prompt.id)
        if names is None and self._memory is not None:
            names = frozenset(self._memory.text(f"folded.{opened.prompt.id}").split())
        self._place.editor.cards.show_folded(names or ())

    def _restore_cursor(self, opened: OpenPrompt | None) -> None:
        cards = self._place.editor.cards
        if opened is None:
            return
        index, position = self._cursors.get(opened.prompt.id) or self._kept_cursor(opened)
        if index < len(cards.cards):
            edit = cards.cards[index].edit
            cursor = edit.textCursor()
            cursor.setPosition(min(position, edit.document().characterCount() - 1))
            edit.setTextCursor(cursor)
            cards.show_place(index)

    def _kept_cursor(self, opened: OpenPrompt) -> Place:
        kept = self._memory.text(_name(opened)) if self._memory is not None else ""
        index, _, position = kept.partition(":")
        return (int(index), int(position)) if index.isdecimal() and position.isdecimal() else (0, 0)


def _name(opened: OpenPrompt) -> str:
    return f"cursor.{opened.prompt.id}"
