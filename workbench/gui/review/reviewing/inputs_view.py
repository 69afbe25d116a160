"""What the output answers: names with their values, folded away when one has read them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.reviewing.keys import PassOn
from workbench.gui.review.reviewing.lettering import Lettering

MOST_LINES = 30
"""Of one value; a longer one scrolls by itself."""
BEGINNING = 120
SIZE = 1.05
NAME_UNITS = 40


class InputsView(QWidget):
    """`show_share` says how much of the height it may have."""

    def __init__(self, name: str, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._title = ""
        self._inputs: Sequence[tuple[str, str]] = ()
        self._most = 0
        self.fold = named(QToolButton(self), name)
        self.fold.setProperty("kind", "fold")
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fold.toggled.connect(self._show_folded)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keys = PassOn(self)
        self._scroll.installEventFilter(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fold)
        column.addWidget(self._scroll)

    def show_inputs(self, title: str, inputs: Sequence[tuple[str, str]]) -> None:
        self._title, self._inputs = title, tuple(inputs)
        self.setVisible(bool(inputs))
        inside = QWidget()
        grid = QGridLayout(inside)
        unit = self._theme.unit
        grid.setContentsMargins(5 * unit, unit // 2, 2 * unit, unit)
        grid.setHorizontalSpacing(5 * unit)
        grid.setVerticalSpacing(unit)
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(inputs):
            grid.addWidget(self._name_label(name, inside), row, 0, Qt.AlignmentFlag.AlignTop)
            value = _Value(name or title, text, self._theme, inside)
            value.text.installEventFilter(self._keys)
            value.fitted.connect(self._fit)
            grid.addWidget(value, row, 1)
        grid.setRowStretch(len(inputs), 1)
        self._scroll.setWidget(inside)
        self._show_folded(self.fold.isChecked())

    def _name_label(self, name: str, parent: QWidget) -> QLabel:
        label = QLabel(safe(name, 200).replace("_", " "), parent)
        label.setTextFormat(Qt.TextFormat.PlainText)
        Lettering(label, self._theme, SIZE)
        label.setWordWrap(True)
        label.setMaximumWidth(NAME_UNITS * self._theme.unit)
        label.setVisible(bool(name))
        set_tone(label, "muted")
        return label

    def show_share(self, height: int) -> None:
        self._most = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_folded(self, opened: bool) -> None:
        self.fold.setIcon(self._icons("chevron-down" if opened else "chevron-right"))
        beginning = " ".join(text[:BEGINNING] for _name, text in self._inputs)
        words = " ".join(safe(beginning).split())[:BEGINNING]
        shown = self._title if opened else f"{self._title}   {words}…"
        self.fold.setText(shown.replace("&", "&&"))
        self.fold.setAccessibleName(self._title)
        self._scroll.setVisible(opened)
        self._fit()

    def _fit(self) -> None:
        inside = self._scroll.widget()
        needed = inside.sizeHint().height() if inside else 0
        self._scroll.setFixedHeight(min(needed, max(self._most, 12 * self._theme.unit)))


class _Value(OutputView):
    """As tall as its text, up to a limit."""

    fitted = Signal()

    def __init__(self, name: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.text.setProperty("frame", "none")
        self.text.setViewportMargins(0, 0, 0, 0)
        Lettering(self.text, theme, SIZE)
        named(self.text, "reviewing.input", safe(name, 200))
        self.set_wrap(True)
        self.show_text(text)
        self.scroll_to(0)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where lines end is other for another width, of which the document says nothing."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = text_height(self.text, 1, MOST_LINES)
        if height != self.text.height():
            self.text.setFixedHeight(height)
            # What is around it is measured at once, before the layout has run
            self.updateGeometry()
            self.fitted.emit()

    def sizeHint(self) -> QSize:
        return QSize(0, self.text.height())
