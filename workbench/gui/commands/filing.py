"""Commands of the menu File: workspaces, prompts, settings."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

FILE = (
    Command(
        "workspace.open",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "&Open workspace…"),
        QT_TRANSLATE_NOOP("commands", "Open another workspace in a window of its own"),
        "folder",
        "Ctrl+O",
    ),
    Command(
        "workspace.back_up",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "&Back up workspace…"),
        QT_TRANSLATE_NOOP("commands", "Write a consistent copy of the workspace to a file"),
        "archive-down",
        when=context.workspace_open,
    ),
    Command(
        "prompt.new",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "&New prompt…"),
        QT_TRANSLATE_NOOP("commands", "Make a prompt"),
        "file-plus",
        "Ctrl+N",
        when=context.writable,
        section=True,
    ),
    Command(
        "component.new",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "New &component…"),
        QT_TRANSLATE_NOOP("commands", "Make a fragment that prompts include by its path"),
        "puzzle",
        "Ctrl+Shift+N",
        when=context.writable,
    ),
    Command(
        "prompt.import",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "&Import…"),
        QT_TRANSLATE_NOOP("commands", "Bring prompts in from files"),
        "import",
        when=context.writable,
    ),
    Command(
        "registry.open",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "Open a team's &registry…"),
        QT_TRANSLATE_NOOP(
            "commands", "Bring in everything from a registry: a folder, or an address to clone"
        ),
        "package",
        when=context.writable,
    ),
    Command(
        "app.settings",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "&Settings"),
        QT_TRANSLATE_NOOP("commands", "Keys, endpoints, models, limits, appearance"),
        "settings",
        "Ctrl+,",
        section=True,
    ),
    Command(
        "app.quit",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "&Quit"),
        QT_TRANSLATE_NOOP("commands", "Close the window; everything is saved already"),
        "power",
        "Ctrl+Q",
        section=True,
    ),
)
