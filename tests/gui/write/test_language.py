"""Explaining, going and completing in a window over a real workspace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.builders import a_content
from tests.gui.write.open_write import open_prompt
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input, PromptKind

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def triage(services, request, qtbot):
    """A prompt that includes a component, with the cursor in the path."""
    content = a_content('{% include "tone/warm" %} {{ ticket }}')
    services.prompts.create("support/new", PromptKind.PROMPT, content)
    write = request.getfixturevalue("write")
    write.engine.analysis = Analysis(
        inputs=(Input("ticket", description="What <b>they</b> wrote"),), includes=("tone/warm",)
    )
    open_prompt(qtbot, write, "support/new")
    return write


def put_cursor(write, text):
    edit = write.message(0)
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(edit.exact_text().index(text) + 2)
    edit.setTextCursor(cursor)
    return edit


def test_a_variable_is_explained_with_its_present_value(triage, qtbot):
    field = triage.place.inputs.form
    qtbot.waitUntil(lambda: "ticket" in field.names())
    field.show_values({"ticket": "It <i>broke</i>"})
    field.values_changed.emit()
    edit = put_cursor(triage, "ticket")

    triage.actions.run("editor.explain")

    card = edit.pointing.card
    assert card.title.text() == "ticket"
    assert card.note.text() == "What <b>they</b> wrote"
    assert card.body.text() == "It <i>broke</i>"
    assert card.body.textFormat() == Qt.TextFormat.PlainText


def test_an_include_is_explained_by_how_it_begins(triage, qtbot):
    edit = put_cursor(triage, "tone/warm")

    triage.actions.run("editor.explain")

    qtbot.waitUntil(lambda: edit.pointing.card.body.text() == "Be warm.")
    qtbot.keyClick(edit, Qt.Key.Key_Right)
    assert not edit.pointing.open


def test_pointing_at_a_name_explains_it(triage, qtbot):
    edit = put_cursor(triage, "ticket")
    point = edit.cursorRect().center()

    QApplication.sendEvent(
        edit.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, point, edit.mapToGlobal(point))
    )

    assert edit.pointing.open
    edit.pointing.moved(QPoint(0, 500))
    assert not edit.pointing.open


def test_going_to_a_component_and_back_keeps_the_cursor(triage, qtbot):
    edit = put_cursor(triage, "tone/warm")
    position = edit.textCursor().position()

    triage.actions.run("go.to_component")
    qtbot.waitUntil(lambda: triage.path() == "tone/warm")
    triage.actions.run("go.back")
    qtbot.waitUntil(lambda: triage.path() == "support/new")
    back = triage.message(0).textCursor().position()
    triage.actions.run("go.forward")
    qtbot.waitUntil(lambda: triage.path() == "tone/warm")

    assert back == position


def test_going_to_a_variable_leads_to_its_field(triage, qtbot):
    qtbot.waitUntil(lambda: "ticket" in triage.place.inputs.form.names())
    put_cursor(triage, "ticket")

    triage.actions.run("go.to_component")

    focused = triage.place.window().focusWidget()
    assert focused.objectName() == "inputs.ticket"
    assert not triage.actions.reason("go.back")


def test_a_click_with_control_opens_the_component(triage, qtbot):
    edit = put_cursor(triage, "tone/warm")

    qtbot.mouseClick(
        edit.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        edit.cursorRect().center(),
    )

    qtbot.waitUntil(lambda: triage.path() == "tone/warm")


def test_the_list_of_suggestions_shows_what_the_current_one_is(triage, qtbot):
    edit = put_cursor(triage, "ticket")
    edit.moveCursor(edit.textCursor().MoveOperation.End)

    triage.actions.run("editor.complete")
    assert edit.completion.open
    qtbot.keyClick(edit, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: edit.completion.aside.body.text() == "Be warm.")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.exact_text().endswith('{% include "tone/warm" %}')


def test_the_wheel_with_control_makes_text_larger(triage, actions, qtbot):
    larger = []
    actions.on("view.zoom_in", lambda: larger.append(1))
    edit = put_cursor(triage, "ticket")
    place = QPointF(edit.viewport().rect().center())
    event = QWheelEvent(
        place,
        edit.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(edit.viewport(), event)

    assert larger == [1]
