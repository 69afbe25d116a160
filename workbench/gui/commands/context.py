"""The facts that decide which commands make sense, and the reasons when they do not.

A condition takes the context and returns why the command cannot run; empty means it can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.gui.commands.release_facts import ReleaseFacts
from workbench.gui.commands.review_facts import ReviewFacts
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Context:
    """What is true right now. Presenters report facts through `Actions.report`."""

    workspace_open: bool = False
    read_only: bool = False
    engine_stopped: bool = False
    """It ended and is not being started again."""
    prompt_open: bool = False
    unnamed_changes: bool = False
    can_undo: bool = False
    can_redo: bool = False
    messages: int = 0
    message: int = -1
    """Index of the message that has the cursor; -1 for none."""
    placeholder: bool = False
    """That message stands for a conversation, so it has no text."""
    held_above: bool = False
    """It cannot go further up; `held_below`: down."""
    held_below: bool = False
    can_go_back: bool = False
    """The cursor was somewhere else before; `can_go_forward`: and went back from there."""
    can_go_forward: bool = False
    component_open: bool = False
    """The open prompt is a component, which is only ever a part of one."""
    tools: int = 0
    tool: int = -1
    """Index of the tool that is worked on; -1 for none."""
    schema_there: bool = False
    parameters_wrong: bool = False
    """A parameter has a value that cannot be sent."""
    models_chosen: int = 0
    template_broken: bool = False
    problems: int = 0
    """Of the open prompt; `problems_to_mend` are those with a ready way to mend them."""
    problems_to_mend: int = 0
    columns_added: int = 0
    """Columns of the board that are run beside the draft on the ticked models."""
    running: int = 0
    """Runs queued or under way on the board."""
    runs_to_retry: int = 0
    cell_current: bool = False
    """There is a cell on the board, so one of them is the current one."""
    cell_finished: bool = False
    """The current cell's run finished."""
    cell_over: bool = False
    """Its run is over, whatever the outcome."""
    conversation_shown: bool = False
    versions: int = 0
    version_selected: bool = False
    """A version or snapshot is chosen in the history."""
    newer_version: bool = False
    """There is a newer version than the one the draft is based on."""
    registry_known: bool = False
    prompts_selected: int = 0
    """Prompts that are selected in the library."""
    folder_selected: bool = False
    filter_selected: bool = False
    """A saved filter is chosen in the library."""
    filter_typed: bool = False
    """The library is filtered."""
    component_selected: bool = False
    """A component is chosen in the library, or else open."""
    library_undo: bool = False
    """There is a change of the library that can be taken back."""
    archived_selected: bool = False
    """The prompt chosen in the library is in the archive."""
    evaluation_shown: bool = False
    """An evaluation is chosen in Evaluate."""
    evaluation_under_way: bool = False
    evaluation_finished: bool = False
    """Every cell of it is over, and it was not stopped."""
    gate_asks: bool = False
    """The gate of its prompt asks for something."""
    evaluation_cells_left: int = 0
    """Its cells that are not over."""
    evaluation_cells_lost: int = 0
    """Its cells that are over without an output."""
    results_failed: int = 0
    """Cells of its grid that failed or could not be told."""
    result_current: bool = False
    """A cell of its grid is the current one."""
    result_output: bool = False
    """That cell has an output."""
    result_text: bool = False
    """There is text of it, whole or broken off."""
    dataset_shown: bool = False
    """A dataset is chosen in Evaluate."""
    cases_there: int = 0
    """Its cases; `cases_selected` are those selected in its table."""
    cases_selected: int = 0
    cases_generated: int = 0
    """Selected ones that nobody accepted yet."""
    cases_undo: bool = False
    cases_redo: bool = False
    checks_shown: bool = False
    """A pane of checks is open in Evaluate; `check_chosen`: one of them is current."""
    check_chosen: bool = False
    checks_undo: bool = False
    checks_redo: bool = False
    checks_edited: bool = False
    """Those of the evaluation that is shown are not as on record."""
    checks_scored: bool = False
    """Every output was scored under them."""
    review: ReviewFacts = ReviewFacts()
    release: ReleaseFacts = ReleaseFacts()
    judgments_waiting: int = 0
    """That the edited checks need, and that nobody was asked for."""


Condition = Callable[[Context], str]

NO_WORKSPACE = QT_TRANSLATE_NOOP("commands", "No workspace is open yet.")
READING_ONLY = QT_TRANSLATE_NOOP("commands", "The workspace is open for reading only.")
NO_PROMPT = QT_TRANSLATE_NOOP("commands", "Open a prompt first.")
NO_MESSAGE = QT_TRANSLATE_NOOP("commands", "Put the cursor into a message first.")
NO_TEXT = QT_TRANSLATE_NOOP("commands", "This message stands for a conversation.")
NOWHERE_BACK = QT_TRANSLATE_NOOP("commands", "There is no place before this one.")
NOWHERE_FORWARD = QT_TRANSLATE_NOOP("commands", "There is no place after this one.")
FIRST_MESSAGE = QT_TRANSLATE_NOOP("commands", "This is the first message.")
LAST_MESSAGE = QT_TRANSLATE_NOOP("commands", "This is the last message.")
EXAMPLES_ABOVE = QT_TRANSLATE_NOOP("commands", "Examples stand whole above the last question.")
NOTHING_TO_UNDO = QT_TRANSLATE_NOOP("commands", "Nothing to undo.")
NOTHING_TO_REDO = QT_TRANSLATE_NOOP("commands", "Nothing to redo.")
NO_CHANGES = QT_TRANSLATE_NOOP("commands", "The draft is the same as the newest version.")
NO_MODELS = QT_TRANSLATE_NOOP("commands", "Tick a model to run on.")
BROKEN_TEMPLATE = QT_TRANSLATE_NOOP("commands", "The template has a mistake: see the problems.")
IN_COMPONENT = QT_TRANSLATE_NOOP("commands", "A component has no tools and no schema.")
WHOLE_PROMPT = QT_TRANSLATE_NOOP("commands", "A component stands within one message.")
NO_TOOL = QT_TRANSLATE_NOOP("commands", "Put the cursor into a tool first.")
FIRST_TOOL = QT_TRANSLATE_NOOP("commands", "This is the first tool.")
LAST_TOOL = QT_TRANSLATE_NOOP("commands", "This is the last tool.")
HAS_SCHEMA = QT_TRANSLATE_NOOP("commands", "There is a response schema already.")
HAS_NO_SCHEMA = QT_TRANSLATE_NOOP("commands", "There is no response schema.")
WRONG_PARAMETERS = QT_TRANSLATE_NOOP("commands", "A parameter cannot be sent: see Models.")
NOTHING_RUNNING = QT_TRANSLATE_NOOP("commands", "Nothing is running.")
NOTHING_TO_RETRY = QT_TRANSLATE_NOOP("commands", "Nothing on the board failed or was stopped.")
NO_CELL = QT_TRANSLATE_NOOP("commands", "Run something first: the board has no cell.")
CELL_NOT_FINISHED = QT_TRANSLATE_NOOP("commands", "The current cell of the board did not finish.")
CELL_RUNNING = QT_TRANSLATE_NOOP("commands", "The current cell of the board is not over yet.")
CELL_OVER = QT_TRANSLATE_NOOP("commands", "The current cell of the board is not running.")
NO_CONVERSATION = QT_TRANSLATE_NOOP("commands", "Open a conversation first.")
NO_VERSIONS = QT_TRANSLATE_NOOP("commands", "Name a version first.")
NONE_SELECTED = QT_TRANSLATE_NOOP("commands", "Choose a version in the history first.")
NOT_ARCHIVED = QT_TRANSLATE_NOOP("commands", "Choose an archived prompt in the library first.")
NONE_CHOSEN = QT_TRANSLATE_NOOP("commands", "Open a prompt or choose one in the library first.")
NO_FOLDER = QT_TRANSLATE_NOOP("commands", "Choose a folder in the library first.")
NO_COMPONENT = QT_TRANSLATE_NOOP("commands", "Open a component or choose one in the library first.")
NOT_FILTERED = QT_TRANSLATE_NOOP("commands", "Type into the filter of the library first.")
NO_SAVED_FILTER = QT_TRANSLATE_NOOP("commands", "Choose a saved filter in the library first.")
LIBRARY_AS_IT_WAS = QT_TRANSLATE_NOOP("commands", "Nothing was moved, labelled or archived yet.")
ENGINE_GONE = QT_TRANSLATE_NOOP("commands", "The engine has stopped: start it again first.")
ENGINE_RUNS = QT_TRANSLATE_NOOP("commands", "The engine is running.")

NO_PROBLEMS = QT_TRANSLATE_NOOP("commands", "This prompt has no problems.")
NOTHING_TO_MEND = QT_TRANSLATE_NOOP("commands", "No problem here can be mended by a command.")


def always(_context: Context) -> str:
    return ""


def workspace_open(context: Context) -> str:
    return "" if context.workspace_open else NO_WORKSPACE


def writable(context: Context) -> str:
    return workspace_open(context) or (READING_ONLY if context.read_only else "")


def prompt_open(context: Context) -> str:
    return workspace_open(context) or ("" if context.prompt_open else NO_PROMPT)


def editable(context: Context) -> str:
    return prompt_open(context) or writable(context)


def can_undo(context: Context) -> str:
    return editable(context) or ("" if context.can_undo else NOTHING_TO_UNDO)


def can_redo(context: Context) -> str:
    return editable(context) or ("" if context.can_redo else NOTHING_TO_REDO)


def in_message(context: Context) -> str:
    return editable(context) or (NO_MESSAGE if context.message < 0 else "")


def message_shown(context: Context) -> str:
    return prompt_open(context) or (NO_MESSAGE if context.message < 0 else "")


def in_text(context: Context) -> str:
    return in_message(context) or (NO_TEXT if context.placeholder else "")


def text_shown(context: Context) -> str:
    return message_shown(context) or (NO_TEXT if context.placeholder else "")


def takes_conversation(context: Context) -> str:
    return editable(context) or (WHOLE_PROMPT if context.component_open else "")


def can_go_back(context: Context) -> str:
    return workspace_open(context) or ("" if context.can_go_back else NOWHERE_BACK)


def can_go_forward(context: Context) -> str:
    return workspace_open(context) or ("" if context.can_go_forward else NOWHERE_FORWARD)


def has_problems(context: Context) -> str:
    return prompt_open(context) or ("" if context.problems else NO_PROBLEMS)


def can_mend(context: Context) -> str:
    mendable = "" if context.problems_to_mend else NOTHING_TO_MEND
    return editable(context) or has_problems(context) or mendable


def can_move_up(context: Context) -> str:
    first = FIRST_MESSAGE if context.message == 0 else ""
    return in_message(context) or first or (EXAMPLES_ABOVE if context.held_above else "")


def can_move_down(context: Context) -> str:
    last = context.message >= context.messages - 1
    below = EXAMPLES_ABOVE if context.held_below else ""
    return in_message(context) or (LAST_MESSAGE if last else below)


def can_commit(context: Context) -> str:
    return editable(context) or ("" if context.unnamed_changes else NO_CHANGES)


def can_run(context: Context) -> str:
    if reason := editable(context):
        return reason
    if context.engine_stopped:
        return ENGINE_GONE
    if context.template_broken:
        return BROKEN_TEMPLATE
    if context.parameters_wrong:
        return WRONG_PARAMETERS
    return "" if context.models_chosen or context.columns_added else NO_MODELS


def takes_tools(context: Context) -> str:
    return editable(context) or (IN_COMPONENT if context.component_open else "")


def in_tool(context: Context) -> str:
    return editable(context) or (NO_TOOL if context.tool < 0 else "")


def can_move_tool_up(context: Context) -> str:
    return in_tool(context) or (FIRST_TOOL if context.tool == 0 else "")


def can_move_tool_down(context: Context) -> str:
    return in_tool(context) or (LAST_TOOL if context.tool >= context.tools - 1 else "")


def takes_schema(context: Context) -> str:
    return takes_tools(context) or (HAS_SCHEMA if context.schema_there else "")


def has_schema(context: Context) -> str:
    return editable(context) or ("" if context.schema_there else HAS_NO_SCHEMA)


def running(context: Context) -> str:
    return "" if context.running else NOTHING_RUNNING


def can_retry(context: Context) -> str:
    if context.engine_stopped:
        return ENGINE_GONE
    return editable(context) or ("" if context.runs_to_retry else NOTHING_TO_RETRY)


def cell_current(context: Context) -> str:
    return prompt_open(context) or ("" if context.cell_current else NO_CELL)


def cell_finished(context: Context) -> str:
    return cell_current(context) or ("" if context.cell_finished else CELL_NOT_FINISHED)


def cell_over(context: Context) -> str:
    return cell_current(context) or ("" if context.cell_over else CELL_RUNNING)


def cell_running(context: Context) -> str:
    return cell_current(context) or (CELL_OVER if context.cell_over else "")


def can_rerun_cell(context: Context) -> str:
    if reason := editable(context) or cell_over(context):
        return reason
    return ENGINE_GONE if context.engine_stopped else ""


def can_continue(context: Context) -> str:
    return (
        cell_over(context) or writable(context) or (ENGINE_GONE if context.engine_stopped else "")
    )


def conversation_shown(context: Context) -> str:
    return editable(context) or ("" if context.conversation_shown else NO_CONVERSATION)


def can_be_live(context: Context) -> str:
    """A template that is broken just now, or a missing input, is waited for."""
    return editable(context) or (ENGINE_GONE if context.engine_stopped else "")


def can_fill(context: Context) -> str:
    return can_run(context) or cell_current(context)


def can_run_column(context: Context) -> str:
    if reason := editable(context) or cell_current(context):
        return reason
    return ENGINE_GONE if context.engine_stopped else ""


def has_versions_and_cell(context: Context) -> str:
    return has_versions(context) or cell_current(context)


def has_versions(context: Context) -> str:
    return prompt_open(context) or ("" if context.versions else NO_VERSIONS)


def can_restore(context: Context) -> str:
    return editable(context) or ("" if context.version_selected else NONE_SELECTED)


def prompt_chosen(context: Context) -> str:
    chosen = context.prompts_selected or context.prompt_open
    return writable(context) or ("" if chosen else NONE_CHOSEN)


def movable_chosen(context: Context) -> str:
    return writable(context) if context.folder_selected else prompt_chosen(context)


def folder_chosen(context: Context) -> str:
    return writable(context) or ("" if context.folder_selected else NO_FOLDER)


def component_chosen(context: Context) -> str:
    return workspace_open(context) or ("" if context.component_selected else NO_COMPONENT)


def filtered(context: Context) -> str:
    return writable(context) or ("" if context.filter_typed else NOT_FILTERED)


def filter_chosen(context: Context) -> str:
    return writable(context) or ("" if context.filter_selected else NO_SAVED_FILTER)


def library_changed(context: Context) -> str:
    return writable(context) or ("" if context.library_undo else LIBRARY_AS_IT_WAS)


def archived_selected(context: Context) -> str:
    return writable(context) or ("" if context.archived_selected else NOT_ARCHIVED)


def engine_stopped(context: Context) -> str:
    return workspace_open(context) or ("" if context.engine_stopped else ENGINE_RUNS)
