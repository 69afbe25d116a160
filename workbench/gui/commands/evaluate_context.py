"""When the commands of Evaluate can run, and the reasons when they cannot."""

from __future__ import annotations

from workbench.gui.commands.context import (
    ENGINE_GONE,
    NO_MODELS,
    WHOLE_PROMPT,
    Context,
    editable,
    workspace_open,
    writable,
)
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

NO_EVALUATION = QT_TRANSLATE_NOOP("commands", "Choose an evaluation in Evaluate first.")
EVALUATION_RUNS = QT_TRANSLATE_NOOP("commands", "The evaluation is running: pause it first.")
EVALUATION_RESTS = QT_TRANSLATE_NOOP("commands", "The evaluation is not running.")
EVALUATION_OVER = QT_TRANSLATE_NOOP("commands", "Every cell of the evaluation is over.")
NO_CELL_LOST = QT_TRANSLATE_NOOP("commands", "Every cell that is over has an output.")
NOT_FINISHED = QT_TRANSLATE_NOOP("commands", "Only a finished evaluation can be the baseline.")
NO_GATE = QT_TRANSLATE_NOOP("commands", "The gate asks for nothing yet.")
NO_RESULT = QT_TRANSLATE_NOOP("commands", "Choose a cell of an evaluation first.")
NO_RESULT_FAILED = QT_TRANSLATE_NOOP("commands", "No cell failed.")
NO_OUTPUT = QT_TRANSLATE_NOOP("commands", "The cell has no output.")


def can_evaluate(context: Context) -> str:
    if reason := editable(context):
        return reason
    if context.component_open:
        return WHOLE_PROMPT
    if context.engine_stopped:
        return ENGINE_GONE
    return "" if context.models_chosen else NO_MODELS


def evaluation_changeable(context: Context) -> str:
    return writable(context) or ("" if context.evaluation_shown else NO_EVALUATION)


def evaluation_there(context: Context) -> str:
    return workspace_open(context) or ("" if context.evaluation_shown else NO_EVALUATION)


def can_pin_evaluation(context: Context) -> str:
    unfinished = "" if context.evaluation_finished else NOT_FINISHED
    return evaluation_changeable(context) or unfinished


def can_write_gate(context: Context) -> str:
    return evaluation_there(context) or ("" if context.gate_asks else NO_GATE)


def evaluation_running(context: Context) -> str:
    rests = "" if context.evaluation_under_way else EVALUATION_RESTS
    return evaluation_changeable(context) or rests


def evaluation_at_rest(context: Context) -> str:
    runs = EVALUATION_RUNS if context.evaluation_under_way else ""
    return evaluation_changeable(context) or runs


def can_start_evaluation(context: Context) -> str:
    if reason := evaluation_at_rest(context):
        return reason
    if context.engine_stopped:
        return ENGINE_GONE
    return "" if context.evaluation_cells_left else EVALUATION_OVER


def can_retry_cells(context: Context) -> str:
    if reason := evaluation_at_rest(context):
        return reason
    if context.engine_stopped:
        return ENGINE_GONE
    return "" if context.evaluation_cells_lost else NO_CELL_LOST


def result_current(context: Context) -> str:
    return workspace_open(context) or ("" if context.result_current else NO_RESULT)


def result_failed(context: Context) -> str:
    failed = "" if context.results_failed else NO_RESULT_FAILED
    none = "" if context.evaluation_shown else NO_EVALUATION
    return workspace_open(context) or none or failed


def result_text(context: Context) -> str:
    return result_current(context) or ("" if context.result_text else NO_OUTPUT)


def result_output(context: Context) -> str:
    return result_current(context) or ("" if context.result_output else NO_OUTPUT)


def result_answered(context: Context) -> str:
    return result_output(context) or writable(context)


def can_rerun_result(context: Context) -> str:
    if reason := result_current(context) or evaluation_at_rest(context):
        return reason
    return ENGINE_GONE if context.engine_stopped else ""
