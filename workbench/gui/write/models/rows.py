"""The models as a list to tick: those that can be used first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from workbench.domain.models import Missing, Model

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
ModelRole = Qt.ItemDataRole.UserRole + 1
NoteRole = Qt.ItemDataRole.UserRole + 2
OverridesRole = Qt.ItemDataRole.UserRole + 3
"""What is its own: words, or nothing."""
LeftOutRole = Qt.ItemDataRole.UserRole + 4
"""What it will not be sent: words, or nothing."""
MILLION = Decimal(1_000_000)


class ModelRows(QAbstractListModel):
    ticked_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._models: list[Model] = []
        self._ticked: dict[str, None] = {}
        self._overrides: Mapping[str, str] = {}
        self._left_out: Mapping[str, str] = {}

    def show_marks(self, overrides: Mapping[str, str], left_out: Mapping[str, str]) -> None:
        """Words by the name of a model."""
        if (overrides, left_out) == (self._overrides, self._left_out):
            return
        self._overrides, self._left_out = dict(overrides), dict(left_out)
        if self._models:
            last = self.index(len(self._models) - 1)
            self.dataChanged.emit(self.index(0), last, [OverridesRole, LeftOutRole])

    def show_models(self, models: Sequence[Model]) -> None:
        """Ticked models that are not among them stay ticked, as ones that cannot be reached."""
        known = {model.name for model in models}
        gone = [
            Model(name, name.partition("/")[0], missing=Missing.NOT_RUNNING)
            for name in self._ticked
            if name not in known
        ]
        self.beginResetModel()
        self._models = sorted([*models, *gone], key=_usable_first)
        self.endResetModel()

    def show_ticked(self) -> None:
        """Until it is known which models there are: those that will be run."""
        self.beginResetModel()
        self._models = [
            Model(name, name.partition("/")[0], demo=name.startswith("demo/"))
            for name in self._ticked
        ]
        self.endResetModel()

    @property
    def ticked(self) -> tuple[str, ...]:
        """In the order they stand in the list."""
        listed = [model.name for model in self._models if model.name in self._ticked]
        return tuple(listed) if self._models else tuple(self._ticked)

    @property
    def models(self) -> tuple[Model, ...]:
        return tuple(self._models)

    def tick(self, names: Iterable[str]) -> None:
        self._ticked = dict.fromkeys(names)
        self._show_ticks()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._models)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        model = self._models[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return model.name
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = model.name in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(model)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            own, left_out = self._overrides.get(model.name), self._left_out.get(model.name)
            parts = (model.name, self._note(model), own, left_out)
            return ", ".join(part for part in parts if part)
        if role == OverridesRole:
            return self._overrides.get(model.name, "")
        if role == LeftOutRole:
            return self._left_out.get(model.name, "")
        if role == NoteRole:
            return self._note(model)
        return model if role == ModelRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        name = self._models[index.row()].name
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked[name] = None
        else:
            self._ticked.pop(name, None)
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def _show_ticks(self) -> None:
        if self._models:
            last = self.index(len(self._models) - 1)
            self.dataChanged.emit(self.index(0), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked_changed.emit()

    def _note(self, model: Model) -> str:
        if model.missing is Missing.KEY:
            return self.tr("no key")
        if model.missing is Missing.NOT_RUNNING:
            return self.tr("not running")
        if model.demo:
            return self.tr("demo")
        if model.local:
            return self.tr("local")
        if model.price:
            return f"${model.price.input * MILLION:.2f} / ${model.price.output * MILLION:.2f}"
        return ""

    def _tip(self, model: Model) -> str:
        lines = [model.title or model.name]
        if model.demo:
            lines.append(self.tr("Not a language model: a few rules that answer at once, free."))
        if model.note and not model.demo:
            lines.append(model.note)
        if model.missing is Missing.KEY:
            text = self.tr("It needs a key ({0}). Add one in the settings.")
            lines.append(text.format(model.key_variable or model.provider))
        if model.missing is Missing.NOT_RUNNING:
            lines.append(self.tr("It was not found. Start its server, or take away the tick."))
        if model.price:
            price = model.price
            text = self.tr("${0} per million tokens in, ${1} out")
            lines.append(
                text.format(f"{price.input * MILLION:.2f}", f"{price.output * MILLION:.2f}")
            )
        if model.context_tokens:
            lines.append(self.tr("{0} tokens of context").format(f"{model.context_tokens:,}"))
        lines += filter(None, (self._overrides.get(model.name), self._left_out.get(model.name)))
        return "\n".join(lines)


class ModelFilter(QSortFilterProxyModel):
    """The words of the filter, in any order, in the name or the title."""

    def __init__(self, rows: ModelRows) -> None:
        super().__init__(rows)
        self._words: list[str] = []
        self.setSourceModel(rows)

    def filter_by(self, text: str) -> None:
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model: Model = self.sourceModel().index(row, 0, parent).data(ModelRole)
        searched = f"{model.name} {model.title} {model.provider}".casefold()
        return all(word in searched for word in self._words)


def _usable_first(model: Model) -> tuple[bool, bool, str]:
    return (model.missing is not Missing.NOTHING, model.demo, model.name)
