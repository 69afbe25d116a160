"""What reviewers do with each item."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from workbench.domain.reviews import ReviewKind
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.review.setup.chips import Chips
from workbench.gui.review.setup.draft import SetupDraft
from workbench.gui.review.setup.kind_cards import KindCards
from workbench.gui.review.setup.section import Section
from workbench.gui.review.wording import translate


class KindSection(Section):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("What reviewers do"), "setup.kind", parent)
        self.cards = KindCards(theme, self)
        self.identical = named(
            QCheckBox(self.tr("Keep pairs in which both outputs say the same"), self),
            "setup.identical",
        )
        self.labels = Chips(theme, icons, "setup.labels", self.tr("A label to choose from"), self)
        self.labels.field.setPlaceholderText(self.tr("Type a label and press Enter"))
        self.label_field = QWidget(self)
        layout = self.field(self.tr("Labels to choose from"), self.labels)
        layout.setContentsMargins(0, 0, 0, 0)
        self.label_field.setLayout(layout)
        for part in (self.cards, self.identical, self.label_field):
            self.column.addWidget(part)
        self.cards.changed.connect(self._on_kind)
        self.identical.toggled.connect(lambda _on: self.changed.emit())
        self.labels.changed.connect(self.changed)
        self._show_fitting()

    def put(self, draft: SetupDraft) -> None:
        self.cards.show_kind(draft.kind)
        self.identical.blockSignals(True)
        self.identical.setChecked(draft.keep_identical)
        self.identical.blockSignals(False)
        self.labels.show_texts(draft.labels)
        self._show_fitting()

    def taken(self, draft: SetupDraft) -> SetupDraft:
        return replace(
            draft,
            kind=self.cards.kind,
            keep_identical=self.identical.isChecked(),
            labels=self.labels.texts,
        )

    def _on_kind(self) -> None:
        self._show_fitting()
        self.changed.emit()

    def _show_fitting(self) -> None:
        self.identical.setVisible(self.cards.kind is ReviewKind.PREFER)
        self.label_field.setVisible(self.cards.kind is ReviewKind.LABEL)
