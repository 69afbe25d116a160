"""What the editor shows besides the text: problems, completion, find, preview, header, cost."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor

from workbench.domain.errors import TemplateError, WorkspaceError
from workbench.domain.problems import Analysis, Preview, Problem, RenderedMessage, Severity
from workbench.domain.prompts import Input
from workbench.gui.write.editor.problem_list import ProblemModel

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


def unknown(index, start, end, severity=Severity.ERROR):
    return Problem("unknown", severity, "There is no such component.", index, start, end)


def waves(edit):
    marks = [m for m in edit.extraSelections() if m.format.underlineStyle() == WAVE]
    return [mark.cursor.selectedText() for mark in marks]


def type_into(qtbot, edit, text):
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, text)


def test_a_problem_is_underlined_counted_and_listed(editor):
    editor.engine.analysis = Analysis(problems=(unknown(0, 3, 9),), tokens=4)

    editor.open("😀 wrong here")

    assert waves(editor.message(0)) == ["rong h"]
    assert editor.panel.footer.problems.text() == "1 problem"
    assert "4 tokens" in editor.panel.footer.cost.text()
    assert editor.actions.context.template_broken


def test_choosing_a_problem_leads_to_its_place(editor, qtbot):
    editor.engine.analysis = Analysis(problems=(unknown(1, 2, 4),))
    editor.open("fine", "a wrong word")
    qtbot.mouseClick(editor.panel.footer.problems, Qt.MouseButton.LeftButton)
    listed = editor.panel.problems

    qtbot.mouseClick(
        listed.viewport(),
        Qt.MouseButton.LeftButton,
        pos=listed.visualRect(listed.model().index(0, 0)).center(),
    )

    assert editor.message(1).hasFocus()
    assert editor.message(1).textCursor().position() == 2


def test_problems_go_when_they_are_mended(editor, qtbot):
    editor.engine.analysis = lambda content: Analysis(
        problems=(unknown(0, 0, 3),) if "bad" in content.text else ()
    )
    editor.open("bad")
    edit = editor.message(0)
    edit.setFocus()
    edit.selectAll()

    qtbot.keyClicks(edit, "good")
    qtbot.waitUntil(lambda: editor.panel.footer.problems.text() == "no problems")

    assert waves(edit) == []


def test_the_worst_problems_stand_first(icons, qtmodeltester):
    model = ProblemModel(icons)
    model.show_problems([unknown(0, 0, 1, Severity.HINT), unknown(0, 0, 1, Severity.ERROR)])

    qtmodeltester.check(model, force_py=False)
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("error")


def test_variables_are_offered_after_two_braces_and_taken_with_enter(editor, qtbot):
    editor.engine.analysis = Analysis(inputs=(Input("ticket"), Input("tone")))
    editor.open("Dear ")
    edit = editor.message(0)

    type_into(qtbot, edit, "{{ to")
    qtbot.waitUntil(lambda: edit.completion.open)
    qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert editor.texts == ["Dear {{ tone }}"]
    assert not edit.completion.open


def test_escape_closes_the_list_and_leaves_what_was_typed(editor, qtbot):
    editor.engine.analysis = Analysis(inputs=(Input("ticket"),))
    editor.open("")
    edit = editor.message(0)
    type_into(qtbot, edit, "{{ ti")
    qtbot.waitUntil(lambda: edit.completion.open)

    qtbot.keyClick(edit, Qt.Key.Key_Escape)

    assert not edit.completion.open
    assert editor.texts == ["{{ ti }}"]


def test_find_counts_the_places_in_all_messages_and_goes_round(editor, qtbot):
    editor.open("one two", "two")
    editor.message(0).setFocus()
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar

    qtbot.keyClicks(bar.wanted, "two")
    assert bar.count.text() == "1 of 2"
    qtbot.keyClick(bar.wanted, Qt.Key.Key_Return)

    assert bar.count.text() == "2 of 2"
    assert editor.message(1).textCursor().selectedText() == "two"


def test_replacing_everywhere_is_one_step_of_undo(editor, qtbot):
    editor.open("one two", "two")
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar
    qtbot.keyClicks(bar.wanted, "two")
    qtbot.keyClicks(bar.new, "three")

    qtbot.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert editor.texts == ["one three", "three"]
    editor.actions.run("draft.undo")

    assert editor.texts == ["one two", "two"]


def test_escape_leaves_the_find_bar_for_the_text(editor, qtbot):
    editor.open("one")
    editor.actions.run("edit.find")

    qtbot.keyClick(editor.panel.find_bar.wanted, Qt.Key.Key_Escape)

    assert not editor.panel.find_bar.isVisible()
    assert editor.message(0).hasFocus()


def test_the_preview_marks_what_values_filled_in_and_takes_no_markup(editor):
    editor.engine.preview_answer = Preview(
        (RenderedMessage("user", "Dear <b>Ada</b> 😀!", ((5, 15),)),)
    )
    editor.open("Dear {{ name }} 😀!")

    editor.actions["view.preview"].setChecked(True)

    view = editor.panel.preview.text
    assert "Dear <b>Ada</b> 😀!" in view.toPlainText()
    [mark] = view.extraSelections()
    assert mark.cursor.selectedText() == "<b>Ada</b>"


def test_the_preview_names_the_files_that_are_sent_along(editor):
    editor.engine.preview_answer = Preview(
        (RenderedMessage("user", "Look.", attached=("plan.png", "notes.txt")),)
    )
    editor.open("Look.")

    editor.actions["view.preview"].setChecked(True)

    shown = editor.panel.preview.text.toPlainText()
    assert "[plan.png is sent along]\n[notes.txt is sent along]" in shown


def test_a_preview_that_fails_says_why(editor):
    editor.engine.preview_answer = TemplateError("Line 1: a brace is missing.")
    editor.open("Dear {{ name")

    editor.actions["view.preview"].setChecked(True)

    assert "a brace is missing" in editor.panel.preview.text.toPlainText()


def test_the_header_says_what_the_draft_is(editor, qtbot):
    editor.open("Hello")

    assert editor.panel.header.path.text() == "greetings/hello"
    assert "no version yet" in editor.panel.header.state.text()


def test_a_draft_that_cannot_be_saved_says_so_where_it_is_typed(editor):
    editor.open("Hello")

    editor.session.save_failed.emit(WorkspaceError("The disk is full."))
    assert "disk is full" in editor.panel.footer.failure.text()
    editor.session.saved.emit(None)

    assert editor.panel.footer.failure.text() == ""


def test_costs_are_said_as_far_as_they_are_known(editor):
    footer = editor.panel.footer

    footer.show_estimate(Decimal("0.00061"), 0)
    assert "about $0.0006 a run" in footer.cost.text()
    footer.show_estimate(Decimal("0.00061"), 0, 12)
    assert "about $0.0006 for 12 runs" in footer.cost.text()
    footer.show_estimate(None, 2)

    assert "price not known" in footer.cost.text()


def test_line_numbers_are_shown_on_demand(editor):
    editor.open("one\ntwo")
    numbers = editor.message(0).line_numbers
    assert not numbers.isVisible()

    editor.actions["view.line_numbers"].setChecked(True)
    editor.panel.grab()

    assert numbers.isVisible()
    assert numbers.width() > 0


def test_the_bracket_that_belongs_to_the_one_at_the_cursor_is_marked(editor, qtbot):
    editor.open("f(a)")
    edit = editor.message(0)
    edit.setFocus()

    edit.moveCursor(QTextCursor.MoveOperation.End)

    marked = lambda: sorted(mark.cursor.selectedText() for mark in edit.extraSelections())  # noqa: E731
    qtbot.waitUntil(lambda: marked() == ["(", ")"])


def test_nothing_is_said_of_tokens_before_they_are_counted(editor):
    footer = editor.panel.footer
    footer.show_estimate(Decimal(0), 0)
    assert footer.cost.text() == "free"

    editor.engine.analysis = Analysis(tokens=4)
    editor.open("Hello")

    assert footer.cost.text() == "≈ 4 tokens · free"


def test_nothing_is_said_of_problems_before_they_are_looked_for(editor):
    editor.open("Hello")
    known = editor.panel.footer.problems.isVisible()

    editor.panel.footer.forget()

    assert known
    assert not editor.panel.footer.problems.isVisible()
