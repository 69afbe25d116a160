"""Two texts compared on screen: marked, in step, quick, and gone through by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.differences.lines import Kind
from workbench.gui.kit.differences.texts import text_comparison


@pytest.fixture
def view(qtbot, theme):
    view = ComparisonView(theme)
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.show()
    return view


def format_of(text, word):
    cursor = text.document().find(word)
    assert not cursor.isNull()
    return cursor.charFormat()


def test_words_are_marked_by_more_than_colour(view):
    view.show_comparison(text_comparison("the cat sat", "the dog sat", side_by_side=False))

    assert format_of(view.inline, "cat").fontStrikeOut()
    assert format_of(view.inline, "dog").fontUnderline()
    assert not format_of(view.inline, "sat").fontUnderline()


def test_side_by_side_both_texts_have_the_same_rows(view):
    old = "one\n" + "long " * 60 + "\ntwo"
    view.show_comparison(text_comparison(old, "one\ntwo\nthree", side_by_side=True))

    assert view.left.blockCount() == view.right.blockCount()


def test_sides_scroll_together(view):
    old = "".join(f"line {n}\n" for n in range(300))
    view.show_comparison(text_comparison(old, old + "x", side_by_side=True))
    view.left.finish()
    view.right.finish()

    view.left.verticalScrollBar().setValue(120)

    assert view.right.verticalScrollBar().value() == 120


def test_the_next_change_is_gone_to_and_the_last_one_says_so(view):
    old = "".join(f"line {n}\n" for n in range(50))
    new = old.replace("line 10\n", "LINE 10\n").replace("line 40\n", "")
    view.show_comparison(text_comparison(old, new, side_by_side=False))

    steps = [view.step(1), view.step(1), view.step(1), view.step(-1)]

    assert steps == [True, True, False, True]
    assert view.inline.textCursor().block().text().endswith("10")


def test_a_fold_opens_where_it_is_pressed(view, qtbot):
    old = "".join(f"line {n}\n" for n in range(50))
    view.show_comparison(text_comparison(old, old + "x", side_by_side=False, fold=True))
    view.inline.moveCursor(QTextCursor.MoveOperation.Start)
    before = view.inline.lines[0].kind

    qtbot.keyClick(view.inline, Qt.Key.Key_Return)

    assert (before, view.inline.lines[0].text) == (Kind.FOLD, "line 0")


def test_large_texts_leave_the_window_awake(view, qtbot):
    old = "".join(f"{n} some words of a line that is rather long\n" for n in range(8000))
    comparison = text_comparison(old, old.upper(), side_by_side=True)

    view.show_comparison(comparison)

    assert len(view.right.lines) < 8000
    with qtbot.waitSignal(view.right.filled, timeout=20_000):
        pass
    assert len(view.right.lines) > 8000


def test_a_theme_change_draws_again(view, theme):
    view.show_comparison(text_comparison("cat", "dog", side_by_side=False))

    theme.choose("dark")

    assert format_of(view.inline, "dog").background().color() == theme["added_word"]


def test_nothing_can_be_shown(view):
    view.show_comparison(Comparison())

    assert view.inline.toPlainText() == ""
