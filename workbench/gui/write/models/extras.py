"""Parameters without a field of their own: any name that can be sent, with a JSON value."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.json_values import Json, freeze, thaw
from workbench.domain.parameters import SENDABLE
from workbench.formats.json_places import NotJson, places_in, read_json
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.kit.window_undo import PlainLineEdit
from workbench.gui.write.models.specs import OWN_FIELD, NotThis
from workbench.gui.write.schemas.card_parts import quiet_button

Pairs = tuple[tuple[str, Json], ...]
OFFERED = sorted(SENDABLE - OWN_FIELD)
NAMELESS = QT_TRANSLATE_NOOP("parameters", "A parameter has no name.")
UNKNOWN = QT_TRANSLATE_NOOP(
    "parameters", "{0} cannot be sent; what only one server knows goes under extra_body."
)
HAS_FIELD = QT_TRANSLATE_NOOP("parameters", "{0} has a field of its own above.")
TWICE = QT_TRANSLATE_NOOP("parameters", "{0} stands here twice.")
VALUELESS = QT_TRANSLATE_NOOP("parameters", "{0} has no value.")
NOT_JSON = QT_TRANSLATE_NOOP("parameters", "{0}: not JSON at character {1}; text goes in quotes.")


class Extras(QWidget):
    changed = Signal(object)
    """All of them, as pairs."""
    judged = Signal()

    def __init__(
        self, theme: Theme, icons: Icons, prefix: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._prefix = theme, icons, prefix
        self._pairs: Pairs = ()
        self._rows: list[_Row] = []
        self.problem = ""
        self.add = named(QPushButton(self.tr("Other parameter"), self), f"{prefix}.add_extra")
        self.add.setIcon(icons("plus", "accent"))
        self.add.setProperty("kind", "quiet")
        self.add.setToolTip(self.tr("Any other parameter that can be sent, with a JSON value"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.unit)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self._column.addLayout(row)
        self.add.clicked.connect(self._on_add)

    @property
    def pairs(self) -> Pairs:
        """As far as they can be sent."""
        return self._pairs

    def show_pairs(self, pairs: Pairs, *, anew: bool = False) -> None:
        """What is being typed stays as it is written while it comes to the same."""
        if pairs == self._pairs and not anew:
            return
        self._pairs = pairs
        while self._rows:
            self._forget(self._rows[-1])
        for name, value in pairs:
            self._add_row(name, json.dumps(thaw(value), ensure_ascii=False))
        self._judge("")

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    def _on_add(self) -> None:
        self._add_row("", "").name.setFocus()

    def _add_row(self, name: str, value: str) -> _Row:
        number = len(self._rows)
        row = _Row(self._icons, f"{self._prefix}.extra.{number}", number, self)
        row.name.setText(name)
        row.value.setText(value)
        row.value.setCursorPosition(0)
        self._rows.append(row)
        self._column.insertWidget(number, row)
        row.show()
        for edit in (row.name, row.value):
            edit.textEdited.connect(self._on_edited)
        row.remove.clicked.connect(partial(self._on_remove, row))
        return row

    def _on_remove(self, row: _Row) -> None:
        self._forget(row)
        self._on_edited()
        self.add.setFocus()

    def _forget(self, row: _Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _on_edited(self, _text: object = None) -> None:
        found: dict[str, Json] = {}
        problem = ""
        for row in self._rows:
            wrong = ""
            try:
                name, value = row.read(found)
                found[name] = value
            except NotThis as mistake:
                wrong = str(mistake)
            row.mark(bool(wrong))
            problem = problem or wrong
        self._judge(problem)
        pairs = tuple(found.items())
        if pairs != self._pairs:
            self._pairs = pairs
            self.changed.emit(pairs)

    def _judge(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.judged.emit()


class _Row(QWidget):
    def __init__(self, icons: Icons, name: str, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        words = self.tr("other parameter {0}").format(number + 1)
        self.name: QLineEdit = named(
            PlainLineEdit(self), f"{name}.name", self.tr("Name of {0}").format(words)
        )
        self.name.setPlaceholderText(self.tr("name"))
        self.completer = QCompleter(OFFERED, self.name)
        self.completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.name.setCompleter(self.completer)
        self.value: QLineEdit = named(
            PlainLineEdit(self), f"{name}.value", self.tr("Value of {0}, as JSON").format(words)
        )
        self.value.setPlaceholderText(self.tr("JSON"))
        self.remove: QToolButton = quiet_button(
            icons, f"{name}.remove", "x", self.tr("Take away {0}").format(words), self
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.value, 1)
        row.addWidget(self.remove)

    def read(self, others: dict[str, Json]) -> tuple[str, Json]:
        """Raises `NotThis`, in words that are translated."""
        name, text = self.name.text().strip(), self.value.text().strip()
        if not name:
            raise NotThis(_translated(NAMELESS))
        wrong = HAS_FIELD if name in OWN_FIELD else "" if name in SENDABLE else UNKNOWN
        if wrong or name in others:
            raise NotThis(_translated(wrong or TWICE).format(name))
        if not text:
            raise NotThis(_translated(VALUELESS).format(name))
        try:
            value = freeze(read_json(text))
            places_in(text)
        except NotJson as error:
            raise NotThis(_translated(NOT_JSON).format(name, error.offset + 1)) from error
        if value is None:
            raise NotThis(_translated(VALUELESS).format(name))
        return name, value

    def mark(self, wrong: bool) -> None:
        for edit in (self.name, self.value):
            set_styled(edit, "problem", wrong)


def _translated(text: str) -> str:
    return QCoreApplication.translate("parameters", text)
