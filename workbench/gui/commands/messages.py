"""Commands of the menu Prompt: messages and examples."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

MESSAGE = QT_TRANSLATE_NOOP("commands", "Me&ssage")

MESSAGES = (
    Command(
        "message.add",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Add message"),
        QT_TRANSLATE_NOOP("commands", "Add a message after this one"),
        "message-plus",
        "Ctrl+Shift+M",
        when=context.editable,
    ),
    Command(
        "example.add",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Add e&xample"),
        QT_TRANSLATE_NOOP("commands", "Add a question and its answer, to show the model how"),
        "example",
        "Ctrl+Shift+X",
        when=context.editable,
    ),
    Command(
        "message.attach",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Attach a f&ile…"),
        QT_TRANSLATE_NOOP(
            "commands", "Attach an image or a text file to the message with the cursor"
        ),
        "paperclip",
        "Ctrl+Shift+U",
        when=context.in_text,
    ),
    Command(
        "message.add_placeholder",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Add a con&versation…"),
        QT_TRANSLATE_NOOP(
            "commands", "Add a place that the messages of an input go into, after this one"
        ),
        "chats",
        when=context.takes_conversation,
        submenu=MESSAGE,
    ),
    Command(
        "message.remove",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Remove message"),
        QT_TRANSLATE_NOOP("commands", "Remove the message or example with the cursor"),
        "message-x",
        "Ctrl+Shift+Backspace",
        when=context.in_message,
        submenu=MESSAGE,
    ),
    Command(
        "message.move_up",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Move message &up"),
        QT_TRANSLATE_NOOP("commands", "Move the message or example with the cursor up"),
        "arrow-up",
        "Alt+Up",
        when=context.can_move_up,
        submenu=MESSAGE,
    ),
    Command(
        "message.move_down",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Move message &down"),
        QT_TRANSLATE_NOOP("commands", "Move the message or example with the cursor down"),
        "arrow-down",
        "Alt+Down",
        when=context.can_move_down,
        submenu=MESSAGE,
    ),
    Command(
        "message.duplicate",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Dupli&cate message"),
        QT_TRANSLATE_NOOP("commands", "Add a copy of the message or example with the cursor"),
        "copy",
        when=context.in_message,
        submenu=MESSAGE,
    ),
    Command(
        "message.fold_all",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Fold all messages"),
        QT_TRANSLATE_NOOP("commands", "Show of each message only how it begins"),
        "fold",
        "Ctrl+Shift+[",
        when=context.prompt_open,
        submenu=MESSAGE,
    ),
    Command(
        "message.unfold_all",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "U&nfold all messages"),
        QT_TRANSLATE_NOOP("commands", "Show all messages whole"),
        "unfold",
        "Ctrl+Shift+]",
        when=context.prompt_open,
        submenu=MESSAGE,
    ),
)
