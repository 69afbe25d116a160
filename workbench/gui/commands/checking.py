"""Commands of the menu Evaluate that are about checks, and the trust that programs among them need.

`TRUST` stands in the menu File: it is about the whole workspace.
"""

from __future__ import annotations

from workbench.gui.commands import check_context, context, dataset_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

CHECKS = QT_TRANSLATE_NOOP("commands", "C&hecks")

CHECK_COMMANDS = (
    Command(
        "evaluation.checks",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Checks of the evaluation"),
        QT_TRANSLATE_NOOP("commands", "Edit the checks and see what they say of the outputs"),
        "list-check",
        "Ctrl+Shift+K",
        when=check_context.evaluation_shown,
        section=True,
        checkable=True,
        submenu=CHECKS,
    ),
    Command(
        "dataset.checks",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Checks of the &dataset"),
        QT_TRANSLATE_NOOP("commands", "Edit what is checked of every case, or of the current one"),
        "list-check",
        when=dataset_context.dataset_shown,
        checkable=True,
        submenu=CHECKS,
    ),
    Command(
        "cases.checks",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Checks of &this case"),
        QT_TRANSLATE_NOOP("commands", "What is checked of the current case alone"),
        "list-check",
        when=dataset_context.cases_selected,
        submenu=CHECKS,
    ),
    Command(
        "check.add",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Add a check…"),
        QT_TRANSLATE_NOOP("commands", "Choose a kind of check"),
        "plus",
        when=check_context.checks_shown,
        section=True,
        submenu=CHECKS,
    ),
    Command(
        "check.duplicate",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "D&uplicate the check"),
        QT_TRANSLATE_NOOP("commands", "The same check once more (Ctrl+D in the list)"),
        "copy",
        when=check_context.check_chosen,
        submenu=CHECKS,
    ),
    Command(
        "check.remove",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Remove the check"),
        QT_TRANSLATE_NOOP("commands", "Take the current check away (Delete in the list)"),
        "minus",
        when=check_context.check_chosen,
        submenu=CHECKS,
    ),
    Command(
        "check.move_up",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Move the check u&p"),
        QT_TRANSLATE_NOOP("commands", "Before the one above it (Alt+Up in the list)"),
        "arrow-up",
        when=check_context.check_chosen,
        submenu=CHECKS,
    ),
    Command(
        "check.move_down",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Move the check do&wn"),
        QT_TRANSLATE_NOOP("commands", "Behind the one below it (Alt+Down in the list)"),
        "arrow-down",
        when=check_context.check_chosen,
        submenu=CHECKS,
    ),
    Command(
        "check.into_set",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Move the check &into the set"),
        QT_TRANSLATE_NOOP("commands", "Into the set right above it (Alt+Right in the list)"),
        "arrow-right",
        when=check_context.check_chosen,
        submenu=CHECKS,
    ),
    Command(
        "check.out_of_set",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Move the check &out of its set"),
        QT_TRANSLATE_NOOP("commands", "Behind the set that it is in (Alt+Left in the list)"),
        "arrow-left",
        when=check_context.check_chosen,
        submenu=CHECKS,
    ),
    Command(
        "check.undo",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "U&ndo the change of checks"),
        QT_TRANSLATE_NOOP("commands", "Take the last change back (Ctrl+Z in the list and fields)"),
        "undo",
        when=check_context.can_undo_checks,
        section=True,
        submenu=CHECKS,
    ),
    Command(
        "check.redo",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Redo the chan&ge of checks"),
        QT_TRANSLATE_NOOP("commands", "Do again what was taken back"),
        "redo",
        when=check_context.can_redo_checks,
        submenu=CHECKS,
    ),
    Command(
        "checks.ask",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Ask the &judges that were not asked"),
        QT_TRANSLATE_NOOP("commands", "Judge all outputs by the edited checks, at its cost"),
        "scales",
        when=check_context.can_ask_judges,
        section=True,
        submenu=CHECKS,
    ),
    Command(
        "checks.keep",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Keep the edited checks"),
        QT_TRANSLATE_NOOP("commands", "Record the checks and the scores under them"),
        "check",
        when=check_context.can_keep_checks,
        submenu=CHECKS,
    ),
    Command(
        "checks.discard",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Di&scard the edited checks"),
        QT_TRANSLATE_NOOP("commands", "Back to the checks and scores on record"),
        "restore",
        when=check_context.checks_edited,
        submenu=CHECKS,
    ),
)

TRUST = (
    Command(
        "workspace.trust",
        Menu.FILE,
        QT_TRANSLATE_NOOP("commands", "&Trust this workspace…"),
        QT_TRANSLATE_NOOP("commands", "Let checks that are programs run on this computer"),
        "shield-check",
        when=context.workspace_open,
        checkable=True,
    ),
)
