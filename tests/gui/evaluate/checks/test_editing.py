from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt

from workbench.domain.checks import SET, Check, Verdict
from workbench.gui.evaluate.checks.chooser import KindChooser
from workbench.gui.evaluate.checks.list_model import LineRole

PASSED, FAILED, PENDING = Verdict.PASSED, Verdict.FAILED, Verdict.PENDING
TWO = (Check("icontains", value="output", metric="says so"), Check("contains", value="of 1"))


def names(checking):
    return [check.name for check in checking.checks]


def test_the_fields_follow_the_kind_of_the_check(checking):
    checking.set_checks(
        Check("contains-any", value=("a", "b")),
        Check("latency", threshold=2000),
        Check("llm-rubric", value="Is polite."),
        Check("python", value="len(output) < 9"),
        Check(SET, checks=TWO),
    )
    checking.open()
    editor = checking.editor

    checking.choose(0)
    assert editor.value.text.exact_text() == "a\nb"
    assert not editor.threshold.isVisible()
    assert not editor.judge.isVisible()
    checking.choose(1)
    assert not editor.value.isVisible()
    assert editor.threshold.line.text() == "2000"
    assert editor.threshold.title.text() == "At most"
    checking.choose(2)
    assert editor.judge.isVisible()
    assert editor.judge.prompt.placeholderText() == "judges/llm-rubric"
    checking.choose(3)
    assert editor.value.text.highlighter.language == "python"
    checking.choose(4)
    assert editor.inside.isVisible()
    assert not editor.negated.isVisible()


def test_a_problem_stands_at_the_field_while_it_is_typed(checking):
    checking.set_checks(Check("regex", value="a+"), Check("is-json"))
    checking.open()

    checking.type("(")
    assert checking.editor.value.problem.isVisible()
    shown = checking.panel.list.checks.index(0).data(LineRole)
    assert shown.problem
    checking.choose(1)
    checking.type('{"type": ')
    assert "line 1" in checking.editor.value.problem.text()
    assert checking.checks[1].value is None


def test_numbers_that_are_none_change_nothing(checking):
    checking.open()
    weight = checking.editor.weight

    checking.qtbot.keyClicks(weight.line, "x")

    assert weight.line.accessibleDescription() == "A number is expected"
    assert checking.checks[0].weight == 1
    weight.line.clear()
    checking.qtbot.keyClicks(weight.line, "2")
    assert checking.checks[0].weight == 2


def test_checks_are_moved_doubled_and_removed_by_key_and_it_can_be_undone(checking):
    checking.set_checks(*TWO)
    checking.open()
    keys, view = checking.qtbot.keyClick, checking.panel.list
    checking.choose(0)

    keys(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(checking) == ["contains", "icontains"]
    assert view.place == (1,)
    keys(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names(checking) == ["contains", "icontains", "icontains"]
    keys(view, Qt.Key.Key_Delete)
    keys(view, Qt.Key.Key_Delete)
    assert names(checking) == ["contains"]
    for _ in range(4):
        keys(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert checking.checks == TWO
    assert not checking.actions.context.checks_undo
    assert not checking.strip.isVisible()


def test_typing_in_one_field_is_one_step(checking):
    checking.open()
    for text in ("a", "ab", "abc"):
        checking.type(text)

    checking.actions.run("check.undo")
    assert checking.editor.value.text.exact_text() == "output"
    checking.actions.run("check.redo")
    assert checking.editor.value.text.exact_text() == "abc"


def test_a_check_that_is_dragged_stands_where_it_is_dropped(checking):
    checking.set_checks(*TWO)
    checking.open()
    model = checking.panel.list.checks
    dragged = model.mimeData([model.index(1)])
    assert isinstance(dragged, QMimeData)

    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, model.index(-1))

    assert names(checking) == ["contains", "icontains"]


def test_a_kind_is_chosen_by_typing_and_its_value_is_typed_next(checking):
    checking.open()
    checking.actions.run("check.add")
    chooser = checking.dialog("checks.chooser")
    assert isinstance(chooser, KindChooser)

    checking.qtbot.keyClicks(chooser.filter, "starts-with")
    checking.qtbot.keyClick(chooser.filter, Qt.Key.Key_Return)

    assert names(checking) == ["icontains", "starts-with"]
    assert checking.panel.list.place == (1,)
    assert "needs a value" in checking.editor.value.problem.text()


def test_the_chooser_tells_what_passes_and_shows_an_example(checking):
    checking.open()
    checking.actions.run("check.add")
    chooser = checking.dialog("checks.chooser")

    assert chooser.title.text().startswith("equals")
    checking.qtbot.keyClick(chooser.filter, Qt.Key.Key_Down)
    assert chooser.title.text().startswith("contains")
    assert '"type": "contains"' in chooser.example.text()
    chooser.reject()


def test_a_set_takes_checks_inside_it(checking):
    checking.set_checks(Check(SET, checks=TWO[:1]), TWO[1])
    checking.open()
    checking.choose(2)

    checking.actions.run("check.into_set")

    assert checking.checks == (Check(SET, checks=TWO),)
    assert checking.panel.list.place == (0, 1)


def test_not_turns_a_check_around(checking):
    checking.open()

    checking.editor.negated.click()

    assert names(checking) == ["not-icontains"]


def test_escape_goes_from_the_fields_to_the_list_and_out(checking):
    checking.open()
    checking.editor.focus_value()

    checking.qtbot.keyClick(checking.editor.value.text, Qt.Key.Key_Escape)
    assert checking.panel.list.hasFocus()
    checking.qtbot.keyClick(checking.panel.list, Qt.Key.Key_Escape)
    assert checking.panel.isHidden()
    assert not checking.actions["evaluation.checks"].isChecked()


def test_where_there_is_little_room_one_pane_is_open(checking):
    checking.open()
    checking.place.resize(900, 640)
    checking.actions.run("result.open")
    checking.qtbot.waitUntil(lambda: checking.panel.isHidden())
    assert checking.evaluate.pane.isVisible()

    checking.actions["evaluation.checks"].setChecked(True)

    checking.qtbot.waitUntil(lambda: checking.evaluate.pane.isHidden())
