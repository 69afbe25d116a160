"""A JSON Schema to write, with a word on whether it is one below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.formats.json_schemas import Finding, readable
from workbench.formats.strict_schemas import made_strict
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.schemas.json_edit import JsonEdit


class SchemaField(QWidget):
    """`text` is what was shown until something is typed: showing it readably is no edit."""

    typed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._text: str | None = ""
        self._findings: tuple[Finding, ...] = ()
        self.edit = JsonEdit(theme, self)
        self._sign = QLabel(self)
        self.words = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.go = named(QPushButton(self), "schema.go", self.tr("Go to the mistake"))
        self.mend = named(QPushButton(self.tr("Make strict"), self), "schema.make_strict")
        self.mend.setToolTip(
            self.tr("Allow no other fields and require every field, everywhere in the schema")
        )
        for button in (self.go, self.mend):
            button.setProperty("kind", "quiet")
        self._lay_out(theme.unit)
        self.edit.typed.connect(self._on_typed)
        self.go.clicked.connect(self.go_to_first)
        self.mend.clicked.connect(self._make_strict)
        self.show_findings((), ())

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = self.edit.exact_text()
        return self._text

    def show_text(self, text: str) -> None:
        if self._text is None or text != self._text:
            self._text = text
            self.edit.show_text(readable(text))

    def show_findings(self, errors: Sequence[Finding], hints: Sequence[Finding]) -> None:
        """Of the text as it is shown."""
        self._findings = tuple(errors or hints)
        self.edit.show_findings(errors, hints)
        first = self._findings[0] if self._findings else None
        more = f" (+{len(self._findings) - 1})" if len(self._findings) > 1 else ""
        self.words.setText(safe(first.message) + more if first else self._fine())
        self.words.setToolTip(plain_tip("\n".join(each.words for each in self._findings)))
        set_tone(self.words, "failed" if errors else "muted")
        self._show_sign("error" if errors else "info" if hints else "check", bool(errors))
        self.go.setVisible(first is not None and bool(first.line))
        if first:
            place = self.tr("Line {0}, column {1}").format(first.line, first.column)
            self.go.setText(place)
        self.mend.setVisible(bool(hints) and not errors and not self.edit.isReadOnly())

    def go_to_first(self) -> None:
        if self._findings:
            self.edit.go_to(self._findings[0].start)

    def go_to(self, line: int | None, column: int | None) -> None:
        """Both from 1, in the text as it is shown."""
        before = self.edit.exact_text().split("\n")[: (line or 1) - 1]
        self.edit.go_to(sum(len(each) + 1 for each in before) + (column or 1) - 1)

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)

    def _fine(self) -> str:
        return self.tr("A valid JSON Schema") if self.text.strip() else self.tr("No parameters")

    def _show_sign(self, icon: str, failed: bool) -> None:
        token = "failed" if failed else "passed" if icon == "check" else "muted"
        side = self.words.fontMetrics().height()
        self._sign.setPixmap(self._icons(icon, token).pixmap(QSize(side, side)))
        self._sign.setVisible(bool(self.text.strip()) or failed)

    def _make_strict(self) -> None:
        self.edit.show_text(made_strict(self.text))
        self._on_typed()

    def _on_typed(self) -> None:
        self._text = None
        self.typed.emit()

    def _lay_out(self, unit: int) -> None:
        below = QHBoxLayout()
        below.setSpacing(unit)
        below.addWidget(self._sign)
        below.addWidget(self.words, 1)
        below.addWidget(self.go)
        below.addWidget(self.mend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(self.edit)
        column.addLayout(below)
