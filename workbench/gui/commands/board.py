"""Commands of the menu Board: the cells of the run board, and what can be done with one.

`CELL_MENU` is what the menu of a cell shows, of these and of others that work on the current
cell; None is a line between them.
"""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.conversing import CONVERSATION_CELL
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.commands.sharing import SHARING_CELL
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

GO = QT_TRANSLATE_NOOP("commands", "Go to another ce&ll")

BOARD = (
    Command(
        "cell.menu",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "&Menu of the cell"),
        QT_TRANSLATE_NOOP("commands", "What can be done with the current cell of the board"),
        "more",
        "Ctrl+Shift+.",
        when=context.cell_current,
    ),
    Command(
        "cell.left",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "To the cell on the &left"),
        QT_TRANSLATE_NOOP("commands", "Make the cell on the left the current one"),
        "chevron-left",
        "Ctrl+Alt+Left; Alt+Shift+Left",
        when=context.cell_current,
        section=True,
        submenu=GO,
    ),
    Command(
        "cell.right",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "To the cell on the &right"),
        QT_TRANSLATE_NOOP("commands", "Make the cell on the right the current one"),
        "chevron-right",
        "Ctrl+Alt+Right; Alt+Shift+Right",
        when=context.cell_current,
        submenu=GO,
    ),
    Command(
        "cell.up",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "To the cell &above"),
        QT_TRANSLATE_NOOP("commands", "Make the cell above the current one"),
        "chevron-up",
        "Ctrl+Alt+Up; Alt+Shift+Up",
        when=context.cell_current,
        submenu=GO,
    ),
    Command(
        "cell.down",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "To the cell &below"),
        QT_TRANSLATE_NOOP("commands", "Make the cell below the current one"),
        "chevron-down",
        "Ctrl+Alt+Down; Alt+Shift+Down",
        when=context.cell_current,
        submenu=GO,
    ),
    Command(
        "cell.copy",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "&Copy the output"),
        QT_TRANSLATE_NOOP("commands", "Copy the whole output of the current cell, exactly"),
        "copy",
        "Ctrl+Shift+C",
        when=context.cell_current,
        section=True,
    ),
    Command(
        "cell.pin",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "&Keep beside the next run"),
        QT_TRANSLATE_NOOP("commands", "Pin the current cell, or unpin it"),
        "pin",
        when=context.cell_current,
    ),
    Command(
        "cell.retry",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Run this cell a&gain"),
        QT_TRANSLATE_NOOP("commands", "The same content, model and case once more, in its place"),
        "retry",
        when=context.can_rerun_cell,
        section=True,
    ),
    Command(
        "cell.stop",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "&Stop this cell"),
        QT_TRANSLATE_NOOP("commands", "Stop the run of the current cell; its text is kept"),
        "stop",
        when=context.cell_running,
    ),
)

CELL_MENU: tuple[str | None, ...] = (
    "cell.copy",
    "cell.next_view",
    "cell.compare",
    "cell.pin",
    None,
    "cell.more",
    "cell.samples",
    "cell.retry",
    "cell.stop",
    *CONVERSATION_CELL,
    *SHARING_CELL,
)
