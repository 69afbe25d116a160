"""Why a run has no proper ending, where its output would be, with the way to mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.runs import Run
from workbench.gui.kit.elided import Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.board.wording import (
    RUN_REMEDY,
    STATES,
    Remedy,
    explanation,
    remedy_for,
    translate,
)


class EndingNote(QFrame):
    """Hidden while there is nothing to explain."""

    remedy_requested = Signal(str)
    """Id of the command that mends it."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remedy: Remedy | None = None
        self._sign = Sign(icons, self)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.remedy = QPushButton(self.tr("Retry"), self)
        self.remedy.clicked.connect(self._on_remedy)
        right = QVBoxLayout()
        right.addWidget(self.text)
        right.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignLeft)
        right.setSpacing(6)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)
        self.hide()

    def show_run(self, run: Run | None) -> None:
        words = explanation(run) if run else ""
        self._remedy = remedy_for(run) if run else None
        self.text.setText(safe(words))
        self.text.setToolTip(safe(words))
        self.remedy.setVisible(self._remedy is not None)
        if self._remedy:
            self.remedy.setText(translate(self._remedy.label))
        if run:
            self._sign.show_icon("info", STATES[run.outcome].token)
        self.setVisible(bool(words))

    def show_empty(self) -> None:
        """Nothing was run: offer to."""
        self._remedy = RUN_REMEDY
        self.text.setText(self.tr("Nothing was run here yet."))
        self.remedy.setText(translate(RUN_REMEDY.label))
        self.remedy.show()
        self._sign.show_icon("info", "muted")
        self.show()

    def _on_remedy(self) -> None:
        if self._remedy:
            self.remedy_requested.emit(self._remedy.action)
