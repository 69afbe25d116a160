"""Write: prompts at the left, the editor, inputs and models, the run board, the history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.conversation.panel import ConversationPanel
from workbench.gui.write.diff.page import DiffPage
from workbench.gui.write.editor.panel import EditorPanel
from workbench.gui.write.frame import WriteFrame
from workbench.gui.write.history.origin_banner import OriginBanner
from workbench.gui.write.history.panel import HistoryPanel
from workbench.gui.write.inputs.panel import InputsPanel
from workbench.gui.write.library.panel import LibraryPanel
from workbench.gui.write.live.panel import LivePanel
from workbench.gui.write.merging.banner import NewerBanner
from workbench.gui.write.merging.page import MergePage
from workbench.gui.write.models.panel import ModelsPanel
from workbench.gui.write.search.panel import SearchPanel
from workbench.gui.write.session import WriteSession


class WritePlace(QWidget):
    said = Signal(str)
    """What was done, for the status line."""
    state_requested = Signal(str, str)
    """Id of a prompt to open, and the digest of its state to be seen; empty as it is now."""
    live_told = Signal(str)
    """What live mode spent this hour; empty while it is off."""

    def __init__(
        self, session: WriteSession, theme: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("write")
        self.session = session
        session.setParent(self)
        self.library = LibraryPanel(theme, icons)
        self.editor = EditorPanel(theme, icons)
        self.inputs = InputsPanel(theme, icons)
        self.models = ModelsPanel(theme, icons)
        self.board = BoardPanel(theme, icons)
        self.conversation = ConversationPanel(theme, icons)
        self.live = LivePanel(theme, icons)
        self.diff = DiffPage(theme, icons)
        self.merging = MergePage(theme, icons)
        self.newer = NewerBanner(theme, icons)
        self.origin = OriginBanner(theme, icons)
        for notice in (self.origin, self.newer):
            self.editor.add_notice(notice)
        self.history = HistoryPanel(theme, icons)
        self.search = SearchPanel(theme, icons)
        self.frame = WriteFrame(theme)
        self.frame.put(self.library, self.editor, self.inputs, self.models)
        self.frame.show_below(self.board)
        below = (self.conversation, self.diff, self.merging)
        for aside in (*below, self.live, self.history, self.search):
            aside.setParent(self)
            aside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.conversation.closed.connect(self._leave_conversation)
        self.diff.closed.connect(lambda: self.frame.show_below(self.board))
        self.merging.closed.connect(lambda: self.frame.show_below(self.board))

    def _leave_conversation(self) -> None:
        """The keyboard goes to the cell it came from, if it was in the conversation."""
        focused, current = self.focusWidget(), self.board.current
        inside = focused is not None and self.conversation.isAncestorOf(focused)
        self.frame.show_below(self.board)
        cell = self.board.grid.reveal(current) if current else None
        if inside and cell:
            cell.setFocus()
