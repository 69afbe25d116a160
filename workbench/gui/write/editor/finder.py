"""Find and replace, from the bar to the messages."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from workbench.diffing.patterns import PatternProblem, Query
from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.background import Background
from workbench.gui.kit.exact_text import Offsets
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.editor.find_bar import FindBar
from workbench.gui.write.editor.finding import Found, find_all, replace_all
from workbench.gui.write.editor.structure import with_texts
from workbench.gui.write.session import WriteSession

AFTER_TYPING_MS = 150
"""What is found is looked for anew when nothing was typed for so long."""


class Finder(QObject):
    """Plain text is found at once; what may take its time, in the background, one at a time."""

    def __init__(
        self, bar: FindBar, cards: MessageCards, session: WriteSession, background: Background
    ) -> None:
        super().__init__(bar)
        self._bar, self._cards, self._session = bar, cards, session
        self._background = background
        self._places: tuple[Found, ...] = ()
        self._current = 0
        self._wishes = 0
        self._searching = False
        self._later = QTimer(self, singleShot=True, interval=AFTER_TYPING_MS)
        self._later.timeout.connect(self._find)
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
        self._later.stop()
        self._wishes += 1
        texts, query = self._cards.texts(), self._query()
        if query.plain or not self._bar.isVisible():
            problem = self._look(texts)
            self._show(texts, problem)
        elif not self._searching:
            self._searching = True
            wish = self._wishes
            self._background.run(
                self,
                lambda: find_all(texts, query),
                lambda places: self._on_found(wish, texts, places),
                lambda error: self._on_found(wish, texts, (), _told(error)),
            )

    def _on_found(
        self, wish: int, texts: list[str], places: tuple[Found, ...], problem: str = ""
    ) -> None:
        """What was found for the newest wish; something else is wished for by now otherwise."""
        self._searching = False
        if wish == self._wishes:
            self._places = places
            self._show(texts, problem)
        elif not self._later.isActive():
            self._find()

    def _show(self, texts: list[str], problem: str) -> None:
        for index, card in enumerate(self._cards.cards):
            here = [place for place in self._places if place.message == index]
            offsets = Offsets(texts[index] if here else "")
            card.edit.show_found(
                [(offsets.position(place.start), offsets.position(place.end)) for place in here]
            )
        self._current = min(self._current, max(0, len(self._places) - 1))
        if problem:
            self._bar.show_problem(problem)
        else:
            self._bar.show_count(self._current, len(self._places))

    def _query(self) -> Query:
        return self._bar.options.query(self._bar.wanted.text())

    def _look(self, texts: list[str], new: str = "") -> str:
        """Find the places; what is wrong with the pattern, if something is."""
        self._places = ()
        try:
            self._places = find_all(texts, self._query(), new) if self._bar.isVisible() else ()
        except PatternProblem as problem:
            return _told(problem)
        return ""

    def _go(self, step: int) -> None:
        if self._later.isActive() or self._searching:
            self._look_now()
        if not self._places:
            return
        self._current = (self._current + step) % len(self._places)
        self._bar.show_count(self._current, len(self._places))
        self._select(self._places[self._current])

    def _look_now(self) -> None:
        """Going from place to place cannot wait for the places."""
        self._later.stop()
        self._wishes += 1
        texts = self._cards.texts()
        self._show(texts, self._look(texts))

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
            self._wishes += 1
            self._later.start()

    def _on_closed(self) -> None:
        self._find()
        if self._cards.cards:
            self._cards.go_to(max(self._cards.current, 0))


def _told(problem: WorkbenchError) -> str:
    return f"{problem.message} {problem.hint}".strip()
