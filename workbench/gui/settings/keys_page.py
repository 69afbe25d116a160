"""Keys of providers: the ones in use, and a line for any other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from workbench.domain.models import KeyStatus
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.settings.key_row import KeyRow
from workbench.gui.settings.page import Page, paragraph


class KeysPage(Page):
    keep_requested = Signal(str, str)
    """Provider and key, for the system keyring."""
    session_requested = Signal(str, str)
    forget_requested = Signal(str)
    provider_named = Signal(str)
    """A provider that is not in the list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            self.tr("Keys"),
            self.tr(
                "A key is read from the environment, or kept in the system keyring. It is never "
                "written to the workspace, a log or an export, and never shown again."
            ),
            theme,
        )
        self._theme = theme
        self._rows: dict[str, KeyRow] = {}
        self._notice = paragraph("", "warning")
        self._notice.setObjectName("settings.keys.notice")
        self._notice.hide()
        self.column.addWidget(self._notice)
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * theme.unit)
        self.column.addLayout(self._list)
        self.column.addLayout(self._other(theme.unit))
        self.column.addStretch(1)

    def show_statuses(self, statuses: Sequence[KeyStatus]) -> None:
        """A new row for a new provider; the others keep what is being typed in them."""
        for status in statuses:
            if row := self._rows.get(status.provider):
                row.show_status(status)
            else:
                self._add(status)

    def show_no_keyring(self, text: str) -> None:
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def row(self, provider: str) -> KeyRow:
        return self._rows[provider]

    def edit(self, provider: str) -> None:
        if row := self._rows.get(provider):
            self.ensureWidgetVisible(row)
            row.edit()

    def _add(self, status: KeyStatus) -> None:
        row = self._rows[status.provider] = KeyRow(status, self._theme)
        row.keep_requested.connect(self.keep_requested)
        row.session_requested.connect(self.session_requested)
        row.forget_requested.connect(self.forget_requested)
        self._list.addWidget(row)

    def _other(self, unit: int) -> QHBoxLayout:
        field = named(QLineEdit(), "settings.keys.provider", self.tr("Another provider"))
        field.setPlaceholderText(self.tr("Another provider, as litellm names it: fireworks_ai"))
        add = named(QPushButton(self.tr("Add provider")), "settings.keys.add")

        def name_provider() -> None:
            if name := field.text().strip().lower():
                field.clear()
                self.provider_named.emit(name)

        add.clicked.connect(name_provider)
        field.returnPressed.connect(name_provider)
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        row.addWidget(field, 1)
        row.addWidget(add)
        return row
