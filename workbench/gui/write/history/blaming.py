"""Which version brought a passage: asked at the cursor, or for every line of a version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

from PySide6.QtCore import QObject, Signal

from workbench.diffing.blame import Passage
from workbench.diffing.sentences import sentence_at
from workbench.domain.errors import WorkbenchError
from workbench.domain.history import TimelineEntry
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.history.models import Entry
from workbench.gui.write.history.origin_banner import OriginBanner
from workbench.gui.write.history.origins import lines_of, origin_rows, told
from workbench.gui.write.history.panel import HistoryPanel
from workbench.gui.write.session import WriteSession
from workbench.services.tracing import Brought, TracingService

SHOWN = 40
"""Characters of the passage that are repeated in the answer."""


class BlamePresenter(QObject):
    compare_requested = Signal(str, str)
    """Digests of the version that brought something, and of what it was made from."""

    def __init__(
        self,
        panel: HistoryPanel,
        banner: OriginBanner,
        cards: MessageCards,
        session: WriteSession,
        tracing: TracingService,
        background: Background,
        actions: Actions,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(panel)
        self._panel, self._banner, self._cards = panel, banner, cards
        self._session, self._tracing, self._background = session, tracing, background
        self._now = now
        self._stop = Event()
        self._found: Brought | None = None
        actions.on("history.blame", self.ask)
        banner.compare_requested.connect(self._compare_found)
        panel.origins_wanted.connect(self._show_origins)
        panel.preview.origin_chosen.connect(self._compare)
        session.prompt_opened.connect(lambda _opened: self._forget())

    def ask(self) -> None:
        """About the selection, or the sentence at the cursor."""
        opened, draft, passage = self._session.open, self._session.content, self._passage()
        if opened is None or draft is None:
            return
        if passage is None:
            self._banner.show_words(self.tr("Put the cursor into a sentence first."))
            return
        words = " ".join(passage.text_in(draft).split())
        shown = safe(words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…")
        self._banner.show_words(self.tr("Looking for “{0}”…").format(shown))
        prompt_id, based_on = opened.prompt.id, opened.draft.based_on
        stop = self._start()

        def show(found: list[Brought]) -> None:
            if found and not stop.is_set():
                self._found = found[0]
                self._banner.show_words(
                    self._answer(shown, found[0]), comparable=found[0].version is not None
                )

        self._background.run(
            self,
            lambda: self._tracing.of_draft(prompt_id, draft, based_on, [passage], stop.is_set),
            show,
            self._show_failure,
        )

    def _answer(self, shown: str, found: Brought) -> str:
        if found.version is None:
            return self.tr("New in the draft: “{0}”").format(shown)
        return self.tr("{0} brought “{1}”").format(told(found, self._now()), shown)

    def _passage(self) -> Passage | None:
        index = self._cards.current
        if not 0 <= index < len(self._cards.cards):
            return None
        edit = self._cards.cards[index].edit
        text, cursor = edit.exact_text(), edit.textCursor()
        if cursor.hasSelection():
            start, end = edit.offset(cursor.selectionStart()), edit.offset(cursor.selectionEnd())
            chosen = text[start:end]
            start += len(chosen) - len(chosen.lstrip())
            end = start + len(chosen.strip())
        else:
            start, end = sentence_at(text, edit.offset(cursor.position()))
        return Passage(index, start, end) if start < end else None

    def _show_origins(self, entry: Entry | None) -> None:
        """The lines of a version, each with the version that brought it."""
        opened = self._session.open
        if opened is None or not isinstance(entry, TimelineEntry) or entry.version is None:
            return
        number, prompt_id = entry.version.number, opened.prompt.id
        stop = self._start()
        contents: list[PromptContent] = []

        def lines(content: PromptContent) -> list[Passage]:
            contents.append(content)
            return lines_of(content)

        def show(found: list[Brought]) -> None:
            if not stop.is_set() and self._panel.chosen == entry and contents:
                self._panel.show_origins(origin_rows(contents[0], found))

        self._background.run(
            self,
            lambda: self._tracing.of_version(prompt_id, number, lines, stop.is_set),
            show,
            self._show_failure,
        )

    def _start(self) -> Event:
        """What was asked before is not waited for any more."""
        self._stop.set()
        self._stop = Event()
        return self._stop

    def _compare_found(self) -> None:
        if self._found:
            self._compare(self._found)

    def _compare(self, found: Brought) -> None:
        if found.version:
            before = found.parent.digest if found.parent else found.version.digest
            self.compare_requested.emit(before, found.version.digest)

    def _forget(self) -> None:
        self._stop.set()
        self._found = None
        self._banner.hide()

    def _show_failure(self, error: WorkbenchError) -> None:
        self._banner.show_words(f"{error.message} {error.hint}".strip())
