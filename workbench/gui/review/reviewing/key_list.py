"""The keys of somebody who judges, as a small table; `?` opens it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

KEYS = (
    ("1 2 3 …", QT_TRANSLATE_NOOP("reviewing", "answer the question with the coloured edge")),
    ("Y N", QT_TRANSLATE_NOOP("reviewing", "yes or no")),
    ("← →", QT_TRANSLATE_NOOP("reviewing", "less or more; left or right is better")),
    ("↓", QT_TRANSLATE_NOOP("reviewing", "both are equally good")),
    ("A … Z", QT_TRANSLATE_NOOP("reviewing", "the choice that begins so")),
    ("Enter", QT_TRANSLATE_NOOP("reviewing", "keep it and go on (while you write: Ctrl+Enter)")),
    ("Shift+Enter", QT_TRANSLATE_NOOP("reviewing", "back (Backspace, too)")),
    ("Alt+→", QT_TRANSLATE_NOOP("reviewing", "look at the one after")),
    ("U", QT_TRANSLATE_NOOP("reviewing", "take the last step back (Ctrl+Z, too)")),
    ("C", QT_TRANSLATE_NOOP("reviewing", "comment on the selected passage or on the whole")),
    ("S", QT_TRANSLATE_NOOP("reviewing", "skip this one, and say why")),
    ("Tab", QT_TRANSLATE_NOOP("reviewing", "to the next field")),
    ("F11", QT_TRANSLATE_NOOP("reviewing", "full screen; Esc leaves it")),
    ("?", QT_TRANSLATE_NOOP("reviewing", "this list")),
)


class KeyList(QDialog):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reviewing.key_list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys while you judge"))
        unit = theme.unit
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * unit)
        grid.setVerticalSpacing(2 * unit)
        for row, (keys, meaning) in enumerate(KEYS):
            grid.addWidget(self._key(keys), row, 0)
            grid.addWidget(QLabel(translate(meaning), self), row, 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 4 * unit)
        column.setSpacing(5 * unit)
        column.addLayout(grid)
        column.addWidget(box)

    def _key(self, keys: str) -> QLabel:
        label = QLabel(keys, self)
        set_tone(label, "section")
        return label


def translate(words: str) -> str:
    return QCoreApplication.translate("reviewing", words)
