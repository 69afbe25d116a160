"""Models added by name, beside those that are found."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.settings import Settings
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.settings.checking import model_problem
from workbench.gui.settings.page import Page, paragraph


class ModelsPage(Page):
    changed = Signal(str, object)
    """`models`, and all of them as a tuple."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            self.tr("Models"),
            self.tr(
                "The demo models, the models of your endpoints and of local servers are in the "
                "list of models already. Add any other by the name litellm has for it."
            ),
            theme,
        )
        self._theme = theme
        self._models: tuple[str, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.unit)
        self._field = named(QLineEdit(), "settings.models.name", self.tr("Name of a model"))
        self._field.setPlaceholderText("anthropic/claude-sonnet-4-5")
        add = named(QPushButton(self.tr("Add model")), "settings.models.add")
        self._problem = paragraph("", "failed")
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(2 * theme.unit)
        row.addWidget(self._field, 1)
        row.addWidget(add)
        self.column.addLayout(row)
        self.column.addWidget(self._problem)
        self.column.addLayout(self._list)
        self.column.addStretch(1)
        add.clicked.connect(self._add)
        self._field.returnPressed.connect(self._add)

    def show_settings(self, settings: Settings) -> None:
        if settings.models == self._models and self._list.count():
            return
        self._models = settings.models
        while item := self._list.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for name in self._models:
            self._list.addWidget(self._line(name))
        if not self._models:
            self._list.addWidget(paragraph(self.tr("None added yet.")))

    def _add(self) -> None:
        name = self._field.text().strip()
        problem = model_problem(name) if name else ""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        set_styled(self._field, "problem", bool(problem))
        if name and not problem:
            self._field.clear()
            if name not in self._models:
                self.changed.emit("models", (*self._models, name))

    def _line(self, name: str) -> QWidget:
        line, unit = QFrame(), self._theme.unit
        line.setProperty("surface", "card")
        label = QLabel(name)
        set_tone(label, "title")
        remove = named(
            QPushButton(self.tr("Remove")),
            f"settings.models.remove.{name}",
            self.tr("Remove {0}").format(name),
        )
        remove.clicked.connect(lambda: self._remove(name))
        row = QHBoxLayout(line)
        row.setContentsMargins(3 * unit, unit, unit, unit)
        row.addWidget(label, 1)
        row.addWidget(remove)
        return line

    def _remove(self, name: str) -> None:
        self.changed.emit("models", tuple(each for each in self._models if each != name))
