"""A text edit that grows with its text shows all of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from workbench.gui.kit.text_height import text_height

TALL = "क्षि ཧཱུྃ 漢字 😀 ﷽"
MOST = 40


def shown(qtbot, theme, text, scale=1.0):
    theme.set_text_scale(scale)
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    edit.setFont(theme.code_font())
    edit.setPlainText(text)
    edit.resize(400, 50)
    edit.show()
    edit.resize(400, text_height(edit, 2, MOST))
    return edit


def end_of(edit):
    last = edit.document().lastBlock()
    return edit.blockBoundingGeometry(last).translated(edit.contentOffset()).bottom()


@pytest.mark.parametrize("scale", [1.0, 1.1, 1.2, 1.3, 1.5, 2.0])
def test_the_last_line_is_whole_at_every_size_of_text(qtbot, theme, scale):
    edit = shown(qtbot, theme, "\n".join(["a line of it"] * 30), scale)

    assert edit.verticalScrollBar().maximum() == 0
    assert end_of(edit) <= edit.viewport().height() <= end_of(edit) + 2


def test_lines_with_tall_characters_count_as_tall_as_they_are(qtbot, theme):
    edit = shown(qtbot, theme, "\n".join([TALL] * 20))

    assert edit.verticalScrollBar().maximum() == 0
    assert end_of(edit) <= edit.viewport().height()


def test_wrapped_lines_count_each(qtbot, theme):
    edit = shown(qtbot, theme, "so many words " * 40)

    assert edit.document().blockCount() == 1
    assert edit.verticalScrollBar().maximum() == 0


def test_there_is_room_for_the_fewest_lines(qtbot, theme):
    one = shown(qtbot, theme, "")
    two = shown(qtbot, theme, "a\nb")

    assert one.height() == two.height()


def test_no_more_than_the_most_lines_are_shown(qtbot, theme):
    most = shown(qtbot, theme, "\n".join("a" * MOST))
    more = shown(qtbot, theme, "\n".join("a" * MOST * 2))

    assert more.height() <= most.height() < more.height() + more.fontMetrics().height()
    assert more.verticalScrollBar().maximum() > 0
