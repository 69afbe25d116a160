"""Colours keep up with the text, a few lines at a time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextCursor

from workbench.gui.kit.exact_text import insert_exact
from workbench.gui.write.editor.highlighter import AT_ONCE
from workbench.gui.write.editor.message_edit import MessageEdit


@pytest.fixture
def edit(qtbot, theme):
    widget = MessageEdit(theme)
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    return widget


def colours(edit, line):
    block = edit.document().findBlockByNumber(line)
    text = block.text().encode("utf-16-le")
    return {
        text[2 * f.start : 2 * (f.start + f.length)].decode("utf-16-le"): (
            f.format.foreground().color().name()
        )
        for f in block.layout().formats()
    }


def test_a_variable_has_its_colour_behind_wide_characters_too(edit, theme):
    edit.show_text("😀 Dear {{ name }}")

    assert colours(edit, 0)["name"] == theme["syntax_variable"].name()


def test_a_remark_opened_above_colours_what_follows(edit, theme, qtbot):
    edit.show_text("\n".join(f"line {number}" for number in range(3 * AT_ONCE)))
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)

    qtbot.keyClicks(edit, "{#")
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)

    last = 3 * AT_ONCE - 1
    assert colours(edit, last)[f"line {last}"] == theme["syntax_comment"].name()


def test_a_long_text_is_caught_up_with_to_its_end(edit, theme, qtbot):
    edit.show_text("Dear {{ name }}\n" * 2000 + "{{ last }}")

    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)

    assert colours(edit, 2000)["last"] == theme["syntax_variable"].name()


def test_lines_typed_while_catching_up_are_coloured_as_well(edit, theme, qtbot):
    edit.show_text("Dear {{ name }}\n" * 2000)

    qtbot.keyClicks(edit, "{{ new }}")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)

    assert "new" in colours(edit, 0)
    assert "name" in colours(edit, 2000)


def test_colours_follow_the_theme(edit, theme, qtbot):
    edit.show_text("{{ name }}")

    theme.choose("dark")
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)

    assert colours(edit, 0)["name"] == theme["syntax_variable"].name()


def test_typing_repaints_the_line_and_not_the_page(edit, qtbot):
    edit.show_text("Dear {{ name }}, **well**\n" * 50)
    edit.setFixedHeight(400)
    edit.show()
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)
    edit.moveCursor(QTextCursor.MoveOperation.Down)
    qtbot.waitExposed(edit)
    changes = []
    edit.document().documentLayout().update.connect(changes.append)

    qtbot.keyClicks(edit, "abc")

    assert changes == []


def test_colours_stay_with_their_words_until_the_line_is_read_again(edit, theme, qtbot):
    edit.show_text("Dear {{ name }} and {{ other }}")
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)
    before = set(colours(edit, 0).values())

    edit.moveCursor(QTextCursor.MoveOperation.Right)
    qtbot.keyClicks(edit, "abc")
    qtbot.keyClick(edit, Qt.Key.Key_Delete)

    assert not edit.highlighter.up_to_date
    assert {"name", "other"} <= colours(edit, 0).keys()
    assert set(colours(edit, 0).values()) == before


def test_what_is_typed_is_coloured_as_soon_as_it_is_painted(edit, theme, qtbot):
    edit.show_text("Dear ")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)

    qtbot.keyClicks(edit, "{{ name }} of it")
    QCoreApplication.processEvents()

    assert edit.highlighter.up_to_date
    assert colours(edit, 0)["name"] == theme["syntax_variable"].name()
    assert not any("of it" in words for words in colours(edit, 0))


def test_lines_joined_are_read_as_one_and_so_are_those_after(edit, theme, qtbot):
    edit.show_text("start\n{# a remark\nthat goes on\nand on")
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().findBlockByNumber(1).position())
    cursor.movePosition(cursor.MoveOperation.NextBlock, cursor.MoveMode.KeepAnchor)

    cursor.removeSelectedText()
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)

    assert edit.exact_text() == "start\nthat goes on\nand on"
    assert colours(edit, 1) == colours(edit, 2) == {}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 60),
            st.integers(0, 20),
            st.sampled_from(["", "a", "{{ b }}", "{#", "#}", "\n", "**c**\n```\n", "😀"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_after_any_edits_the_colours_are_those_of_the_text_opened_anew(edit, theme, qtbot, edits):
    edit.show_text("# Head\nDear {{ name }},\n{# one\ntwo #}\n```\ncode\n```\nend")
    for place, length, text, at_once in edits:
        cursor = edit.textCursor()
        last = edit.document().characterCount() - 1
        cursor.setPosition(min(place, last))
        cursor.setPosition(min(place + length, last), cursor.MoveMode.KeepAnchor)
        insert_exact(cursor, text)
        if at_once:
            qtbot.waitUntil(lambda: edit.highlighter.up_to_date)
    qtbot.waitUntil(lambda: edit.highlighter.up_to_date)
    anew = MessageEdit(theme)
    qtbot.addWidget(anew)
    anew.show_text(edit.exact_text())
    qtbot.waitUntil(lambda: anew.highlighter.up_to_date)

    lines = range(edit.document().blockCount())
    assert [colours(edit, line) for line in lines] == [colours(anew, line) for line in lines]
