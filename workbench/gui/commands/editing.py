"""Commands of the menu Edit: undo, find, search."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

EDIT = (
    Command(
        "draft.undo",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Undo"),
        QT_TRANSLATE_NOOP("commands", "Take back the last edit of this prompt"),
        "undo",
        "Ctrl+Z",
        when=context.can_undo,
    ),
    Command(
        "draft.redo",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Redo"),
        QT_TRANSLATE_NOOP("commands", "Make the edit again that was taken back"),
        "redo",
        "Ctrl+Shift+Z",
        when=context.can_redo,
    ),
    Command(
        "edit.find",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Find and replace"),
        QT_TRANSLATE_NOOP("commands", "Find in all messages of this prompt"),
        "search",
        "Ctrl+F",
        when=context.prompt_open,
        section=True,
    ),
    Command(
        "search.open",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Search everywhere…"),
        QT_TRANSLATE_NOOP("commands", "Search every version and every output"),
        "search-list",
        "Ctrl+Shift+F",
        when=context.workspace_open,
    ),
)
