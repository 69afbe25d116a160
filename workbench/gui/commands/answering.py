"""Commands of somebody who judges in this window; most have a plain key there."""

from __future__ import annotations

from workbench.gui.commands import review_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

JUDGING_MENU = QT_TRANSLATE_NOOP("commands", "While you jud&ge")

ANSWERING = (
    Command(
        "answer.next",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Keep the answers and go on"),
        QT_TRANSLATE_NOOP("commands", "To the next one that has no answer; Enter"),
        "arrow-right",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
    Command(
        "answer.back",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "To the one &before"),
        QT_TRANSLATE_NOOP("commands", "See what you said of it; Shift+Enter or Backspace"),
        "arrow-left",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
    Command(
        "answer.undo",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Undo the answer"),
        QT_TRANSLATE_NOOP("commands", "Take the last answer back; U or Ctrl+Z while you judge"),
        "undo",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
    Command(
        "answer.skip",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Skip…"),
        QT_TRANSLATE_NOOP("commands", "Say why you do not judge this one, and go on; S"),
        "panel-next",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
    Command(
        "answer.comment",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Comment"),
        QT_TRANSLATE_NOOP("commands", "On the selected passage, or on the whole; C"),
        "comment",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
    Command(
        "answer.unanswered",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "To the first un&answered one"),
        QT_TRANSLATE_NOOP("commands", "To the first one that you neither answered nor skipped"),
        "target",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
    Command(
        "answer.full_screen",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "&Full screen"),
        QT_TRANSLATE_NOOP("commands", "Nothing but what is judged; again or Esc leaves"),
        "expand",
        "F11",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
    Command(
        "answer.keys",
        Menu.REVIEW,
        QT_TRANSLATE_NOOP("commands", "Ke&ys"),
        QT_TRANSLATE_NOOP("commands", "The keys of somebody who judges; ? while you judge"),
        "keyboard",
        when=review_context.judging,
        submenu=JUDGING_MENU,
    ),
)
