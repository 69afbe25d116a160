"""Asks whether programs among the checks may run: which they are, what they could do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from workbench.gui.evaluate.checks.programs import MOST, Program
from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

WIDTH_UNITS, HEIGHT_UNITS = 160, 130
RULE = "─"


class TrustDialog(QDialog):
    agreed = Signal()

    def __init__(
        self,
        workspace: Path,
        kept_in: Path,
        programs: Sequence[Program],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trust.dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Trust this workspace?"))
        unit = theme.unit
        self.question = self._label(self.tr("May checks of this workspace run programs?"))
        self.question.setFont(theme.font(1.15, bold=True))
        place = self._label(safe(str(workspace)), "muted")
        self.can = self._label(
            self.tr(
                "They read outputs and the values of cases, and say pass or fail. They run apart, "
                "with 5 seconds and half a gigabyte each, without your keys, files and, on Linux, "
                "any network. A webhook sends the output and the case's values to its address.\n\n"
                "These walls hold mistakes. They may not hold somebody who wants to harm you: "
                "trust only what you wrote, or have read."
            )
        )
        self.code = named(ExactTextEdit(self), "trust.code", self.tr("The programs"))
        self.code.setReadOnly(True)
        self.code.setFont(theme.code_font(0.92))
        self.code.setLineWrapMode(ExactTextEdit.LineWrapMode.NoWrap)
        self.code.set_exact_text(code_text(programs) or self.tr("There is no program in it yet."))
        self._kept = self._label(
            self.tr(
                "Your answer is kept on this computer, in {0}, and not in the workspace. "
                "File, Trust this workspace takes it back."
            ).format(safe(str(kept_in))),
            "muted",
        )
        self.buttons = QDialogButtonBox(self)
        self.yes = self.buttons.addButton(
            self.tr("Trust and run them"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.no = self.buttons.addButton(
            self.tr("Don't trust"), QDialogButtonBox.ButtonRole.RejectRole
        )
        named(self.yes, "trust.yes")
        named(self.no, "trust.no")
        self.yes.setAutoDefault(False)
        self.no.setDefault(True)
        self._lay_out((self.question, place, self.can), unit)
        self.buttons.accepted.connect(self._on_yes)
        self.buttons.rejected.connect(self.reject)
        self.no.setFocus()

    def _lay_out(self, above: Sequence[QWidget], unit: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        for part in above:
            column.addWidget(part)
        column.addWidget(self.code, 1)
        column.addWidget(self._kept)
        column.addWidget(self.buttons)
        room = (self.parentWidget() or self).window().size()
        width = min(WIDTH_UNITS * unit, room.width() - 8 * unit)
        self.resize(width, min(HEIGHT_UNITS * unit, room.height() - 8 * unit))

    def _on_yes(self) -> None:
        self.accept()
        self.agreed.emit()

    def _label(self, words: str, tone: str = "") -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if tone:
            set_tone(label, tone)
        return label


def code_text(programs: Sequence[Program]) -> str:
    """Each below a line that says what it is; what hides in them is made visible."""
    parts = []
    for program in programs[:MOST]:
        lines = "\n".join(safe(line) for line in program.text.split("\n"))
        parts.append(f"{RULE * 2} {safe(program.where)} · {safe(program.kind)}\n{lines}\n")
    if len(programs) > MOST:
        parts.append(f"… {len(programs) - MOST:,}")
    return "\n".join(parts)
