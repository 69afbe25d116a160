"""Colours keep up with the text, a few lines at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

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
