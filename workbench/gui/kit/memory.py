"""What the window remembers of itself between starts: sizes and places, never content."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Memory:
    """Values by name in one file, apart for each scope."""

    def __init__(self, file: Path, scope: str = "window") -> None:
        self._file, self._scope = file, scope
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def scoped(self, scope: str) -> Memory:
        """The same file, other values: such as those of one workspace."""
        return Memory(self._file, scope)

    def text(self, name: str, default: str = "") -> str:
        return str(self._settings.value(self._key(name), default))

    def number(self, name: str, default: float) -> float:
        try:
            return float(self.text(name, str(default)))
        except ValueError:
            return default

    def state(self, name: str) -> QByteArray | None:
        value = self._settings.value(self._key(name))
        return value if isinstance(value, QByteArray) else None

    def keep(self, name: str, value: str | float | QByteArray) -> None:
        self._settings.setValue(self._key(name), value)

    def write(self) -> None:
        self._settings.sync()

    def _key(self, name: str) -> str:
        return f"{self._scope}/{name}"
