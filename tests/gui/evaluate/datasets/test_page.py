"""Cases are edited in the table, undone, pasted, accepted, and kept as they are made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton

from tests.builders import a_run
from workbench.domain.checks import Check
from workbench.domain.datasets import Case, Split
from workbench.domain.run_events import RunEnded
from workbench.gui.evaluate.datasets.model import CasesModel
from workbench.gui.evaluate.datasets.split_dialog import SplitDialog
from workbench.gui.evaluate.datasets.vary_dialog import VaryDialog
from workbench.gui.evaluate.datasets.view import lines_of

CONTROL = Qt.KeyboardModifier.ControlModifier
SELECT = QItemSelectionModel.SelectionFlag.Select


def values(cases):
    return [dict(case.values).get("name") for case in cases]


def test_a_cell_that_is_typed_is_kept_and_ids_stay(open_dataset):
    before = open_dataset.cases

    open_dataset.type(1, "name", "Bob")
    open_dataset.type(1, "Labels", 'south, "far, away"')
    open_dataset.type(1, "Split", "held out")

    open_dataset.kept(lambda cases: cases[1].split is Split.HELD_OUT)
    after = open_dataset.cases
    assert [case.id for case in after] == [case.id for case in before]
    assert dict(after[1].values)["name"] == "Bob"
    assert after[1].labels == ("south", "far, away")
    assert "1 held out" in open_dataset.page.top.facts.text()


def test_a_long_text_is_edited_below_exactly_and_undone_as_one_step(open_dataset, qtbot):
    open_dataset.table.go_to(0, open_dataset.column("Expected answer"))
    pane = open_dataset.page.pane

    pane.text.set_exact_text("one\ntwo\u2028three\u00a0")
    qtbot.keyClicks(pane.text, "four")

    open_dataset.kept(lambda cases: "four" in cases[0].expected)
    assert "two\u2028three\u00a0" in open_dataset.cases[0].expected
    qtbot.keyClick(pane.text, Qt.Key.Key_Z, CONTROL)
    open_dataset.kept(lambda cases: cases[0].expected == "")
    assert pane.text.exact_text() == ""


def test_what_a_column_cannot_take_is_told_and_not_kept(open_dataset):
    open_dataset.table.go_to(0, 2)

    open_dataset.type(0, "Split", "perhaps")

    assert "neither train nor held out" in open_dataset.page.pane.problem.text()
    assert open_dataset.cases[0].split is Split.NONE


def test_a_case_is_switched_off_by_its_tick(open_dataset):
    index = open_dataset.index(2, "On")

    open_dataset.page.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)

    open_dataset.kept(lambda cases: not cases[2].enabled)
    assert "1 off" in open_dataset.page.top.facts.text()


def test_rows_are_added_duplicated_deleted_and_all_of_it_is_undone(open_dataset):
    run = open_dataset.actions.run
    before = open_dataset.cases

    run("cases.add")
    open_dataset.table.go_to(0)
    run("cases.duplicate")
    open_dataset.kept(lambda cases: len(cases) == 6)
    assert open_dataset.cases[1] == replace(before[0], id=open_dataset.cases[1].id)
    open_dataset.table.go_to(2)
    run("cases.delete")
    open_dataset.kept(lambda cases: len(cases) == 5)

    for _step in range(3):
        run("cases.undo")

    open_dataset.kept(lambda cases: cases == before)
    run("cases.redo")
    open_dataset.kept(lambda cases: len(cases) == 5)


def test_cells_are_pasted_from_a_spreadsheet_and_rows_are_added(open_dataset, qtbot):
    open_dataset.table.go_to(3, open_dataset.column("name"))
    QGuiApplication.clipboard().setText('Dora\tgood\r\n"two\nlines"\tbetter\r\n')

    qtbot.keyClick(open_dataset.table, Qt.Key.Key_V, CONTROL)

    open_dataset.kept(lambda cases: len(cases) == 5)
    assert values(open_dataset.cases)[3:] == ["Dora", "two\nlines"]
    assert [case.expected for case in open_dataset.cases[3:]] == ["good", "better"]
    assert open_dataset.cases[4].id


def test_selected_cells_are_copied_and_emptied(open_dataset, qtbot):
    selection = open_dataset.table.selectionModel()
    for row in (0, 1):
        selection.select(
            open_dataset.table.filtered.mapFromSource(open_dataset.index(row, "name")), SELECT
        )

    qtbot.keyClick(open_dataset.table, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    qtbot.keyClick(open_dataset.table, Qt.Key.Key_Delete)

    assert copied == "Ada\nBo"
    open_dataset.kept(lambda cases: values(cases)[:2] == ["", ""])


def test_a_filter_shows_the_cases_with_all_its_words(open_dataset, qtbot):
    qtbot.keyClicks(open_dataset.page.top.filter, "south")
    assert open_dataset.table.filtered.rowCount() == 2

    qtbot.keyClicks(open_dataset.page.top.filter, " nowhere")
    assert open_dataset.page.none.isVisible()


def test_generated_cases_are_told_and_accepted_or_rejected(open_dataset, generated, qtbot):
    dataset = open_dataset.services.datasets.dataset(open_dataset.dataset.id)
    more = (replace(generated, id="g1"), replace(generated, id="g2", values=(("name", "Zo"),)))
    open_dataset.services.datasets.save(replace(dataset, cases=(*dataset.cases, *more)))
    qtbot.waitUntil(lambda: open_dataset.page.model.rowCount() == 6, timeout=10_000)
    assert open_dataset.page.generated.isVisible()
    assert "Generated" in open_dataset.index(4, "Name").data()

    open_dataset.table.go_to(4)
    open_dataset.actions.run("cases.accept")
    open_dataset.page.reject_all_requested.emit()

    open_dataset.kept(lambda cases: values(cases)[4:] == ["Eve"])
    assert open_dataset.cases[4].counts
    assert not open_dataset.page.generated.isVisible()


def test_a_case_that_is_kept_elsewhere_is_seen_and_not_lost_by_an_edit(open_dataset, qtbot):
    prompt_id = open_dataset.dataset.prompt_id
    open_dataset.services.datasets.keep_case(prompt_id, Case(name="new", values=(("name", "N"),)))
    open_dataset.type(0, "Notes", "seen")

    open_dataset.kept(lambda cases: cases[0].notes == "seen" and values(cases)[-1] == "N")
    qtbot.waitUntil(lambda: open_dataset.page.model.rowCount() == 5, timeout=10_000)


def test_a_dataset_is_renamed_and_a_new_one_has_the_inputs_of_the_prompt(open_dataset, qtbot):
    name = open_dataset.page.top.name
    name.setText("Other names")
    name.editingFinished.emit()
    qtbot.waitUntil(
        lambda: open_dataset.services.datasets.all()[0].name == "Other names", timeout=10_000
    )

    with qtbot.waitSignal(open_dataset.page.dataset_shown, timeout=10_000):
        open_dataset.actions.run("dataset.new")

    assert open_dataset.page.empty.isVisible()
    assert name.text() == "New dataset"


def test_cases_are_held_out_after_their_counts_were_seen(open_dataset, qtbot):
    open_dataset.actions.run("dataset.split")
    dialog = open_dataset.page.findChild(SplitDialog)
    dialog.share.setValue(10)
    qtbot.waitUntil(lambda: dialog.counts.count() > 3, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.counts.itemAt(5).widget().text() == "2", timeout=10_000)

    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)

    open_dataset.kept(lambda cases: sum(c.split is Split.HELD_OUT for c in cases) == 2)
    open_dataset.actions.run("cases.undo")
    open_dataset.kept(lambda cases: all(c.split is Split.NONE for c in cases))


def test_variations_are_run_on_the_model_and_arrive_as_generated_cases(open_dataset, qtbot):
    open_dataset.table.go_to(0)
    open_dataset.actions.run("cases.vary")
    dialog = open_dataset.page.findChild(VaryDialog)
    assert dialog.chosen == ("demo/brief", 5)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(open_dataset.engine.started), timeout=10_000)
    [job] = open_dataset.engine.started
    given = '{"variable": "name", "value": "Adele"}'
    text = '{"cases": [{"name": "another", "values": [' + given + "]}]}"

    open_dataset.engine.say(RunEnded(replace(a_run(text=text), job=job)))

    open_dataset.kept(lambda cases: values(cases)[:2] == ["Ada", "Adele"])
    assert not open_dataset.cases[1].accepted
    qtbot.waitUntil(lambda: open_dataset.page.generated.isVisible(), timeout=10_000)


def test_a_model_that_writes_no_variations_is_told_with_what_to_do(open_dataset, qtbot):
    said = []
    open_dataset.page.said.connect(said.append)
    open_dataset.table.go_to(0)
    open_dataset.actions.run("cases.vary")
    qtbot.mouseClick(open_dataset.page.findChild(VaryDialog).done_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(open_dataset.engine.started), timeout=10_000)
    [job] = open_dataset.engine.started

    open_dataset.engine.say(RunEnded(replace(a_run(text="Sure! Here they are."), job=job)))

    qtbot.waitUntil(lambda: bool(open_dataset.ask.errors), timeout=10_000)
    assert "Choose another model" in open_dataset.ask.errors[0].hint
    assert said[-1] == "No variations were written"


@pytest.mark.parametrize("count", [0, 1, 7])
def test_the_table_of_cases_keeps_the_rules_of_models(qtbot, theme, count):
    model = CasesModel(theme)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    cases = tuple(Case(id=str(n), values=(("x", n),)) for n in range(count))
    states = [cases, cases[1:], (*cases, Case(id="new")), (Case(id="0"), *cases[1:]), (), cases]

    for state in states:
        model.show_cases(state, ("x",))
        assert model.rowCount() == len(state)
        assert [model.cases[n].id for n in range(model.rowCount())] == [c.id for c in state]
    assert tester.model() is model


def test_lines_of_a_spreadsheet_are_read_with_their_line_ends():
    assert lines_of('a\tb\r\n"x ""y""\nz"\t\r\n') == [["a", "b"], ['x "y"\nz', ""]]
    assert lines_of("") == []


def test_in_a_narrow_window_the_name_is_read_and_the_buttons_beside_it_are_icons(
    open_dataset, qtbot
):
    top = open_dataset.page.top
    long = replace(open_dataset.dataset, name="A name that is much longer than its field " * 3)
    icon = Qt.ToolButtonStyle.ToolButtonIconOnly
    button = top.findChild(QToolButton, "dataset.button.dataset.import")
    top.show_dataset(long, "sha256:abc", "")
    assert top.name.cursorPosition() == 0

    top.resize(500, top.height())
    qtbot.waitUntil(lambda: button.toolButtonStyle() is icon)

    top.resize(1200, top.height())
    qtbot.waitUntil(lambda: button.toolButtonStyle() is not icon)


def test_a_case_with_checks_of_its_own_is_marked_and_the_mark_opens_them(open_dataset, qtbot):
    first, *rest = open_dataset.cases
    own = (replace(first, checks=(Check("contains", value="x"),)), *rest)
    open_dataset.services.datasets.save(replace(open_dataset.dataset, cases=own))
    model, table = open_dataset.page.model, open_dataset.table
    mark = Qt.ItemDataRole.DecorationRole
    qtbot.waitUntil(lambda: model.index(0, 1).data(mark) is not None, timeout=10_000)
    assert model.index(1, 1).data(mark) is None
    assert "this case alone: contains" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)

    place = table.visualRect(table.filtered.index(0, 1))
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(open_dataset.page.delegate.checks_wanted):
        qtbot.mouseClick(table.viewport(), left, pos=place.center())
    with qtbot.waitSignal(open_dataset.page.delegate.checks_wanted):
        qtbot.mouseClick(
            table.viewport(), left, pos=place.center() + QPoint(place.width() // 2 - 9, 0)
        )
