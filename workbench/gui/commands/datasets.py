"""Commands of the menu Evaluate that are about datasets and their cases.

`CASES_MENU` is what the menu of the table of cases shows; a dash is a line between them.
"""

from __future__ import annotations

from workbench.gui.commands import context, dataset_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

DATASETS = QT_TRANSLATE_NOOP("commands", "&Dataset")
CASES = QT_TRANSLATE_NOOP("commands", "C&ases")


DATASET_COMMANDS = (
    Command(
        "dataset.new",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "New &dataset"),
        QT_TRANSLATE_NOOP(
            "commands", "An empty table of cases, with the inputs of the open prompt"
        ),
        "table-plus",
        when=context.writable,
        section=True,
        submenu=DATASETS,
    ),
    Command(
        "dataset.import",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Import cases…"),
        QT_TRANSLATE_NOOP("commands", "Rows of a CSV, Excel, JSON or YAML file as cases"),
        "import",
        when=context.writable,
        submenu=DATASETS,
    ),
    Command(
        "dataset.export",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "E&xport cases…"),
        QT_TRANSLATE_NOOP("commands", "Write the dataset as CSV, JSONL or YAML"),
        "upload",
        when=dataset_context.dataset_shown,
        submenu=DATASETS,
    ),
    Command(
        "dataset.split",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Hold cases out…"),
        QT_TRANSLATE_NOOP("commands", "Set cases aside that are not looked at until the end"),
        "branch",
        when=dataset_context.cases_there,
        submenu=DATASETS,
    ),
    Command(
        "dataset.rename",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Re&name the dataset"),
        QT_TRANSLATE_NOOP("commands", "Put the cursor into the dataset's name"),
        "pencil",
        when=dataset_context.dataset_changeable,
        submenu=DATASETS,
    ),
    Command(
        "dataset.add_variable",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Add a &variable…"),
        QT_TRANSLATE_NOOP("commands", "A column for another input of the prompt"),
        "columns-plus",
        when=dataset_context.dataset_changeable,
        submenu=DATASETS,
    ),
    Command(
        "dataset.archive",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Put the dataset &aside"),
        QT_TRANSLATE_NOOP(
            "commands", "Out of the list; what was evaluated with it keeps its cases"
        ),
        "archive",
        when=dataset_context.dataset_changeable,
        submenu=DATASETS,
    ),
    Command(
        "cases.undo",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Undo"),
        QT_TRANSLATE_NOOP(
            "commands", "Take back the last change of the cases; Ctrl+Z in the table"
        ),
        "undo",
        when=dataset_context.can_undo_cases,
        submenu=CASES,
    ),
    Command(
        "cases.redo",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Redo"),
        QT_TRANSLATE_NOOP("commands", "Do again what was taken back last"),
        "redo",
        when=dataset_context.can_redo_cases,
        submenu=CASES,
    ),
    Command(
        "cases.add",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Add a case"),
        QT_TRANSLATE_NOOP("commands", "A new row behind the last one"),
        "plus",
        when=dataset_context.dataset_changeable,
        section=True,
        submenu=CASES,
    ),
    Command(
        "cases.duplicate",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Duplicate"),
        QT_TRANSLATE_NOOP("commands", "A copy of each selected case, behind it"),
        "copy",
        when=dataset_context.cases_selected,
        submenu=CASES,
    ),
    Command(
        "cases.delete",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "De&lete"),
        QT_TRANSLATE_NOOP("commands", "Delete the selected cases; this can be undone"),
        "x",
        when=dataset_context.cases_selected,
        submenu=CASES,
    ),
    Command(
        "cases.vary",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Write variations…"),
        QT_TRANSLATE_NOOP("commands", "Let a model write cases like the current one"),
        "wand",
        when=dataset_context.can_vary,
        section=True,
        submenu=CASES,
    ),
    Command(
        "cases.accept",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "A&ccept"),
        QT_TRANSLATE_NOOP("commands", "Let the selected generated cases count"),
        "check",
        when=dataset_context.generated_selected,
        submenu=CASES,
    ),
    Command(
        "cases.reject",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "R&eject"),
        QT_TRANSLATE_NOOP("commands", "Drop the selected generated cases; this can be undone"),
        "ban",
        when=dataset_context.generated_selected,
        submenu=CASES,
    ),
)

CASES_MENU = (
    "cases.accept",
    "cases.reject",
    "-",
    "cases.add",
    "cases.duplicate",
    "cases.delete",
    "-",
    "cases.checks",
    "cases.vary",
)
