"""An output streams in, stays quick however large, and is copied exactly."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from workbench.gui.kit.outputs.output_view import VISIBLE_LIMIT, OutputView
from workbench.gui.kit.safe_text import LINE_LIMIT


@pytest.fixture
def view(qtbot):
    view = OutputView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


def test_pieces_appear_at_the_next_flush(view):
    view.append("Hel")
    view.append("lo")
    before = view.text.toPlainText()

    view.flush()

    assert (before, view.text.toPlainText()) == ("", "Hello")


def test_html_is_text(view):
    view.show_text("<h1>big</h1><img src='file:///etc/passwd'>")

    assert view.text.toPlainText() == "<h1>big</h1><img src='file:///etc/passwd'>"


def test_what_is_selected_is_copied_as_it_was(view):
    hostile = "a\x00b\u202ec\u2028d\ud800e\r\nf" + "x" * 2500 + "😀g"
    view.show_text(hostile)

    view.text.selectAll()
    view.text.copy()

    assert view.text.selected_exact_text() == hostile
    assert view.exact_text == hostile


def test_part_of_a_folded_line_is_copied_without_the_fold(view):
    view.show_text("a" * 999 + "bcd")
    cursor = view.text.textCursor()
    cursor.setPosition(998)
    cursor.setPosition(1004, cursor.MoveMode.KeepAnchor)
    view.text.setTextCursor(cursor)

    view.text.copy()

    assert QGuiApplication.clipboard().text() == "abcd"


def test_a_megabyte_on_one_line_does_not_hold_up_the_window(view):
    view.show_text("x" * 1_000_000)
    view.grab()

    blocks = view.text.toPlainText().split("\n")
    assert max(len(block) for block in blocks) <= LINE_LIMIT + 1
    assert len(view.exact_text) == 1_000_000


def test_what_is_beyond_the_limit_is_shown_on_request(view, qtbot):
    view.show_text("line\n" * (VISIBLE_LIMIT // 5 + 100))
    more = view.findChild(QPushButton)
    shown = view.text.blockCount()

    more.click()

    assert view.text.blockCount() == shown + 100
    assert more.isHidden()


def test_the_view_follows_the_end_only_while_the_person_looks_at_it(view):
    bar = view.text.verticalScrollBar()
    view.append("line\n" * 100)
    view.flush()
    view.append("line\n" * 100)
    view.flush()
    at_the_end = bar.value() == bar.maximum()

    bar.setValue(10)
    view.append("line\n" * 100)
    view.flush()

    assert (at_the_end, bar.value()) == (True, 10)


def test_only_growing_text_is_not_laid_out_again(view):
    view.show_text("Hello")
    cleared = []
    view.text.document().contentsChange.connect(lambda at, gone, new: cleared.append(gone))

    view.show_text("Hello, world")

    assert view.text.toPlainText() == "Hello, world"
    assert cleared == [0]


@pytest.mark.parametrize("height", range(140, 160, 4))
def test_no_line_is_scrolled_away_that_would_find_room_below_the_end(qtbot, view, height):
    view.resize(600, height)
    for line in range(12):
        view.append(f"{line}\n" if line < 11 else "end")
        view.flush()

    text = view.text
    last = text.blockBoundingGeometry(text.document().lastBlock())
    left = text.viewport().height() - last.translated(text.contentOffset()).bottom()

    assert text.verticalScrollBar().value() == text.verticalScrollBar().maximum() > 0
    assert 0 <= left <= text.fontMetrics().height() + 1
