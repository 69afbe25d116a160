"""Labels of one prompt or of many, without leaving the keyboard.

What is typed narrows the list; Enter ticks a label or makes the one that was typed; Enter in
an empty field is done. A row of colours belongs to the label that is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.labels import COLOURS
from workbench.domain.prompts import Label, Prompt
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.write.library.label_rows import LabelRows

WIDTH_IN_CHARACTERS = 56
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NAMES = {
    "": QT_TRANSLATE_NOOP("LabelsDialog", "No colour"),
    "accent": QT_TRANSLATE_NOOP("LabelsDialog", "Indigo"),
    "info": QT_TRANSLATE_NOOP("LabelsDialog", "Blue"),
    "syntax_filter": QT_TRANSLATE_NOOP("LabelsDialog", "Teal"),
    "passed": QT_TRANSLATE_NOOP("LabelsDialog", "Green"),
    "warning": QT_TRANSLATE_NOOP("LabelsDialog", "Amber"),
    "failed": QT_TRANSLATE_NOOP("LabelsDialog", "Red"),
    "role_system": QT_TRANSLATE_NOOP("LabelsDialog", "Purple"),
    "muted": QT_TRANSLATE_NOOP("LabelsDialog", "Grey"),
}


class LabelsDialog(QDialog):
    labels_chosen = Signal(object, object)
    """Labels to add and labels to take away."""
    colour_chosen = Signal(object, str)
    """A `Label` and a token of the theme; empty for none."""

    def __init__(
        self,
        prompts: Sequence[Prompt],
        known: Iterable[Label],
        colours: Mapping[Label, str],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("labels")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self._colours = theme, dict(colours)
        one = self.tr("Labels of {0}").format(safe(prompts[0].path)) if prompts else ""
        many = self.tr("Labels of {0:n} prompts").format(len(prompts))
        self.setWindowTitle(one if len(prompts) == 1 else many)
        self.field = named(QLineEdit(self), "labels.field", self.tr("Label"))
        self.field.setPlaceholderText(self.tr("Find a label, or type a new one: tone: friendly"))
        self.rows = LabelRows(prompts, known, self)
        self.list = named(QListView(self), "labels.list", self.tr("Labels"))
        self.list.setModel(self.rows)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.swatches = {token: self._swatch(token) for token in ("", *COLOURS)}
        self._lay_out(theme.unit)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._on_edited)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_colour())
        self._show_row(0 if self.rows.rowCount() else -1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in STEPS:
            row = self.list.currentIndex().row() + STEPS[key]
            self._show_row(min(max(row, 0), self.rows.rowCount() - 1))
            return True
        if key in ENTER and not event.modifiers() and self.field.text().strip():
            self._toggle()
            return True
        if key == Qt.Key.Key_Space and not self.field.text():
            self._toggle()
            return True
        return False

    def _toggle(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        self.rows.toggle(index.row())
        label = self.rows.label(index)
        if self.field.text():
            self.field.clear()
            self.rows.show_typed("")
        for row in range(self.rows.rowCount()):
            if self.rows.label(self.rows.index(row)) == label:
                self._show_row(row)

    def _on_edited(self, text: str) -> None:
        self.rows.show_typed(text)
        self._show_row(self.rows.row_typed())

    def _on_clicked(self) -> None:
        self._toggle()
        self.field.setFocus()

    def _show_row(self, row: int) -> None:
        self.list.setCurrentIndex(self.rows.index(row))
        self._show_colour()

    def _show_colour(self) -> None:
        label = self.rows.label(self.list.currentIndex())
        shown = self._colours.get(label, "") if label else ""
        for token, swatch in self.swatches.items():
            swatch.setEnabled(label is not None)
            swatch.setChecked(token == shown)
        words = self.tr("Colour of {0}").format(safe(str(label))) if label else ""
        self.coloured.setText(words)

    def _choose_colour(self, token: str) -> None:
        label = self.rows.label(self.list.currentIndex())
        if label is None:
            return
        self._colours = {**self._colours, label: token}
        self.colour_chosen.emit(label, token)
        self._show_colour()

    def _done(self) -> None:
        self.accept()
        self.labels_chosen.emit(self.rows.added, self.rows.removed)

    def _swatch(self, token: str) -> QToolButton:
        name = self.tr(NAMES[token])
        made = named(QToolButton(self), f"labels.colour.{token or 'none'}", name)
        made.setToolTip(name)
        made.setCheckable(True)
        side = 4 * self._theme.unit
        made.setIconSize(QSize(side, side))
        made.setIcon(self._disc(self._theme[token] if token else None, side))
        made.clicked.connect(lambda _checked=False: self._choose_colour(token))
        return made

    def _disc(self, colour: QColor | None, side: int) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme["border_strong"] if colour is None else Qt.PenStyle.NoPen)
        if colour is not None:
            painter.setBrush(colour)
        painter.drawRoundedRect(2, 2, side - 4, side - 4, side / 5, side / 5)
        if colour is None:
            painter.drawLine(3, side - 4, side - 4, 3)
        painter.end()
        return QIcon(pixmap)

    def _lay_out(self, unit: int) -> None:
        self.coloured = QLabel(self)
        self.coloured.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(self.coloured, "muted")
        colours = QHBoxLayout()
        colours.setSpacing(unit // 2)
        for swatch in self.swatches.values():
            colours.addWidget(swatch)
        colours.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        done = buttons.addButton(self.tr("Done"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_styled(named(done, "labels.done"), "kind", "primary")
        done.setDefault(True)
        buttons.accepted.connect(self._done)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.coloured)
        column.addLayout(colours)
        column.addSpacing(unit)
        column.addWidget(buttons)
        self.list.setMinimumHeight(60 * unit)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
