"""Adding, removing and moving messages and examples, by command and by drag."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.domain.prompts import PromptContent, Role
from workbench.gui.kit.actions import Actions
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.editor.structure import (
    block_at,
    moved,
    stepped,
    with_added,
    with_duplicate,
    with_example,
    with_role,
    without,
)
from workbench.gui.write.session import WriteSession


class Arranging(QObject):
    def __init__(self, cards: MessageCards, session: WriteSession, actions: Actions) -> None:
        super().__init__(cards)
        self._cards, self._session, self._actions = cards, session, actions
        cards.role_chosen.connect(self._set_role)
        cards.move_requested.connect(self._move)
        cards.current_changed.connect(lambda _index: self.report())
        on = actions.on
        on("message.add", self._add)
        on("example.add", self._add_example)
        on("message.remove", self._remove)
        on("message.duplicate", self._duplicate)
        on("message.move_up", lambda: self._step(-1))
        on("message.move_down", lambda: self._step(1))
        on("message.fold_all", lambda: cards.fold_all(True))
        on("message.unfold_all", lambda: cards.fold_all(False))

    def report(self) -> None:
        """Which message has the cursor, and where it can go."""
        content, index = self._session.collected, self._cards.current
        messages = len(content.messages) if content else 0
        held = [True, True]
        if content and 0 <= index < messages:
            held = [stepped(content, index, step) is None for step in (-1, 1)]
        self._actions.report(
            messages=messages,
            message=index,
            placeholder=0 <= index < messages and self._cards.cards[index].placeholder,
            held_above=held[0],
            held_below=held[1],
        )

    def _at_cursor(self) -> tuple[PromptContent, int] | None:
        content, index = self._session.content, self._cards.current
        return (content, index) if content and 0 <= index < len(content.messages) else None

    def _add(self) -> None:
        if content := self._session.content:
            current = self._cards.current
            self._session.apply(with_added(content, current), self.tr("Add message"))
            self._cards.go_to(current + 1 if current >= 0 else len(content.messages))

    def _add_example(self) -> None:
        if content := self._session.content:
            new, place = with_example(content, self._cards.current)
            self._session.apply(new, self.tr("Add example"))
            self._cards.go_to(place)

    def _remove(self) -> None:
        if at := self._at_cursor():
            content, index = at
            new, block = without(content, index), block_at(content, index)
            self._session.apply(new, self.tr("Remove message"))
            self._cards.go_to(min(block.start, len(new.messages) - 1))

    def _duplicate(self) -> None:
        if at := self._at_cursor():
            content, index = at
            self._session.apply(with_duplicate(content, index), self.tr("Duplicate message"))
            self._cards.go_to(index + len(block_at(content, index)))

    def _step(self, step: int) -> None:
        if at := self._at_cursor():
            self._show_moved(stepped(*at, step))

    def _move(self, source: int, place: int) -> None:
        if content := self._session.content:
            self._show_moved(moved(content, source, place))

    def _show_moved(self, result: tuple[PromptContent, int] | None) -> None:
        if result:
            content, index = result
            self._session.apply(content, self.tr("Move message"))
            self._cards.go_to(index)

    def _set_role(self, index: int, role: Role) -> None:
        if content := self._session.content:
            self._session.apply(with_role(content, index, role), self.tr("Change role"))
