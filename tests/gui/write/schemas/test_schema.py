"""The response schema: added, written, checked, made strict, or any JSON instead."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from workbench.domain.json_values import freeze
from workbench.domain.problems import Analysis
from workbench.gui.write.schemas.card import ANY_JSON, BY_SCHEMA, SchemaCard
from workbench.gui.write.schemas.undo_bursts import Bursts

JSON_MODE = ("response_format", freeze({"type": "json_object"}))


@pytest.fixture
def card(write):
    return write.place.editor.findChild(SchemaCard)


@pytest.fixture
def added(write, card):
    write.actions.run("schema.add")
    return card


def output(write):
    return write.session.content.output


def choose(card, kind):
    index = card.kind.findData(kind)
    card.kind.setCurrentIndex(index)
    card.kind.activated.emit(index)


def write_schema(qtbot, card, text):
    card.schema.edit.setFocus()
    card.schema.edit.selectAll()
    qtbot.keyClicks(card.schema.edit, text)


def test_a_schema_is_added_once_and_can_be_sent_as_it_is(write, added, qtbot):
    qtbot.waitUntil(lambda: added.schema.words.text() == "A valid JSON Schema")

    assert added.isVisible()
    assert (output(write).name, output(write).strict) == ("answer", True)
    assert "already" in write.actions.reason("schema.add")


def test_it_is_taken_away_and_brought_back(write, added, qtbot):
    qtbot.mouseClick(added.remove, Qt.MouseButton.LeftButton)
    assert (output(write), added.isVisible()) == (None, False)

    write.actions.run("draft.undo")

    assert output(write).name == "answer"
    assert added.isVisible()


def test_name_and_schema_are_part_of_the_draft(write, added, qtbot):
    added.name.selectAll()
    qtbot.keyClicks(added.name, "ticket")
    write_schema(qtbot, added, '{"type": "object"}')

    assert output(write).name == "ticket"
    assert output(write).schema == '{"type": "object"}'


def test_what_is_not_json_is_marked_where_it_ends(write, added, qtbot):
    write_schema(qtbot, added, '{"type": }')

    qtbot.waitUntil(added.schema.go.isVisible)

    assert added.schema.go.text() == "Line 1, column 10"
    assert "Not JSON" in added.schema.words.text()
    assert added.schema.edit.extraSelections()


def test_what_strict_asks_for_is_a_hint_with_a_way_to_mend_it(write, added, qtbot):
    write_schema(qtbot, added, '{"type": "object", "properties": {"a": {}}}')
    qtbot.waitUntil(added.schema.mend.isVisible)

    qtbot.mouseClick(added.schema.mend, Qt.MouseButton.LeftButton)

    assert json.loads(output(write).schema)["required"] == ["a"]
    qtbot.waitUntil(lambda: not added.schema.mend.isVisible())


def test_any_json_is_a_mode_and_the_schema_comes_back(write, added, qtbot):
    write_schema(qtbot, added, '{"type": "object"}')

    choose(added, ANY_JSON)
    assert output(write) is None
    assert JSON_MODE in write.session.content.model.params
    assert added.isVisible()
    assert not added.schema.isVisible()
    assert write.place.models.parameters.form.extras.pairs == ()

    choose(added, BY_SCHEMA)
    assert output(write).schema == '{"type": "object"}'
    assert JSON_MODE not in write.session.content.model.params


def test_a_broken_schema_is_not_run_and_is_gone_to(write, added, qtbot):
    write.engine.analysis = Analysis()
    write_schema(qtbot, added, '{"type": "strin"}')
    write.message(0).setFocus()

    write.actions.run("run.start")

    qtbot.waitUntil(write.place.board.notice.isVisible)
    assert "Response schema: line 1, column 10" in write.place.board.notice.text.text()
    assert write.engine.started == []


def test_undo_in_the_schema_is_the_undo_of_the_draft(write, added, qtbot):
    before = output(write).schema
    added.schema.edit.setFocus()
    added.schema.edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(added.schema.edit, "  ")

    qtbot.keyClick(added.schema.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert output(write).schema == before


def test_the_partner_of_a_bracket_is_marked_across_lines(added, qtbot):
    edit = added.schema.edit
    edit.setFocus()

    edit.moveCursor(QTextCursor.MoveOperation.Start)

    washed = [mark.cursor.selectionStart() for mark in edit.extraSelections()]
    assert {0, len(edit.exact_text()) - 1} <= set(washed)


def test_colours_follow_the_theme(added, theme):
    theme.choose("dark")

    assert added.schema.edit.exact_text().startswith("{")


def test_another_field_begins_another_step_of_undo():
    bursts = Bursts("tools")
    bursts.typed("name:0")
    first = bursts.key()
    bursts.typed("name:0")
    assert bursts.key() == first

    bursts.typed("name:1")

    assert bursts.key() != first


def test_a_response_format_that_is_pasted_fills_the_whole_card(write, added, qtbot):
    schema = {"type": "object", "properties": {"queue": {"type": "string"}}}
    inner = {"name": "triage", "strict": False, "schema": schema}
    QGuiApplication.clipboard().setText(json.dumps({"type": "json_schema", "json_schema": inner}))
    edit = added.schema.edit
    edit.setFocus()
    edit.selectAll()

    qtbot.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert (output(write).name, output(write).strict) == ("triage", False)
    assert json.loads(output(write).schema) == schema
    assert (added.name.text(), json.loads(edit.exact_text())) == ("triage", schema)
    write.actions.run("draft.undo")
    assert output(write).name == "answer"
