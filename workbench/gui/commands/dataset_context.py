"""When the commands of datasets can run, and the reasons when they cannot."""

from __future__ import annotations

from workbench.gui.commands.context import (
    ENGINE_GONE,
    NOTHING_TO_REDO,
    NOTHING_TO_UNDO,
    Context,
    workspace_open,
    writable,
)
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NO_DATASET = QT_TRANSLATE_NOOP("commands", "Choose a dataset in Evaluate first.")
NO_CASES = QT_TRANSLATE_NOOP("commands", "The dataset has no cases yet.")
NO_CASE = QT_TRANSLATE_NOOP("commands", "Select a case in the table first.")
NONE_GENERATED = QT_TRANSLATE_NOOP("commands", "Select a generated case in the table first.")


def dataset_shown(context: Context) -> str:
    return workspace_open(context) or ("" if context.dataset_shown else NO_DATASET)


def dataset_changeable(context: Context) -> str:
    return dataset_shown(context) or writable(context)


def cases_there(context: Context) -> str:
    return dataset_changeable(context) or ("" if context.cases_there else NO_CASES)


def cases_selected(context: Context) -> str:
    return cases_there(context) or ("" if context.cases_selected else NO_CASE)


def generated_selected(context: Context) -> str:
    return cases_selected(context) or ("" if context.cases_generated else NONE_GENERATED)


def can_vary(context: Context) -> str:
    return cases_selected(context) or (ENGINE_GONE if context.engine_stopped else "")


def can_undo_cases(context: Context) -> str:
    return dataset_changeable(context) or ("" if context.cases_undo else NOTHING_TO_UNDO)


def can_redo_cases(context: Context) -> str:
    return dataset_changeable(context) or ("" if context.cases_redo else NOTHING_TO_REDO)
