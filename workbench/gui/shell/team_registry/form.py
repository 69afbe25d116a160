"""Where the registry is: a folder, or an address and the folder it is cloned into."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from workbench.domain.errors import InvalidInput
from workbench.domain.remote_addresses import read_address
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme

LETTERS = 46


class PlaceForm(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = named(QLineEdit(self), "team_registry.place", self.tr("Folder or address"))
        self.place.setPlaceholderText(self.tr("A folder, or https://… or git@host:team/prompts"))
        self.choose = named(QPushButton(self.tr("Choose &folder…"), self), "team_registry.choose")
        self.target = named(QLineEdit(self), "team_registry.target", self.tr("Clone into"))
        self.elsewhere = named(QPushButton(self.tr("&Choose…"), self), "team_registry.elsewhere")
        self._target_label = QLabel(self.tr("Clone &into"), self)
        self._target_label.setBuddy(self.target)
        self._typed_target = False
        self._around = Path.home()
        for button in (self.choose, self.elsewhere):
            button.setAutoDefault(False)
        self._lay_out(theme.unit)
        self.place.textChanged.connect(self._on_place)
        self.target.textEdited.connect(self._on_target)
        self._on_place()

    @property
    def address(self) -> str:
        """Empty where it is a folder."""
        return self.place.text().strip() if _is_address(self.place.text()) else ""

    @property
    def folder(self) -> Path | None:
        """Of the registry, or where its clone goes."""
        text = (self.target if self.address else self.place).text().strip()
        return Path(text).expanduser() if text else None

    def show_place(self, text: str) -> None:
        self.place.setText(text)

    def put_beside(self, folder: Path) -> None:
        """Where clones go unless somebody says otherwise."""
        self._around = folder
        self._on_place()

    def choose_target(self, around: Path) -> None:
        """A folder in which the clone gets a folder of its own."""
        self._typed_target = True
        self.target.setText(str(around / _name(self.address)))
        self.changed.emit()

    def _on_place(self) -> None:
        cloned = bool(self.address)
        for part in (self._target_label, self.target, self.elsewhere):
            part.setVisible(cloned)
        if cloned and not self._typed_target:
            self.target.setText(str(self._around / _name(self.address)))
        self.changed.emit()

    def _on_target(self) -> None:
        self._typed_target = True
        self.changed.emit()

    def _lay_out(self, unit: int) -> None:
        place_label = QLabel(self.tr("&Registry"), self)
        place_label.setBuddy(self.place)
        self.place.setMinimumWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(2 * unit)
        form.setHorizontalSpacing(3 * unit)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (place_label, self.place, self.choose),
            (self._target_label, self.target, self.elsewhere),
        )
        for label, field, button in rows:
            row = QHBoxLayout()
            row.setSpacing(2 * unit)
            row.addWidget(field, 1)
            row.addWidget(button)
            form.addRow(label, row)
        place_label.setMinimumWidth(self._target_label.sizeHint().width())
        self.elsewhere.setMinimumWidth(self.choose.sizeHint().width())


def _is_address(text: str) -> bool:
    """As git takes it: anything that is not plainly a path."""
    try:
        address = read_address(text)
    except InvalidInput:
        return "::" in text or "://" in text
    return address.scheme != "file" or "://" in text


def _name(address: str) -> str:
    """As git calls a clone."""
    name = address.rstrip("/").rpartition("/")[2].rpartition(":")[2].removesuffix(".git")
    safe = "".join(letter for letter in name if letter.isalnum() or letter in "-_.").strip(".")
    return safe or "registry"
