"""Commands for looking at the team's registry in Release: its folder, what runs where, what
differs."""

from __future__ import annotations

from workbench.gui.commands import context, release_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

REGISTRY = (
    Command(
        "release.details",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Details of the prompt"),
        QT_TRANSLATE_NOOP("commands", "Its pins, approvals, evidence and history"),
        "info",
        when=release_context.released_chosen,
        section=True,
        checkable=True,
    ),
    Command(
        "release.compare",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "C&ompare environments…"),
        QT_TRANSLATE_NOOP("commands", "What differs in the prompt between two environments"),
        "diff",
        when=release_context.can_compare,
    ),
    Command(
        "release.write",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Open in Write"),
        QT_TRANSLATE_NOOP("commands", "The version that the chosen environment uses, in Write"),
        "pen",
        when=release_context.in_workspace,
    ),
    Command(
        "registry.read",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Read the registry a&gain"),
        QT_TRANSLATE_NOOP("commands", "After something else changed its files"),
        "retry",
        "F5",
        when=release_context.registry_known,
        section=True,
    ),
    Command(
        "registry.merge",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Merge what others did…"),
        QT_TRANSLATE_NOOP("commands", "Bring in what came while you worked, and choose between"),
        "merge",
        when=release_context.registry_known,
    ),
    Command(
        "registry.choose",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Choose the registry's &folder…"),
        QT_TRANSLATE_NOOP("commands", "The folder on this machine that holds the team's registry"),
        "folder",
        when=context.workspace_open,
    ),
    Command(
        "registry.make",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Make a new registr&y…"),
        QT_TRANSLATE_NOOP("commands", "A git repository with the team's registry in a folder"),
        "plus",
        when=context.workspace_open,
    ),
)
