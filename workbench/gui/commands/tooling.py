"""Commands of the menu Prompt for tools and the response schema; of the menu Run for parameters."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

TOOLS = QT_TRANSLATE_NOOP("commands", "Tools and s&chema")

TOOLING = (
    Command(
        "tool.add",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Add &tool"),
        QT_TRANSLATE_NOOP("commands", "Add a function that the model can call"),
        "wrench",
        "Ctrl+Shift+T",
        when=context.takes_tools,
        section=True,
    ),
    Command(
        "schema.add",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Add response sche&ma"),
        QT_TRANSLATE_NOOP("commands", "Say which JSON the model has to answer with"),
        "braces",
        when=context.takes_schema,
    ),
    Command(
        "tool.paste",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Paste tools"),
        QT_TRANSLATE_NOOP("commands", "Add the tools that are copied as JSON: one, or a list"),
        "clipboard",
        when=context.takes_tools,
        submenu=TOOLS,
    ),
    Command(
        "tool.duplicate",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Duplicate tool"),
        QT_TRANSLATE_NOOP("commands", "Add a copy of the current tool after it"),
        "copy",
        when=context.in_tool,
        submenu=TOOLS,
    ),
    Command(
        "tool.move_up",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Move tool &up"),
        QT_TRANSLATE_NOOP("commands", "Move the current tool before the one above"),
        "arrow-up",
        when=context.can_move_tool_up,
        submenu=TOOLS,
    ),
    Command(
        "tool.move_down",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Move tool do&wn"),
        QT_TRANSLATE_NOOP("commands", "Move the current tool after the one below"),
        "arrow-down",
        when=context.can_move_tool_down,
        submenu=TOOLS,
    ),
    Command(
        "tool.remove",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "&Remove tool"),
        QT_TRANSLATE_NOOP("commands", "Take the current tool away from the prompt"),
        "x",
        when=context.in_tool,
        submenu=TOOLS,
    ),
    Command(
        "schema.remove",
        Menu.PROMPT,
        QT_TRANSLATE_NOOP("commands", "Remove response &schema"),
        QT_TRANSLATE_NOOP("commands", "Let the model answer with any text"),
        "x",
        when=context.has_schema,
        submenu=TOOLS,
    ),
)

PARAMETERS = (
    Command(
        "models.override",
        Menu.RUN,
        QT_TRANSLATE_NOOP("commands", "Parameters of this &model…"),
        QT_TRANSLATE_NOOP(
            "commands", "Give the current model of the list its own values of the parameters"
        ),
        "sliders",
        "Ctrl+Shift+O",
        when=context.editable,
        section=True,
    ),
)
