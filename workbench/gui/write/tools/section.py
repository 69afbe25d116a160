"""The tools of a prompt, one card below the other, and which of them the model may call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.domain.json_values import Json
from workbench.domain.prompts import Tool
from workbench.formats.tool_documents import CHOICES, chosen_name, named_choice
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.write.schemas.checking import Checked
from workbench.gui.write.tools.card import ToolCard


class ToolsSection(QWidget):
    typed = Signal(str)
    """Field and number of what was typed into."""
    strict_chosen = Signal(int, object)
    choice_made = Signal(object)
    current_changed = Signal(int)
    menu_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    tools_pasted = Signal(str)
    gone_to = Signal(object, object)
    """A card and the field of it that has the keyboard now: they should be seen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.cards: list[ToolCard] = []
        self.current = -1
        self._read_only = False
        self._names: tuple[str, ...] = ()
        self.title = QLabel(self.tr("Tools"), self)
        set_tone(self.title, "section")
        self.choice = named(ChoiceBox(self), "tools.choice", self.tr("Which tool is called"))
        self.choice.setToolTip(
            self.tr("Whether the model may, must or must not call a tool, or which one it calls")
        )
        self.problem = QLabel(self)
        set_tone(self.problem, "failed")
        self._column = QVBoxLayout(self)
        self._lay_out(theme.unit)
        self.choice.activated.connect(
            lambda index: self.choice_made.emit(self.choice.itemData(index))
        )
        self.hide()

    @property
    def tools(self) -> tuple[Tool, ...]:
        return tuple(card.tool for card in self.cards)

    def show_tools(self, tools: Sequence[Tool], choice: Json) -> None:
        while len(self.cards) > len(tools):
            self._remove_last()
        while len(self.cards) < len(tools):
            self._add()
        moved = [card.name.text() for card in self.cards] != [tool.name for tool in tools]
        folded = {card.name.text() for card in self.cards if card.fold.isChecked()}
        for index, (card, tool) in enumerate(zip(self.cards, tools, strict=True)):
            card.show_tool(index, tool)
            if moved:
                card.fold.setChecked(tool.name in folded)
        self._show_choice(tuple(tool.name for tool in tools), choice)
        self.setVisible(bool(tools) or choice is not None)
        if self.current >= len(self.cards):
            self._set_current(len(self.cards) - 1)

    def show_checked(self, checked: Checked) -> None:
        for index, card in enumerate(self.cards):
            names = checked.findings(f"tools[{index}].name")
            place = f"tools[{index}].parameters"
            card.show_findings(names, checked.findings(place), checked.hints_at(place))
        wrong = checked.findings("tool_choice")
        set_styled(self.choice, "problem", bool(wrong))
        self.problem.setText(wrong[0].message if wrong else "")
        self.problem.setVisible(bool(wrong))

    def go_to(
        self, index: int, field: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        if 0 <= index < len(self.cards):
            card = self.cards[index]
            card.unfold()
            if field == "parameters":
                card.schema.go_to(line, column)
            else:
                card.name.setFocus()
                card.name.selectAll()
            self._set_current(index)
            self.gone_to.emit(card, card.schema.edit if field == "parameters" else card.name)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.choice.setEnabled(not read_only)
        for card in self.cards:
            card.set_read_only(read_only)

    def _show_choice(self, names: tuple[str, ...], choice: Json) -> None:
        named_ = chosen_name(choice)
        if named_ and named_ not in names:
            names = (*names, named_)
        if names != self._names or self.choice.count() == 0:
            self._names = names
            self.choice.clear()
            self.choice.addItem(self.tr("the model's own choice"), None)
            words = (
                self.tr("called when needed"),
                self.tr("never called"),
                self.tr("one is called"),
            )
            for value, said in zip(CHOICES, words, strict=True):
                self.choice.addItem(f"{value} – {said}", value)
            for name in filter(None, names):
                self.choice.addItem(self.tr("always {0}").format(name), named_choice(name))
        index = next(
            (i for i in range(self.choice.count()) if self.choice.itemData(i) == choice), -1
        )
        if named_:
            index = self.choice.findText(self.tr("always {0}").format(named_))
        self.choice.setCurrentIndex(index)

    def _add(self) -> None:
        card = ToolCard(self._theme, self._icons, self)
        self.cards.append(card)
        self._column.addWidget(card)
        card.set_read_only(self._read_only)
        card.typed.connect(lambda field: self._on_typed(card, field))
        card.strict_chosen.connect(
            lambda strict: self.strict_chosen.emit(self.cards.index(card), strict)
        )
        card.focused.connect(lambda: self._set_current(self.cards.index(card)))
        card.menu_requested.connect(self._on_menu)
        card.undo_requested.connect(self.undo_requested)
        card.redo_requested.connect(self.redo_requested)
        card.tools_pasted.connect(self.tools_pasted)
        card.show()

    def _remove_last(self) -> None:
        card = self.cards.pop()
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _on_typed(self, card: ToolCard, field: str) -> None:
        self._set_current(self.cards.index(card))
        self.typed.emit(f"{field}:{self.current}")

    def _on_menu(self, point: QPoint) -> None:
        self.menu_requested.emit(point)

    def _set_current(self, index: int) -> None:
        if index != self.current:
            self.current = index
            self.current_changed.emit(index)

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(unit, 0, unit, 0)
        head.setSpacing(2 * unit)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.choice)
        self._column.setContentsMargins(0, unit, 0, 0)
        self._column.setSpacing(2 * unit)
        self._column.addLayout(head)
        self._column.addWidget(self.problem)
        self.problem.hide()
