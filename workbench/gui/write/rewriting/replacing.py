"""Replacing in the library, from the dialog to the drafts and back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workbench.diffing.patterns import Query
from workbench.domain.edits import PromptEdits
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.cards import MessageCards
from workbench.gui.write.rewriting.replace_dialog import ReplaceDialog
from workbench.gui.write.session import WriteSession
from workbench.services.rewriting import FoundInDrafts, Outcome, RewritingService, Rewritten


class LibraryReplacing(QObject):
    """Drafts on disk are rewritten there; the open one is edited here, as one step of undo."""

    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        cards: MessageCards,
        session: WriteSession,
        rewriting: RewritingService,
        background: Background,
        searching: Background,
        actions: Actions,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._cards, self._session = window, cards, session
        self._rewriting, self._background = rewriting, background
        self._searching, self._theme = searching, theme
        self._asked = 0
        self._done: tuple[Rewritten, ...] = ()
        self._own: Rewritten | None = None
        self.dialog: ReplaceDialog | None = None
        actions.on("library.replace", self.open)

    def open(self) -> None:
        """With what is selected in the current message, if it is on one line."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        dialog = self.dialog = ReplaceDialog(self._theme, self._window)
        dialog.asked.connect(self._find)
        dialog.replace_requested.connect(self._replace)
        dialog.take_back_requested.connect(self._take_back)
        dialog.closed.connect(self._stop)
        dialog.destroyed.connect(self._forget)
        dialog.open()
        dialog.begin(self._selected())

    def _selected(self) -> str:
        index = self._cards.current
        if not 0 <= index < len(self._cards.cards):
            return ""
        edit = self._cards.cards[index].edit
        cursor = edit.textCursor()
        text = edit.text_between(cursor.selectionStart(), cursor.selectionEnd())
        return "" if "\n" in text else text

    def _find(self, query: Query, new: str, archived: bool) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        self._asked += 1
        asked = self._asked
        if not query.text:
            dialog.show_found(FoundInDrafts())
            return
        dialog.show_searching()

        def find() -> FoundInDrafts:
            wanted = lambda: asked == self._asked  # noqa: E731
            return self._rewriting.find(query, new, archived=archived, wanted=wanted)

        def show(found: FoundInDrafts) -> None:
            if asked == self._asked and self.dialog is not None:
                self.dialog.show_found(found)

        # What was typed last is found on the disk, too
        self._session.flush(lambda: self._searching.run(dialog, find, show, dialog.show_problem))

    def _replace(self, changes: list[PromptEdits]) -> None:
        if self.dialog is None or not changes:
            return
        self.dialog.show_working()
        opened, self._own = self._session.open, None
        own_id = opened.prompt.id if opened else ""
        for change in changes:
            if change.prompt.id == own_id and self._session.content == change.content:
                self._session.apply(change.changed, self.tr("Replace in the library"))
                self._own = Rewritten(own_id, change.prompt.path, change.content, change.changed)
        others = [c for c in changes if not self._own or c.prompt.id != own_id]
        places = sum(len(change.edits) for change in changes)
        self._background.run(
            self,
            lambda: self._rewriting.apply(others),
            lambda outcome: self._tell_replaced(outcome, places),
            self.dialog.show_problem,
        )

    def _tell_replaced(self, outcome: Outcome, places: int) -> None:
        self._done = outcome.done
        count = len(outcome.done) + (self._own is not None)
        words = self.tr("Replaced {0} places in {1} drafts.").format(places, count)
        if outcome.left:
            left = self.tr("Changed meanwhile and left as they are: {0}.")
            words = f"{words} {left.format(', '.join(outcome.left))}"
        self.said.emit(words)
        if self.dialog is not None:
            self.dialog.show_done(words, can_take_back=count > 0)

    def _take_back(self) -> None:
        if self.dialog is None:
            return
        self.dialog.show_working()
        back: list[Rewritten] = list(self._done)
        opened, own = self._session.open, self._own
        if own and opened and opened.prompt.id == own.prompt_id:
            if self._session.content == own.new:
                self._session.apply(own.old, self.tr("Take back"))
        elif own:
            back.append(replace(own))
        self._session.flush(
            lambda: self._background.run(
                self,
                lambda: self._rewriting.take_back(back),
                self._tell_back,
                self.dialog.show_problem if self.dialog else None,
            )
        )

    def _tell_back(self, outcome: Outcome) -> None:
        self._done, self._own = (), None
        words = self.tr("Everything is as it was before.")
        if outcome.left:
            left = self.tr("Taken back, but for what was changed since: {0}.")
            words = left.format(", ".join(outcome.left))
        self.said.emit(words)
        if self.dialog is not None:
            self.dialog.show_done(words, can_take_back=False)

    def _stop(self) -> None:
        """A search that is under way is not wanted any more."""
        self._asked += 1

    def _forget(self) -> None:
        self._asked += 1
        self.dialog = None
