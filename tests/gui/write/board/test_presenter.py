"""The run board as a person meets it: run, watch, stop, retry, keep, and why something failed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from tests.builders import a_content
from workbench.domain.datasets import Case
from workbench.domain.errors import EngineStopped, MissingValues, TemplateError
from workbench.domain.estimates import Estimate, JobEstimate
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input, ToolCall
from workbench.domain.run_events import RunEnded, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Failure, FailureKind, Outcome, Run, Timings, Usage


def run_all(board, qtbot):
    board.actions.run("run.start")
    qtbot.waitUntil(lambda: len(board.engine.started) == 2)
    return board.engine.started


def ended(board, job, outcome=Outcome.FINISHED, **fields):
    return RunEnded(Run(job, outcome, board.clock(), **fields))


def shown(board, job):
    board.panel.grid.refresh()
    return board.cell(job.run_id)


def test_outputs_stream_side_by_side(board, qtbot):
    first, second = run_all(board, qtbot)

    board.engine.say(RunStarted(first.run_id), TextArrived(first.run_id, "Hel", "", 0.2))
    board.engine.say(TextArrived(first.run_id, "lo"), TextArrived(second.run_id, "Good day"))

    assert shown(board, first).output.text.toPlainText() == "Hello"
    assert shown(board, second).output.text.toPlainText() == "Good day"
    assert "running" in board.cell(first.run_id).header.state.text()
    assert board.cell(first.run_id).header.figures.text() == "0.20 s first"
    assert board.cell(second.run_id).objectName() == "board.cell.0.1"


def test_a_finished_cell_shows_its_figures(board, qtbot):
    job, _ = run_all(board, qtbot)

    board.engine.say(
        ended(
            board,
            job,
            text="Hello",
            finish_reason="stop",
            usage=Usage(412, 96),
            cost_usd=Decimal("0.0005"),
            timings=Timings(0.0, 0.21, 1.9),
        )
    )

    figures = shown(board, job).header.figures.text()
    assert figures == "0.21 s first · 1.9 s · 412→96 tokens · $0.0005 · stop"
    assert board.cell(job.run_id).header.state.text() == "finished"


def test_a_missing_key_says_so_and_offers_the_settings(board, qtbot):
    opened = []
    board.actions.on("app.settings", lambda: opened.append(True))
    job, _ = run_all(board, qtbot)
    failure = Failure(FailureKind.KEY_MISSING, "No key for openai.")

    board.engine.say(ended(board, job, Outcome.FAILED, failure=failure))

    ending = shown(board, job).ending
    assert ending.text.text() == "No key for openai. Nothing was sent."
    qtbot.mouseClick(ending.remedy, Qt.MouseButton.LeftButton)
    assert (ending.remedy.text(), opened) == ("Add a key…", [True])


def test_a_stream_that_breaks_keeps_its_text_and_says_how_much(board, qtbot):
    job, _ = run_all(board, qtbot)
    board.engine.say(TextArrived(job.run_id, "Half an ans"))
    failure = Failure(FailureKind.BROKEN_OFF, "The connection was lost.")

    board.engine.say(ended(board, job, Outcome.BROKEN_OFF, text="Half an ans", failure=failure))

    cell = shown(board, job)
    assert cell.output.text.toPlainText() == "Half an ans"
    assert cell.ending.text.text() == "The connection was lost. 11 characters are kept."
    assert cell.ending.remedy.text() == "Retry"


def test_waiting_for_another_attempt_says_why(board, qtbot):
    job, _ = run_all(board, qtbot)

    board.engine.say(RunStarted(job.run_id), RunRetrying(job.run_id, 1, 2.0, "rate limited"))

    words = shown(board, job).header.state.text()
    assert words == "running · attempt 1 failed (rate limited); the next in 2 s"


def test_reasoning_is_folded_and_tool_calls_are_listed(board, qtbot):
    job, _ = run_all(board, qtbot)
    call = ToolCall("1", "lookup", '{"order": 7}')

    board.engine.say(ended(board, job, text="Done", reasoning="Hm.", tool_calls=(call,)))

    cell = shown(board, job)
    assert not cell.reasoning.view.isVisible()
    qtbot.mouseClick(cell.reasoning.button, Qt.MouseButton.LeftButton)
    assert cell.reasoning.view.text.toPlainText() == "Hm."
    assert cell.tools.view.text.toPlainText() == "lookup\n  order: 7"


def test_one_run_is_stopped_or_all(board, qtbot):
    first, second = run_all(board, qtbot)

    qtbot.mouseClick(board.cell(first.run_id).header.stop, Qt.MouseButton.LeftButton)
    one = list(board.engine.stopped)
    board.actions.run("run.stop")

    assert one == [first.run_id]
    assert board.engine.stopped == [first.run_id, first.run_id, second.run_id]


def test_retrying_runs_the_same_job_again_in_the_same_cell(board, qtbot):
    job, _ = run_all(board, qtbot)
    board.engine.say(ended(board, job, Outcome.CANCELLED, text="Hal"))
    cell = shown(board, job)

    qtbot.mouseClick(cell.header.retry, Qt.MouseButton.LeftButton)

    again = board.engine.started[-1]
    assert replace(again, run_id=job.run_id) == job
    assert board.cell(again.run_id) is cell
    assert cell.output.text.toPlainText() == ""


def test_retry_what_failed_leaves_what_finished(board, qtbot):
    first, second = run_all(board, qtbot)
    board.engine.say(ended(board, first, text="Hello"))
    board.engine.say(ended(board, second, Outcome.INTERRUPTED))

    board.actions.run("run.retry")

    assert [job.model for job in board.engine.started[2:]] == ["demo/detailed"]


def test_a_cell_that_cannot_be_seen_waits_with_its_text(board, qtbot):
    job, _ = run_all(board, qtbot)
    board.panel.hide()

    board.engine.say(TextArrived(job.run_id, "Hello"))
    hidden = shown(board, job).output.text.toPlainText()
    board.panel.show()

    qtbot.waitUntil(lambda: board.cell(job.run_id).output.text.toPlainText() == "Hello")
    assert hidden == ""


def test_a_pinned_cell_stays_beside_the_next_run(board, qtbot):
    job, _ = run_all(board, qtbot)
    board.engine.say(ended(board, job, text="Kept"))
    qtbot.mouseClick(shown(board, job).header.pin, Qt.MouseButton.LeftButton)

    board.actions.run("run.start")
    qtbot.waitUntil(lambda: len(board.engine.started) == 4)

    assert [c.job.model for c in board.panel.grid.cells] == [
        "demo/brief",
        "demo/brief",
        "demo/detailed",
    ]
    assert board.panel.grid.widgets[0].exact_text == "Kept"


def test_a_missing_value_is_said_on_the_board_and_nothing_is_sent(board, qtbot):
    marked = []
    board.presenter.refused.connect(marked.append)
    board.session.analysed.emit(Analysis(inputs=(Input("ticket"), Input("tone"))))
    board.session.set_case(Case(values=(("tone", "warm"),)))

    board.actions.run("run.start")

    assert board.panel.notice.text.text().startswith("No value for ticket.")
    assert [type(e) for e in marked] == [MissingValues]
    assert board.engine.estimated == []


def test_a_run_asked_for_before_the_newest_draft_is_known_waits_for_what_is_found(board, qtbot):
    half_typed, whole = Analysis(inputs=(Input("na"),)), Analysis(inputs=(Input("name"),))
    board.session.set_case(Case(values=(("name", "Ada"),)))
    board.session.analysed.emit(half_typed)
    board.session.set_analysing(True)

    board.actions.run("run.start")
    board.session.analysed.emit(whole)
    board.session.set_analysing(False)

    qtbot.waitUntil(lambda: len(board.engine.started) == 2)
    assert not board.panel.notice.isVisible()


def test_what_the_newest_draft_lacks_is_said_once_it_is_known(board, qtbot):
    board.session.analysed.emit(Analysis(inputs=(Input("na"),)))
    board.session.set_analysing(True)
    board.actions.run("run.start")
    told_at_once = board.panel.notice.text.text()

    board.session.analysed.emit(Analysis(inputs=(Input("name"),)))
    board.session.set_analysing(False)

    assert told_at_once == ""
    assert board.panel.notice.text.text().startswith("No value for name.")
    assert board.engine.started == []


def test_a_run_that_was_asked_for_too_soon_can_be_stopped(board):
    board.session.analysed.emit(Analysis(inputs=(Input("na"),)))
    board.session.set_analysing(True)
    board.actions.run("run.start")

    board.presenter.stop_all()
    board.session.analysed.emit(Analysis())
    board.session.set_analysing(False)

    assert board.engine.estimated == []


def test_a_template_error_is_said_with_a_way_to_its_place(board, qtbot):
    asked = []
    board.presenter.place_requested.connect(asked.append)
    error = TemplateError("Unexpected end of template.", message_index=1, line=3)
    board.engine.estimate_answer = error

    board.actions.run("run.start")

    qtbot.waitUntil(lambda: board.panel.notice.isVisible())
    qtbot.mouseClick(board.panel.notice.show_place, Qt.MouseButton.LeftButton)
    assert asked == [error]
    assert board.engine.started == []


def test_a_cell_whose_template_failed_leads_to_its_place(board, qtbot):
    asked = []
    board.presenter.place_requested.connect(asked.append)
    job, _ = run_all(board, qtbot)
    failure = Failure(FailureKind.TEMPLATE, "Nothing is called x.", message_index=1, line=3)
    board.engine.say(ended(board, job, Outcome.FAILED, failure=failure))

    qtbot.mouseClick(shown(board, job).ending.remedy, Qt.MouseButton.LeftButton)

    [error] = asked
    assert (error.message_index, error.line) == (1, 3)


def test_an_engine_that_stopped_is_said_without_a_dialog(board, qtbot):
    board.engine.estimate_answer = EngineStopped("The engine stopped.")

    board.actions.run("run.start")

    qtbot.waitUntil(lambda: "The engine stopped." in board.panel.notice.text.text())


@pytest.mark.parametrize(("answer", "runs"), [(True, 2), (False, 0)])
def test_runs_dearer_than_the_limit_are_asked_about(board, qtbot, answer, runs):
    board.ask.answer = answer
    board.engine.estimate_answer = Estimate(
        (JobEstimate("r", "demo/brief", 10, 10, Decimal("1.20")), JobEstimate("s", "x/y", 1, 1))
    )

    board.actions.run("run.start")
    qtbot.waitUntil(lambda: bool(board.ask.asked))

    assert "$1.20" in board.ask.asked[0]
    assert "x/y is not known" in board.ask.asked[0]
    assert len(board.engine.started) == runs


def test_opening_a_prompt_shows_its_last_batch(board, qtbot):
    plan = board.runs.plan(
        board.opened.prompt.id, a_content("Hi"), models=("demo/brief", "demo/json")
    )
    board.record(plan.jobs[0], "Recorded")
    board.record(plan.jobs[1], "{}")

    board.session.show_prompt(board.opened)

    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 2)
    assert board.panel.grid.widgets[0].output.text.toPlainText() == "Recorded"


def test_coming_back_to_a_prompt_shows_what_arrived_meanwhile(board, qtbot):
    first, second = run_all(board, qtbot)
    for job in (first, second):
        board.record(job, "", Outcome.RUNNING)
    board.engine.say(RunStarted(first.run_id), TextArrived(first.run_id, "One, "))
    other = board.prompts.create("tone/friendly")

    board.session.show_prompt(other)
    board.engine.say(TextArrived(first.run_id, "two."))
    board.session.show_prompt(board.opened)

    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 2)
    assert shown(board, first).exact_text == "One, two."


def test_the_board_counts_its_runs_for_the_commands(board, qtbot):
    first, second = run_all(board, qtbot)
    running = board.actions.context.running

    board.engine.say(ended(board, first), ended(board, second, Outcome.FAILED))

    assert (running, board.actions.context.running) == (2, 0)
    assert board.actions.context.runs_to_retry == 1


def test_the_empty_board_offers_the_run(board, qtbot):
    button = board.panel.empty.findChild(QPushButton, "board.run")

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(board.engine.started) == 2)


def test_the_whole_output_is_copied_as_it_is(board, qtbot):
    job, _ = run_all(board, qtbot)
    board.engine.say(ended(board, job, text="a\u202eb\n<b>"))

    qtbot.mouseClick(shown(board, job).header.copy, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "a\u202eb\n<b>"


def test_outputs_scroll_in_step(board, qtbot):
    first, second = run_all(board, qtbot)
    for job in (first, second):
        board.engine.say(ended(board, job, text="line\n" * 200))
    board.panel.bar.in_step.setChecked(True)

    shown(board, first).output.text.verticalScrollBar().setValue(50)

    assert shown(board, second).output.text.verticalScrollBar().value() == 50


def test_larger_text_reaches_the_outputs(board, qtbot, theme):
    job, _ = run_all(board, qtbot)
    text = shown(board, job).output.text
    before = text.font().pointSizeF()

    theme.set_text_scale(1.5)

    assert text.font().pointSizeF() == pytest.approx(before * 1.5)


def test_hostile_outputs_are_shown_and_kept_exactly(board, qtbot):
    job, _ = run_all(board, qtbot)
    hostile = "<script>x</script>\x00\u202e\ud800\x1b[31m![](http://x/y.png)" + "z" * 1_000_000

    board.engine.say(TextArrived(job.run_id, hostile[:500_000]))
    board.engine.say(ended(board, job, text=hostile))

    cell = shown(board, job)
    assert cell.exact_text == hostile
    assert cell.output.text.toPlainText().startswith("<script>x</script>␀⟨U+202E⟩⟨U+D800⟩␛[31m![]")


def test_a_run_that_was_found_is_put_on_the_board_with_that_try(board, qtbot):
    plan = board.runs.plan(
        board.opened.prompt.id, board.session.content, models=("demo/brief", "demo/detailed")
    )
    first, other = plan.jobs
    board.record(first, "The first try.", Outcome.BROKEN_OFF)
    board.record(other, "Beside it.")
    board.record(board.runs.again(first), "The second try.")
    later = board.runs.plan(board.opened.prompt.id, board.session.content, models=("demo/brief",))
    board.record(later.jobs[0], "Newer.")

    board.presenter.show_run(first.run_id)

    qtbot.waitUntil(lambda: board.cell(first.run_id) is not None)
    texts = [cell.exact_text for cell in board.panel.grid.cells]
    assert texts == ["The first try.", "Beside it."]


def test_a_run_can_be_stopped_while_its_cost_is_still_worked_out(board, qtbot):
    board.engine.answers_later = True
    board.actions.run("run.start")
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 2)
    assert board.actions.context.running == 2

    board.actions.run("run.stop")
    board.engine.answer_all()

    qtbot.waitUntil(lambda: not board.panel.grid.cells)
    assert board.engine.started == []
    assert board.actions.context.running == 0


def test_a_prompt_opened_while_another_is_about_to_run_shows_its_own_runs(board, qtbot):
    other = board.prompts.create("tone/friendly", content=a_content("Hi"))
    plan = board.runs.plan(other.prompt.id, a_content("Hi"), models=("demo/brief",))
    board.record(plan.jobs[0], "Of the other.")
    board.engine.answers_later = True
    board.actions.run("run.start")
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 2)

    board.session.show_prompt(other)
    board.engine.answer_all()

    qtbot.waitUntil(lambda: len(board.engine.started) == 2)
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 1)
    assert board.panel.grid.widgets[0].exact_text == "Of the other."
