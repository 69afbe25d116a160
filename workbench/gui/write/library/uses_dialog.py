"""Where a component is used: the prompts that include it, opened by Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.history import Use
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

IdRole = Qt.ItemDataRole.UserRole
WIDTH_UNITS, HEIGHT_UNITS = 150, 90


class UsesDialog(QDialog):
    open_requested = Signal(str)
    """Id of a prompt."""

    def __init__(
        self, path: str, uses: Sequence[Use], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("uses")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Where {0} is used").format(safe(path)))
        self.words = named(QLabel(self._words(uses), self), "uses.words")
        self.words.setWordWrap(True)
        set_tone(self.words, "muted")
        self._rows = QStandardItemModel(0, 3, self)
        self._rows.setHorizontalHeaderLabels(
            [self.tr("Prompt"), self.tr("Draft"), self.tr("Newest version")]
        )
        for use in uses:
            self._rows.appendRow(self._row(use))
        self.list = named(QTreeView(self), "uses.list", self.tr("Prompts that include it"))
        self.list.setModel(self._rows)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.list.activated.connect(self._open)
        self.list.setVisible(bool(uses))
        self._lay_out(theme.unit)
        if uses:
            self.list.setCurrentIndex(self._rows.index(0, 0))
            self.list.setFocus()

    def _open(self, index: QModelIndex) -> None:
        prompt_id = index.siblingAtColumn(0).data(IdRole)
        self.accept()
        self.open_requested.emit(prompt_id)

    def _row(self, use: Use) -> list[QStandardItem]:
        prompt = QStandardItem(use.path)
        prompt.setData(use.prompt_id, IdRole)
        if use.through:
            drafted = self.tr("through {0}").format(" → ".join(use.through))
        else:
            drafted = self.tr("names it") if use.in_draft else "–"
        version = "–"
        if use.version:
            version = f"v{use.version}"
            if not use.version_direct:
                version = self.tr("v{0}, through others").format(use.version)
        return [prompt, QStandardItem(drafted), QStandardItem(version)]

    def _words(self, uses: Sequence[Use]) -> str:
        if not uses:
            return self.tr("No draft and no newest version includes it. Archived prompts aside.")
        named_by = sum(use.in_draft and not use.through for use in uses)
        through = sum(bool(use.through) for use in uses)
        return self.tr("Drafts that name it: {0}. Through other components: {1}.").format(
            named_by, through
        )

    def _lay_out(self, unit: int) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        height = HEIGHT_UNITS if self.list.isVisibleTo(self) else 0
        self.resize(WIDTH_UNITS * unit, height * unit)
