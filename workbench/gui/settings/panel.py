"""The settings: sections at the left, the page of one at the right. Changes count at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from workbench.domain.settings import Settings
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.settings.endpoints_page import EndpointsPage
from workbench.gui.settings.keys_page import KeysPage
from workbench.gui.settings.models_page import ModelsPage
from workbench.gui.settings.table import Section
from workbench.gui.settings.value_page import ValuePage

NAV_UNITS = 46


class SettingsPanel(QWidget):
    changed = Signal(str, object)
    """The key of a setting and its new value."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        set_surface(self, "background")
        self._theme = theme
        self.keys = KeysPage(theme)
        self.endpoints = EndpointsPage(theme)
        self.models = ModelsPage(theme)
        self._values = self._value_pages(theme)
        self._stack = QStackedWidget()
        self._nav = named(QListWidget(), "settings.sections", self.tr("Sections"))
        set_surface(self._nav, "sections")
        self._nav.ensurePolished()
        for icon, title, page in self._pages():
            self._nav.addItem(QListWidgetItem(icons(icon), title))
            self._stack.addWidget(page)
        self._nav.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._nav.setCurrentRow(0)
        self.endpoints.changed.connect(self.changed)
        self.models.changed.connect(self.changed)
        for values in self._values.values():
            values.changed.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._nav)
        row.addWidget(self._stack, 1)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def show_settings(self, settings: Settings) -> None:
        self.endpoints.show_settings(settings)
        self.models.show_settings(settings)
        for page in self._values.values():
            page.show_settings(settings)

    def show_section(self, name: str) -> None:
        """`keys`, `endpoints`, `models`, `limits`, `judges`, `appearance` or `author`."""
        names = ("keys", "endpoints", "models", *self._values)
        self._nav.setCurrentRow(names.index(name))

    def focus(self) -> None:
        self._nav.setFocus()

    def _pages(self) -> tuple[tuple[str, str, QWidget], ...]:
        return (
            ("key", self.tr("Keys"), self.keys),
            ("server", self.tr("Endpoints"), self.endpoints),
            ("cpu", self.tr("Models"), self.models),
            ("gauge", self.tr("Limits"), self._values["limits"]),
            ("scales", self.tr("Judges"), self._values["judges"]),
            ("palette", self.tr("Appearance"), self._values["appearance"]),
            ("person", self.tr("Author"), self._values["author"]),
        )

    def _value_pages(self, theme: Theme) -> dict[str, ValuePage]:
        limits = self.tr("What a run may cost, take and make. It holds for the runs after.")
        judges = self.tr("Whom evaluations ask where a rule cannot tell what is good.")
        appearance = self.tr("How the window looks.")
        author = self.tr("Who you are to those who read your versions.")
        return {
            "limits": ValuePage(
                self.tr("Limits and timeouts"), limits, (Section.LIMITS, Section.TIMEOUTS), theme
            ),
            "judges": ValuePage(self.tr("Judges"), judges, (Section.JUDGES,), theme),
            "appearance": ValuePage(
                self.tr("Appearance"), appearance, (Section.APPEARANCE,), theme
            ),
            "author": ValuePage(self.tr("Author"), author, (Section.AUTHOR,), theme),
        }

    def _fit(self) -> None:
        unit = self._theme.unit
        self._nav.setFixedWidth(NAV_UNITS * unit)
        self._nav.setIconSize(QSize(4 * unit, 4 * unit))
