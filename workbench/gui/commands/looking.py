"""Commands of the menu Board for looking at outputs: views, comparing, samples."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

VIEWS = QT_TRANSLATE_NOOP("commands", "Sho&w the outputs")

LOOKING = (
    Command(
        "board.view_text",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Outputs as text"),
        QT_TRANSLATE_NOOP("commands", "The text as it came"),
        "text",
        "Alt+1",
        when=context.prompt_open,
        section=True,
        choice="board_view",
        submenu=VIEWS,
    ),
    Command(
        "board.view_markdown",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Outputs as Markdown"),
        QT_TRANSLATE_NOOP("commands", "Headings, lists and tables drawn; nothing is loaded"),
        "markdown",
        "Alt+2",
        when=context.prompt_open,
        choice="board_view",
        submenu=VIEWS,
    ),
    Command(
        "board.view_json",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Outputs as JSON"),
        QT_TRANSLATE_NOOP("commands", "A tree of keys and values, held against the schema"),
        "braces",
        "Alt+3",
        when=context.prompt_open,
        choice="board_view",
        submenu=VIEWS,
    ),
    Command(
        "board.view_raw",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Requests and responses"),
        QT_TRANSLATE_NOOP("commands", "What was sent and what came back"),
        "raw",
        "Alt+4",
        when=context.prompt_open,
        choice="board_view",
        submenu=VIEWS,
    ),
    Command(
        "cell.next_view",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Another view of this cell"),
        QT_TRANSLATE_NOOP("commands", "Text, Markdown, JSON, raw by turns, for this cell only"),
        "view",
        "Alt+5",
        when=context.cell_current,
    ),
    Command(
        "cell.compare",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Compare with…"),
        QT_TRANSLATE_NOOP("commands", "The differences of this cell from any other cell"),
        "diff",
        "Ctrl+Alt+D",
        when=context.cell_over,
        section=True,
    ),
    Command(
        "cell.more",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Run more of this…"),
        QT_TRANSLATE_NOOP("commands", "Further samples of the current cell, one row each"),
        "samples-plus",
        "Ctrl+Alt+N",
        when=context.can_run_column,
        section=True,
    ),
    Command(
        "cell.samples",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "How its samples vary…"),
        QT_TRANSLATE_NOOP(
            "commands",
            "Distinct answers with their shares, likeness and figures",
        ),
        "samples",
        "Ctrl+Alt+W",
        when=context.cell_current,
    ),
)
