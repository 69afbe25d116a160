"""Problems gone through, mended and switched off, in Write as a whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from tests.builders import a_content
from workbench.domain.errors import TemplateTooCostly
from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import Input, PromptKind
from workbench.templating.analysis import analyse


@pytest.fixture
def looking(write):
    """Write with an engine that looks at drafts as the real one does."""

    def answer(content):
        scope = write.engine.scopes[-1]
        components = {}
        for summary in write.services.prompts.library():
            if summary.prompt.kind is PromptKind.COMPONENT:
                opened = write.services.prompts.open(summary.prompt.id)
                components[summary.prompt.path] = opened.draft.content
        archived = [each.prompt.path for each in write.services.prompts.library(archived=True)]
        given = [name for name, value in scope.values if value is not None]
        return analyse(
            content, components, given=given, rules_off=scope.rules_off, archived=archived
        )

    write.engine.analysis = answer
    write.codes = lambda: [problem.code for problem in write.problems()]
    write.problems = lambda: [
        write.place.editor.problems.model().index(row, 0).data(Qt.ItemDataRole.UserRole + 1)
        for row in range(write.place.editor.problems.model().rowCount())
    ]
    return write


@pytest.fixture
def opened(looking):
    def open_with(*texts, **fields):
        looking.session.replace_draft(a_content(*texts, **fields), "Begin")
        looking.place.editor.cards.go_to(0, 0)
        return looking

    return open_with


def texts(write):
    return [message.text for message in write.session.content.messages]


def menu():
    return next(
        (
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QMenu) and widget.isVisible()
        ),
        None,
    )


def choose(qtbot, words):
    qtbot.waitUntil(lambda: menu() is not None)
    [action] = [each for each in menu().actions() if words in each.text()]
    shown = menu()
    action.trigger()
    shown.close()


def test_f8_goes_from_problem_to_problem_and_round(opened):
    write = opened("a\u200bb \u200bc", "\u200bd")
    places = []

    for _ in range(4):
        write.actions.run("problem.next")
        index = write.place.editor.cards.current
        places.append((index, write.message(index).textCursor().position()))
    write.actions.run("problem.previous")

    assert places == [(0, 1), (0, 4), (1, 0), (0, 1)]
    assert write.message(1).hasFocus()


def test_alt_enter_mends_what_is_at_the_cursor_in_one_step(opened, qtbot):
    write = opened("a\u200bb")
    edit = write.message(0)
    write.actions.run("problem.next")

    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)

    assert texts(write) == ["ab"]
    write.actions.run("draft.undo")
    assert texts(write) == ["a\u200bb"]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_several_ways_to_mend_are_offered(opened, qtbot):
    write = opened("{{ tickt }}", inputs=(Input("ticket"),))
    write.actions.run("problem.next")

    write.actions.run("problem.fix")
    choose(qtbot, "Write ticket instead")

    assert texts(write) == ["{{ ticket }}"]


def test_away_from_a_problem_the_command_goes_to_the_next_that_can_be_mended(opened):
    write = opened("word a\u200bb")

    write.actions.run("problem.fix")

    assert write.message(0).textCursor().position() == 6
    assert texts(write) == ["word a\u200bb"]


def test_an_input_is_removed_from_the_list(opened, qtbot):
    write = opened("{{ a }}", inputs=(Input("a"), Input("b")))
    area = write.place.editor.problem_area
    qtbot.mouseClick(write.place.editor.footer.problems, Qt.MouseButton.LeftButton)
    area.list.setCurrentIndex(area.list.model().index(0, 0))

    qtbot.mouseClick(area.fix, Qt.MouseButton.LeftButton)

    assert write.session.content.inputs == (Input("a"),)
    assert write.codes() == []


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_all_problems_like_one_are_mended_together(opened, qtbot):
    write = opened("a\u200bb \u200bc", "\u200bd")
    listed = write.place.editor.problems
    write.place.editor.footer.problems.setChecked(True)
    listed.setCurrentIndex(listed.model().index(0, 0))

    listed.menu_requested.emit(listed.current, write.place.mapToGlobal(QPoint(5, 5)))
    choose(qtbot, "Mend all 3 like it")

    assert texts(write) == ["ab c", "d"]
    write.actions.run("draft.undo")
    assert texts(write) == ["a\u200bb \u200bc", "\u200bd"]


def test_a_missing_component_is_created(opened, qtbot):
    write = opened("{% include 'tone/new' %}")
    assert write.codes() == ["include-missing"]
    write.actions.run("problem.next")

    write.actions.run("problem.fix")

    qtbot.waitUntil(lambda: write.codes() == [])
    assert write.stored("tone/new").prompt.kind is PromptKind.COMPONENT


def test_an_archived_component_is_brought_back(opened, qtbot):
    write = opened("{% include 'tone/warm' %}")
    write.services.prompts.set_archived(write.stored("tone/warm").prompt.id, True)
    qtbot.waitUntil(lambda: write.codes() == ["include-archived"])
    write.actions.run("problem.next")

    write.actions.run("problem.fix")

    qtbot.waitUntil(lambda: write.codes() == [])
    assert not write.stored("tone/warm").prompt.archived


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_rule_is_switched_off_for_the_workspace_and_on_again(opened, qtbot):
    write = opened("a\u200bb")
    listed = write.place.editor.problems
    write.place.editor.footer.problems.setChecked(True)
    listed.setCurrentIndex(listed.model().index(0, 0))

    listed.menu_requested.emit(listed.current, write.place.mapToGlobal(QPoint(5, 5)))
    choose(qtbot, "Don't look for this")
    qtbot.waitUntil(lambda: write.codes() == [])
    qtbot.waitUntil(lambda: write.services.preferences.load().rules_off == ("hidden-character",))

    write.actions.run("problem.rules")
    dialog = write.place.findChild(object, "rules")
    rows = {
        dialog.list.item(row).toolTip(): dialog.list.item(row) for row in range(dialog.list.count())
    }
    assert not rows["template: it would stop a run"].flags() & Qt.ItemFlag.ItemIsEnabled
    rows["hidden-character"].setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: write.codes() == ["hidden-character"])
    qtbot.waitUntil(lambda: write.services.preferences.load().rules_off == ())
    dialog.close()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_what_would_stop_a_run_cannot_be_switched_off(opened, qtbot):
    write = opened("{{ a")
    listed = write.place.editor.problems
    write.place.editor.footer.problems.setChecked(True)
    listed.setCurrentIndex(listed.model().index(0, 0))

    listed.menu_requested.emit(listed.current, write.place.mapToGlobal(QPoint(5, 5)))

    qtbot.waitUntil(lambda: menu() is not None)
    never = next(each for each in menu().actions() if "always looked for" in each.text())
    assert not never.isEnabled()
    menu().close()


def test_a_fix_of_a_text_that_changed_meanwhile_changes_nothing(opened, qtbot):
    write = opened("a\u200bb")
    [problem] = write.problems()
    write.engine.answers_later = True
    edit = write.message(0)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(edit, "more ")

    with qtbot.waitSignal(write.place.said):
        write.place.editor.problem_area.fix_requested.emit(problem, problem.fixes[0])

    assert texts(write) == ["more a\u200bb"]


def test_an_underlined_word_says_what_is_wrong_and_how_it_is_mended(opened):
    write = opened("a\u200bb")

    said = write.message(0).problem_at(1)

    assert "Zero width space" in said
    assert "Alt+Return: Remove it" in said


def test_the_values_and_models_are_what_the_draft_is_looked_at_with(opened, qtbot):
    write = opened("{{ ticket }}")

    qtbot.keyClicks(write.place.inputs.findChild(object, "inputs.ticket"), "Hi")

    qtbot.waitUntil(lambda: dict(write.engine.scopes[-1].values).get("ticket") == "Hi")
    assert write.engine.scopes[-1].models == ("demo/brief", "demo/detailed")


def test_problems_without_a_place_are_shown_in_the_list(write, qtbot):
    from workbench.domain.problems import Analysis

    write.engine.analysis = Analysis(problems=(Problem("unused-input", Severity.HINT, "b"),))
    write.place.session.draft_changed.emit(write.session.content)

    write.actions.run("problem.next")

    assert write.place.editor.problems.hasFocus()
    assert write.place.editor.problems.current.code == "unused-input"


def test_a_draft_that_takes_too_long_to_look_through_says_so(opened):
    write = opened("a\u200bb")
    write.engine.analysis = TemplateTooCostly("The template takes too long.")

    write.session.replace_draft(a_content("a\u200bb" * 3), "Grow")

    assert write.codes() == ["not-checked"]
    assert write.actions.reason("problem.fix") != ""
    assert write.place.editor.footer.problems.text() == "1 problem"


@pytest.mark.parametrize("command_id", ["problem.next", "problem.fix", "edit.find"])
def test_what_was_typed_just_before_a_command_reaches_the_draft(opened, qtbot, command_id):
    write = opened("a\u200bb \u200bc")
    edit = write.message(0)
    edit.moveCursor(QTextCursor.MoveOperation.End)

    edit.insertPlainText(" and more")
    write.actions.run(command_id)

    assert texts(write) == ["a\u200bb \u200bc and more"]


def test_problems_told_while_one_types_are_marked_once_that_came_to_nothing(opened, qtbot):
    write = opened("{{ ticket }}", inputs=(Input("ticket"),))
    edit = write.message(0)
    write.engine.answers_later = True
    write.session.replace_draft(a_content("{{ tickt }}", inputs=(Input("ticket"),)), "Mistype")
    edit.insertPlainText("x")
    edit.textCursor().deletePreviousChar()

    write.engine.answer_all()

    assert write.codes() == ["unknown-variable", "unused-input"]
    assert not edit.problem_at(5)
    assert texts(write) == ["{{ tickt }}"]
    assert "Is ticket meant?" in edit.problem_at(5)
