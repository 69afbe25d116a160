"""How many tokens the prompt is on each chosen model, on a small sheet over the footer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.estimates import ModelTokens
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme

MOST_ROWS_SEEN = 12
SMALLEST_COST = Decimal("0.000001")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TokensButton(QToolButton):
    """Opens the sheet; there is none where no model is chosen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "editor.tokens", self.tr("Tokens on each model"))
        self._theme = theme
        self._counts: tuple[ModelTokens, ...] = ()
        self.sheet: TokensSheet | None = None
        self.setIcon(icons("gauge"))
        self.setToolTip(self.tr("Tokens, share of the window and cost on each chosen model"))
        self.clicked.connect(self._open)
        self.show_counts(())

    def show_counts(self, counts: Sequence[ModelTokens]) -> None:
        self._counts = tuple(counts)
        self.setVisible(bool(counts))
        if self.sheet is not None and self.sheet.isVisible():
            self.sheet.show_counts(self._counts)

    def _open(self) -> None:
        if self.sheet is None:
            self.sheet = TokensSheet(self._theme, self)
        self.sheet.show_counts(self._counts)
        self.sheet.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width(), 0))
        size = self.sheet.sizeHint()
        self.sheet.move(corner - QPoint(size.width(), size.height() + self._theme.unit))
        self.sheet.show()
        self.sheet.setFocus()


class TokensSheet(QFrame):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        named(self, "editor.tokens_sheet", self.tr("Tokens on each chosen model"))
        self.setProperty("surface", "overlay")
        self._theme = theme
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._note = QLabel(self)
        self._note.setProperty("tone", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(*([3 * theme.unit] * 4))
        column.setSpacing(2 * theme.unit)
        column.addWidget(self._scroll)
        column.addWidget(self._note)

    def show_counts(self, counts: Sequence[ModelTokens]) -> None:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * self._theme.unit)
        grid.setVerticalSpacing(self._theme.unit)
        heads = (
            self.tr("Model"),
            self.tr("Tokens"),
            self.tr("Of its window"),
            "",
            self.tr("A run"),
        )
        for column, words in enumerate(heads):
            if words:
                head = _label(words, RIGHT if column in (1, 4) else None)
                head.setProperty("tone", "muted")
                grid.addWidget(head, 0, column)
        for row, each in enumerate(counts, 1):
            self._add_row(grid, row, each)
        grid.setRowStretch(len(counts) + 1, 1)
        self._scroll.setWidget(table)
        table.adjustSize()
        line = self.fontMetrics().height() + 2 * self._theme.unit
        size = table.sizeHint()
        height = min(size.height(), line * (MOST_ROWS_SEEN + 1))
        bar = self._scroll.verticalScrollBar().sizeHint().width() if height < size.height() else 0
        self._scroll.setFixedSize(QSize(size.width() + bar, height))
        estimated = any(not each.count.exact for each in counts)
        self._note.setText(self.tr("≈ is an estimate: the model's own tokenizer is not at hand."))
        self._note.setVisible(estimated)
        self.setAccessibleDescription("; ".join(self._spoken(each) for each in counts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _add_row(self, grid: QGridLayout, row: int, each: ModelTokens) -> None:
        grid.addWidget(_label(safe(each.model)), row, 0)
        grid.addWidget(_label(str(each.count), RIGHT), row, 1)
        grid.addWidget(ShareBar(self._theme, each.share), row, 2)
        grid.addWidget(_label(self._share(each)), row, 3)
        grid.addWidget(_label(self._cost(each), RIGHT), row, 4)

    def _share(self, each: ModelTokens) -> str:
        if each.share is None or each.window is None:
            return self.tr("not known")
        share = "< 1" if each.share < 0.01 else f"{each.share * 100:,.0f}"
        words = self.tr("{0} % of {1}").format(share, f"{each.window:,}")
        kept = self.tr(", {0} for the answer").format(f"{each.room:,}")
        return words + (kept if each.room else "")

    def _cost(self, each: ModelTokens) -> str:
        if each.cost_usd is None:
            return self.tr("not known")
        if not each.cost_usd:
            return self.tr("free")
        return f"≈ ${max(each.cost_usd, SMALLEST_COST):.6f}".rstrip("0").rstrip(".")

    def _spoken(self, each: ModelTokens) -> str:
        return f"{safe(each.model)}: {each.count}, {self._share(each)}, {self._cost(each)}"


class ShareBar(QWidget):
    """How full a window is; nothing where it is not known."""

    def __init__(self, theme: Theme, share: float | None) -> None:
        super().__init__()
        self._theme, self._share = theme, share
        self.setFixedSize(24 * theme.unit, 2 * theme.unit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(self._theme["border"])
        painter.drawRoundedRect(whole, radius, radius)
        if self._share:
            filled = QRectF(whole)
            filled.setWidth(max(whole.height(), whole.width() * min(1.0, self._share)))
            painter.setBrush(self._theme["failed" if self._share > 1 else "accent"])
            painter.drawRoundedRect(filled, radius, radius)


def _label(text: str, alignment: Qt.AlignmentFlag | None = None) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if alignment is not None:
        label.setAlignment(alignment)
    return label
