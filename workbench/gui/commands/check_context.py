"""When the commands of checks can run, and the reasons when they cannot."""

from __future__ import annotations

from workbench.gui.commands.context import (
    ENGINE_GONE,
    NOTHING_TO_REDO,
    NOTHING_TO_UNDO,
    Context,
    workspace_open,
    writable,
)
from workbench.gui.commands.evaluate_context import EVALUATION_RUNS, NO_EVALUATION
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NOT_SHOWN = QT_TRANSLATE_NOOP("commands", "Open the checks in Evaluate first.")
NO_CHECK = QT_TRANSLATE_NOOP("commands", "Choose a check first.")
AS_RECORDED = QT_TRANSLATE_NOOP("commands", "The checks are as they were recorded.")
STILL_SCORING = QT_TRANSLATE_NOOP("commands", "The outputs are still being scored.")
NONE_TO_ASK = QT_TRANSLATE_NOOP("commands", "No judge has to be asked.")


def evaluation_shown(context: Context) -> str:
    return workspace_open(context) or ("" if context.evaluation_shown else NO_EVALUATION)


def checks_shown(context: Context) -> str:
    return writable(context) or ("" if context.checks_shown else NOT_SHOWN)


def check_chosen(context: Context) -> str:
    return checks_shown(context) or ("" if context.check_chosen else NO_CHECK)


def can_undo_checks(context: Context) -> str:
    return checks_shown(context) or ("" if context.checks_undo else NOTHING_TO_UNDO)


def can_redo_checks(context: Context) -> str:
    return checks_shown(context) or ("" if context.checks_redo else NOTHING_TO_REDO)


def checks_edited(context: Context) -> str:
    return evaluation_shown(context) or ("" if context.checks_edited else AS_RECORDED)


def can_ask_judges(context: Context) -> str:
    if reason := checks_edited(context):
        return reason
    if context.engine_stopped:
        return ENGINE_GONE
    return "" if context.judgments_waiting else NONE_TO_ASK


def can_keep_checks(context: Context) -> str:
    if reason := writable(context) or checks_edited(context):
        return reason
    if context.evaluation_under_way:
        return EVALUATION_RUNS
    return "" if context.checks_scored else STILL_SCORING
