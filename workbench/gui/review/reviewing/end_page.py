"""What is seen when nothing is left to answer, and while there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.review.reviewing.lettering import Lettering
from workbench.gui.review.reviewing.sitting import Sitting


class EndPage(EmptyState):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(theme, icons, "check-badge", "", parent)
        Lettering(self.title, theme, 1.6, bold=True)
        Lettering(self.text, theme, 1.15)
        self.again = self.add_button("reviewing.again")
        self.look = self.add_button("reviewing.look_back")
        self.done = self.add_button("reviewing.done", primary=True)
        self.again.setText(self.tr("Look at the skipped again"))
        self.look.setText(self.tr("Look at my last answer"))
        self.done.setText(self.tr("Done"))

    def show_end(self, sitting: Sitting) -> None:
        self.title.setText(self.tr("Thank you"))
        words = [self.tr("You answered {0} of {1}.").format(sitting.answered, sitting.count)]
        if not sitting.count:
            words = [self.tr("Nothing was given to you to judge.")]
        elif sitting.skipped == 1:
            words.append(self.tr("One was skipped: look again?"))
        elif sitting.skipped:
            words.append(self.tr("{0} were skipped: look again?").format(sitting.skipped))
        self.text.setText(" ".join(words))
        self.again.setVisible(bool(sitting.skipped))
        self.look.setVisible(bool(sitting.count))

    def show_closed(self) -> None:
        self.title.setText(self.tr("This review is closed"))
        self.text.setText(self.tr("Nothing more is to be answered. What you said is kept."))
        self.again.hide()
        self.look.hide()

    def begin(self) -> None:
        self.done.setFocus()
