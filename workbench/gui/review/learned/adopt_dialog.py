"""What would become of the cases of a dataset, case by case, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.adoptions import Adoption, AdoptionOffer
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.review.learned.adopting_model import CaseChangesModel
from workbench.gui.review.wording import translate

WIDTH_UNITS, HEIGHT_UNITS = 220, 140
COLUMN_UNITS = (36, 40, 40, 50)


class AdoptDialog(QDialog):
    offer_wanted = Signal(object)
    """An `Adoption` whose changes are to be seen."""
    adopt_requested = Signal()

    def __init__(
        self, adoptions: Sequence[Adoption], theme: Theme, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("learned.adopt_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Use in the dataset"))
        self.offer: AdoptionOffer | None = None
        self._adoptions = tuple(adoptions)
        self.choice = named(ElidedBox(self), "adopt.choice", self.tr("What is made of the answers"))
        for each in adoptions:
            self.choice.addItem(safe(each.words))
        self.sentence = named(QLabel(self), "adopt.sentence", self.tr("What would change"))
        self.notes = named(QLabel(self), "adopt.notes", self.tr("What belongs to no case"))
        self.all = named(QCheckBox(self.tr("All cases that can change"), self), "adopt.all")
        self.cases = CaseChangesModel(theme, icons)
        self.table = named(QTableView(self), "adopt.cases", self.tr("Cases that would change"))
        buttons = QDialogButtonBox(self)
        self.done_button = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        named(self.done_button, "adopt.done")
        set_styled(self.done_button, "kind", "primary")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(theme, buttons)
        self.choice.activated.connect(self._on_choice)
        self.all.clicked.connect(self.cases.tick_all)
        self.cases.ticked_changed.connect(self._count)
        buttons.accepted.connect(self.adopt_requested)
        buttons.rejected.connect(self.reject)
        self._count()

    @property
    def adoption(self) -> Adoption:
        return self._adoptions[self.choice.currentIndex()]

    def show_offer(self, offer: AdoptionOffer) -> None:
        self.offer = offer
        self.sentence.setText(safe(offer.sentence))
        self.notes.setText("\n".join(safe(note) for note in offer.notes))
        self.notes.setVisible(bool(offer.notes))
        self.cases.show_cases(offer.cases)
        self.table.setVisible(bool(offer.cases))
        self.all.setVisible(len(offer.changes) > 1)

    def show_working(self) -> None:
        self.done_button.setEnabled(False)

    def _on_choice(self, _index: int) -> None:
        self.offer = None
        self.cases.show_cases(())
        self.sentence.setText(self.tr("Looking at the cases…"))
        self.offer_wanted.emit(self.adoption)

    def _count(self) -> None:
        count = len(self.cases.ticked)
        words = translate("Change {0} cases") if count != 1 else translate("Change 1 case")
        self.done_button.setText(words.format(f"{count:,}"))
        self.done_button.setEnabled(count > 0)
        self.done_button.setToolTip("" if count else self.tr("Tick a case that is to change."))
        everything = len(self.offer.changes) if self.offer else 0
        self.all.setChecked(bool(count) and count == everything)

    def _lay_out(self, theme: Theme, buttons: QDialogButtonBox) -> None:
        unit = theme.unit
        for label in (self.sentence, self.notes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setText(self.tr("Looking at the cases…"))
        set_tone(self.sentence, "title")
        set_tone(self.notes, "warning")
        lead = QLabel(
            self.tr(
                "Only datasets as they are now change, and it can be undone. Evaluations that "
                "ran keep the cases they ran with."
            ),
            self,
        )
        lead.setWordWrap(True)
        set_tone(lead, "muted")
        self.table.setModel(self.cases)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(8 * unit)
        heads = self.table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setStretchLastSection(True)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(COLUMN_UNITS):
            self.table.setColumnWidth(column, width * unit)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        rows.setSpacing(3 * unit)
        for part in (self.choice, self.sentence, lead, self.notes, self.all):
            rows.addWidget(part)
        rows.addWidget(self.table, 1)
        rows.addWidget(buttons)
        self.choice.setVisible(len(self._adoptions) > 1)
        self.notes.hide()
        self.all.hide()
        self.resize(WIDTH_UNITS * unit, HEIGHT_UNITS * unit)
