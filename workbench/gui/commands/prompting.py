"""Commands of the menu Prompt: versions, release, the prompt itself."""

from __future__ import annotations

from workbench.gui.commands import context, release_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

PROMPT = (
    Command(
        "version.commit",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Name this version…"),
        QT_TRANSLATE_NOOP("commands", "Name the present state as a version, with a note"),
        "tag",
        "Ctrl+S",
        when=context.can_commit,
        section=True,
    ),
    Command(
        "version.restore",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Restore into the draft"),
        QT_TRANSLATE_NOOP("commands", "Put the chosen version back into the draft"),
        "restore",
        when=context.can_restore,
    ),
    Command(
        "release.approve",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "A&pprove…"),
        QT_TRANSLATE_NOOP("commands", "Approve a version, with a note"),
        "check-badge",
        "Ctrl+Shift+A",
        when=release_context.can_release,
        section=True,
    ),
    Command(
        "release.export",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Export to registry…"),
        QT_TRANSLATE_NOOP("commands", "Write an approved version to a git registry"),
        "upload",
        "Ctrl+Shift+E",
        when=release_context.can_release,
    ),
    Command(
        "registry.verify",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Verify registry"),
        QT_TRANSLATE_NOOP("commands", "Compute every digest of the registry again"),
        "shield-check",
        when=release_context.registry_known,
    ),
    Command(
        "prompt.duplicate",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Dup&licate"),
        QT_TRANSLATE_NOOP("commands", "Copy this prompt under a new path"),
        "copy",
        when=context.prompt_chosen,
        section=True,
    ),
    Command(
        "prompt.move",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "M&ove or rename…"),
        QT_TRANSLATE_NOOP("commands", "Give this prompt another path"),
        "pencil",
        "F2",
        when=context.movable_chosen,
    ),
    Command(
        "prompt.archive",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Arc&hive"),
        QT_TRANSLATE_NOOP("commands", "Put this prompt aside; it can be brought back"),
        "archive",
        when=context.prompt_chosen,
    ),
    Command(
        "prompt.bring_back",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Bring back from the archive"),
        QT_TRANSLATE_NOOP("commands", "Put the chosen prompt back among the others"),
        "restore",
        when=context.archived_selected,
    ),
)
