"""What the ways to answer a question have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from workbench.domain.rubrics import Answer
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Field(QWidget):
    answered = Signal()
    """By the person, never by `show_answer`."""
    typed = False
    """It is a text, which has an undo of its own."""
    wide = False
    """It needs the whole width."""

    def answer(self) -> Answer | None:
        raise NotImplementedError

    def show_answer(self, answer: Answer | None) -> None:
        raise NotImplementedError

    def take_key(self, _event: QKeyEvent) -> bool:
        """Whether the key was an answer."""
        return False

    def focus_first(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class AnswerButtons(Field):
    """One of several, each a button; `Tab` stops once, the arrow keys go from one to the next."""

    def __init__(self, name: str, answers: Sequence[Answer], parent: QWidget) -> None:
        super().__init__(parent)
        self._answers = list(answers)
        self.buttons = [self._button(f"{name}.{number}") for number in range(len(answers))]
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
        self._group.idClicked.connect(self._on_clicked)
        self._stop_once(0)

    def answer(self) -> Answer | None:
        chosen = self._group.checkedId()
        return self._answers[chosen] if chosen >= 0 else None

    def show_answer(self, answer: Answer | None) -> None:
        chosen = self._place_of(answer)
        self._group.setExclusive(False)
        for number, button in enumerate(self.buttons):
            button.setChecked(number == chosen)
        self._group.setExclusive(True)
        self._stop_once(max(chosen, 0))

    def focus_first(self) -> None:
        self.buttons[max(self._group.checkedId(), 0)].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, number: int) -> bool:
        """As if it were pressed; False where there is none."""
        if not 0 <= number < len(self.buttons):
            return False
        self.buttons[number].setChecked(True)
        self._on_clicked(number)
        return True

    def step(self, by: int) -> bool:
        """The answer beside the one there is; the first or last where there is none."""
        now = self._group.checkedId()
        number = (0 if by > 0 else len(self.buttons) - 1) if now < 0 else now + by
        return self.choose(max(0, min(number, len(self.buttons) - 1)))

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """The buttons' own arrow keys move the focus and answer nothing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.take_key(event):
                return True
            if event.key() in ARROWS and isinstance(watched, QPushButton):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def name_button(self, number: int, text: str, told: str) -> None:
        """`told` is what a screen reader says of it."""
        self.buttons[number].setText(safe(text).replace("&", "&&"))
        self.buttons[number].setAccessibleName(safe(told))

    def _button(self, name: str) -> QPushButton:
        button = named(QPushButton(self), name)
        button.setProperty("kind", "answer")
        button.setCheckable(True)
        button.installEventFilter(self)
        return button

    def _place_of(self, answer: Answer | None) -> int:
        # A truth value equals a number to Python
        places = (n for n, each in enumerate(self._answers) if _same(each, answer))
        return next(places, -1)

    def _on_clicked(self, number: int) -> None:
        self._stop_once(number)
        self.answered.emit()

    def _stop_once(self, stop: int) -> None:
        strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
        for number, button in enumerate(self.buttons):
            button.setFocusPolicy(strong if number == stop else click)


def _same(one: Answer, other: Answer | None) -> bool:
    return type(one) is type(other) and one == other


def digit(event: QKeyEvent) -> int | None:
    """Of a key without Ctrl or Alt."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    text = event.text()
    return int(text) if plain and len(text) == 1 and text in "0123456789" else None


def sideways(event: QKeyEvent) -> int:
    """1 for the key to the right, -1 for that to the left, else 0."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return 0
    return {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
