"""Commands of the menu Edit that know the template: completing, going, renaming, extracting."""

from __future__ import annotations

from workbench.gui.commands import context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

LANGUAGE = (
    Command(
        "library.replace",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Replace in the &library…"),
        QT_TRANSLATE_NOOP(
            "commands", "Find and replace in all drafts; every change is shown first"
        ),
        "swap",
        "Ctrl+Shift+R",
        when=context.writable,
    ),
    Command(
        "edit.next_occurrence",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Select next &occurrence"),
        QT_TRANSLATE_NOOP("commands", "Type in several places at once: one more place"),
        "cursors",
        "Ctrl+F3",
        when=context.in_text,
        section=True,
    ),
    Command(
        "edit.all_occurrences",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Select &all occurrences"),
        QT_TRANSLATE_NOOP("commands", "Type in all places of this message that say the same"),
        "cursors",
        "Alt+F3",
        when=context.in_text,
    ),
    Command(
        "edit.comment",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Co&mment out"),
        QT_TRANSLATE_NOOP("commands", "Make the selection or the line a comment, or no comment"),
        "comment",
        "Ctrl+/",
        when=context.in_text,
    ),
    Command(
        "editor.complete",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Complete"),
        QT_TRANSLATE_NOOP("commands", "Suggest variables, components, filters and tags"),
        "complete",
        "Ctrl+Space",
        when=context.in_text,
        section=True,
    ),
    Command(
        "editor.explain",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Explain"),
        QT_TRANSLATE_NOOP("commands", "Say what the name at the cursor is and stands for now"),
        "info",
        "Ctrl+I",
        when=context.text_shown,
    ),
    Command(
        "go.to_component",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Go to what is named"),
        QT_TRANSLATE_NOOP("commands", "Open the component, or the variable's field, at the cursor"),
        "target",
        "F12",
        when=context.text_shown,
    ),
    Command(
        "go.back",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "&Back"),
        QT_TRANSLATE_NOOP("commands", "To where the cursor was before"),
        "arrow-left",
        "Alt+Left",
        when=context.can_go_back,
    ),
    Command(
        "go.forward",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "For&ward"),
        QT_TRANSLATE_NOOP("commands", "To where the cursor was before going back"),
        "arrow-right",
        "Alt+Right",
        when=context.can_go_forward,
    ),
    Command(
        "variable.rename",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Re&name variable…"),
        QT_TRANSLATE_NOOP("commands", "Another name for the variable at the cursor, everywhere"),
        "pencil",
        "Ctrl+F2",
        when=context.in_message,
        section=True,
    ),
    Command(
        "extract.component",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "E&xtract component…"),
        QT_TRANSLATE_NOOP("commands", "Make a component of the selection, and include it here"),
        "puzzle",
        "Ctrl+Alt+X",
        when=context.in_text,
    ),
    Command(
        "extract.variable",
        Menu.EDIT,
        QT_TRANSLATE_NOOP("commands", "Extract &variable…"),
        QT_TRANSLATE_NOOP("commands", "Make an input of the selection; the text becomes its value"),
        "form",
        "Ctrl+Alt+I",
        when=context.in_text,
    ),
)
