"""What speaks for a version, to be read and ticked before it is approved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.approvals import Evidence, EvidenceKind, EvidenceOffer
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tone import set_styled

MOST_LINES = 16
"""Of the list; what is more is scrolled to."""
LONGEST_NAME = 64


class EvidenceRow(QWidget):
    read_requested = Signal(object)
    """`Evidence`."""

    def __init__(self, offer: EvidenceOffer, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        name = safe(" ".join(offer.evidence.name.split()))
        short = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
        self.ticked = named(QCheckBox(short.replace("&", "&&"), self), f"approve.evidence.{number}")
        self.ticked.setAccessibleName(name)
        self.ticked.setToolTip(translate("Name it in the approval as what was looked at"))
        self.ticked.setChecked(offer.fresh)
        self.ticked.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.read = named(QPushButton(translate("Read"), self), f"approve.read.{number}")
        self.read.setAccessibleName(translate("Read {0}").format(name))
        self.read.setToolTip(translate("Open it in the browser"))
        self.read.setAutoDefault(False)
        set_styled(self.read, "kind", "quiet")
        self.read.clicked.connect(self._on_read)
        self.words = [self._line(facts(offer.evidence), "muted")]
        if offer.evidence.summary:
            self.words.append(self._line(offer.evidence.summary, ""))
        if offer.note:
            self.words.append(self._line(offer.note, "" if offer.fresh else "warning"))
        self._lay_out()

    def _line(self, text: str, tone: str) -> QLabel:
        label = plain_label(safe(text), self, tone)
        label.setIndent(0)
        return label

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.addWidget(self.ticked, 0, 0, 1, 2)
        layout.addWidget(self.read, 0, 2)
        for line, words in enumerate(self.words, start=1):
            layout.addWidget(words, line, 1, 1, 2)
        layout.setColumnMinimumWidth(0, self._indent())
        layout.setColumnStretch(1, 1)

    def _indent(self) -> int:
        """Up to where the words beside a tick begin."""
        style = self.ticked.style()
        metric = style.PixelMetric.PM_IndicatorWidth
        spacing = style.PixelMetric.PM_CheckBoxLabelSpacing
        return style.pixelMetric(metric) + style.pixelMetric(spacing)

    def _on_read(self) -> None:
        self.read_requested.emit(self.offer.evidence)


class EvidenceList(QScrollArea):
    read_requested = Signal(object)
    """`Evidence`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "approve.offers", translate("Reports and evaluations"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows: list[EvidenceRow] = []
        self.hide()

    @property
    def chosen(self) -> tuple[Evidence, ...]:
        """What is ticked."""
        return tuple(row.offer.evidence for row in self.rows if row.ticked.isChecked())

    def show_offers(self, offers: Sequence[EvidenceOffer]) -> None:
        content = QWidget(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.rows = [EvidenceRow(offer, number, content) for number, offer in enumerate(offers)]
        for row in self.rows:
            row.read_requested.connect(self.read_requested)
            layout.addWidget(row)
        layout.addStretch(1)
        self.setWidget(content)
        self.setVisible(bool(offers))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as what is in it, up to a bound."""
        content: QWidget | None = self.widget()
        layout = content.layout() if content else None
        if layout is None:
            return
        width = self.viewport().width()
        needed = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0
        needed = max(needed, layout.minimumSize().height() if not needed else 0)
        self.setFixedHeight(min(needed, self.fontMetrics().lineSpacing() * MOST_LINES))


def facts(evidence: Evidence) -> str:
    """What it is, of when, and how much stands behind it."""
    figures = dict(evidence.figures)
    day = f"{evidence.at:%Y-%m-%d}" if evidence.at else ""
    if evidence.kind is EvidenceKind.EVALUATION:
        parts = [translate("Evaluation"), day]
    else:
        parts = [
            translate("Review report"),
            day,
            _counted(figures.get("people", ""), translate("1 person"), translate("{0} people")),
            _counted(figures.get("items", ""), translate("1 item"), translate("{0} items")),
            translate("blind") if figures.get("blind") == "yes" else translate("not blind"),
        ]
    return " · ".join(part for part in parts if part)


def _counted(count: str, one: str, many: str) -> str:
    if not count:
        return ""
    return one if count == "1" else many.format(count)


def translate(text: str) -> str:
    return QCoreApplication.translate("release", text)
