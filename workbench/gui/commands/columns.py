"""Commands of the menu Board for its columns, its rows and the ways outputs are shown."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

COLUMNS = (
    Command(
        "run.fill",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Run what is missing"),
        QT_TRANSLATE_NOOP(
            "commands", "Run what has no finished answer yet, in every column and row"
        ),
        "play-plus",
        "Ctrl+Alt+Return",
        when=context.can_fill,
        section=True,
    ),
    Command(
        "board.cases",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Choose cases…"),
        QT_TRANSLATE_NOOP("commands", "Choose the cases that are run together, one row each"),
        "list-check",
        "Ctrl+Alt+K",
        when=context.prompt_open,
    ),
    Command(
        "column.add",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Add columns…"),
        QT_TRANSLATE_NOOP(
            "commands", "Lay a version, or the draft, beside the others, on any model"
        ),
        "columns-plus",
        "Ctrl+Alt+A",
        when=context.prompt_open,
        section=True,
    ),
    Command(
        "column.beside",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Lay a version beside…"),
        QT_TRANSLATE_NOOP(
            "commands", "What another version last got from the model of this column"
        ),
        "history",
        "Ctrl+Alt+L",
        when=context.has_versions_and_cell,
    ),
    Command(
        "column.parameters",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "The same model with other parameters…"),
        QT_TRANSLATE_NOOP("commands", "A column beside, to compare what a parameter does"),
        "sliders",
        when=context.cell_current,
    ),
    Command(
        "column.pin",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Column as the reference"),
        QT_TRANSLATE_NOOP("commands", "Pin the current column and compare the others with it"),
        "pin",
        "Ctrl+Alt+R",
        when=context.cell_current,
    ),
    Command(
        "column.run",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Run this column"),
        QT_TRANSLATE_NOOP("commands", "Run the current column on every row"),
        "play",
        when=context.can_run_column,
    ),
    Command(
        "column.left",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Move the column left"),
        QT_TRANSLATE_NOOP("commands", "Move the current column to the left"),
        "arrow-left",
        when=context.cell_current,
        section=True,
    ),
    Command(
        "column.right",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Move the column right"),
        QT_TRANSLATE_NOOP("commands", "Move the current column to the right"),
        "arrow-right",
        when=context.cell_current,
    ),
    Command(
        "column.remove",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Remove the column"),
        QT_TRANSLATE_NOOP(
            "commands", "Take the current column off the board; its runs stay recorded"
        ),
        "x",
        "Ctrl+Alt+Backspace",
        when=context.cell_current,
    ),
)

COLUMN_MENU: tuple[str | None, ...] = (
    "column.pin",
    "column.beside",
    "column.parameters",
    "column.add",
    None,
    "column.run",
    "cell.samples",
    None,
    "column.left",
    "column.right",
    "column.remove",
)
