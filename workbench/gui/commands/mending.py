"""Commands of the menu Edit for the problems of the draft."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

MENDING = (
    Command(
        "problem.fix",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Men&d the problem here"),
        QT_TRANSLATE_NOOP("commands", "Offer the ways to mend the problem at the cursor"),
        "wand",
        "Ctrl+F8",
        when=context.can_mend,
        section=True,
    ),
    Command(
        "problem.next",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Next &problem"),
        QT_TRANSLATE_NOOP("commands", "Put the cursor on the next problem of this prompt"),
        "arrow-down",
        "F8",
        when=context.has_problems,
    ),
    Command(
        "problem.previous",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Prev&ious problem"),
        QT_TRANSLATE_NOOP("commands", "Put the cursor on the problem before"),
        "arrow-up",
        "Shift+F8",
        when=context.has_problems,
    ),
    Command(
        "problem.rules",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Rules for t&hese problems…"),
        QT_TRANSLATE_NOOP("commands", "What is looked for in the prompts of this workspace"),
        "filter",
        when=context.workspace_open,
    ),
)
