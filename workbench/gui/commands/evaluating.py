"""Commands of the menu Evaluate: evaluations, and the cells of the one that is shown.

`EVALUATION_MENU` is what the menu of one in the list shows, `RESULT_MENU` that of a cell; None is
a line between them.
"""

from __future__ import annotations

from workbench.gui.commands import context, evaluate_context
from workbench.gui.commands.declaration import Command, Menu
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

EVALUATE = (
    Command(
        "evaluation.prompt",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Evaluate this prompt"),
        QT_TRANSLATE_NOOP("commands", "The draft on its dataset, with the ticked models"),
        "flask",
        "Ctrl+Shift+Y",
        when=evaluate_context.can_evaluate,
    ),
    Command(
        "evaluation.new",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&New evaluation…"),
        QT_TRANSLATE_NOOP("commands", "Choose versions, models, cases and a budget"),
        "plus",
        "Ctrl+Alt+E",
        when=context.writable,
    ),
    Command(
        "evaluation.start",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Start or resume"),
        QT_TRANSLATE_NOOP("commands", "Run the cells that are not over; no other is paid again"),
        "play",
        when=evaluate_context.can_start_evaluation,
        section=True,
    ),
    Command(
        "evaluation.pause",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Pause"),
        QT_TRANSLATE_NOOP("commands", "Finish what is under way and begin nothing more"),
        "pause",
        when=evaluate_context.evaluation_running,
    ),
    Command(
        "evaluation.stop",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "S&top the evaluation"),
        QT_TRANSLATE_NOOP("commands", "Cancel what is under way, too; finished cells are kept"),
        "stop",
        when=evaluate_context.evaluation_running,
    ),
    Command(
        "evaluation.retry_failed",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Retry the cells without an output"),
        QT_TRANSLATE_NOOP("commands", "Run again what failed, broke off or was stopped"),
        "retry",
        when=evaluate_context.can_retry_cells,
    ),
    Command(
        "evaluation.raise_budget",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Change the &budget…"),
        QT_TRANSLATE_NOOP("commands", "What the evaluation may cost before it pauses"),
        "gauge",
        when=evaluate_context.evaluation_changeable,
    ),
    Command(
        "evaluation.rename",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Rena&me the evaluation…"),
        QT_TRANSLATE_NOOP("commands", "Give the evaluation another name"),
        "pencil",
        when=evaluate_context.evaluation_changeable,
        section=True,
    ),
    Command(
        "evaluation.again",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Plan one like th&is…"),
        QT_TRANSLATE_NOOP("commands", "A new evaluation with the same choices, to be changed"),
        "copy",
        when=evaluate_context.evaluation_changeable,
    ),
    Command(
        "evaluation.remove",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Remove the evaluation…"),
        QT_TRANSLATE_NOOP("commands", "Forget its cells and scores; its runs stay recorded"),
        "x",
        when=evaluate_context.evaluation_at_rest,
    ),
    Command(
        "result.open",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Open the cell"),
        QT_TRANSLATE_NOOP("commands", "The prompt, the output and each check's reason"),
        "eye",
        when=evaluate_context.result_current,
        section=True,
    ),
    Command(
        "result.next_failed",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Next &failed cell"),
        QT_TRANSLATE_NOOP("commands", "To the next cell that failed; N in the grid"),
        "chevron-down",
        when=evaluate_context.result_failed,
    ),
    Command(
        "result.previous_failed",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Pre&vious failed cell"),
        QT_TRANSLATE_NOOP("commands", "To the failed cell before; P in the grid"),
        "chevron-up",
        when=evaluate_context.result_failed,
    ),
    Command(
        "result.retry",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Run this cell a&gain"),
        QT_TRANSLATE_NOOP("commands", "The samples of the current cell once more"),
        "retry",
        when=evaluate_context.can_rerun_result,
        section=True,
    ),
    Command(
        "result.forget",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Forget this answer"),
        QT_TRANSLATE_NOOP("commands", "Never give it again in place of asking the model"),
        "ban",
        when=evaluate_context.result_answered,
    ),
    Command(
        "result.expect",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Keep the output as e&xpected"),
        QT_TRANSLATE_NOOP("commands", "Make it the expected answer of its case in the dataset"),
        "bookmark",
        when=evaluate_context.result_answered,
    ),
    Command(
        "result.copy",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "&Copy the output of the cell"),
        QT_TRANSLATE_NOOP("commands", "Copy the output exactly, as far as it came"),
        "copy",
        when=evaluate_context.result_text,
    ),
    Command(
        "result.write",
        Menu.EVALUATE,
        QT_TRANSLATE_NOOP("commands", "Open its prompt in &Write"),
        QT_TRANSLATE_NOOP("commands", "The prompt of the current column, at the version that ran"),
        "pen",
        when=evaluate_context.result_current,
    ),
)

EVALUATION_MENU: tuple[str | None, ...] = (
    "evaluation.start",
    "evaluation.pause",
    "evaluation.stop",
    "evaluation.retry_failed",
    None,
    "review.of_evaluation",
    "evaluation.again",
    "evaluation.rename",
    "evaluation.raise_budget",
    "evaluation.remove",
)

RESULT_MENU: tuple[str | None, ...] = (
    "result.open",
    "result.copy",
    "result.expect",
    None,
    "result.retry",
    "result.forget",
    "result.write",
)
