"""Find and replace, from the bar to the messages."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.gui.kit.exact_text import Offsets
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.editor.find_bar import FindBar
from workbench.gui.write.editor.finding import Found, find_all, replace_all
from workbench.gui.write.editor.structure import with_texts
from workbench.gui.write.session import WriteSession


class Finder(QObject):
    def __init__(self, bar: FindBar, cards: MessageCards, session: WriteSession) -> None:
        super().__init__(bar)
        self._bar, self._cards, self._session = bar, cards, session
        self._places: tuple[Found, ...] = ()
        self._current = 0
        bar.searched.connect(self._search)
        bar.next_requested.connect(lambda: self._go(1))
        bar.previous_requested.connect(lambda: self._go(-1))
        bar.replace_requested.connect(self._replace)
        bar.replace_all_requested.connect(self._replace_all)
        bar.closed.connect(self._on_closed)
        session.draft_changed.connect(self._on_draft_changed)

    def open(self) -> None:
        """With what is selected in the current message, if it is on one line."""
        selected = ""
        if 0 <= self._cards.current < len(self._cards.cards):
            selected = self._cards.cards[self._cards.current].edit.textCursor().selectedText()
        self._bar.open("" if "\u2029" in selected else selected)

    def _search(self, _text: str) -> None:
        self._current = 0
        self._find()

    def _find(self) -> None:
        texts = self._cards.texts()
        self._places = find_all(texts, self._bar.wanted.text()) if self._bar.isVisible() else ()
        for index, card in enumerate(self._cards.cards):
            offsets = Offsets(texts[index])
            here = [place for place in self._places if place.message == index]
            card.edit.show_found(
                [(offsets.position(place.start), offsets.position(place.end)) for place in here]
            )
        self._current = min(self._current, max(0, len(self._places) - 1))
        self._bar.show_count(self._current, len(self._places))

    def _go(self, step: int) -> None:
        if not self._places:
            return
        self._current = (self._current + step) % len(self._places)
        self._bar.show_count(self._current, len(self._places))
        self._select(self._places[self._current])

    def _select(self, place: Found) -> None:
        card = self._cards.cards[place.message]
        card.header.fold.setChecked(False)
        offsets = Offsets(card.text)
        cursor = card.edit.textCursor()
        cursor.setPosition(offsets.position(place.start))
        cursor.setPosition(offsets.position(place.end), cursor.MoveMode.KeepAnchor)
        card.edit.setTextCursor(cursor)
        self._cards.show_place(place.message)

    def _replace(self, new: str) -> None:
        if self._places:
            self._replace_places((self._places[self._current],), new, self.tr("Replace"))

    def _replace_all(self, new: str) -> None:
        self._replace_places(self._places, new, self.tr("Replace all"))

    def _replace_places(self, places: tuple[Found, ...], new: str, label: str) -> None:
        content = self._session.content
        if content is None or not places:
            return
        texts = [
            replace_all(message.text, [p for p in places if p.message == index], new)
            for index, message in enumerate(content.messages)
        ]
        self._session.apply(with_texts(content, texts), label)

    def _on_draft_changed(self, _content: object) -> None:
        if self._bar.isVisible():
            self._find()

    def _on_closed(self) -> None:
        self._find()
        if self._cards.cards:
            self._cards.go_to(max(self._cards.current, 0))
