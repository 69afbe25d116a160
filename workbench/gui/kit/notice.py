"""A slim line of text with actions at its right: what is worth saying but stops nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme

Action = tuple[str, Callable[[], None]]

ICONS = {"notice": ("info", "info"), "warning": ("warning", "warning")}


class Notice(QFrame):
    dismissed = Signal()

    def __init__(
        self,
        text: str,
        theme: Theme,
        icons: Icons,
        *,
        tone: str = "notice",
        actions: Sequence[Action] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`tone` is `notice` or `warning`."""
        super().__init__(parent)
        self.tone = tone
        self.setProperty("surface", tone)
        unit = theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * unit, unit, unit, unit)
        row.setSpacing(2 * unit)
        self.label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        name, token = ICONS[tone]
        mark = QLabel()
        mark.setPixmap(icons(name, token).pixmap(QSize(4 * unit, 4 * unit)))
        row.addWidget(mark)
        row.addWidget(self.label, 1)
        for label, handler in actions:
            row.addWidget(_action_button(label, handler))
        row.addWidget(self._close_button(icons))

    @property
    def text(self) -> str:
        return self.label.text()

    def _close_button(self, icons: Icons) -> QToolButton:
        close = named(QToolButton(), "notice.dismiss", self.tr("Dismiss this notice"))
        close.setToolTip(self.tr("Dismiss"))
        close.setIcon(icons("x"))
        close.clicked.connect(lambda: self.dismissed.emit())
        return close


def _action_button(label: str, handler: Callable[[], None]) -> QPushButton:
    button = QPushButton(label)
    button.setProperty("kind", "quiet")
    button.clicked.connect(lambda: handler())
    return button
