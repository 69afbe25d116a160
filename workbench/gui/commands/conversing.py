"""Commands of conversations, and of live mode."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

LIVE = (
    Command(
        "live.toggle",
        Menu.RUN,
        QT_TRANSLATE_NOOP("commands", "&Live mode"),
        QT_TRANSLATE_NOOP(
            "commands", "Run one model again whenever the typing rests, within a budget"
        ),
        "live",
        "Ctrl+Shift+L",
        when=context.can_be_live,
        section=True,
        checkable=True,
    ),
)

CONVERSATIONS = (
    Command(
        "conversation.open",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Continue as a con&versation"),
        QT_TRANSLATE_NOOP("commands", "Answer the current cell, and go on from there"),
        "chat",
        "Ctrl+J",
        when=context.can_continue,
        section=True,
    ),
    Command(
        "conversation.reopen",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "C&onversations of this prompt"),
        QT_TRANSLATE_NOOP("commands", "Go back to an earlier conversation"),
        "chats",
        "Ctrl+Shift+J",
        when=context.prompt_open,
    ),
    Command(
        "conversation.to_messages",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "&Turn the conversation into messages"),
        QT_TRANSLATE_NOOP("commands", "Add what was said to the end of the prompt, word for word"),
        "message-plus",
        when=context.conversation_shown,
    ),
    Command(
        "conversation.keep_case",
        Menu.BOARD,
        QT_TRANSLATE_NOOP("commands", "Keep the conversat&ion as a case…"),
        QT_TRANSLATE_NOOP("commands", "Add what was said to this prompt's cases"),
        "bookmark",
        when=context.conversation_shown,
    ),
)
CONVERSATION_CELL: tuple[str | None, ...] = (None, "conversation.open")
"""What they add to the menu of a cell."""
