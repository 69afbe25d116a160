"""What stands where a dataset has no cases yet: what belongs there, and the ways to fill it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.kit.window_undo import asks_for

WIDEST_UNITS = 110
PASTE = QKeySequence.StandardKey.Paste


class EmptyDataset(QWidget):
    pasted = Signal(str)
    """Text from the clipboard, perhaps of a spreadsheet."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "dataset.empty", self.tr("No cases yet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icons = icons
        self.mark = QLabel(self)
        side = 12 * theme.unit
        self.mark.setPixmap(icons("table-plus", "muted").pixmap(QSize(side, side)))
        self.title = QLabel(self.tr("No cases yet"), self)
        set_tone(self.title, "heading")
        self.text = QLabel(
            self.tr(
                "A case is one example of what the prompt will meet: a value for each of its "
                "inputs, and what a good answer is if you know it. Twenty real ones say more "
                "than a hundred made up.\n\nA table you have already will do: import the file, "
                "or copy its rows in the spreadsheet and paste them here with Ctrl+V."
            ),
            self,
        )
        set_tone(self.text, "muted")
        self.text.setWordWrap(True)
        self.text.setMaximumWidth(WIDEST_UNITS * theme.unit)
        for label in (self.mark, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bring = named(QPushButton(self), "dataset.empty.import")
        self.bring.setProperty("kind", "primary")
        self.add = named(QPushButton(self), "dataset.empty.add")
        self._lay_out(theme.unit)

    def use_actions(self, bring: QAction, add: QAction) -> None:
        for button, action, token in (
            (self.bring, bring, "accent_fill_text"),
            (self.add, add, "muted"),
        ):
            button.setText(action.text().replace("&", ""))
            button.setIcon(self._icons("import" if action is bring else "plus", token))
            button.clicked.connect(action.trigger)

    def event(self, event: QEvent) -> bool:
        if asks_for(event, PASTE):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(PASTE):
            self.pasted.emit(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def _lay_out(self, unit: int) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * unit)
        buttons.addStretch(1)
        buttons.addWidget(self.bring)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(self.text, 1000)
        words.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 6 * unit)
        column.setSpacing(3 * unit)
        column.addStretch(2)
        column.addWidget(self.mark)
        column.addWidget(self.title)
        column.addLayout(words)
        column.addSpacing(unit)
        column.addLayout(buttons)
        column.addStretch(3)
