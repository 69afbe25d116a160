"""What a file would bring: its columns to be said what they are, what cannot be taken, and where
it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.formats.datasets.mapping import Mapping
from workbench.formats.datasets.table import FileRead, Imported, Problem, Table
from workbench.gui.evaluate.datasets.preview import Preview
from workbench.gui.evaluate.wording import counted
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.services.dataset_imports import ImportMode, ImportPlan

WIDTH_UNITS, HEIGHT_UNITS = 220, 150
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Target:
    """Where the cases go: a dataset there is, or a new one with the name."""

    dataset_id: str
    name: str
    mode: ImportMode


class ImportDialog(QDialog):
    changed = Signal()
    """Something was chosen otherwise: what the import would do is asked for anew."""
    import_requested = Signal()
    sheet_wanted = Signal(str)
    """Of a workbook with several."""

    def __init__(
        self,
        file: str,
        read: FileRead,
        mapping: Mapping,
        datasets: Sequence[tuple[str, str]],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        """`datasets`: id and name of those it can go into, the first one first."""
        super().__init__(parent)
        self.setObjectName("dataset.import_dialog")
        self.setWindowTitle(self.tr("Import cases from {0}").format(file))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.read, self._theme = read, theme
        self.preview = Preview(read, mapping, theme, self) if isinstance(read, Table) else None
        self.sheet = named(ElidedBox(self), "import.sheet", self.tr("Sheet of the workbook"))
        for name in read.sheets if isinstance(read, Table) else ():
            self.sheet.addItem(safe(name), name)
        self.into = named(QComboBox(self), "import.into", self.tr("Where the cases go"))
        self.into.addItem(self.tr("A new dataset"), "")
        for dataset_id, name in datasets:
            self.into.addItem(safe(name), dataset_id)
        self.name = named(QLineEdit(self), "import.name", self.tr("Name of the new dataset"))
        self.name.setText(file.rpartition(".")[0] or file)
        self.mode = named(QComboBox(self), "import.mode", self.tr("What happens to its cases"))
        self.mode.addItem(self.tr("behind its cases"), ImportMode.APPEND.value)
        self.mode.addItem(self.tr("in place of its cases"), ImportMode.REPLACE.value)
        self.told = named(QLabel(self), "import.told")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.problems = named(
            QPlainTextEdit(self), "import.problems", self.tr("What cannot be taken")
        )
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        buttons = QDialogButtonBox(self)
        self.done_button = buttons.addButton(
            self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_styled(self.done_button, "kind", "primary")
        named(self.done_button, "import.done")
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(theme, buttons)
        self._show_sheet()
        self._connect(buttons)
        if datasets:
            self.into.setCurrentIndex(1)
        self._show_target()

    @property
    def mapping(self) -> Mapping:
        return self.preview.mapping if self.preview else ()

    @property
    def target(self) -> Target:
        return Target(
            str(self.into.currentData()),
            self.name.text().strip(),
            ImportMode(self.mode.currentData()),
        )

    def show_read(self, read: Table, mapping: Mapping) -> None:
        """Another sheet of the workbook."""
        preview = Preview(read, mapping, self._theme, self)
        if self.preview:
            self._column.replaceWidget(self.preview, preview)
            self.preview.hide()
            self.preview.deleteLater()
        self.read, self.preview = read, preview
        preview.mapping_changed.connect(self.changed)
        self._show_sheet()
        self.changed.emit()

    def show_sheet_refused(self) -> None:
        """What was read before is still what is imported."""
        self._show_sheet()
        self.changed.emit()

    def show_outcome(self, imported: Imported, plan: ImportPlan) -> None:
        taken = len(imported.cases) - len(plan.duplicates)
        self.done_button.setText(
            self.tr("Import {0} of {1}").format(taken, counted("row", imported.rows))
            if taken != imported.rows
            else self.tr("Import {0}").format(counted("row", taken))
        )
        self.done_button.setEnabled(taken > 0 or bool(plan.removed))
        self._show_problems((*imported.problems, *plan.duplicates), imported.notes)
        figures = [
            (plan.changed, self.tr("{0} are there already and change")),
            (plan.unchanged if plan.removed or plan.changed else 0, self.tr("{0} stay")),
            (plan.removed, self.tr("{0} go away")),
        ]
        words = [self.tr("{0} added").format(counted("case", plan.added))]
        words += [text.format(count) for count, text in figures if count]
        total = counted("case", len(plan.dataset.cases))
        self.told.setText(self.tr("{0}. The dataset then has {1}.").format(", ".join(words), total))

    def show_problem(self, text: str) -> None:
        self.told.setText(text)
        self.done_button.setEnabled(False)

    def _show_problems(self, problems: Sequence[Problem], notes: Sequence[str]) -> None:
        ordered = sorted(problems, key=lambda problem: problem.line)
        lines = [safe(note) for note in notes]
        for problem in ordered[:MOST_PROBLEMS]:
            place = self.tr("Line {0}").format(problem.line) if problem.line else self.tr("File")
            lines.append(f"{place}: {safe(str(problem))}")
        if len(ordered) > MOST_PROBLEMS:
            lines.append(self.tr("… and {0} more").format(len(ordered) - MOST_PROBLEMS))
        self.problems.setPlainText("\n".join(lines))
        self.problems.setVisible(bool(lines))
        self._problems_title.setVisible(bool(lines))

    def _show_target(self) -> None:
        new = not self.into.currentData()
        self.name.setVisible(new)
        self.mode.setVisible(not new)
        self.changed.emit()

    def _show_sheet(self) -> None:
        several = self.sheet.count() > 1
        self.sheet.setVisible(several)
        self._sheet_title.setVisible(several)
        if isinstance(self.read, Table):
            self.sheet.setCurrentIndex(self.sheet.findData(self.read.sheet))

    def _on_sheet(self, index: int) -> None:
        name = str(self.sheet.itemData(index))
        if isinstance(self.read, Table) and name != self.read.sheet:
            self.done_button.setEnabled(False)
            self.sheet_wanted.emit(name)

    def _connect(self, buttons: QDialogButtonBox) -> None:
        self.into.currentIndexChanged.connect(self._show_target)
        self.mode.currentIndexChanged.connect(self.changed)
        self.name.textChanged.connect(self.changed)
        if self.preview:
            self.preview.mapping_changed.connect(self.changed)
        self.sheet.activated.connect(self._on_sheet)
        buttons.accepted.connect(self.import_requested)
        buttons.rejected.connect(self.reject)

    def _lay_out(self, theme: Theme, buttons: QDialogButtonBox) -> None:
        unit = theme.unit
        room = (self.parentWidget() or self).window().size()
        width = min(WIDTH_UNITS * unit, room.width() - 8 * unit)
        self.resize(width, min(HEIGHT_UNITS * unit, room.height() - 8 * unit))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(2 * unit)
        ready = self.tr("The file holds tests in promptfoo's form: nothing needs to be said of it.")
        columns = self.tr("Each row becomes a case. Say what its columns are:")
        lead = QLabel(columns if self.preview else ready, self)
        lead.setWordWrap(True)
        self._sheet_title = QLabel(self.tr("Sheet"), self)
        first = QHBoxLayout()
        first.setSpacing(2 * unit)
        first.addWidget(lead, 1)
        first.addWidget(self._sheet_title)
        first.addWidget(self.sheet)
        column.addLayout(first)
        if self.preview:
            column.addWidget(self.preview, 3)
        self._problems_title = QLabel(self.tr("Not taken, or not as it stands there"), self)
        set_tone(self._problems_title, "section")
        column.addWidget(self._problems_title)
        column.addWidget(self.problems, 1)
        where = QHBoxLayout()
        where.setSpacing(2 * unit)
        where.addWidget(QLabel(self.tr("Into"), self))
        where.addWidget(self.into)
        where.addWidget(self.name, 1)
        where.addWidget(self.mode)
        where.addStretch(1)
        column.addLayout(where)
        column.addWidget(self.told)
        column.addWidget(buttons)
