"""Who judges, how many judgments each item needs, and which items all of them get."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.theme import Theme
from workbench.gui.review.setup.chips import Chips
from workbench.gui.review.setup.draft import SetupDraft
from workbench.gui.review.setup.offered import Offered
from workbench.gui.review.setup.section import Section
from workbench.gui.review.wording import translate

MOST_NEEDED, MOST_SHARED = 1_000, 100_000
USUALLY_SHARED = 12
ALL, SOME = "all", "some"


class PeopleSection(Section):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("Who judges"), "setup.people", parent)
        unit = theme.unit
        self.names = Chips(theme, icons, "setup.names", self.tr("Name of a reviewer"), self)
        self.names.field.setPlaceholderText(self.tr("Type a name and press Enter"))
        self.needed = named(
            number_box(QSpinBox(self), unit), "setup.needed", self.tr("Judgments each item needs")
        )
        self.sharing = named(ChoiceBox(self), "setup.sharing", self.tr("Items that everybody gets"))
        self.shared = named(
            number_box(QSpinBox(self), unit), "setup.shared", self.tr("So many shared items")
        )
        self.blind = named(
            QCheckBox(self.tr("Blind: nobody is told version, model or cost"), self), "setup.blind"
        )
        self._set_up(unit)
        self._lay_out(unit)
        self.names.changed.connect(self._on_names)
        self.needed.valueChanged.connect(lambda _value: self.changed.emit())
        self.sharing.currentIndexChanged.connect(self._on_sharing)
        self.shared.valueChanged.connect(lambda _value: self.changed.emit())
        self.blind.toggled.connect(lambda _on: self.changed.emit())
        self._show_fitting()

    def offer(self, offered: Offered) -> None:
        """Your own name, then those that were asked before."""
        own = offered.own_name.strip()
        known = [(own, self.tr("You: {0}").format(own))] if own else []
        known += [(name, name) for name in offered.names if name != own]
        self.names.offer(known)

    def put(self, draft: SetupDraft) -> None:
        self.names.show_texts(draft.reviewers)
        for widget in (self.needed, self.sharing, self.shared, self.blind):
            widget.blockSignals(True)
        self.needed.setValue(draft.needed)
        sharing = ALL if draft.shared is None else SOME
        self.sharing.setCurrentIndex(self.sharing.findData(sharing))
        self.shared.setValue(USUALLY_SHARED if draft.shared is None else draft.shared)
        self.blind.setChecked(draft.blind)
        for widget in (self.needed, self.sharing, self.shared, self.blind):
            widget.blockSignals(False)
        self._show_fitting()

    def taken(self, draft: SetupDraft) -> SetupDraft:
        some = self.sharing.currentData() == SOME
        return replace(
            draft,
            reviewers=self.names.texts,
            needed=self.needed.value(),
            shared=self.shared.value() if some else None,
            blind=self.blind.isChecked(),
        )

    def _set_up(self, unit: int) -> None:
        self.needed.setRange(1, MOST_NEEDED)
        self.shared.setRange(0, MOST_SHARED)
        self.shared.setValue(USUALLY_SHARED)
        for box in (self.needed, self.shared):
            box.setFixedWidth(20 * unit)
        self.sharing.addItem(self.tr("All of them"), ALL)
        self.sharing.addItem(self.tr("Only some"), SOME)
        self.blind.setChecked(True)
        self.blind.setToolTip(
            self.tr("Nobody sees what others answered, blind or not. Open shows where it is from.")
        )

    def _lay_out(self, unit: int) -> None:
        sharing = self.beside(self.sharing, self.shared, None)
        both = QWidget(self)
        sharing.setContentsMargins(0, 0, 0, 0)
        both.setLayout(sharing)
        shared = self._holder(self.tr("Items that everybody gets"), both)
        needed = self.tr("Judgments that each of the others needs")
        self.needed_field = self._holder(needed, self.needed)
        self.several = QWidget(self)
        flow = FlowLayout(6 * unit, self.several)
        flow.addWidget(shared)
        flow.addWidget(self.needed_field)
        self.why = self.muted(
            self.tr("Only on items that several people judge can it be told whether they agree.")
        )
        for part in (self.names, self.several, self.why, self.blind):
            self.column.addWidget(part)

    def _holder(self, title: str, part: QWidget) -> QWidget:
        holder = QWidget(self)
        layout = self.field(title, part)
        layout.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(layout)
        return holder

    def _on_names(self) -> None:
        self._show_fitting()
        self.changed.emit()

    def _on_sharing(self, _index: int) -> None:
        self._show_fitting()
        self.changed.emit()

    def _show_fitting(self) -> None:
        """One person alone shares nothing."""
        several = len(self.names.texts) > 1
        some = self.sharing.currentData() == SOME
        self.several.setVisible(several)
        self.why.setVisible(several)
        self.shared.setVisible(some)
        self.needed_field.setVisible(some)
