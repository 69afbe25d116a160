"""Parameters that one model has for itself, in place of the prompt's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.json_values import Json
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.models.extras import Pairs
from workbench.gui.write.models.parameter_form import ParameterForm


class OverrideDialog(QDialog):
    def __init__(
        self, model: str, own: Pairs, of_prompt: Pairs, theme: Theme, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("overrides")
        self.setWindowTitle(self.tr("Parameters of {0}").format(safe(model)))
        self._title = QLabel(safe(model), self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(self._title, "heading")
        self._words = QLabel(
            self.tr(
                "What is set here holds for this model, whatever the prompt says. It is no part "
                "of the prompt and of its versions; each run keeps what it was sent. The crossed "
                "circle beside a name takes away what the prompt sets."
            ),
            self,
        )
        self._words.setWordWrap(True)
        set_tone(self._words, "muted")
        self.form = ParameterForm(theme, icons, "overrides", self)
        self._inherited = dict(of_prompt)
        self.form.show_params(dict(own), self._inherited)
        self.form.more.setChecked(True)
        self.buttons = QDialogButtonBox(self)
        roles = QDialogButtonBox.ButtonRole
        self.done_button = named(QPushButton(self.tr("Use them"), self), "overrides.done")
        self.done_button.setProperty("kind", "primary")
        self.clear = named(QPushButton(self.tr("Same as the prompt"), self), "overrides.clear")
        self.clear.setToolTip(self.tr("Take away everything that is this model's own"))
        self.cancel = named(QPushButton(self.tr("Cancel"), self), "overrides.cancel")
        self.buttons.addButton(self.done_button, roles.AcceptRole)
        self.buttons.addButton(self.cancel, roles.RejectRole)
        self.buttons.addButton(self.clear, roles.ResetRole)
        self._lay_out(theme.unit)
        Growing(self)
        self.form.validity_changed.connect(self._on_judged)
        self.clear.clicked.connect(self._on_clear)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.form.fields["temperature"].editor.setFocus()

    @property
    def values(self) -> tuple[tuple[str, Json], ...]:
        return self.form.values

    def for_column(self) -> None:
        """Words for a column of the board that has them for itself."""
        self._words.setText(
            self.tr(
                "A column of its own beside the others: the same model, with these parameters "
                "in place of the prompt's and of what the model has for itself. Run it to fill it."
            )
        )
        self.done_button.setText(self.tr("Add column"))
        self.clear.setToolTip(self.tr("Only what the prompt says"))

    def _on_judged(self) -> None:
        self.done_button.setEnabled(not self.form.wrong)
        self.done_button.setToolTip(self.form.wrong)

    def _on_clear(self) -> None:
        self.form.show_params({}, self._inherited, anew=True)

    def _lay_out(self, unit: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*([4 * unit] * 4))
        column.setSpacing(3 * unit)
        for part in (self._title, self._words, self.form):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(90 * unit)
