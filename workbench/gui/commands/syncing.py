"""Commands for keeping the team's registry in step with its remote."""

from __future__ import annotations

from workbench.gui.commands import sync_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

SYNCING = (
    Command(
        "registry.fetch",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Fetc&h from the remote"),
        QT_TRANSLATE_NOOP("commands", "Ask the remote what it has; no file changes"),
        "cloud-down",
        when=sync_context.can_fetch,
        section=True,
    ),
    Command(
        "registry.update",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Bring up to date"),
        QT_TRANSLATE_NOOP("commands", "Bring in what was fetched from the remote"),
        "arrow-down",
        when=sync_context.can_update,
    ),
    Command(
        "registry.push",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "P&ush to the remote"),
        QT_TRANSLATE_NOOP("commands", "Give your commits to the remote; nothing is overwritten"),
        "cloud-up",
        when=sync_context.can_push,
    ),
    Command(
        "registry.pull_request",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Begin a pull re&quest"),
        QT_TRANSLATE_NOOP("commands", "The page of your host for the branch that was pushed"),
        "link",
        when=sync_context.can_ask,
    ),
)
