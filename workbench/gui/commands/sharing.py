"""Commands that hand what was run to other tools and other people."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

COPY = QT_TRANSLATE_NOOP("commands", "Copy the &request")

SHARING = (
    Command(
        "copy.curl",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Copy as c&url"),
        QT_TRANSLATE_NOOP("commands", "Copy the request as a shell command; no key is in it"),
        "terminal",
        when=context.cell_over,
        section=True,
        submenu=COPY,
    ),
    Command(
        "copy.litellm",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Copy as &Python (litellm)"),
        QT_TRANSLATE_NOOP("commands", "Copy the request as a program; no key is in it"),
        "code",
        when=context.cell_over,
        submenu=COPY,
    ),
    Command(
        "copy.openai",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Copy as Pytho&n (openai)"),
        QT_TRANSLATE_NOOP("commands", "Copy the request as a program; no key is in it"),
        "code",
        when=context.cell_over,
        submenu=COPY,
    ),
    Command(
        "copy.promptfoo",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Copy as a prompt&foo test"),
        QT_TRANSLATE_NOOP("commands", "Copy the request as a promptfooconfig.yaml with one test"),
        "flask",
        when=context.cell_over,
        submenu=COPY,
    ),
    Command(
        "board.export",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "&Export the board…"),
        QT_TRANSLATE_NOOP("commands", "Write all cells to a Markdown, CSV or HTML file"),
        "share",
        when=context.cell_current,
        section=True,
    ),
)
SHARING_CELL: tuple[str | None, ...] = (
    None,
    "copy.curl",
    "copy.litellm",
    "copy.openai",
    "copy.promptfoo",
)
"""What they add to the menu of a cell."""
