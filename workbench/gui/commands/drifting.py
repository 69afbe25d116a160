"""Commands for what no longer agrees with the registry, and for the report about it."""

from __future__ import annotations

from workbench.gui.commands import release_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

DRIFT = (
    Command(
        "drift.look",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Look for drift"),
        QT_TRANSLATE_NOOP("commands", "What no longer agrees with the registry, and where"),
        "search",
        when=release_context.registry_known,
        section=True,
    ),
    Command(
        "drift.copy",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Copy the report about drift"),
        QT_TRANSLATE_NOOP("commands", "As Markdown, for a message or an issue"),
        "copy",
        when=release_context.drift_looked,
    ),
    Command(
        "drift.save",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Save the report about drift…"),
        QT_TRANSLATE_NOOP("commands", "As Markdown or as JSON"),
        "share",
        when=release_context.drift_looked,
    ),
)
