"""Where the next turn is typed; Ctrl+Enter sends it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.inputs.growing import GrowingEdit

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReplyEdit(GrowingEdit):
    send_requested = Signal()

    def event(self, event: QEvent) -> bool:
        """While it has the keyboard, Ctrl+Enter does not run the draft."""
        if event.type() == QEvent.Type.ShortcutOverride and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.send_requested.emit()
        else:
            super().keyPressEvent(event)


class Reply(QWidget):
    sent = Signal(str)
    stop_requested = Signal()
    given_up = Signal()
    """Nothing of an earlier turn is changed after all."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reason = ""
        self._waiting = False
        """What is in the way is soon over."""
        self._wished = False
        """It is to be sent then."""
        self.words = ElidedLabel(theme, "muted", self)
        """What the next turn is, where it is not simply the next turn."""
        name = self.tr("Next turn")
        self.edit = named(ReplyEdit(theme, parent=self), "conversation.reply", name)
        self.send = named(QPushButton(self.tr("Send"), self), "conversation.send", self.tr("Send"))
        self.send.setIcon(icons("send", "accent_fill_text"))
        self.send.setProperty("kind", "primary")
        self.stop = named(QPushButton(self.tr("Stop"), self), "conversation.stop", self.tr("Stop"))
        self.stop.setIcon(icons("stop"))
        self.cancel = QPushButton(self.tr("Leave it"), self)
        named(self.cancel, "conversation.leave_it", self.tr("Leave the earlier turn as it was"))
        self.cancel.setProperty("kind", "quiet")
        self._lay_out(theme.unit)
        self.edit.edited.connect(self._on_edited)
        self.edit.send_requested.connect(self._send)
        self.send.clicked.connect(self._send)
        self.stop.clicked.connect(self.stop_requested)
        self.cancel.clicked.connect(self.given_up)
        self.show_next()

    def show_next(self, words: str = "", *, editing: bool = False) -> None:
        """`words` say what is expected where it is not simply the next turn."""
        self.words.show_text(words)
        self.words.setVisible(bool(words))
        self.cancel.setVisible(editing)
        hint = self.tr("Say what comes next. Ctrl+Enter sends it, word for word.")
        self.edit.setPlaceholderText(words or hint)

    def show_running(self, running: bool) -> None:
        self.stop.setVisible(running)
        self.send.setVisible(not running)
        self._show_send()

    def allow(self, reason: str, *, waiting: bool = False) -> None:
        """`reason` says why nothing can be sent now; empty if it can. While it is `waiting` for
        something, what is to be sent is remembered, and sent when nothing is in the way."""
        self._reason, self._waiting = reason, waiting
        self._show_send()
        if not waiting and self._wished:
            self._wished = False
            QTimer.singleShot(0, self, self._send)

    def forget(self) -> None:
        """What was to be sent was meant for another conversation."""
        self._wished = False

    def begin_anew(self) -> None:
        self.forget()
        self.edit.show_text("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        if self.send.isVisible() and self.send.isEnabled():
            text = self.edit.exact_text()
            self.edit.show_text("")
            self._show_send()
            self.sent.emit(text)
        elif self._waiting and self.send.isVisible() and self.edit.exact_text().strip():
            self._wished = True
            self.words.show_text(self.tr("It is sent as soon as the conversation has been read."))
            self.words.show()

    def _on_edited(self) -> None:
        """Who goes on typing is not done yet."""
        if self._wished:
            self.forget()
            self.words.hide()
        self._show_send()

    def _show_send(self) -> None:
        empty = "" if self.edit.exact_text().strip() else self.tr("There is nothing to send yet.")
        reason = self._reason or empty
        self.send.setEnabled(not reason)
        self.send.setToolTip(self.tr("Send (Ctrl+Enter)") + (f"\n{reason}" if reason else ""))

    def _lay_out(self, unit: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        row.addWidget(self.edit, 1)
        for button in (self.cancel, self.stop, self.send):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(unit)
        column.addWidget(self.words)
        column.addLayout(row)


def _sends(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() in ENTER
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
