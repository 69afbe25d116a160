"""Beside the audit log: all that the chosen entry says, and what it rests on."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.audit import LoggedEntry
from workbench.domain.audit_words import kind_words, subject
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface
from workbench.gui.kit.when import exactly
from workbench.gui.release.audit.wording import SOURCES, translate

SHOWN = re.compile(r"((?:sha256:)?[0-9a-f]{16})[0-9a-f]{16,}")
"""Of digests and commits; their tool tip has all of it."""


class AuditDetail(QFrame):
    read_wanted = Signal(object, str)
    """The `LoggedEntry` and the digest of what it rests on."""
    prompt_wanted = Signal(str, str)
    """Path of a prompt, and the digest of the version of it."""
    left = Signal()
    """Escape, or the button that closes it."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        named(self, "audit.detail", self.tr("What the entry says"))
        set_surface(self, "panel")
        self.logged: LoggedEntry | None = None
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        set_styled(self.title, "tone", "heading")
        tip = self.tr("Close the details (Esc)")
        self.close_button = icon_button(self, icons, "audit.detail.close", "x", tip)
        self.close_button.clicked.connect(lambda: self.left.emit())
        self.area = named(QScrollArea(self), "audit.detail.area", self.tr("Details"))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.area)
        self._lay_out(theme.unit)

    def show_entry(self, logged: LoggedEntry, broken: str = "", commit: str = "") -> None:
        self.logged, entry = logged, logged.entry
        self.title.setText(translate(kind_words(entry.kind)))
        content = QWidget()
        self._column = QVBoxLayout(content)
        unit = self._theme.unit
        self._column.setContentsMargins(4 * unit, unit, 4 * unit, 4 * unit)
        self._column.setSpacing(3 * unit)
        if broken:
            words = translate("The log breaks here: {0}.", broken)
            self._column.addWidget(plain_label(safe(words), content, "failed"))
        if entry.prompt:
            self._tell_prompt(content, logged)
        self._tell(content, self.tr("Words"), entry.words)
        self._tell(content, self.tr("Who"), entry.actor)
        self._tell(content, self.tr("When"), exactly(entry.at))
        self._tell(content, self.tr("Environment"), entry.environment)
        self._tell(content, self.tr("Digest"), entry.digest)
        self._tell_evidence(content, logged)
        self._tell(content, self.tr("Commit"), commit or entry.commit)
        number = translate("entry {0}", f"{logged.number:,}") if logged.number else logged.file
        self._tell(content, self.tr("Log"), f"{translate(SOURCES[logged.source])}, {number}")
        self._tell(content, self.tr("Hash"), logged.hash)
        self._tell(content, self.tr("After"), "\n".join(logged.before))
        self._column.addStretch(1)
        self.area.setWidget(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, content: QWidget, title: str, words: str) -> None:
        if words:
            self._section(content, title).addWidget(self._value(content, words))

    def _tell_prompt(self, content: QWidget, logged: LoggedEntry) -> None:
        entry = logged.entry
        row = self._row(self._section(content, self.tr("Prompt")))
        row.addWidget(plain_label(safe(subject(entry)), content), 1)
        button = self._button(content, "audit.write", self.tr("Open in Write"))
        button.clicked.connect(lambda: self.prompt_wanted.emit(entry.prompt, entry.digest))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _tell_evidence(self, content: QWidget, logged: LoggedEntry) -> None:
        if not logged.entry.evidence:
            return
        column = self._section(content, self.tr("Rests on"))
        for digest in logged.entry.evidence:
            row = self._row(column)
            row.addWidget(self._value(content, digest), 1)
            button = self._button(content, f"audit.read.{digest[7:15]}", self.tr("Read"))
            button.setToolTip(self.tr("Show it in the browser, if it is here"))
            button.setAccessibleName(self.tr("Read {0}").format(SHOWN.sub(r"\1…", digest)))
            button.clicked.connect(lambda _on, of=digest: self.read_wanted.emit(logged, of))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _value(self, content: QWidget, words: str) -> QLabel:
        shown = SHOWN.sub(r"\1…", words)
        label = plain_label(safe(shown), content)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if shown != words:
            label.setToolTip(safe(words))
        return label

    def _button(self, content: QWidget, name: str, words: str) -> QPushButton:
        button = named(QPushButton(words, content), name)
        set_styled(button, "kind", "quiet")
        button.setAutoDefault(False)
        return button

    def _row(self, column: QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * self._theme.unit)
        column.addLayout(row)
        return row

    def _section(self, content: QWidget, title: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.unit)
        column.addWidget(plain_label(title, content, "section"))
        self._column.addLayout(column)
        return column

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(4 * unit, 2 * unit, 2 * unit, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.area, 1)
