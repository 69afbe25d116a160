"""What stands in Evaluate before anything was evaluated, and the action that fills it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.gui.evaluate.around import Subject
from workbench.gui.evaluate.wording import counted
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone

WIDEST_UNITS = 120
WIDE = 1000
"""The text takes all of the room, up to its widest."""


class EmptyEvaluate(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "background")
        self._theme, self._icons = theme, icons
        self._there = False
        self._action: QAction | None = None
        self.mark = QLabel(self)
        side = 12 * theme.unit
        self.mark.setPixmap(icons("table-check", "muted").pixmap(QSize(side, side)))
        self.title = QLabel(self.tr("Nothing evaluated yet"), self)
        set_tone(self.title, "heading")
        self.text = named(QLabel(self), "evaluate.empty")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setMaximumWidth(WIDEST_UNITS * theme.unit)
        set_tone(self.text, "muted")
        self.now = named(QPushButton(self), "evaluate.now")
        self.now.setProperty("kind", "primary")
        self.choose = named(QPushButton(self), "evaluate.choose")
        for button in (self.now, self.choose):
            button.setAutoDefault(True)
        for label in (self.mark, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusProxy(self.now)
        self._lay_out(theme.unit)

    def use_actions(self, now: QAction, choose: QAction) -> None:
        """One evaluates what is open in Write at once, the other lets everything be chosen."""
        self._use(self.now, now, "flask", "accent_fill_text")
        self._use(self.choose, choose, "sliders", "muted")
        self.choose.setText(self.tr("Choose what to evaluate…"))

    def show_subject(self, subject: Subject | None, dataset: str, cases: int) -> None:
        """What one click would do. `dataset` is the prompt's first; empty for none."""
        path = safe(subject.path) if subject else ""
        self.now.setText(self.tr("Evaluate {0}").format(path or self.tr("the open prompt")))
        if subject is None:
            words = self.tr(
                "An evaluation runs a prompt on every case of a dataset and says how sure its "
                "results are. Open a prompt in Write first."
            )
        elif not cases:
            words = self.tr(
                "An evaluation runs a prompt on every case of a dataset. {0} has no case yet: "
                "Ctrl+K in Write keeps the inputs as one."
            ).format(path)
        else:
            words = self.tr(
                "An evaluation runs a prompt on every case of a dataset, looks at each output, "
                "and says how sure the results are. One click runs the draft of {0}, and the "
                "version before it, on “{1}” ({2}) with the ticked models: {3}."
            ).format(
                path,
                safe(dataset),
                counted("case", cases),
                ", ".join(safe(model) for model in subject.models) or self.tr("none yet"),
            )
        self.text.setText(words)
        self._there = bool(subject and cases)
        self._follow()

    def _use(self, button: QPushButton, action: QAction, icon: str, token: str) -> None:
        button.setIcon(self._icons(icon, token))
        button.setText(action.text().replace("&", ""))
        button.clicked.connect(action.trigger)
        if button is self.now:
            action.changed.connect(self._follow)
            self._action = action

    def _follow(self) -> None:
        if self._action:
            self.now.setEnabled(self._action.isEnabled() and self._there)
            self.now.setToolTip(self._action.toolTip())

    def _lay_out(self, unit: int) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * unit)
        buttons.addStretch(1)
        buttons.addWidget(self.now)
        buttons.addWidget(self.choose)
        buttons.addStretch(1)
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(self.text, WIDE)
        words.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 6 * unit)
        column.setSpacing(3 * unit)
        column.addStretch(2)
        column.addWidget(self.mark)
        column.addWidget(self.title)
        column.addLayout(words)
        column.addSpacing(unit)
        column.addLayout(buttons)
        column.addStretch(3)
