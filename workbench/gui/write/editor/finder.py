"""Find and replace, from the bar to the messages."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.diffing.patterns import PatternProblem
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
        problem = self._look(texts)
        for index, card in enumerate(self._cards.cards):
            offsets = Offsets(texts[index])
            here = [place for place in self._places if place.message == index]
            card.edit.show_found(
                [(offsets.position(place.start), offsets.position(place.end)) for place in here]
            )
        self._current = min(self._current, max(0, len(self._places) - 1))
        if problem:
            self._bar.show_problem(problem)
        else:
            self._bar.show_count(self._current, len(self._places))

    def _look(self, texts: list[str], new: str = "") -> str:
        """Find the places; what is wrong with the pattern, if something is."""
        query = self._bar.options.query(self._bar.wanted.text())
        self._places = ()
        try:
            self._places = find_all(texts, query, new) if self._bar.isVisible() else ()
        except PatternProblem as problem:
            return f"{problem.message} {problem.hint}".strip()
        return ""

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
        if places := self._with(new):
            place = places[min(self._current, len(places) - 1)]
            self._replace_places((place,), self.tr("Replace"))

    def _replace_all(self, new: str) -> None:
        self._replace_places(self._with(new), self.tr("Replace all"))

    def _with(self, new: str) -> tuple[Found, ...]:
        """The places, each with what is to stand there."""
        content = self._session.content
        texts = [message.text for message in content.messages] if content else []
        if problem := self._look(texts, new):
            self._bar.show_problem(problem)
        return self._places

    def _replace_places(self, places: tuple[Found, ...], label: str) -> None:
        content = self._session.content
        if content is None or not places:
            return
        texts = [
            replace_all(message.text, [p for p in places if p.message == index])
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
