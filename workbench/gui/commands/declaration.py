"""What a command is: the data a menu item, a shortcut and a line of the palette are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.gui.commands.context import Condition, always
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


class Menu(StrEnum):
    """In the order of the menu bar; the value is the title."""

    FILE = QT_TRANSLATE_NOOP("commands", "&File")
    EDIT = QT_TRANSLATE_NOOP("commands", "&Edit")
    PROMPT = QT_TRANSLATE_NOOP("commands", "&Prompt")
    LIBRARY = QT_TRANSLATE_NOOP("commands", "&Library")
    RUN = QT_TRANSLATE_NOOP("commands", "&Run")
    BOARD = QT_TRANSLATE_NOOP("commands", "&Board")
    EVALUATE = QT_TRANSLATE_NOOP("commands", "Eval&uate")
    REVIEW = QT_TRANSLATE_NOOP("commands", "Revie&w")
    RELEASE = QT_TRANSLATE_NOOP("commands", "Rele&ase")
    VIEW = QT_TRANSLATE_NOOP("commands", "&View")
    HELP = QT_TRANSLATE_NOOP("commands", "&Help")


@dataclass(frozen=True, slots=True)
class Command:
    """`when` gives the reason why it cannot run now, empty if it can."""

    id: str
    menu: Menu
    text: str
    tip: str
    icon: str
    shortcut: str = ""
    """As Qt writes it; a second one after "; "."""
    when: Condition = always
    section: bool = False
    """A line stands above it in its menu."""
    checkable: bool = False
    choice: str = ""
    """Commands with the same word exclude each other: exactly one is ticked."""
    submenu: str = ""
    """The title of the menu inside the menu that it stands in, with others of the same title."""

    @property
    def ticked(self) -> bool:
        """Whether it shows a tick."""
        return self.checkable or bool(self.choice)
