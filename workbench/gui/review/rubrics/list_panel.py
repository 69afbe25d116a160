"""The list of rubrics, and the ways to another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.review.wording import counted

KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class RubricLine:
    key: str
    name: str
    version: int
    questions: int
    changed: bool = False
    """It holds something that is not kept yet."""


class RubricsPanel(QWidget):
    chosen = Signal(str)
    """Key of a rubric."""
    new_requested = Signal(str)
    """Name of the template to start from; empty for none."""
    duplicate_requested = Signal()
    archive_requested = Signal()
    """Put aside, or brought back where it is aside."""
    aside_toggled = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "panel")
        self._icons = icons
        unit = theme.unit
        title = QLabel(self.tr("Rubrics"), self)
        set_tone(title, "title")
        new, copy = self.tr("New rubric"), self.tr("Duplicate the rubric")
        self.new = icon_button(self, icons, "rubrics.new", "plus", new)
        self.new.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.new)
        self.new.setMenu(self.menu)
        self.duplicate = icon_button(self, icons, "rubrics.duplicate", "copy", copy)
        self.archive = icon_button(self, icons, "rubrics.archive", "archive", "")
        self.list = named(QListWidget(self), "rubrics.list", self.tr("Rubrics"))
        self.list.setProperty("surface", "panel")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.aside = named(QPushButton(self), "rubrics.aside")
        self.aside.setCheckable(True)
        self.aside.setProperty("kind", "quiet")
        head = QHBoxLayout()
        head.setContentsMargins(3 * unit, 0, 2 * unit, 0)
        head.setSpacing(unit)
        head.addWidget(title, 1)
        for button in (self.duplicate, self.archive, self.new):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3 * unit, 0, 2 * unit)
        column.setSpacing(2 * unit)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.list)
        self.list.currentItemChanged.connect(self._on_current)
        self.duplicate.clicked.connect(self.duplicate_requested)
        self.archive.clicked.connect(self.archive_requested)
        self.aside.toggled.connect(self.aside_toggled)
        self.offer_templates(())

    @property
    def names(self) -> list[str]:
        return [self.list.item(row).text() for row in range(self.list.count())]

    def offer_templates(self, templates: Sequence[tuple[str, str]]) -> None:
        """Names, and what each is good for."""
        self.menu.clear()
        self._add(self.tr("Without questions"), "", "")
        if templates:
            self.menu.addSeparator()
        for name, about in templates:
            self._add(safe(name), name, about)

    def show_lines(self, lines: Sequence[RubricLine], chosen: str) -> None:
        """Says nothing."""
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(_words(line))
            item.setData(KEY, line.key)
            item.setToolTip(plain_tip(line.name))
            self.list.addItem(item)
            if line.key == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def show_able(self, *, chosen: bool, aside: bool, writable: bool, kept: bool) -> None:
        """What can be done with the chosen one."""
        self.new.setEnabled(writable)
        self.duplicate.setEnabled(chosen and writable)
        self.archive.setEnabled(chosen and kept and writable)
        tip = self.tr("Bring the rubric back") if aside else self.tr("Put the rubric aside")
        self.archive.setToolTip(tip)
        self.archive.setAccessibleName(tip)
        self.archive.setIcon(self._icons("restore" if aside else "archive"))

    def show_aside(self, count: int, *, seen: bool) -> None:
        self.aside.setVisible(bool(count) or seen)
        words = self.tr("Back to the others") if seen else self.tr("Put aside: {0}").format(count)
        self.aside.setText(words)
        self.aside.blockSignals(True)
        self.aside.setChecked(seen)
        self.aside.blockSignals(False)

    def _add(self, words: str, template: str, about: str) -> None:
        action = QAction(words.replace("&", "&&"), self.menu)
        action.setToolTip(about)
        action.triggered.connect(lambda: self.new_requested.emit(template))
        self.menu.addAction(action)

    def _on_current(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(KEY)))


def _words(line: RubricLine) -> str:
    mark = "• " if line.changed else ""
    version = f"v{line.version} · " if line.version else ""
    return f"{mark}{safe(line.name) or '…'}\n{version}{counted('question', line.questions)}"
