"""What most people leave alone: the number that all chance of the review comes from."""

from __future__ import annotations

from dataclasses import replace
from random import SystemRandom

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QToolButton, QVBoxLayout, QWidget

from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.theme import Theme
from workbench.gui.review.setup.draft import SetupDraft
from workbench.gui.review.setup.section import Section
from workbench.gui.review.wording import translate

MOST = 2**31 - 1


class MoreSection(Section):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "setup.more_section", parent)
        self._icons = icons
        self.fold = named(QToolButton(self), "setup.more", translate("More"))
        self.fold.setText(translate("More"))
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setProperty("kind", "fold")
        self.seed = named(
            number_box(QSpinBox(self), theme.unit), "setup.seed", self.tr("Seed of all chance")
        )
        self.seed.setRange(1, MOST)
        self.seed.setFixedWidth(34 * theme.unit)
        self.draw = icon_button(
            self, icons, "setup.seed.draw", "dice", self.tr("Draw another number")
        )
        self.inside = QWidget(self)
        row = QHBoxLayout()
        row.setSpacing(theme.unit)
        row.addWidget(self.seed)
        row.addWidget(self.draw)
        row.addStretch(1)
        seed = QWidget(self)
        row.setContentsMargins(0, 0, 0, 0)
        seed.setLayout(row)
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(5 * theme.unit, 0, 0, 0)
        column.setSpacing(theme.unit)
        column.addLayout(self.field(self.tr("Seed"), seed))
        column.addWidget(
            self.muted(
                self.tr(
                    "What is drawn, who gets what in which order, and which of two outputs stands "
                    "on the left: all of it comes from this number, and again the same from the "
                    "same one."
                )
            )
        )
        self.column.addWidget(self.fold)
        self.column.addWidget(self.inside)
        self.fold.toggled.connect(self._on_folded)
        self.seed.valueChanged.connect(lambda _value: self.changed.emit())
        self.draw.clicked.connect(lambda: self.seed.setValue(drawn_seed()))
        self._on_folded(False)

    def put(self, draft: SetupDraft) -> None:
        self.seed.blockSignals(True)
        self.seed.setValue(draft.seed)
        self.seed.blockSignals(False)

    def taken(self, draft: SetupDraft) -> SetupDraft:
        return replace(draft, seed=self.seed.value())

    def _on_folded(self, opened: bool) -> None:
        self.inside.setVisible(opened)
        self.fold.setIcon(self._icons("chevron-down" if opened else "chevron-right"))


def drawn_seed() -> int:
    return SystemRandom().randrange(1, MOST)
