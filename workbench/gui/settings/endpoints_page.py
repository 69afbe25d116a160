"""Servers that speak OpenAI's protocol, named by the person."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from workbench.domain.models import Endpoint
from workbench.domain.settings import Settings
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.settings.checking import endpoint_problem
from workbench.gui.settings.page import Page, paragraph


class EndpointRow(QFrame):
    changed = Signal()
    removed = Signal()

    def __init__(self, index: int, endpoint: Endpoint, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._endpoint = endpoint
        name = f"settings.endpoint.{index}"
        self._name = named(QLineEdit(endpoint.name), f"{name}.name", self.tr("Name"))
        self._url = named(QLineEdit(endpoint.base_url), f"{name}.url", self.tr("Base URL"))
        self._models = named(
            QLineEdit(", ".join(endpoint.models)), f"{name}.models", self.tr("Models")
        )
        self._name.setPlaceholderText("lab")
        self._url.setPlaceholderText("https://models.example.org/v1")
        self._models.setPlaceholderText(self.tr("with commas between; empty: ask the server"))
        self._key = named(QCheckBox(self.tr("Needs a key")), f"{name}.key")
        self._key.setChecked(endpoint.key_required)
        self._remove = named(QPushButton(self.tr("Remove")), f"{name}.remove")
        self._problem = paragraph("", "failed")
        self._problem.hide()
        self._lay_out(theme.unit)
        for field in (self._name, self._url, self._models):
            field.editingFinished.connect(self._on_edited)
        self._key.clicked.connect(self._on_edited)
        self._remove.clicked.connect(lambda: self.removed.emit())

    @property
    def endpoint(self) -> Endpoint:
        return self._endpoint

    @property
    def problem(self) -> str:
        return endpoint_problem(self._typed())

    def focus_name(self) -> None:
        self._name.setFocus()

    def _typed(self) -> Endpoint:
        models = (model.strip() for model in self._models.text().split(","))
        return replace(
            self._endpoint,
            name=self._name.text().strip(),
            base_url=self._url.text().strip(),
            models=tuple(model for model in models if model),
            key_required=self._key.isChecked(),
        )

    def _on_edited(self) -> None:
        problem = self.problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        set_styled(self._url, "problem", bool(problem))
        if not problem and self._typed() != self._endpoint:
            self._endpoint = self._typed()
            self.changed.emit()

    def _lay_out(self, unit: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
        grid.setHorizontalSpacing(3 * unit)
        grid.setVerticalSpacing(2 * unit)
        rows = (
            (self.tr("Name"), self._name),
            (self.tr("Base URL"), self._url),
            (self.tr("Models"), self._models),
        )
        for row, (text, field) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        last = QHBoxLayout()
        last.addWidget(self._key)
        last.addStretch(1)
        last.addWidget(self._remove)
        grid.addLayout(last, len(rows), 1)
        grid.addWidget(self._problem, len(rows) + 1, 1)


class EndpointsPage(Page):
    changed = Signal(str, object)
    """`endpoints`, and all of them as a tuple."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            self.tr("Endpoints"),
            self.tr(
                "Any server that speaks OpenAI's protocol. Its models are named name/model. "
                "Local servers on their usual ports are found without an entry here."
            ),
            theme,
        )
        self._theme = theme
        self._rows: list[EndpointRow] = []
        self._find = named(
            QCheckBox(self.tr("Look for local servers: Ollama, LM Studio, llama.cpp, vLLM")),
            "settings.find_local_servers",
        )
        self._find.clicked.connect(lambda on: self.changed.emit("find_local_servers", on))
        self.column.addWidget(self._find)
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * theme.unit)
        self.column.addLayout(self._list)
        add = named(QPushButton(self.tr("Add endpoint")), "settings.endpoints.add")
        add.clicked.connect(self._add_empty)
        last = QHBoxLayout()
        last.addWidget(add)
        last.addStretch(1)
        self.column.addLayout(last)
        self.column.addStretch(1)

    def show_settings(self, settings: Settings) -> None:
        self._find.setChecked(settings.find_local_servers)
        if settings.endpoints == self._sound():
            return
        for row in tuple(self._rows):
            self._take_out(row)
        for endpoint in settings.endpoints:
            self._add(endpoint)

    def _add_empty(self) -> None:
        self._add(Endpoint("", "")).focus_name()

    def _add(self, endpoint: Endpoint) -> EndpointRow:
        row = EndpointRow(len(self._rows), endpoint, self._theme)
        row.changed.connect(self._announce)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _remove(self, row: EndpointRow) -> None:
        self._take_out(row)
        self._announce()

    def _take_out(self, row: EndpointRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _sound(self) -> tuple[Endpoint, ...]:
        return tuple(row.endpoint for row in self._rows if not endpoint_problem(row.endpoint))

    def _announce(self) -> None:
        self.changed.emit("endpoints", self._sound())
