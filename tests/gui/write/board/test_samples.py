"""More samples of a cell, and how they vary."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog

from tests.builders import a_content, a_job, a_run
from workbench.domain.runs import Outcome, Timings
from workbench.gui.write.board.samples_dialog import SamplesDialog, in_words, samples_of
from workbench.gui.write.board.sampling import BoardSampling


def a_sample(number, text, **fields):
    return a_run(job=a_job(f"run-{number}", sample=number), text=text, **fields)


def test_the_words_say_how_many_samples_they_rest_on():
    runs = [a_sample(0, "yes"), a_sample(1, "yes "), a_sample(2, "no", outcome=Outcome.FAILED)]

    assert in_words(samples_of(runs, 5)) == (
        "2 of 5 samples finished · 1 distinct · mean similarity 100 %"
    )
    assert in_words(samples_of([], 3)) == "None of 3 samples has finished."


def test_figures_are_told_from_the_smallest_to_the_largest():
    runs = [
        a_sample(n, "x" * (n + 1), timings=Timings(0, 0.1 * (n + 1), n + 1.0), cost_usd=Decimal(n))
        for n in range(3)
    ]

    figures = {name: values for name, *values in samples_of(runs, 3).figures}

    assert figures["length"] == ["1 characters", "2 characters", "3 characters"]
    assert figures["total time"] == ["1.0 s", "2.0 s", "3.0 s"]
    assert figures["cost"] == ["$0", "$1.00", "$2.00"]


@pytest.fixture
def sampled(board, qtbot, theme):
    """Four samples of one model: yes, yes, no, and one that failed."""
    BoardSampling(board.panel, board.presenter.run_more, board.comparing, board.actions, theme)
    plan = board.runs.plan(
        board.opened.prompt.id, a_content("Hi"), models=("demo/brief",), samples=4
    )
    for job, text in zip(plan.jobs, ("yes", "yes", "no", ""), strict=True):
        board.record(job, text, Outcome.FINISHED if text else Outcome.FAILED)
    board.session.show_prompt(board.opened)
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 4)
    return board


def test_groups_are_shown_with_their_shares_and_a_text_of_each(sampled, qtbot):
    sampled.actions.run("cell.samples")

    qtbot.waitUntil(lambda: sampled.panel.findChild(SamplesDialog) is not None)
    dialog = sampled.panel.findChild(SamplesDialog)
    rows = [
        [dialog.groups.item(row, column).text() for column in range(4)]
        for row in range(dialog.groups.rowCount())
    ]
    assert rows == [["2", "67 %", "1", "yes"], ["1", "33 %", "1", "no"]]
    assert dialog.words.text().startswith("3 of 4 samples finished · 2 distinct")
    assert "Few samples" in dialog.doubt.text()
    dialog.groups.setCurrentCell(1, 0)
    assert dialog.text.exact_text == "no"
    dialog.close()


def test_the_head_of_a_column_counts_distinct_answers(sampled):
    [head] = sampled.panel.heads.heads

    assert head.samples.text() == "2 of 3 distinct"


def ask_for_more(sampled, qtbot, count=None):
    sampled.actions.run("cell.more")
    dialog = sampled.panel.findChildren(QInputDialog, "more_samples")[-1]
    offered = dialog.intValue()
    if count is not None:
        dialog.setIntValue(count)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    return offered


def test_more_are_run_beside_those_there_are(sampled, qtbot):
    ask_for_more(sampled, qtbot)

    qtbot.waitUntil(lambda: len(sampled.engine.started) == 5)
    assert [row.sample for row in sampled.panel.grid.rows] == list(range(9))


def test_the_number_asked_for_last_is_offered_again(sampled, qtbot):
    ask_for_more(sampled, qtbot, 12)

    qtbot.waitUntil(lambda: len(sampled.engine.started) == 12)
    assert ask_for_more(sampled, qtbot, 1) == 12
    qtbot.waitUntil(lambda: len(sampled.engine.started) == 13)


def test_where_nothing_has_finished_there_are_no_empty_tables(qtbot, theme):
    dialog = SamplesDialog(theme, "demo/failing", None)
    qtbot.addWidget(dialog)
    dialog.show_samples(samples_of([], 5))
    dialog.show()

    assert dialog.words.text() == "None of 5 samples has finished."
    assert not dialog.groups.isVisible()
    assert not dialog.doubt.isVisible()
