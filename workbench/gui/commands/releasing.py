"""Commands of the menu Release that change what runs where; `CHANGES_MENU` is the menu of a cell.

None in it is a line.
"""

from __future__ import annotations

from workbench.gui.commands import release_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

LIFE = QT_TRANSLATE_NOOP("commands", "The prompt's &life")

CHANGES = (
    Command(
        "release.promote",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Promote…"),
        QT_TRANSLATE_NOOP("commands", "Let an environment use what the one before it uses"),
        "arrow-up",
        "Ctrl+Alt+Q",
        when=release_context.can_change,
    ),
    Command(
        "release.pin",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "P&in a version…"),
        QT_TRANSLATE_NOOP("commands", "Let an environment use any released version"),
        "pin",
        when=release_context.can_change,
    ),
    Command(
        "release.rollback",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Roll back…"),
        QT_TRANSLATE_NOOP("commands", "Go back to what this environment used before"),
        "undo",
        "Ctrl+Alt+U",
        when=release_context.can_change_pin,
    ),
    Command(
        "release.canary",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Canary…"),
        QT_TRANSLATE_NOOP("commands", "Let some callers of this environment use another version"),
        "branch",
        when=release_context.can_change_pin,
    ),
    Command(
        "release.approve_there",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Approve in the registry…"),
        QT_TRANSLATE_NOOP("commands", "Approve a version that the registry holds, in a commit"),
        "check-badge",
        when=release_context.can_change,
        section=True,
    ),
    Command(
        "release.needed",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "What is still n&eeded…"),
        QT_TRANSLATE_NOOP("commands", "What the policy asks for, and what a version has of it"),
        "list-check",
        when=release_context.released_chosen,
    ),
    Command(
        "release.withdraw",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "Withdraw a &version…"),
        QT_TRANSLATE_NOOP("commands", "Say that a version is not to be used any more, and why"),
        "ban",
        when=release_context.can_change,
        section=True,
    ),
    Command(
        "release.reinstate",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Take a withdrawal back…"),
        QT_TRANSLATE_NOOP("commands", "Say that a withdrawn version may be used again, and why"),
        "restore",
        when=release_context.can_change,
    ),
    Command(
        "release.deprecate",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Deprecate…"),
        QT_TRANSLATE_NOOP("commands", "Say that a prompt is on its way out, and what to use"),
        "clock",
        when=release_context.can_deprecate,
        submenu=LIFE,
    ),
    Command(
        "release.archive",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Archive…"),
        QT_TRANSLATE_NOOP("commands", "End a prompt: it may not be pinned any more"),
        "archive",
        when=release_context.can_archive,
        submenu=LIFE,
    ),
    Command(
        "release.activate",
        Menu.RELEASE,
        QT_TRANSLATE_NOOP("commands", "&Bring it back…"),
        QT_TRANSLATE_NOOP("commands", "Take a deprecation or an archiving back"),
        "archive-down",
        when=release_context.can_activate,
        submenu=LIFE,
    ),
)
CHANGES_MENU: tuple[str | None, ...] = (
    "release.promote",
    "release.pin",
    "release.rollback",
    "release.canary",
    None,
    "release.approve_there",
    "release.needed",
    None,
    "release.withdraw",
    "release.reinstate",
    None,
    "release.deprecate",
    "release.archive",
    "release.activate",
)
"""What they add to the menu of a cell."""
