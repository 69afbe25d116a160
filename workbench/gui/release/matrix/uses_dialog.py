"""Which released prompts the newest version of a component would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from workbench.domain.environments import ComponentUse
from workbench.gui.kit.naming import named
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme


class UsesDialog(QDialog):
    def __init__(
        self, component: str, uses: Sequence[ComponentUse], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "uses", self.tr("What a component would change"))
        self.setWindowTitle(self.tr("What {0} would change").format(safe(component)))
        newest = uses[0].newest if uses else 0
        words = self.tr(
            "These are released with an older {0}. They get v{1} when they are exported again."
        )
        nothing = self.tr("All released prompts that include {0} have its newest version.")
        told = (words if uses else nothing).format(safe(component), newest)
        self.table = NumbersTable(theme, "uses.table", self.tr("Released prompts"), self)
        heads = (
            self.tr("Prompt"), self.tr("Environment"), self.tr("Version"), self.tr("Includes"),
        )  # fmt: skip
        self.table.show_numbers(heads, [_line(each) for each in uses])
        self.table.setVisible(bool(uses))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        named(buttons.button(QDialogButtonBox.StandardButton.Close), "uses.close")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(3 * theme.unit)
        column.addWidget(plain_label(told, self))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(140 * theme.unit, (80 if uses else 30) * theme.unit)


def _line(use: ComponentUse) -> tuple[str, str, str, str]:
    included = "?" if use.includes is None else f"v{use.includes}"
    return safe(use.prompt), safe(use.environment), f"v{use.version}", included
