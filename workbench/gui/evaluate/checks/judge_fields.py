"""Who judges: the model, and the prompt it is asked by, which opens in Write."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QPushButton, QWidget

from workbench.checks.kinds import Asks
from workbench.domain.checks import Check
from workbench.gui.evaluate.checks.inputs import FieldLine
from workbench.gui.evaluate.checks.wording import JUDGING, asks_of
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone


class JudgeFields(QWidget):
    model_edited = Signal(str)
    prompt_edited = Signal(str)
    open_requested = Signal()
    models_wanted = Signal()
    """They are to be listed: it is shown for the first time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = False
        self.model_title, self.prompt_title = QLabel(self), QLabel(self.tr("Judge prompt"), self)
        self.model = named(ChoiceBox(self), "check.judge", self.tr("Model that judges"))
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.model.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.model.setMinimumContentsLength(8)
        line = FieldLine(self.model)
        self.model.setLineEdit(line)
        line.setPlaceholderText(self.tr("of the judge prompt, or of the settings"))
        self.prompt = named(FieldLine(self), "check.judge_prompt", self.tr("Judge prompt"))
        self.open = named(QPushButton(self.tr("Open in Write"), self), "check.open_judge")
        self.open.setAccessibleName(self.tr("Open the judge prompt in Write"))
        self.open.setToolTip(self.tr("The prompt that the judge is asked by"))
        set_styled(self.open, "kind", "quiet")
        for title, buddy in ((self.model_title, self.model), (self.prompt_title, self.prompt)):
            set_tone(title, "muted")
            title.setBuddy(buddy)
        self._lay_out(theme.unit)
        line.textEdited.connect(lambda text: self.model_edited.emit(text.strip()))
        self.model.activated.connect(lambda _index: self.model_edited.emit(line.text().strip()))
        self.prompt.textEdited.connect(lambda text: self.prompt_edited.emit(text.strip()))
        self.open.clicked.connect(self.open_requested)

    @property
    def lines(self) -> tuple[FieldLine, FieldLine]:
        line = self.model.lineEdit()
        assert isinstance(line, FieldLine)
        return line, self.prompt

    def show_check(self, check: Check) -> None:
        asks = asks_of(check)
        self.setVisible(asks in JUDGING)
        if asks not in JUDGING:
            return
        if not self._asked:
            self._asked = True
            self.models_wanted.emit()
        embedding = asks is Asks.EMBEDDING
        self.model_title.setText(
            self.tr("Model of embeddings") if embedding else self.tr("Judge model")
        )
        line, prompt = self.lines
        line.show_text(check.judge)
        prompt.show_text(check.judge_prompt)
        prompt.setPlaceholderText(f"judges/{check.kind}")
        for part in (self.prompt_title, self.prompt, self.open):
            part.setVisible(not embedding)

    def show_models(self, names: Sequence[str]) -> None:
        """What is typed or chosen already stays."""
        line, _prompt = self.lines
        text = line.text()
        blocked = self.model.blockSignals(True)
        self.model.clear()
        self.model.addItems(list(names))
        self.model.setCurrentIndex(-1)
        line.setText(text)
        self.model.blockSignals(blocked)
        if completer := self.model.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def set_read_only(self, read_only: bool) -> None:
        self.model.setEnabled(not read_only)
        self.prompt.setReadOnly(read_only)

    def _lay_out(self, unit: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit)
        grid.addWidget(self.model_title, 0, 0, 1, 2)
        grid.addWidget(self.model, 1, 0, 1, 2)
        grid.addWidget(self.prompt_title, 2, 0, 1, 2)
        grid.addWidget(self.prompt, 3, 0)
        grid.addWidget(self.open, 3, 1)
        grid.setColumnStretch(0, 1)
