"""Beside the matrix: what is known of the chosen prompt, and of the version that is used."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.environments import PinnedVersion
from workbench.domain.errors import WorkbenchError
from workbench.domain.prompt_records import PromptRecord
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface
from workbench.gui.release.matrix.detail_rows import (
    approval_lines,
    component_lines,
    event_lines,
    evidence_lines,
    pin_lines,
)
from workbench.gui.release.matrix.wording import STATUSES, breakable, translate
from workbench.gui.release.seams import ChosenCell

FIRST_EVENTS = 12
"""Of the history; the others are a button away."""


class DetailPanel(QFrame):
    compare_wanted = Signal(str, str)
    """Two environments: what differs between them."""
    read_wanted = Signal(object)
    """`RecordedEvidence`."""
    uses_wanted = Signal(str)
    """Path of a component: what its newest version would change."""
    left = Signal()
    """Escape, or the button that closes it."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        named(self, "matrix.detail", self.tr("What is known of the prompt"))
        set_surface(self, "panel")
        self._cell: ChosenCell | None = None
        self._record: PromptRecord | None = None
        self._all_events = False
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        set_styled(self.title, "tone", "heading")
        tip = self.tr("Close the details (Esc)")
        self.close_button = icon_button(self, icons, "matrix.detail.close", "x", tip)
        self.close_button.clicked.connect(lambda: self.left.emit())
        self.buttons = QWidget(self)
        self._button_row = FlowLayout(theme.unit, self.buttons)
        self.area = named(QScrollArea(self), "matrix.detail.area", self.tr("Details"))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.area)
        self._lay_out(theme.unit)

    @property
    def cell(self) -> ChosenCell | None:
        """What is drawn."""
        return self._cell

    @property
    def record(self) -> PromptRecord | None:
        """What was read of the prompt; None until it was."""
        return self._record

    def add_button(self, action: QAction, icon: QIcon) -> QToolButton:
        """What can be done with the chosen prompt; it says so itself."""
        button = named(QToolButton(self.buttons), f"matrix.detail.{action.objectName()}")
        button.setDefaultAction(action)
        button.setIcon(icon)
        button.setAccessibleName(action.text().replace("&", ""))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button_row.addWidget(button)
        return button

    def show_cell(self, cell: ChosenCell, record: PromptRecord | None) -> None:
        """Without a record, what the matrix knows; nothing else moves until it is read."""
        if self._cell is None or cell.prompt != self._cell.prompt:
            self._all_events = False
            self._record = None
        self._cell, self._record = cell, record or self._record
        self._draw("")

    def show_record(self, record: PromptRecord) -> None:
        if self._cell and record.prompt == self._cell.prompt:
            self._record = record
            self._draw("")

    def show_error(self, error: WorkbenchError) -> None:
        self._draw(error.message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _draw(self, problem: str) -> None:
        cell, record = self._cell, self._record
        if cell is None:
            return
        place = self.area.verticalScrollBar().value() if record else 0
        self.title.setText(breakable(safe(cell.prompt)))
        self.title.setAccessibleName(safe(cell.prompt))
        content = QWidget()
        self._column = QVBoxLayout(content)
        unit = self._theme.unit
        self._column.setContentsMargins(4 * unit, unit, 4 * unit, 4 * unit)
        self._column.setSpacing(3 * unit)
        self._tell_card(content, cell, record)
        if problem:
            self._column.addWidget(plain_label(breakable(safe(problem)), content, "failed"))
        self._tell_pins(content, cell)
        if record:
            self._tell_version(content, cell, record)
            self._tell_history(content, record)
        self._column.addStretch(1)
        self.area.setWidget(content)
        self.area.verticalScrollBar().setValue(place)

    def _tell_card(self, content: QWidget, cell: ChosenCell, record: PromptRecord | None) -> None:
        if status := STATUSES.get(cell.row.status):
            by = cell.row.replaced_by
            words = translate("{0}: use {1}", translate(status.word), by) if by else status.word
            self._column.addWidget(plain_label(breakable(safe(words)), content, status.token))
        if record is None:
            return
        for words in (record.title, record.description):
            if words:
                self._column.addWidget(plain_label(breakable(safe(words)), content))
        if record.owners:
            owners = translate("Owned by {0}", ", ".join(record.owners))
            self._column.addWidget(plain_label(breakable(safe(owners)), content, "muted"))
        if record.unread:
            words = translate("Files that cannot be read: {0}. Verify names them.", record.unread)
            self._column.addWidget(plain_label(words, content, "warning"))

    def _tell_pins(self, content: QWidget, cell: ChosenCell) -> None:
        changes = {each.after: each for each in cell.row.differences}
        rows = [
            pin_lines(
                pin,
                changes.get(pin.environment),
                pin.environment == cell.environment,
                self._theme,
                content,
                self.compare_wanted.emit,
            )
            for pin in cell.row.pins
        ]
        self._section(content, self.tr("Where it runs"), rows, self.tr("No environment uses it."))

    def _tell_version(self, content: QWidget, cell: ChosenCell, record: PromptRecord) -> None:
        pin = cell.pin
        if pin is None:
            self._tell_newest(content, record)
            return
        number, theme = pin.version, self._theme
        self._section(
            content,
            self.tr("Version {0}").format(number),
            [self._version_label(content, record, pin)],
        )
        approvals = [approval_lines(e, theme, content) for e in record.approvals_of(pin.digest)]
        nothing = self.tr("Nobody approved it here.")
        self._section(content, self.tr("Approvals of v{0}").format(number), approvals, nothing)
        evidence = [
            evidence_lines(each, theme, content, self.read_wanted.emit)
            for each in record.evidence_of(pin.digest)
        ]
        nothing = self.tr("No evidence is kept with it.")
        self._section(content, self.tr("Evidence for v{0}").format(number), evidence, nothing)
        version = record.version(pin.digest)
        if version and version.components:
            included = [
                component_lines(each, theme, content, self.uses_wanted.emit)
                for each in version.components
            ]
            self._section(content, self.tr("Components in v{0}").format(number), included)

    def _tell_newest(self, content: QWidget, record: PromptRecord) -> None:
        if record.versions:
            words = self.tr("v{0} is the newest version in the registry.")
            self._column.addWidget(
                plain_label(words.format(record.versions[0].number), content, "muted")
            )

    def _version_label(self, content: QWidget, record: PromptRecord, pin: PinnedVersion) -> QLabel:
        version = record.version(pin.digest)
        parts = [pin.digest[:19], translate("interface {0}", pin.interface)]
        if version:
            parts += [version.author] if version.author else []
            parts += [translate("“{0}”", version.note)] if version.note else []
        label = plain_label(breakable(safe(" · ".join(parts))), content)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setToolTip(safe(pin.digest))
        return label

    def _tell_history(self, content: QWidget, record: PromptRecord) -> None:
        events = record.events if self._all_events else record.events[:FIRST_EVENTS]
        rows: list[QWidget] = [event_lines(each, self._theme, content) for each in events]
        if len(events) < len(record.events):
            words = self.tr("Show all {0} events").format(f"{len(record.events):,}")
            more = named(QPushButton(words, content), "matrix.events")
            set_styled(more, "kind", "quote")
            more.clicked.connect(self._show_all_events)
            rows.append(more)
        self._section(content, self.tr("History"), rows, self.tr("The log is empty."))

    def _show_all_events(self) -> None:
        self._all_events = True
        self._draw("")

    def _section(
        self, content: QWidget, title: str, rows: Iterable[QWidget], nothing: str = ""
    ) -> None:
        column = QVBoxLayout()
        column.setSpacing(2 * self._theme.unit)
        column.addWidget(plain_label(title, content, "section"))
        told = list(rows) or [plain_label(nothing, content, "muted")]
        for row in told:
            column.addWidget(row)
        self._column.addLayout(column)

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(4 * unit, 2 * unit, 2 * unit, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.buttons.setContentsMargins(3 * unit, 0, 3 * unit, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.buttons)
        column.addWidget(self.area, 1)
