"""A JSON value as a tree, a node made when it is looked at, with what is wrong at its node."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from workbench.formats.json_places import NotJson, Steps, line_and_column, path_words, read_json
from workbench.formats.json_schemas import LARGEST_CHECKED, Finding, validate_output
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
AT_ONCE = 200
"""Children that are added at a time."""
VALUE_CHARACTERS = 300
WHOLE_CHARACTERS = 20_000
"""Of a value that is there to be read: what is longer is read as plain text."""
HEADS = ("", "", "")


@dataclass(frozen=True, slots=True)
class JsonOutput:
    """`problem` says why it is no JSON; then there is no value. `findings` break the schema."""

    value: Any = None
    problem: str = ""
    findings: tuple[Finding, ...] = ()
    checked: bool = False
    """It was held against a schema."""


def read_output(text: str, schema: str) -> JsonOutput:
    """Never raises. An empty schema checks nothing."""
    if len(text) > LARGEST_CHECKED:
        words = _translate("It is larger than {0} characters.")
        return JsonOutput(problem=words.format(f"{LARGEST_CHECKED:,}"))
    try:
        value = read_json(_unfenced(text))
    except NotJson as error:
        line, column = line_and_column(_unfenced(text), error.offset)
        words = _translate("Line {0}, column {1}: {2}.").format(line, column, error.message)
        return JsonOutput(problem=words)
    findings = tuple(validate_output(schema, _unfenced(text))) if schema else ()
    return JsonOutput(value, findings=findings, checked=bool(schema))


def _unfenced(text: str) -> str:
    """What stands in the one block of code that models like to put around JSON."""
    stripped = text.strip()
    if stripped.startswith("```") and stripped.endswith("```") and stripped.count("```") == 2:
        first, _, rest = stripped.partition("\n")
        if first.removeprefix("```").strip().casefold() in ("", "json"):
            return rest.removesuffix("```")
    return text


class Node:
    __slots__ = ("children", "key", "parent", "row", "steps", "value")

    def __init__(
        self, value: Any, key: str = "", steps: Steps = (), parent: Node | None = None, row: int = 0
    ) -> None:
        self.value, self.key, self.steps = value, key, steps
        self.parent, self.row = parent, row
        self.children: list[Node] = []

    @property
    def count(self) -> int:
        return len(self.value) if isinstance(self.value, dict | list) else 0

    def grow(self, to: int) -> None:
        keys = list(self.value) if isinstance(self.value, dict) else range(self.count)
        for row in range(len(self.children), min(to, self.count)):
            step = keys[row]
            key = str(step) if isinstance(step, str) else f"[{step}]"
            self.children.append(
                Node(self.value[step], key, (*self.steps, step), parent=self, row=row)
            )


class JsonTree(QAbstractItemModel):
    """Columns: key, value, what is wrong with it."""

    def __init__(self, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._root = Node([])
        self._found: dict[str, str] = {}
        self.whole = False
        """Values are there to be read, line by line; else each is one line of a survey."""

    def show_output(self, output: JsonOutput) -> None:
        self.beginResetModel()
        self._root = Node([output.value] if not output.problem else [])
        self._root.grow(1)
        for top in self._root.children:
            top.key, top.steps = "$", ()
        self._found = {}
        for finding in output.findings:
            earlier = self._found.get(finding.path)
            words = finding.message
            self._found[finding.path] = f"{earlier}; {words}" if earlier else words
        self.endResetModel()

    def node(self, index: Index) -> Node:
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def index_of(self, path: str) -> QModelIndex:
        """Of the node at this path, its ancestors made on the way; the nearest one there is."""
        index = self.index(0, 0)
        while index.isValid():
            node = self.node(index)
            if path_words(node.steps) == path:
                return index
            step = self._step_towards(index, node, path)
            if not step.isValid():
                return index
            index = step
        return index

    def _step_towards(self, index: QModelIndex, node: Node, path: str) -> QModelIndex:
        while True:
            for child in node.children:
                words = path_words(child.steps)
                if path == words or path.startswith((f"{words}.", f"{words}[")):
                    return self.index(child.row, 0, index)
            if not self.canFetchMore(index):
                return QModelIndex()
            self.fetchMore(index)

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        node = self.node(parent)
        if not (0 <= row < len(node.children) and 0 <= column < len(HEADS)):
            return QModelIndex()
        return self.createIndex(row, column, node.children[row])

    def parent(self, index: Index = TOP) -> QModelIndex:  # type: ignore[override]
        above = self.node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def columnCount(self, _parent: Index = TOP) -> int:
        return len(HEADS)

    def hasChildren(self, parent: Index = TOP) -> bool:
        return parent.column() <= 0 and self.node(parent).count > 0

    def canFetchMore(self, parent: Index) -> bool:
        node = self.node(parent)
        return len(node.children) < node.count

    def fetchMore(self, parent: Index) -> None:
        node = self.node(parent)
        start = len(node.children)
        end = min(node.count, start + AT_ONCE)
        if start < end:
            self.beginInsertRows(parent, start, end - 1)
            node.grow(end)
            self.endInsertRows()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("key"), self.tr("value"), self.tr("against the schema"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (self._key, self._value, self._finding)[index.column()](node)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 2 and self._finding(node):
            return self._icons("warning", "warning")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (self._key(node), self._value(node), self._finding(node))
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _key(self, node: Node) -> str:
        return safe(node.key, VALUE_CHARACTERS)

    def _value(self, node: Node) -> str:
        value = node.value
        if isinstance(value, dict):
            one, more = self.tr("1 key"), self.tr("{0} keys").format(f"{len(value):,}")
            return (one if len(value) == 1 else more) if value else "{}"
        if isinstance(value, list):
            one, more = self.tr("1 item"), self.tr("{0} items").format(f"{len(value):,}")
            return (one if len(value) == 1 else more) if value else "[]"
        if isinstance(value, str):
            most = WHOLE_CHARACTERS if self.whole else VALUE_CHARACTERS
            shown = value if len(value) <= most else f"{value[:most]}…"
            return safe(shown) if self.whole else safe(f'"{shown}"'.replace("\n", "⏎"))
        return json.dumps(value)

    def _finding(self, node: Node) -> str:
        return safe(self._found.get(path_words(node.steps), "")) if self._found else ""


def opened_at_first(value: Any) -> int:
    """How many levels are open at first: all of a small value, the first of a large one."""
    return 3 if _size(value, 60) < 60 else 1


def _size(value: Any, most: int) -> int:
    """Nodes of a value, counted up to `most`."""
    waiting: list[Sequence[Any] | Any] = [value]
    seen = 0
    while waiting and seen < most:
        each = waiting.pop()
        seen += 1
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each[:most]
    return seen


def _translate(text: str) -> str:
    return QCoreApplication.translate("outputs", text)
