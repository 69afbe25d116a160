"""The parameters of a call: the usual ones in sight, the rest behind "more"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.json_values import Json
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.models.extras import Extras, Pairs
from workbench.gui.write.models.giving_way import GivingWay
from workbench.gui.write.models.parameter_field import ParameterField
from workbench.gui.write.models.specs import COMMON, MORE, OWN_FIELD, Spec

COLUMNS = 3


class ParameterForm(QWidget):
    param_changed = Signal(str, object)
    """Name and value; None takes it away."""
    extras_changed = Signal(object)
    """All parameters without a field of their own, as pairs."""
    validity_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        prefix: str = "models",
        parent: QWidget | None = None,
        first: QWidget | None = None,
    ) -> None:
        """`first` stands before the usual ones; then `more` is for its owner to place."""
        super().__init__(parent)
        self._theme, self._icons, self._prefix = theme, icons, prefix
        self._hidden: frozenset[str] = frozenset()
        self.fields: dict[str, ParameterField] = {}
        self.more = named(QPushButton(self), f"{prefix}.more", self.tr("More parameters"))
        self.more.setProperty("kind", "quiet")
        self.more.setCheckable(True)
        self.problem = named(QLabel(self), f"{prefix}.problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        set_tone(self.problem, "failed")
        self.extras = Extras(theme, icons, prefix, self)
        self._inside = QWidget()
        self._further = GivingWay(self._inside, 24 * theme.unit, self)
        self._lay_out(theme.unit, first)
        self.more.toggled.connect(self._on_more)
        self.extras.changed.connect(self.extras_changed)
        self.extras.judged.connect(self._judge)
        self._on_more(False)
        self._judge()

    @property
    def wrong(self) -> str:
        """The first thing in it that cannot be sent; empty if there is none."""
        problems = [*(field.problem for field in self.fields.values()), self.extras.problem]
        return next(filter(None, problems), "")

    @property
    def values(self) -> Pairs:
        """What would be sent, as far as it is right; None says that it is not, whatever is
        inherited."""
        own = (
            (name, field.value)
            for name, field in self.fields.items()
            if field.value is not None or field.left_out
        )
        return (*own, *self.extras.pairs)

    def show_params(
        self,
        params: Mapping[str, Json],
        inherited: Mapping[str, Json] | None = None,
        *,
        anew: bool = False,
    ) -> None:
        """`anew` forgets what was typed that cannot be sent: another prompt is open."""
        inherited = inherited or {}
        for name, field in self.fields.items():
            left_out = name in params and params[name] is None
            field.show_value(params.get(name), inherited.get(name), left_out=left_out)
            if anew:
                field.forget_typing()
        extras = tuple((n, v) for n, v in params.items() if n not in OWN_FIELD | self._hidden)
        self.extras.show_pairs(extras, anew=anew)
        self._show_more()

    def leave_out(self, names: frozenset[str]) -> None:
        """These are shown somewhere else."""
        self._hidden = names

    def set_read_only(self, read_only: bool) -> None:
        for field in self.fields.values():
            field.set_read_only(read_only)
        self.extras.set_read_only(read_only)

    def _make(self, spec: Spec, parent: QWidget) -> ParameterField:
        field = ParameterField(spec, self._theme, self._icons, self._prefix, parent)
        field.changed.connect(partial(self._on_changed, spec.name))
        field.judged.connect(self._judge)
        self.fields[spec.name] = field
        return field

    def _on_changed(self, name: str, value: Json) -> None:
        self._show_more()
        self.param_changed.emit(name, value)

    def _judge(self) -> None:
        wrong = self.wrong
        self.problem.setText(wrong)
        self.problem.setVisible(bool(wrong))
        self.validity_changed.emit()

    def _on_more(self, shown: bool) -> None:
        self._further.setVisible(shown)
        self._show_more()

    def _show_more(self) -> None:
        """How many are set behind it: what is folded away is not forgotten."""
        further = sum(self.fields[spec.name].value is not None for spec in MORE)
        further += len(self.extras.pairs)
        shown = self.more.isChecked()
        text = self.tr("less") if shown else self.tr("more")
        if further and not shown:
            text = self.tr("more · {0} set").format(further)
        self.more.setText(text)
        self.more.setIcon(self._icons("chevron-up" if shown else "chevron-down", "accent"))

    def _lay_out(self, unit: int, first: QWidget | None) -> None:
        common = QGridLayout()
        parts: list[QWidget] = [*([first] if first else []), *(self._make(s, self) for s in COMMON)]
        for index, part in enumerate(parts):
            common.addWidget(part, 0, index)
        further = QGridLayout(self._inside)
        further.setContentsMargins(0, 0, 0, 0)
        for index, spec in enumerate(MORE):
            field = self._make(spec, self._inside)
            row, column = divmod(index, COLUMNS)
            further.addWidget(field, row, column)
        further.addWidget(self.extras, 2, 0, 1, COLUMNS)
        for grid, count in ((common, len(parts)), (further, COLUMNS)):
            grid.setHorizontalSpacing(2 * unit)
            grid.setVerticalSpacing(2 * unit)
            for column in range(count):
                grid.setColumnStretch(column, 1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(2 * unit)
        column_layout.addLayout(common)
        column_layout.addWidget(self._further, 1)
        column_layout.addWidget(self.problem)
        if first is None:
            column_layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
