"""What stands in Review before there is a review, and the actions that fill it."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface


class EmptyReview(EmptyState):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        title = self.tr("No review yet")
        super().__init__(theme, icons, "people", title, parent)
        set_surface(self, "background")
        named(self.text, "review.empty")
        self.text.setText(
            self.tr(
                "In a review, people judge outputs: they rate, compare, label or correct them, "
                "here or in one file that opens in any browser. What they say shows where they "
                "agree, and whether an automatic judge may stand in for them."
            )
        )
        self.new = self.add_button("review.empty.new", primary=True)
        self.setFocusProxy(self.new)
        self.new.hide()

    def offer(self, new: QAction) -> None:
        self.use_action(self.new, new, "plus")
        self.new.setEnabled(new.isEnabled())
        self.new.setToolTip(new.toolTip())
        new.changed.connect(self._follow)
        self._action = new
        self.new.show()

    def _follow(self) -> None:
        self.new.setEnabled(self._action.isEnabled())
        self.new.setToolTip(self._action.toolTip())
