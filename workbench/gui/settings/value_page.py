"""The settings of some sections of the table, each with its field and a line of help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workbench.domain.settings import Settings
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.settings.fields import Field, TextField, make_field, show_value
from workbench.gui.settings.page import Page, paragraph
from workbench.gui.settings.table import SETTINGS, Section, Setting


class ValuePage(Page):
    changed = Signal(str, object)
    """The key of a setting and its new value."""

    def __init__(
        self, title: str, sentence: str, sections: Sequence[Section], theme: Theme
    ) -> None:
        super().__init__(title, sentence, theme)
        self._theme = theme
        self._fields: list[tuple[Setting, Field]] = []
        for section in sections:
            if len(sections) > 1:
                name = QLabel(_translated(section.value))
                set_tone(name, "section")
                self.column.addWidget(name)
            self.column.addWidget(self._form(section))
        self.column.addStretch(1)

    def show_settings(self, settings: Settings) -> None:
        for setting, field in self._fields:
            show_value(field, setting, settings)

    def _form(self, section: Section) -> QWidget:
        form, unit = QWidget(), self._theme.unit
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 2 * unit)
        grid.setHorizontalSpacing(5 * unit)
        grid.setVerticalSpacing(unit)
        grid.setColumnMinimumWidth(0, 40 * unit)
        grid.setColumnStretch(1, 1)
        for each in (setting for setting in SETTINGS if setting.section is section):
            field = make_field(each, self.changed.emit)
            label = QLabel(_translated(each.title))
            label.setBuddy(field)
            row = grid.rowCount()
            grid.addWidget(label, row, 0)
            if isinstance(field, TextField):
                grid.addWidget(field, row, 1)
            else:
                field.setFixedWidth(40 * unit)
                grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(paragraph(_translated(each.help)), row + 1, 1)
            grid.setRowMinimumHeight(row + 2, unit)
            self._fields.append((each, field))
        return form


def _translated(text: str) -> str:
    return QCoreApplication.translate("settings", text)
