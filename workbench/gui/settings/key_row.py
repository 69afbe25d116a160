"""One provider: where its key comes from, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton

from workbench.domain.models import KeyStatus
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.settings.page import paragraph


class KeyRow(QFrame):
    """The key itself is never shown: it goes from the field to who keeps it, and is forgotten."""

    keep_requested = Signal(str, str)
    session_requested = Signal(str, str)
    forget_requested = Signal(str)

    def __init__(self, status: KeyStatus, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.provider = status.provider
        self._name = named(QLabel(status.provider), f"settings.key.{self.provider}.name")
        set_tone(self._name, "title")
        self._source = QLabel()
        self._change = self._button("change", self.tr("Add key"))
        self._change.clicked.connect(self.edit)
        self._forget = self._button("forget", self.tr("Forget"))
        self._forget.clicked.connect(lambda: self.forget_requested.emit(self.provider))
        self._problem = paragraph("", "failed")
        self._problem.hide()
        self._editor = self._key_editor(theme.unit)
        self._editor.hide()
        self._lay_out(theme.unit)
        self.show_status(status)

    def show_status(self, status: KeyStatus) -> None:
        words = {
            "environment": self.tr("from the environment ({0})").format(status.variable),
            "keyring": self.tr("in the system keyring"),
            "session": self.tr("for this session only"),
        }
        self._source.setText(words.get(status.source, self.tr("no key")))
        set_tone(self._source, "passed" if status.source else "muted")
        self._change.setText(self.tr("Replace") if status.source else self.tr("Add key"))
        given = status.source == "environment"
        for button in (self._change, self._forget):
            button.setDisabled(given)
            reason = self.tr("Set by the environment variable {0}.").format(status.variable)
            button.setToolTip(reason if given else "")
        self._forget.setVisible(bool(status.source))

    def show_problem(self, text: str) -> None:
        """The keyring would not take it. What was typed is still in the field."""
        self._problem.setText(text)
        self._problem.show()
        self._editor.show()

    def edit(self) -> None:
        self._editor.show()
        self._field.setFocus()

    def finish(self) -> None:
        """It was kept: forget what was typed."""
        self._field.clear()
        self._problem.hide()
        self._editor.hide()

    def _key_editor(self, unit: int) -> QFrame:
        editor = QFrame()
        self._field = named(
            QLineEdit(),
            f"settings.key.{self.provider}.field",
            self.tr("Key of {0}").format(self.provider),
        )
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setPlaceholderText(self.tr("Paste the key"))
        keep = self._button("keep", self.tr("Keep in the keyring"))
        keep.setProperty("kind", "primary")
        session = self._button("session", self.tr("This session only"))
        cancel = self._button("cancel", self.tr("Cancel"))
        keep.clicked.connect(lambda: self._hand_over(self.keep_requested.emit))
        self._field.returnPressed.connect(lambda: self._hand_over(self.keep_requested.emit))
        session.clicked.connect(lambda: self._hand_over(self.session_requested.emit))
        cancel.clicked.connect(self.finish)
        row = QHBoxLayout(editor)
        row.setContentsMargins(0, unit, 0, 0)
        row.setSpacing(2 * unit)
        row.addWidget(self._field, 1)
        for button in (keep, session, cancel):
            row.addWidget(button)
        return editor

    def _hand_over(self, take: Callable[[str, str], None]) -> None:
        if key := self._field.text().strip():
            take(self.provider, key)

    def _button(self, name: str, text: str) -> QPushButton:
        accessible = f"{text}: {self.provider}"
        return named(QPushButton(text), f"settings.key.{self.provider}.{name}", accessible)

    def _lay_out(self, unit: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * unit, 2 * unit, 2 * unit, 2 * unit)
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit)
        grid.setColumnMinimumWidth(0, 26 * unit)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._source, 0, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * unit)
        buttons.addWidget(self._change)
        buttons.addWidget(self._forget)
        grid.addLayout(buttons, 0, 2)
        grid.addWidget(self._editor, 1, 0, 1, 3)
        grid.addWidget(self._problem, 2, 0, 1, 3)
