"""Text beside the answer, folded away until asked for: the model's reasoning, its tool calls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from workbench.gui.kit.outputs.output_view import OutputView

SHOWN_LINES = 8


class Folded(QWidget):
    """Hidden while it is empty."""

    def __init__(self, name: str, parent: QWidget | None = None, *, unfolded: bool = False) -> None:
        super().__init__(parent)
        self._name = name
        self.button = QToolButton(self)
        self.button.setText(name)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setAutoRaise(True)
        self.unfolded: bool = unfolded
        self.button.clicked.connect(lambda: self.set_unfolded(not self.unfolded))
        self.view = OutputView(self)
        self.view.text.setProperty("frame", "none")
        self.view.text.setAccessibleName(name)
        self._length = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 2)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.view)
        self.hide()

    def set_unfolded(self, unfolded: bool) -> None:
        self.unfolded = unfolded
        self.refresh()

    def append(self, text: str) -> None:
        self.view.append(text)
        self._length += len(text)

    def show_text(self, text: str) -> None:
        self.view.show_text(text)
        self._length = len(text)
        self.refresh()

    def refresh(self) -> None:
        """Show what was appended, if it is unfolded; what is folded costs nothing."""
        if self.isHidden() == bool(self._length):
            self.setVisible(bool(self._length))
        arrow = Qt.ArrowType.DownArrow if self.unfolded else Qt.ArrowType.RightArrow
        self.button.setArrowType(arrow)
        title = self.tr("{0} · {1} characters").format(self._name, f"{self._length:,}")
        if title != self.button.text():
            self.button.setText(title)
        self.view.setVisible(self.unfolded)
        if self.unfolded:
            self.view.flush()
            lines = min(SHOWN_LINES, self.view.text.blockCount() + 1)
            self.view.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 8)
