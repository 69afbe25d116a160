"""Commands of the rubrics that people keep: the questions of reviews."""

from __future__ import annotations

from workbench.gui.commands import context, review_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

RUBRIC_MENU = QT_TRANSLATE_NOOP("commands", "Ru&brics")

RUBRICS = (
    Command(
        "rubric.all",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&All rubrics"),
        QT_TRANSLATE_NOOP("commands", "Questions that are kept and asked in many reviews"),
        "list-check",
        "Ctrl+Alt+Y",
        when=context.workspace_open,
        submenu=RUBRIC_MENU,
    ),
    Command(
        "rubric.new",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&New rubric"),
        QT_TRANSLATE_NOOP("commands", "Begin a list of questions"),
        "plus",
        when=review_context.rubrics_writable,
        submenu=RUBRIC_MENU,
    ),
    Command(
        "rubric.save",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Save the rubric"),
        QT_TRANSLATE_NOOP("commands", "As its next version; Ctrl+S where rubrics are seen"),
        "check",
        when=review_context.rubric_changed,
        submenu=RUBRIC_MENU,
    ),
    Command(
        "rubric.duplicate",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Duplicate the rubric"),
        QT_TRANSLATE_NOOP("commands", "Another one that begins with the same questions"),
        "copy",
        when=review_context.rubric_chosen,
        submenu=RUBRIC_MENU,
    ),
    Command(
        "rubric.archive",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Put the rubric aside, or bring it back"),
        QT_TRANSLATE_NOOP("commands", "It is no longer offered; reviews that ask it keep it"),
        "archive",
        when=review_context.rubric_kept,
        submenu=RUBRIC_MENU,
    ),
)
