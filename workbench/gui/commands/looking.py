"""Commands of the menu Board for looking at outputs: views, comparing, samples."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

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
)
