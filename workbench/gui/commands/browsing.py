"""Commands of the menu Library: going to prompts, labels, favourites, filters, where used."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

LIBRARY = (
    Command(
        "prompt.switch",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Go to prompt…"),
        QT_TRANSLATE_NOOP("commands", "Open a prompt by some letters of its path or title"),
        "search-list",
        "Ctrl+P",
        when=context.workspace_open,
    ),
    Command(
        "prompt.favourite",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Favourite, or no longer"),
        QT_TRANSLATE_NOOP("commands", "Put at the top of the library, or take away from there"),
        "star",
        "Ctrl+Alt+F",
        when=context.prompt_chosen,
    ),
    Command(
        "prompt.labels",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Labels…"),
        QT_TRANSLATE_NOOP("commands", "Add labels to the chosen prompts, or take them away"),
        "tag",
        "Ctrl+L",
        when=context.prompt_chosen,
        section=True,
    ),
    Command(
        "prompt.properties",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Properties…"),
        QT_TRANSLATE_NOOP("commands", "Title, description and owner of this prompt"),
        "form",
        "Alt+Return",
        when=context.prompt_chosen,
    ),
    Command(
        "library.move",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Move to folder…"),
        QT_TRANSLATE_NOOP("commands", "Move the chosen prompts and folders to another folder"),
        "folder",
        "Shift+F2",
        when=context.movable_chosen,
    ),
    Command(
        "folder.rename",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Rename folder…"),
        QT_TRANSLATE_NOOP(
            "commands", "Give the chosen folder another path, with all that is in it"
        ),
        "pencil",
        when=context.folder_chosen,
    ),
    Command(
        "component.uses",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "Where it is &used…"),
        QT_TRANSLATE_NOOP("commands", "The prompts that include this component"),
        "link",
        "Shift+F12",
        when=context.component_chosen,
        section=True,
    ),
    Command(
        "filter.save",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Save filter…"),
        QT_TRANSLATE_NOOP("commands", "Keep what the library is filtered by, under a name"),
        "bookmark",
        "Ctrl+Alt+S",
        when=context.filtered,
        section=True,
    ),
    Command(
        "filter.rename",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "Re&name filter…"),
        QT_TRANSLATE_NOOP("commands", "Give the chosen saved filter another name"),
        "pencil",
        when=context.filter_chosen,
    ),
    Command(
        "filter.delete",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "&Delete filter"),
        QT_TRANSLATE_NOOP("commands", "Forget the chosen saved filter"),
        "x",
        when=context.filter_chosen,
    ),
    Command(
        "library.undo",
        Menu.LIBRARY,
        QT_TRANSLATE_NOOP("commands", "Undo in the li&brary"),
        QT_TRANSLATE_NOOP("commands", "Take back the last move, labelling or archiving"),
        "undo",
        "Ctrl+Alt+Z",
        when=context.library_changed,
        section=True,
    ),
)
