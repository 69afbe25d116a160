"""Above the table of cases: the dataset's name, what it holds, and what can be done with it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.datasets import Dataset, Split
from workbench.gui.evaluate.wording import counted
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme

DIGEST_SHOWN = 12
FILTER_UNITS = 60
NARROW_UNITS = 200
NAME_SIZE = 1.35


class DatasetTop(QWidget):
    renamed = Signal(str)
    filter_typed = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.name = named(QLineEdit(self), "dataset.name", self.tr("Name of the dataset"))
        self.name.setProperty("kind", "title")
        theme.theme_changed.connect(self._size_name)
        self._size_name()
        self.name.editingFinished.connect(self._on_named)
        self.facts = named(ElidedLabel(theme, "muted", self), "dataset.facts")
        self.filter = named(QLineEdit(self), "dataset.filter", self.tr("Filter the cases"))
        self.filter.setPlaceholderText(self.tr("Filter by words"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(FILTER_UNITS * theme.unit)
        self.filter.textChanged.connect(self.filter_typed)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.unit)
        self._case_buttons = QHBoxLayout()
        self._case_buttons.setSpacing(theme.unit)
        self._beside_name: list[QToolButton] = []
        self._shown = self._shown_id = ""
        self._lay_out(theme.unit)

    def use_actions(self, dataset: list[QAction], cases: list[QAction]) -> None:
        self._beside_name = [self._button(action) for action in dataset]
        for button in self._beside_name:
            self._buttons.addWidget(button)
        for action in cases:
            self._case_buttons.addWidget(self._button(action))
        self._fit()

    def show_dataset(self, dataset: Dataset, digest: str, path: str) -> None:
        """`path`: of the prompt it is made for; empty for any."""
        typing = self.name.hasFocus() and self._shown_id == dataset.id
        self._shown, self._shown_id = dataset.name, dataset.id
        if self.name.text() != dataset.name and not typing:
            self.name.setText(dataset.name)
            self.name.setCursorPosition(0)
        parts = [*self._counts(dataset), self._prompt(path)]
        self.facts.show_text(
            "  ·  ".join(part for part in (*parts, digest[7 : 7 + DIGEST_SHOWN]) if part)
        )
        self.facts.setToolTip(
            self.tr("{0}\nThe digest names the cases that count: an evaluation records it.").format(
                digest
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The name has room: where there is little, the buttons beside it are icons."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if self.width() < NARROW_UNITS * self._theme.unit:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._beside_name:
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)

    def _counts(self, dataset: Dataset) -> list[str]:
        cases = dataset.cases
        splits = Counter(case.split for case in cases)
        counts = [counted("case", len(cases))]
        figures = (
            (sum(not case.enabled for case in cases), self.tr("{0} off")),
            (sum(not case.accepted for case in cases), self.tr("{0} not accepted yet")),
            (splits[Split.HELD_OUT], self.tr("{0} held out")),
        )
        return counts + [words.format(count) for count, words in figures if count]

    def _prompt(self, path: str) -> str:
        return self.tr("for {0}").format(safe(path)) if path else self.tr("for any prompt")

    def _size_name(self) -> None:
        self.name.setFont(self._theme.font(NAME_SIZE, bold=True))

    def _on_named(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setText(self._shown)
            self.name.setCursorPosition(0)
        elif name != self._shown:
            self.renamed.emit(name)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setObjectName(f"dataset.button.{action.objectName()}")
        return button

    def _lay_out(self, unit: int) -> None:
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addLayout(self._buttons)
        last = QHBoxLayout()
        last.setSpacing(2 * unit)
        last.addWidget(self.filter, 1)
        last.addStretch(1)
        last.addLayout(self._case_buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 2 * unit)
        column.setSpacing(unit)
        column.addLayout(first)
        column.addWidget(self.facts)
        column.addSpacing(unit)
        column.addLayout(last)
