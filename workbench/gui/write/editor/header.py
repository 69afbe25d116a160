"""What is open: its path, its state, and the ways to look at it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import PromptKind
from workbench.gui.commands import command
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_tone


class EditorHeader(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        unit = theme.unit
        middle = Qt.TextElideMode.ElideMiddle
        self.path = ElidedLabel(theme, "text", self, elide=middle, giving_way=False, fewest=18)
        self.state = ElidedLabel(theme, "muted", self, giving_way=False, fewest=8)
        named(self.path, "editor.path")
        named(self.state, "editor.state")
        set_tone(self.path, "title")
        self._worded: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 2 * unit)
        self._row.setSpacing(2 * unit)
        self._row.addWidget(self.path)
        self._row.addWidget(self.state)
        self._row.addStretch(1)

    def show_prompt(self, opened: OpenPrompt, changed: bool) -> None:
        """`changed`: the draft differs from the version it is based on."""
        title = opened.prompt.title
        self.path.show_text(opened.prompt.path)
        self.path.setToolTip(plain_tip("\n".join(filter(None, (opened.prompt.path, title)))))
        self.state.show_text(self._state(opened, changed), "warning" if changed else "muted")
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """With icons alone: the words of buttons are the first to go."""
        return QSize(self._needed(worded=False, whole=False), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def add_action(self, action: QAction) -> QToolButton:
        """A button for a command, with its words if it shows a tick."""
        button = named(QToolButton(self), f"editor.{action.objectName()}", action.toolTip())
        action.setIcon(self._icons(command(action.objectName()).icon))
        button.setDefaultAction(action)
        if action.isCheckable():
            self._worded.append(button)
        self._row.addWidget(button)
        self._fit()
        return button

    def _fit(self) -> None:
        """Words on the buttons where path and state have all the room they need."""
        roomy = self.width() >= self._needed(worded=True, whole=True)
        style = Qt.ToolButtonStyle
        for button in self._worded:
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly
            )

    def _needed(self, *, worded: bool, whole: bool) -> int:
        margins, count = self._row.contentsMargins(), self._row.count()
        labels = (self.path, self.state)
        width = margins.left() + margins.right() + (count - 1) * self._row.spacing()
        width += sum((x.sizeHint() if whole else x.minimumSizeHint()).width() for x in labels)
        for button in self.findChildren(QToolButton):
            width += button.iconSize().width() + 2 * self._row.spacing()
            if worded and button in self._worded:
                width += button.fontMetrics().horizontalAdvance(button.text())
                width += self._row.spacing()
        return width

    def _state(self, opened: OpenPrompt, changed: bool) -> str:
        kind = self.tr("component · ") if opened.prompt.kind is PromptKind.COMPONENT else ""
        based_on = opened.draft.based_on
        if based_on is None:
            return kind + self.tr("● draft, no version yet")
        if changed:
            return kind + self.tr("● draft, based on v{0}").format(based_on)
        return kind + self.tr("v{0}").format(based_on)
