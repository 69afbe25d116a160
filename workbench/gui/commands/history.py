"""Commands on versions and what came of them: comparing, merging, asking where words come from."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.context import Context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NOTHING_NEWER = QT_TRANSLATE_NOOP("commands", "The draft is based on the newest version.")


def _can_merge(known: Context) -> str:
    return context.editable(known) or ("" if known.newer_version else NOTHING_NEWER)


def _can_copy(known: Context) -> str:
    chosen = known.version_selected
    return context.prompt_open(known) or ("" if chosen else context.NONE_SELECTED)


def _can_blame(known: Context) -> str:
    no_message = context.NO_MESSAGE if known.message < 0 else ""
    return context.has_versions(known) or no_message


HISTORY = (
    Command(
        "history.merge",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Mer&ge the newest version…"),
        QT_TRANSLATE_NOOP("commands", "Bring what a newer version changed into the draft"),
        "merge",
        "Ctrl+Alt+M",
        when=_can_merge,
        section=True,
    ),
    Command(
        "history.blame",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Which version brought this"),
        QT_TRANSLATE_NOOP("commands", "Find the version that brought the sentence at the cursor"),
        "origin",
        "Ctrl+Alt+B",
        when=_can_blame,
    ),
    Command(
        "history.mark",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Mar&k to compare"),
        QT_TRANSLATE_NOOP("commands", "Mark the chosen version; the next one is compared with it"),
        "pin",
        when=_can_copy,
    ),
    Command(
        "version.copy_reference",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Copy re&ference"),
        QT_TRANSLATE_NOOP("commands", "Copy the chosen version as the command line names it"),
        "terminal",
        when=_can_copy,
    ),
    Command(
        "version.copy_digest",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Copy digest"),
        QT_TRANSLATE_NOOP("commands", "Copy the digest of the chosen version"),
        "copy",
        when=_can_copy,
    ),
)
