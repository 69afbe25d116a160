"""Tools below the messages: written, pasted, moved, checked, and gone to where they are wrong."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPushButton

from tests.gui.write.open_write import open_prompt
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Tool
from workbench.formats.tool_documents import named_choice
from workbench.gui.write.tools.section import ToolsSection

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
        "strict": True,
    },
}
REFUND = {"name": "refund", "description": "Pays back", "input_schema": {"type": "object"}}


@pytest.fixture
def section(write):
    return write.place.editor.findChild(ToolsSection)


def tools(write):
    return write.session.content.tools


def paste(write, document):
    QGuiApplication.clipboard().setText(json.dumps(document))
    write.actions.run("tool.paste")


def test_a_tool_is_added_named_described_and_journaled(write, section, qtbot):
    write.actions.run("tool.add")
    [card] = section.cards
    qtbot.waitUntil(card.isVisible)

    qtbot.keyClicks(card.name, "look_up")
    qtbot.keyClicks(card.description, "Looks it up")
    write.session.flush()

    [tool] = tools(write)
    assert (tool.name, tool.description) == ("look_up", "Looks it up")
    assert json.loads(tool.parameters)["type"] == "object"
    qtbot.waitUntil(lambda: write.stored(write.path()).draft.content.tools == (tool,))


def test_the_button_in_the_row_below_adds_a_tool(write, section, qtbot):
    button = write.place.editor.findChild(QPushButton, "editor.tool.add")

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert len(section.cards) == len(tools(write)) == 1
    assert section.isVisible()


def test_pasted_tools_become_cards_in_their_order(write, section):
    paste(write, [WEATHER, REFUND])

    assert [tool.name for tool in tools(write)] == ["get_weather", "refund"]
    assert [tool.strict for tool in tools(write)] == [True, None]
    assert [card.name.text() for card in section.cards] == ["get_weather", "refund"]


def test_what_is_no_tool_is_refused_in_words(write):
    paste(write, {"type": "web_search"})

    assert tools(write) == ()
    assert "runs itself" in write.ask.errors[0].message


def test_tools_pasted_into_a_new_tool_take_its_place(write, section):
    write.actions.run("tool.add")
    copied = QMimeData()
    copied.setText(json.dumps(WEATHER))

    section.cards[0].schema.edit.insertFromMimeData(copied)

    assert [tool.name for tool in tools(write)] == ["get_weather"]


def test_a_schema_pasted_into_a_tool_is_a_schema(write, section):
    write.actions.run("tool.add")
    edit = section.cards[0].schema.edit
    edit.selectAll()
    copied = QMimeData()
    copied.setText('{"type": "object"}')

    edit.insertFromMimeData(copied)

    assert tools(write)[0].parameters == '{"type": "object"}'


def test_tools_are_duplicated_moved_and_removed_and_each_step_is_undone(write, section):
    paste(write, [WEATHER, REFUND])
    section.go_to(0)

    write.actions.run("tool.duplicate")
    write.actions.run("tool.move_down")
    assert [t.name for t in tools(write)] == ["get_weather", "refund", "get_weather_2"]

    write.actions.run("tool.remove")
    write.actions.run("draft.undo")
    write.actions.run("draft.undo")
    write.actions.run("draft.undo")

    assert [tool.name for tool in tools(write)] == ["get_weather", "refund"]


def test_typing_into_a_schema_undoes_together(write, section, qtbot):
    paste(write, [REFUND])
    edit = section.cards[0].schema.edit
    before = tools(write)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)

    qtbot.keyClicks(edit, "   ")
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert tools(write) == before
    assert edit.exact_text() == before[0].parameters


def test_the_choice_of_a_tool_follows_its_name(write, section, qtbot):
    paste(write, [WEATHER, REFUND])
    index = section.choice.findText("always refund")
    section.choice.setCurrentIndex(index)
    section.choice.activated.emit(index)
    assert write.session.content.tool_choice == named_choice("refund")

    section.cards[1].name.setFocus()
    section.cards[1].name.selectAll()
    qtbot.keyClicks(section.cards[1].name, "pay_back")
    assert write.session.content.tool_choice == named_choice("pay_back")

    section.go_to(1)
    write.actions.run("tool.remove")
    assert write.session.content.tool_choice is None


def test_strict_is_stated_or_not(write, section, qtbot):
    paste(write, [REFUND])

    section.cards[0].strict.click()
    assert tools(write)[0].strict is True
    section.cards[0].strict.click()

    assert tools(write)[0].strict is None


def test_a_name_that_cannot_be_sent_and_one_that_stands_twice_are_named(write, section, qtbot):
    paste(write, [WEATHER, {**REFUND, "name": "get_weather"}, {**REFUND, "name": "pay back"}])

    qtbot.waitUntil(lambda: section.cards[2].problem.isVisible())

    assert "2 tools are called get_weather" in section.cards[0].problem.text()
    assert section.cards[2].name.property("problem") is True


def test_a_mistake_in_a_schema_is_shown_with_its_line_and_gone_to(write, section, qtbot):
    paste(write, [REFUND])
    card = section.cards[0]
    card.schema.edit.selectAll()
    copied = QMimeData()
    copied.setText('{\n  "type": "strin"\n}')
    card.schema.edit.insertFromMimeData(copied)
    qtbot.waitUntil(card.schema.go.isVisible)

    qtbot.mouseClick(card.schema.go, Qt.MouseButton.LeftButton)

    assert card.schema.go.text() == "Line 2, column 11"
    assert card.schema.edit.textCursor().blockNumber() == 1
    assert card.schema.edit.textCursor().positionInBlock() == 10


def test_make_strict_mends_what_it_hints_at(write, section, qtbot):
    paste(write, [WEATHER])
    mend = section.cards[0].schema.mend
    qtbot.waitUntil(mend.isVisible)

    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not mend.isVisible())
    schema = json.loads(tools(write)[0].parameters)
    assert (schema["required"], schema["additionalProperties"]) == (["city"], False)


def test_a_broken_tool_is_not_run_and_the_cursor_goes_to_the_mistake(write, section, qtbot):
    write.engine.analysis = Analysis()
    paste(write, [REFUND])
    section.cards[0].schema.edit.setFocus()
    section.cards[0].schema.edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(section.cards[0].schema.edit, ",")
    write.message(0).setFocus()

    write.actions.run("run.start")

    notice = write.place.board.notice
    qtbot.waitUntil(notice.isVisible)
    assert "Tool refund: line" in notice.text.text()
    assert write.engine.started == []
    qtbot.waitUntil(lambda: section.cards[0].schema.edit.hasFocus())


def test_what_was_compact_is_read_with_a_field_a_line_and_stays_as_it_is(write, section):
    compact = '{"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["C"]}}}'
    content = replace(write.session.content, tools=(Tool("x", "", compact),))
    write.session.apply(content, "Add")

    assert section.cards[0].schema.edit.blockCount() > 5
    assert section.tools[0].parameters == compact


def test_a_component_has_no_tools(write, qtbot):
    open_prompt(qtbot, write, "tone/warm")

    assert "component" in write.actions.reason("tool.add")
    assert "component" in write.actions.reason("schema.add")


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("{", Qt.Key.Key_Return, "{\n  "),
        ("  [1,", Qt.Key.Key_Return, "  [1,\n  "),
    ],
)
def test_lines_are_indented_as_they_are_typed(write, section, qtbot, before, key, after):
    write.actions.run("tool.add")
    edit = section.cards[0].schema.edit
    edit.selectAll()
    qtbot.keyClicks(edit, before)

    qtbot.keyClick(edit, key)

    assert edit.exact_text() == after


def test_a_new_line_between_brackets_opens_them(write, section, qtbot):
    write.actions.run("tool.add")
    edit = section.cards[0].schema.edit
    edit.selectAll()
    qtbot.keyClicks(edit, "{}")
    edit.moveCursor(QTextCursor.MoveOperation.Left)

    qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert edit.exact_text() == "{\n  \n}"
    assert edit.textCursor().blockNumber() == 1


def seen(write, widget):
    """Whether it is in the part of the cards that is scrolled to."""
    cards = write.place.editor.cards
    top = widget.mapTo(cards.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= cards.viewport().height()


def test_a_new_tool_is_scrolled_to_with_the_cursor_in_its_name(write, section, qtbot):
    write.message(0).set_exact_text("line\n" * 60)

    write.actions.run("tool.add")

    [card] = section.cards
    qtbot.waitUntil(lambda: seen(write, card))
    assert card.name.hasFocus()


def test_undo_in_the_name_of_a_tool_that_was_just_added_takes_it_back(write, section, qtbot):
    write.place.addActions(list(write.actions))
    write.actions.run("tool.add")
    [card] = section.cards
    qtbot.waitUntil(card.name.hasFocus)

    qtbot.keyClick(card.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert tools(write) == ()


def test_undo_in_a_name_takes_back_what_was_typed_there_first(write, section, qtbot):
    write.place.addActions(list(write.actions))
    write.actions.run("tool.add")
    [card] = section.cards
    qtbot.waitUntil(card.name.hasFocus)
    qtbot.keyClicks(card.name, "look")

    qtbot.keyClick(card.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert [tool.name for tool in tools(write)] == [""]


def test_the_tool_whose_name_is_clicked_is_the_current_one(write, section, qtbot):
    paste(write, [WEATHER, REFUND])
    write.actions.run("tool.duplicate")
    first = section.cards[0]
    qtbot.waitUntil(first.isVisible)

    qtbot.mouseClick(first.name, Qt.MouseButton.LeftButton)
    write.actions.run("tool.remove")

    assert "get_weather" not in [tool.name for tool in tools(write)]


def test_a_name_is_missed_when_its_field_is_left_without_one(write, section, qtbot):
    write.actions.run("tool.add")
    [card] = section.cards
    qtbot.waitUntil(card.name.hasFocus)
    qtbot.waitUntil(lambda: card.schema.words.text() == "A valid JSON Schema")
    while_beginning = card.problem.isVisible()

    qtbot.keyClick(card.name, Qt.Key.Key_Tab)

    assert not while_beginning
    qtbot.waitUntil(card.problem.isVisible)
    assert "no name" in card.problem.text()
