"""One line across the board: what keeps the draft from running, with a way to the place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.elided import Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe


class Notice(QFrame):
    place_requested = Signal(object)
    """The `WorkbenchError` whose place is to be shown."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "warning")
        self._error: WorkbenchError | None = None
        self._sign = Sign(icons, self)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.show_place = QPushButton(self.tr("Show the place"), self)
        self.show_place.setProperty("kind", "quiet")
        self.show_place.clicked.connect(lambda: self.place_requested.emit(self._error))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.show_place)
        self.hide()

    def show_error(self, error: WorkbenchError, *, has_place: bool) -> None:
        self._error = error
        self._show("warning", "warning", f"{error.message} {error.hint}".strip(), has_place)

    def show_words(self, words: str) -> None:
        """Something to know; empty words take it away."""
        self._error = None
        self._show("info", "info", words, False)

    def _show(self, icon: str, token: str, words: str, has_place: bool) -> None:
        surface = "warning" if token == "warning" else "notice"
        if self.property("surface") != surface:
            self.setProperty("surface", surface)
            self.style().unpolish(self)
            self.style().polish(self)
        self._sign.show_icon(icon, token)
        self.text.setText(safe(words))
        self.show_place.setVisible(has_place)
        self.setVisible(bool(words))
