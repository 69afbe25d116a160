"""What stands where a dataset has no cases yet: what belongs there, and the ways to fill it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.window_undo import asks_for

PASTE = QKeySequence.StandardKey.Paste


class EmptyDataset(EmptyState):
    pasted = Signal(str)
    """Text from the clipboard, perhaps of a spreadsheet."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        title = self.tr("No cases yet")
        super().__init__(theme, icons, "table-plus", title, parent)
        named(self, "dataset.empty", title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.text.setText(
            self.tr(
                "A case is one example of what the prompt will meet: a value for each of its "
                "inputs, and what a good answer is if you know it. Twenty real ones say more "
                "than a hundred made up.\n\nA table you have already will do: import the file, "
                "or copy its rows in the spreadsheet and paste them here with Ctrl+V."
            )
        )
        self.bring = self.add_button("dataset.empty.import", primary=True)
        self.add = self.add_button("dataset.empty.add")

    def use_actions(self, bring: QAction, add: QAction) -> None:
        self.use_action(self.bring, bring, "import")
        self.use_action(self.add, add, "plus")

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
