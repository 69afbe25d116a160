"""What differs in a prompt between two environments, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.environments import PinnedText
from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone


class CompareDialog(QDialog):
    changed = Signal()
    """Other environments, or another way to show them."""

    def __init__(self, prompt: str, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "compare", self.tr("Compare environments"))
        self.setWindowTitle(self.tr("Compare {0}").format(safe(prompt)))
        self.before = named(ElidedBox(self), "compare.before", self.tr("Before"))
        self.after = named(ElidedBox(self), "compare.after", self.tr("After"))
        self.beside = named(QCheckBox(self.tr("Side by side"), self), "compare.beside")
        self.words = plain_label(self.tr("Reading both…"), self, "muted")
        self.words.setObjectName("compare.words")
        self.view = named(ComparisonView(theme, self), "compare.view")
        self._icons = icons
        self._lay_out(theme.unit)
        for box in (self.before, self.after):
            box.activated.connect(lambda _index: self.changed.emit())
        self.beside.toggled.connect(lambda _checked: self.changed.emit())
        self.resize(240 * theme.unit, 150 * theme.unit)

    def show_choices(self, texts: Sequence[PinnedText], before: str, after: str) -> None:
        """The environments that use the prompt; those two are compared."""
        for box, chosen in ((self.before, before), (self.after, after)):
            box.clear()
            for text in texts:
                words = self.tr("{0}, v{1}").format(safe(text.environment), text.version)
                box.addItem(words, text.environment)
            box.setCurrentIndex(max(box.findData(chosen), 0))

    @property
    def pair(self) -> tuple[str, str]:
        return self.before.currentData() or "", self.after.currentData() or ""

    def show_comparison(self, comparison: Comparison, *, same: bool) -> None:
        self.words.setText(self.tr("Both use the same.") if same else "")
        self.words.setVisible(same)
        self.view.show_comparison(comparison)

    def show_error(self, error: WorkbenchError) -> None:
        set_tone(self.words, "failed")
        self.words.setText(safe("\n".join(part for part in (error.message, error.hint) if part)))
        self.words.show()

    def _lay_out(self, unit: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        arrow = QLabel(self)
        arrow.setPixmap(self._icons("arrow-right", "muted").pixmap(4 * unit, 4 * unit))
        row.addWidget(self.before, 1)
        row.addWidget(arrow)
        row.addWidget(self.after, 1)
        row.addStretch(1)
        row.addWidget(self.beside)
        for box in (self.before, self.after):
            box.setMinimumContentsLength(12)
            box.setMaximumWidth(80 * unit)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        named(buttons.button(QDialogButtonBox.StandardButton.Close), "compare.close")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * unit)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        column.addWidget(buttons)
