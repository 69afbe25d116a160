"""What was found: in one sentence, as a list, and one of them; below, what was compared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.drift import DriftFinding, DriftReport
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.releases import FindingSeverity
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.elided import Sign
from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_surface
from workbench.gui.release.drift.delegate import FindingDelegate
from workbench.gui.release.drift.detail import FindingDetail
from workbench.gui.release.drift.model import FindingsModel, FoundLine
from workbench.gui.release.drift.wording import (
    SEVERITIES,
    compared_words,
    counted,
    one_line,
    translate,
)

TYPED_MS = 150
SHOWN_LEFT_OUT = 12
SIZES = (500, 330)


class Results(QWidget):
    finding_chosen = Signal(object)
    """The `DriftFinding` that is the current one."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons, self._theme = icons, theme
        self.model = FindingsModel(self)
        self.list = named(QListView(self), "drift.findings", self.tr("What was found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindingDelegate(theme, icons, self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.detail = FindingDetail(theme, icons, self)
        self.sign = Sign(icons, self)
        self.sign.setFont(theme.font(1.4))
        self.sentence = named(plain_label("", self, "title"), "drift.sentence")
        self.filter = named(QLineEdit(self), "drift.find", self.tr("Find in what was found"))
        self.filter.setPlaceholderText(self.tr("Find a prompt, a file or a word…"))
        self.filter.setClearButtonEnabled(True)
        self.severity = named(ChoiceBox(self), "drift.severity", self.tr("Which are shown"))
        self.severity.addItem(self.tr("All"), None)
        for severity, state in SEVERITIES.items():
            self.severity.addItem(icons(state.icon, state.token), translate(state.word), severity)
        self.compared = named(plain_label("", self, "muted"), "drift.compared")
        self.left_out = named(plain_label("", self, "muted"), "drift.left_out")
        self.failed = named(plain_label("", self, "warning"), "drift.failed")
        self.good = EmptyState(theme, icons, "check-badge", self.tr("Nothing has drifted"), self)
        named(self.good.text, "drift.good")
        self._buttons = [QToolButton(self), QToolButton(self)]
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._narrow)
        self._lay_out(theme.unit)
        self._connect()

    def use_actions(self, actions: Sequence[QAction]) -> None:
        """Copying and saving the report, at its right."""
        for button, action, icon in zip(self._buttons, actions, ("copy", "share"), strict=True):
            named(button, f"drift.button.{action.objectName()}", action.text().replace("&", ""))
            button.setIcon(self._icons(icon, "muted"))
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)

    def show_report(self, report: DriftReport) -> None:
        errors = sum(1 for each in report.findings if each.severity is FindingSeverity.ERROR)
        self._show_sentence(errors, len(report.findings) - errors, bool(report.failed))
        words = compared_words(report)
        self.compared.setText(words)
        self._show_left_out(report.skipped)
        self.failed.setText(
            "\n".join(
                self.tr("Could not be looked at: {0}: {1}").format(one_line(e.file), safe(e.reason))
                for e in report.failed[:SHOWN_LEFT_OUT]
            )
        )
        self.failed.setVisible(bool(report.failed))
        self.good.text.setText(words)
        self.model.show_findings(report.findings)
        self._narrow()

    def _show_sentence(self, errors: int, others: int, failed: bool) -> None:
        if errors:
            name, token = "error", "failed"
            words = self.tr("{0} drifted").format(f"{errors:,}")
            if others:
                words = self.tr("{0} drifted, {1} to know of").format(f"{errors:,}", f"{others:,}")
        elif failed:
            name, token = "warning", "warning"
            words = self.tr("No drift where it could be looked; not everything could be")
        else:
            name, token = "check-badge", "passed"
            words = self.tr("No drift")
            if others:
                words = self.tr("No drift; {0} to know of").format(f"{others:,}")
        self.sign.show_icon(name, token)
        self.sentence.setText(words)

    def _show_left_out(self, skipped: Sequence[NotLookedAt]) -> None:
        words = self.tr("Of the source, {0} not looked through: rest the mouse here to see why.")
        self.left_out.setText(words.format(counted("left out", len(skipped))) if skipped else "")
        told = [f"{each.file}: {each.reason}" for each in skipped[:SHOWN_LEFT_OUT]]
        if len(skipped) > SHOWN_LEFT_OUT:
            told.append(self.tr("and {0} more").format(f"{len(skipped) - SHOWN_LEFT_OUT:,}"))
        self.left_out.setToolTip(plain_tip("\n".join(told)))
        self.left_out.setVisible(bool(skipped))

    def _narrow(self) -> None:
        self.model.narrow(self.filter.text(), self.severity.currentData())
        found = self.model.first()
        seen = self.parts if found >= 0 or self._narrowed else self.good
        self.stack.setCurrentWidget(seen)
        self.compared.setVisible(seen is self.parts)
        if found < 0:
            self.detail.hide()
        else:
            self.list.setCurrentIndex(self.model.index(found, 0))

    @property
    def _narrowed(self) -> bool:
        return bool(self.filter.text() or self.severity.currentData())

    def _on_current(self) -> None:
        line = self.model.line_at(self.list.currentIndex().row())
        if isinstance(line, FoundLine):
            self.finding_chosen.emit(line.finding)

    @property
    def current(self) -> DriftFinding | None:
        line = self.model.line_at(self.list.currentIndex().row())
        return line.finding if isinstance(line, FoundLine) else None

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _text: self._typed.start())
        self.severity.activated.connect(lambda _index: self._narrow())
        self.list.selectionModel().currentChanged.connect(lambda _now, _old: self._on_current())

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 2 * unit)
        head.setSpacing(2 * unit)
        head.addWidget(self.sign)
        head.addWidget(self.sentence, 1)
        for button in self._buttons:
            head.addWidget(button)
        narrowing = QHBoxLayout()
        narrowing.setContentsMargins(4 * unit, 0, 4 * unit, 2 * unit)
        narrowing.setSpacing(2 * unit)
        narrowing.addWidget(self.filter, 1)
        narrowing.addWidget(self.severity)
        found = QWidget(self)
        listed = QVBoxLayout(found)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(0)
        listed.addLayout(narrowing)
        listed.addWidget(self.list, 1)
        self.parts = named(QSplitter(Qt.Orientation.Vertical, self), "drift.parts")
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(found)
        self.parts.addWidget(self.detail)
        self.parts.setSizes(list(SIZES))
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.parts)
        self.stack.addWidget(self.good)
        below = QVBoxLayout()
        below.setContentsMargins(4 * unit, 2 * unit, 4 * unit, 3 * unit)
        below.setSpacing(unit)
        for label in (self.failed, self.compared, self.left_out):
            below.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addLayout(below)
        set_surface(self, "background")
