"""A choice from a fixed list: by its number, or by typing how it begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from workbench.domain.rubrics import Question
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.review.reviewing.field import AnswerButtons, digit, sideways

WITHOUT_LINE = 5
"""So many are seen at a glance: no line to type in."""
NUMBERED = 9
AT_A_GLANCE = 50
"""Characters of all choices that stand beside the question."""
LONGEST = 60


class ChoiceField(AnswerButtons):
    def __init__(self, question: Question, theme: Theme, parent: QWidget) -> None:
        super().__init__(f"answer.{question.id}", question.choices, parent)
        self._choices = question.choices
        self.wide = sum(map(len, self._choices)) > AT_A_GLANCE
        self.line = named(QLineEdit(self), f"answer.{question.id}.typed")
        self.line.setAccessibleName(self.tr("Type how it begins"))
        self.line.setPlaceholderText(self.tr("Type how it begins, then Enter"))
        self.line.setMaximumWidth(80 * theme.unit)
        self.line.setVisible(len(self._choices) > WITHOUT_LINE)
        self.line.textEdited.connect(self._on_typed)
        self.line.installEventFilter(self)
        for number, choice in enumerate(self._choices):
            shown = f"{choice[:LONGEST]}…" if len(choice) > LONGEST else choice
            numbered = number < NUMBERED
            self.name_button(number, f"{number + 1}   {shown}" if numbered else shown, choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(self.line)
        flow = FlowLayout(2 * theme.unit)
        for button in self.buttons:
            flow.addWidget(button)
        column.addLayout(flow)

    def take_key(self, event: QKeyEvent) -> bool:
        if self.line.hasFocus():
            return self._take_in_line(event)
        if by := sideways(event):
            return self.step(by)
        pressed = digit(event)
        if pressed is not None:
            return 0 < pressed <= NUMBERED and self.choose(pressed - 1)
        return self._begin_typing(event)

    def _take_in_line(self, event: QKeyEvent) -> bool:
        """`Enter` chooses what is found; without a word in the line it goes on."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self.line.text():
            return False
        found = beginning_with(self._choices, self.line.text())
        if found:
            self.line.clear()
            self._light(())
            self.choose(found[0])
            self.focus_first()
        return True

    def _begin_typing(self, event: QKeyEvent) -> bool:
        letter = event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if held or not letter.strip():
            return False
        if self.line.isHidden():
            found = _with_beginning(self._choices, letter)
            return bool(found) and self.choose(self._following(found))
        if not beginning_with(self._choices, letter):
            return False
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setText(letter)
        self._on_typed(letter)
        return True

    def _following(self, found: Sequence[int]) -> int:
        """The same letter again is the next that begins with it."""
        now = self._group.checkedId()
        return next((number for number in found if number > now), found[0])

    def _on_typed(self, text: str) -> None:
        self._light(beginning_with(self._choices, text) if text else ())

    def _light(self, found: Sequence[int]) -> None:
        """What does not begin so is greyed while one types."""
        typing = bool(self.line.text())
        for number, button in enumerate(self.buttons):
            button.setEnabled(not typing or number in found)


def beginning_with(choices: Sequence[str], typed: str) -> list[int]:
    """Places of those that begin so; where none does, of those with a word that does."""
    wanted = typed.strip().casefold()
    return _with_beginning(choices, typed) or [
        place
        for place, choice in enumerate(choices)
        if any(word.startswith(wanted) for word in safe(choice).casefold().split())
    ]


def _with_beginning(choices: Sequence[str], typed: str) -> list[int]:
    wanted = typed.strip().casefold()
    folded = (safe(choice).casefold() for choice in choices)
    return [place for place, choice in enumerate(folded) if choice.startswith(wanted)]
