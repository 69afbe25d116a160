from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from tests.builders import a_case, a_column, an_evaluation
from tests.gui.evaluate.fake_evaluation_engine import a_cell
from workbench.domain.checks import Verdict
from workbench.domain.comparisons import ColumnSummary, Comparison, Finding, Measure
from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Standing
from workbench.gui.evaluate.grid import model
from workbench.gui.evaluate.grid.comparison_strip import ComparisonStrip, number_lines
from workbench.gui.evaluate.grid.filtering import Filter, Show
from workbench.gui.evaluate.grid.heads import head_of
from workbench.gui.evaluate.grid.model import PAGE, CellRole, shown_text
from workbench.gui.evaluate.grid.page import GridPage

PASSED, FAILED = Verdict.PASSED, Verdict.FAILED
HOSTILE = "\u202eabc\x00<b>bold</b>"


def big(cases, columns=2, **fields):
    named = tuple(a_case(f"Case number {number}") for number in range(cases))
    models = tuple(a_column(model=f"demo/{number}") for number in range(columns))
    return an_evaluation(Dataset("d", "Big", cases=named), columns=models, **fields), named


@pytest.fixture
def page(qtbot, theme, icons):
    page = GridPage(theme, icons)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    return page


def filled(page, verdicts, cases=4, **fields):
    evaluation, named = big(cases, **fields)
    page.model.show_evaluation(evaluation, named)
    page.model.put([a_cell(evaluation, number, each) for number, each in enumerate(verdicts)])
    return evaluation


def press(qtbot, page, key):
    qtbot.keyClick(page.view.results, key)


def place(page):
    index = page.view.current
    return index.row(), index.column() - 1


def test_the_model_is_as_qt_wants_it_while_cells_come_and_rows_are_filtered(qtbot, page):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.model, fatal)

    evaluation = filled(page, [PASSED, FAILED] * 4)
    with qtbot.waitSignal(page.model.dataChanged):
        page.model.put([a_cell(evaluation, 0, FAILED)])
    page.model.show_filtered(Filter(Show.FAILED))
    page.model.show_evaluation(None)

    assert tester.model() is page.model
    assert page.model.rowCount() == 0


def test_n_and_p_ask_for_the_next_failed_cell_and_the_one_before(qtbot, page):
    filled(page, [PASSED] * 8)
    asked = []
    page.view.results.failed_wanted.connect(asked.append)

    press(qtbot, page, Qt.Key.Key_N)
    press(qtbot, page, Qt.Key.Key_P)

    assert asked == [1, -1]


def test_the_next_failed_cell_is_found_across_rows_both_ways(page):
    filled(page, [PASSED, PASSED, FAILED, PASSED, PASSED, None, PASSED, PASSED])
    page.view.make_current(0, 0)

    assert page.view.step_to_failed(1)
    assert place(page) == (1, 0)
    assert page.view.step_to_failed(1)
    assert place(page) == (2, 1)
    assert not page.view.step_to_failed(1)
    assert page.view.step_to_failed(-1)
    assert place(page) == (1, 0)


def test_arrows_never_leave_the_results_for_the_cases(qtbot, page):
    filled(page, [PASSED] * 8)
    page.view.make_current(0, 0)

    press(qtbot, page, Qt.Key.Key_Left)
    press(qtbot, page, Qt.Key.Key_Down)

    assert place(page) == (1, 0)


def test_enter_opens_and_escape_leaves(qtbot, page):
    filled(page, [PASSED] * 8)
    page.view.make_current(0, 0)

    with qtbot.waitSignal(page.view.results.opened):
        press(qtbot, page, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.view.results.left):
        press(qtbot, page, Qt.Key.Key_Escape)


def test_both_halves_scroll_together(page):
    filled(page, [], cases=200)

    page.view.results.verticalScrollBar().setValue(700)

    assert page.view.cases.verticalScrollBar().value() == 700


def test_texts_are_asked_for_a_page_at_a_time_and_only_what_is_in_sight(qtbot, page):
    evaluation, named = big(1000)
    asked = []
    page.model.texts_wanted.connect(asked.append)
    page.model.show_evaluation(evaluation, named)
    cells = [a_cell(evaluation, number, PASSED) for number in range(evaluation.total)]
    page.model.put_standings([Standing.of(cell) for cell in cells])

    page.grab()
    page.view.results.scrollToBottom()
    page.grab()

    assert set(asked) == {0, 999 // PAGE}
    assert page.model.index(0, 1).data(CellRole).text is None
    page.model.put_texts(0, {cell.number: shown_text(cell) for cell in cells[: PAGE * 2]})
    assert page.model.index(0, 1).data(CellRole).text == "The output"


def test_hostile_text_is_shown_and_never_acts(page):
    evaluation, _named = big(1, columns=1)
    page.model.show_evaluation(evaluation, (a_case(HOSTILE, labels=(HOSTILE,)),))
    page.model.put_texts(0, {})
    page.model.put([a_cell(evaluation, 0, PASSED, HOSTILE)])

    said = page.model.index(0, 1).data()
    tip = page.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)

    assert "\u202e" not in said
    assert "⟨U+202E⟩" in said
    assert "<b>" not in tip
    page.grab()


@pytest.mark.parametrize(("columns", "samples"), [(1, 1), (12, 3), (2, 30)])
def test_every_state_is_painted(theme, page, columns, samples):
    for choice, scale in (("light", 1.0), ("dark", 1.5)):
        theme.choose(choice)
        theme.set_text_scale(scale)
        evaluation, named = big(8, columns=columns, samples=samples)
        page.model.show_evaluation(evaluation, named)
        verdicts = [PASSED, FAILED, None, Verdict.ERROR, Verdict.PENDING]
        numbers = range(0, evaluation.total, 2)
        cells = [a_cell(evaluation, n, verdicts[n // 2 % 5], "שלום 👩‍👩‍👧") for n in numbers]
        page.model.put(cells)
        summary = a_summary()
        heads = {0: head_of(evaluation.columns[0], summary)}
        page.view.show_heads("8 cases", heads)

        assert not page.grab().isNull()


def test_a_filter_that_nothing_fits_says_so(page):
    filled(page, [PASSED] * 8)
    page.model.modelReset.connect(page.show_rows)

    page.model.show_filtered(Filter(words="nowhere"))

    assert page.none.isVisible()
    assert page.filter.count.text() == "0 of 4 cases"


def a_summary():
    rate = Measure(2 / 3, 0.3, 0.9, 6)
    return ColumnSummary(0, 6, 1, rate, rate, latency_p50=1.0, latency_p95=2.0)


def test_a_head_says_how_sure_its_rate_is():
    head = head_of(a_column(version=8), a_summary())

    assert head.title == "v8"
    assert "Pass rate 67 % (30–90)" in head.words
    assert "Errors 1" in head.words
    assert head_of(a_column(label="candidate"), None).title == "candidate"


def a_comparison(sentence="v8 is better than v7.", **fields):
    known = {
        "baseline": "v7",
        "candidate": "v8",
        "what": "pass rate",
        "paired": 60,
        "better": 41,
        "worse": 9,
        "difference": Measure(0.53, 0.34, 0.72, 60),
        "p_value": 0.001,
        "adjusted_p": 0.002,
        "effect": 1.2,
        "effect_name": "Cohen's g",
        "method": "exact McNemar",
        "finding": Finding.BETTER,
        "more_cases": None,
        "sentence": sentence,
    }
    return Comparison(**{**known, **fields})


def test_the_strip_says_a_sentence_for_each_comparison_and_its_numbers_on_demand(
    qtbot, theme, icons
):
    strip = ComparisonStrip(theme, icons)
    qtbot.addWidget(strip)
    strip.show_comparisons([a_comparison(), a_comparison(finding=Finding.CANNOT_TELL)])
    strip.show()
    details = strip.findChild(object, "grid.strip.details.0")

    details.click()

    said = strip.findChild(object, "grid.strip.0").accessibleName()
    assert said == "better: v8 is better than v7."
    lines = dict(number_lines(a_comparison(more_cases=60)))
    assert lines["Cases"] == "60 in both · better on 41 · worse on 9"
    assert lines["Cases needed"] == "about 60 more for 80 % power"
    assert "Holm" in lines["p-value"]


def test_many_comparisons_are_shown_when_they_are_asked_for(qtbot, theme, icons):
    strip = ComparisonStrip(theme, icons)
    qtbot.addWidget(strip)
    strip.show_comparisons([a_comparison(f"Sentence {n}.") for n in range(5)], ["a"] * 5)
    strip.show()
    assert strip.findChild(object, "grid.strip.4") is None

    strip.findChild(object, "grid.strip.more").click()

    assert strip.findChild(object, "grid.strip.4").text() == "a: Sentence 4."


def test_many_cases_are_filtered_a_little_at_a_time_and_shown_together(qtbot, page, monkeypatch):
    monkeypatch.setattr(model, "SIFTED_S", 0.0)
    evaluation, cases = big(300, columns=1)
    page.model.show_evaluation(evaluation, cases)
    page.model.put([a_cell(evaluation, number, FAILED) for number in range(0, 300, 3)])

    page.model.show_filtered(Filter(Show.FAILED))

    assert page.model.rowCount() == 300
    qtbot.waitUntil(lambda: page.model.rowCount() == 100, timeout=20_000)
    assert page.model.case_at(1) == 3


def test_the_newest_filter_is_the_one_that_is_shown(qtbot, page, monkeypatch):
    monkeypatch.setattr(model, "SIFTED_S", 0.0)
    evaluation, cases = big(300, columns=1)
    page.model.show_evaluation(evaluation, cases)

    page.model.show_filtered(Filter(words="nowhere"))
    with qtbot.waitSignal(page.model.filtered, timeout=20_000):
        page.model.show_filtered(Filter(words="number 299"))

    assert [page.model.case_at(row) for row in range(page.model.rowCount())] == [299]


def test_another_evaluation_ends_what_was_filtered(qtbot, page, monkeypatch):
    monkeypatch.setattr(model, "SIFTED_S", 0.0)
    evaluation, cases = big(300, columns=1)
    page.model.show_evaluation(evaluation, cases)
    page.model.show_filtered(Filter(words="nowhere"))

    page.model.show_evaluation(*big(70, columns=1))
    assert page.model.rowCount() == 70
    with qtbot.waitSignal(page.model.filtered, timeout=20_000):
        page.model.show_filtered(Filter(words="number 69"))

    assert page.model.rowCount() == 1
