"""Looking for a text everywhere: in files, in databases, in processes, in what is on the screen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

TEXTS = (
    "text",
    "toPlainText",
    "exact_text",
    "toolTip",
    "statusTip",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "windowTitle",
)
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole)
MOST_ROWS = 2_000


def files_with(folder: Path, *needles: str) -> list[str]:
    wanted = [needle.encode() for needle in needles]
    files = (file for file in folder.rglob("*") if file.is_file())
    return [str(file) for file in files if any(w in file.read_bytes() for w in wanted)]


def rows_with(database: Path, *needles: str) -> list[str]:
    """As SQLite reads it: a long text may lie in pieces in the file."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return [line for line in connection.iterdump() if any(n in line for n in needles)]


def processes_with(*needles: str) -> list[list[str]]:
    """Of this one and those it started."""
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    commands = [process.cmdline() for process in family]
    assert len(commands) > 1, "the engine is not running"
    return [c for c in commands if any(n in argument for n in needles for argument in c)]


def widgets_with(*needles: str) -> list[str]:
    return [where for where, text in everything_shown() if any(n in text for n in needles)]


def everything_shown() -> Iterator[tuple[str, str]]:
    yield "clipboard", QGuiApplication.clipboard().text()
    for widget in QApplication.allWidgets():
        for name in TEXTS:
            read = getattr(widget, name, None)
            if callable(read) and isinstance(text := _read(read), str):
                yield f"{name} of {widget!r}", text
        for model in _models(widget):
            yield from ((f"row of {widget!r}", text) for text in _rows(model, QModelIndex()))


def _read(read: object) -> object:
    try:
        return read()  # type: ignore[operator]
    except TypeError:
        return None


def _models(widget: QWidget) -> Iterator[QAbstractItemModel]:
    if isinstance(widget, QAbstractItemView | QComboBox) and widget.model() is not None:
        yield widget.model()


def _rows(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(MOST_ROWS, model.rowCount(parent))):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(model.data(index, role)) for role in ROLES)
            if column == 0 and not isinstance(model, QAbstractListModel):
                yield from _rows(model, index)
