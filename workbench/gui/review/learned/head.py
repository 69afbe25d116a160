"""Above everything that was learned: what can be done with it, and how far everybody is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.amounts import seconds
from workbench.domain.reviews import ReviewerProgress
from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.reading import Learned
from workbench.gui.review.wording import translate

PROGRESS_UNITS = 24


class Head(QWidget):
    left = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        back = self.tr("Back to the overview of the review")
        self.back = icon_button(self, icons, "learned.back", "arrow-left", back)
        self.title = ElidedLabel(theme, "text", self)
        self.title.setFont(theme.font(1.12, bold=True))
        self.progress = named(QProgressBar(self), "learned.progress", self.tr("Progress"))
        self.done = named(QLabel(self), "learned.done", self.tr("How far everybody is"))
        self.sign = Sign(icons, self)
        self.early = named(QLabel(self), "learned.early", self.tr("How sure it is"))
        self._buttons = FlowLayout(theme.unit)
        self._reveal: QToolButton | None = None
        self._lay_out(theme.unit)
        self.back.clicked.connect(self.left)

    def offer(self, action: QAction, icon: str) -> QToolButton:
        button = named(QToolButton(self), f"learned.{action.objectName().partition('.')[2]}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setProperty("kind", "outlined")
        action.setIcon(self._icons(icon))
        button.setDefaultAction(action)
        self._buttons.addWidget(button)
        return button

    def offer_reveal(self, action: QAction, icon: str) -> None:
        """Seen where something is hidden."""
        self._reveal = self.offer(action, icon)

    def show_learned(self, learned: Learned, names: Names) -> None:
        figures = learned.figures
        self.title.show_text(safe(figures.review.plan.name))
        self.progress.setRange(0, max(learned.asked, 1))
        self.progress.setValue(learned.done)
        self.done.setText(_done_words(learned))
        people = "\n".join(_person(each) for each in figures.reviewers)
        self.done.setToolTip(plain_tip(people))
        self.done.setAccessibleDescription(people)
        if self._reveal is not None:
            self._reveal.setVisible(names.hidden)
        self._warn(learned, names)

    def _warn(self, learned: Learned, names: Names) -> None:
        early = learned.under_way and learned.judged > 0
        words = []
        if early and learned.review.plan.blind:
            words.append(
                self.tr(
                    "It is early: the blind review is not finished, and what you see may change. "
                    "Reviewers who hear of it no longer judge blind."
                )
            )
        elif early:
            words.append(self.tr("It is early: not everybody is done, so this may change."))
        if names.hidden and learned.contenders:
            words.append(self.tr("Models and versions are hidden until then."))
        self.early.setText(" ".join(words))
        self.early.setVisible(bool(words))
        self.sign.setVisible(bool(words))

    def _lay_out(self, unit: int) -> None:
        self.sign.show_icon("clock", "warning")
        for label in (self.early, self.done):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self.done)
        set_tone(self.early, "warning")
        set_tone(self.done, "muted")
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(PROGRESS_UNITS * unit)
        top = QHBoxLayout()
        top.setSpacing(2 * unit)
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        top.addWidget(self.progress)
        top.addWidget(self.done)
        early = QHBoxLayout()
        early.setSpacing(2 * unit)
        early.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        early.addWidget(self.early, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 2 * unit, 4 * unit, unit)
        column.setSpacing(2 * unit)
        for row in (top, self._buttons, early):
            column.addLayout(row)


def _done_words(learned: Learned) -> str:
    """`38 of 120 done · 2 of 3 people finished · 14 s a judgment`."""
    figures = learned.figures
    finished = sum(each.judged + each.skipped >= each.asked for each in figures.reviewers)
    words = [
        translate("{0} of {1} done").format(f"{learned.done:,}", f"{learned.asked:,}"),
        translate("{0} of {1} people finished").format(finished, len(figures.reviewers)),
    ]
    if figures.seconds:
        words.append(translate("{0} a judgment").format(seconds(figures.seconds)))
    return " · ".join(words)


def _person(progress: ReviewerProgress) -> str:
    words = translate("{0}: {1} of {2} judged, {3} skipped")
    return words.format(safe(progress.name), progress.judged, progress.asked, progress.skipped)
