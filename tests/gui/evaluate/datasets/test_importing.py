"""A file is looked at, its columns are said, and what cannot be taken is seen before it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.formats.datasets.workbooks import row, workbook
from workbench.formats.datasets.column_types import ValueType
from workbench.formats.datasets.mapping import Role
from workbench.gui.evaluate.datasets.import_dialog import ImportDialog

ROWS = "Name of person,Expected answer,Weight\nAda,old,1\nEve,new,2\nFay,newer,z\nshort\n"


def opened(open_dataset, qtbot, tmp_path, text=ROWS, name="people.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return opened_file(open_dataset, qtbot, path)


def opened_file(open_dataset, qtbot, path):
    open_dataset.ask.paths = [path]
    open_dataset.actions.run("dataset.import")
    qtbot.waitUntil(lambda: bool(open_dataset.page.findChildren(ImportDialog)), timeout=10_000)
    dialog = open_dataset.page.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(lambda: "Import " in dialog.done_button.text(), timeout=10_000)
    return dialog


def choose_sheet(dialog, index):
    dialog.sheet.setCurrentIndex(index)
    dialog.sheet.activated.emit(index)


def says(qtbot, dialog, words):
    qtbot.waitUntil(lambda: words in dialog.done_button.text(), timeout=10_000)


def test_what_is_wrong_is_seen_with_its_line_and_follows_what_is_chosen(
    open_dataset, qtbot, tmp_path
):
    dialog = opened(open_dataset, qtbot, tmp_path)
    says(qtbot, dialog, "Import 3 of 4 rows")
    assert "Line 5: has 1 field, the first row has 3" in dialog.problems.toPlainText()

    number = dialog.preview.types[2].findData(ValueType.NUMBER.value)
    dialog.preview.types[2].setCurrentIndex(number)
    says(qtbot, dialog, "Import 2 of 4 rows")
    assert "Line 4: Weight: 'z' is no number" in dialog.problems.toPlainText()
    dialog.reject()


def test_rows_are_imported_into_a_new_dataset_that_is_shown(open_dataset, qtbot, tmp_path):
    dialog = opened(open_dataset, qtbot, tmp_path)
    says(qtbot, dialog, "Import 3 of 4 rows")
    assert dialog.into.currentData() == ""

    with qtbot.waitSignal(open_dataset.page.dataset_shown, timeout=10_000):
        qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)

    made = open_dataset.services.datasets.named("people")
    assert [case.expected for case in made.cases] == ["old", "new", "newer"]
    assert open_dataset.page.top.name.text() == "people"


def test_rows_with_the_values_of_cases_that_are_there_are_told_and_left_out(
    open_dataset, qtbot, tmp_path
):
    dialog = opened(open_dataset, qtbot, tmp_path, "name,expected\nAda,x\nEve,y\n")
    assert dialog.preview.mapping[0].role is Role.VARIABLE
    assert dialog.into.currentData() == open_dataset.dataset.id
    says(qtbot, dialog, "Import 1 of 2 rows")
    assert "Line 2: has the same values as the case 'Ada'" in dialog.problems.toPlainText()

    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)

    open_dataset.kept(lambda cases: len(cases) == 5)


def test_tests_of_promptfoo_need_no_columns(open_dataset, qtbot, tmp_path):
    text = "- vars: {name: Eve}\n  assert: [{type: contains, value: x}]\n- 3\n"
    dialog = opened(open_dataset, qtbot, tmp_path, text, "tests.yaml")

    says(qtbot, dialog, "Import 1 of 2 rows")

    assert dialog.preview is None
    dialog.reject()


def test_the_cases_are_written_to_a_file(open_dataset, qtbot, tmp_path):
    target = tmp_path / "out.csv"
    open_dataset.ask.paths = [target]

    with qtbot.waitSignal(open_dataset.page.said, timeout=10_000):
        open_dataset.actions.run("dataset.export")

    assert "Ada" in target.read_text(encoding="utf-8")


def test_another_sheet_of_a_workbook_is_chosen_and_an_empty_one_is_refused(
    open_dataset, qtbot, tmp_path
):
    path = tmp_path / "people.xlsx"
    sheets = {"People": row(1, A="who") + row(2, A="Ada"), "Notes": ""}
    sheets["Places"] = row(1, A="where") + row(2, A="Paris") + row(3, A="Rome")
    path.write_bytes(workbook(**sheets))
    dialog = opened_file(open_dataset, qtbot, path)
    says(qtbot, dialog, "Import 1 row")
    assert [dialog.sheet.itemText(index) for index in range(3)] == ["People", "Notes", "Places"]

    choose_sheet(dialog, 2)
    says(qtbot, dialog, "Import 2 rows")
    assert [use.variable for use in dialog.mapping] == ["where"]

    choose_sheet(dialog, 1)
    qtbot.waitUntil(lambda: bool(open_dataset.ask.errors), timeout=10_000)
    assert "nothing in its sheet 'Notes'" in open_dataset.ask.errors[0].message
    assert dialog.sheet.currentText() == "Places"
    says(qtbot, dialog, "Import 2 rows")
    dialog.reject()


def test_a_file_without_sheets_asks_for_none(open_dataset, qtbot, tmp_path):
    dialog = opened(open_dataset, qtbot, tmp_path)

    assert dialog.sheet.isHidden()
    dialog.reject()
