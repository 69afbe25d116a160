"""A prompt survives its editor untouched."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest

from workbench.gui.kit.exact_text import ExactTextEdit, Offsets, insert_exact

HOSTILE = (
    "\u2028\u2029\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufeff\u00a0"
    "\x00\x01\x0b\x0c\x85\ufffc\n\t😀e\u0301"
)
TEXTS = st.text(st.one_of(st.sampled_from(HOSTILE), st.characters(exclude_categories=["Cs"]))).map(
    lambda text: text.replace("\r", "\n")
)
THROUGH_QT = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def edit(qtbot):
    widget = ExactTextEdit()
    qtbot.addWidget(widget)
    return widget


@THROUGH_QT
@given(TEXTS)
def test_what_is_set_is_read_back(edit, text):
    edit.set_exact_text(text)

    assert edit.exact_text() == text


@THROUGH_QT
@given(TEXTS, TEXTS, st.integers(0, 50))
def test_what_is_inserted_stands_where_it_was_put(edit, text, piece, place):
    place = min(place, len(text))
    edit.set_exact_text(text)
    cursor = QTextCursor(edit.document())
    cursor.setPosition(Offsets(text).position(place))

    insert_exact(cursor, piece)

    assert edit.exact_text() == text[:place] + piece + text[place:]


@THROUGH_QT
@given(TEXTS)
def test_what_is_pasted_is_read_back(edit, text):
    edit.clear()
    copied = QMimeData()
    copied.setText("." + text)

    edit.insertFromMimeData(copied)

    assert edit.exact_text() == "." + text


@THROUGH_QT
@given(TEXTS)
def test_what_is_copied_is_what_stands_there(edit, text):
    edit.set_exact_text(text)
    edit.selectAll()

    copied = edit.createMimeDataFromSelection().text()

    assert copied == text or copied == text.removeprefix("\ufeff")


@THROUGH_QT
@given(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zp", "Zl"]))
def test_what_is_typed_is_read_back(edit, character):
    edit.clear()

    for text in ("<", character, ">"):
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
        QGuiApplication.sendEvent(edit, press)

    assert edit.exact_text() in (f"<{character}>", "<>")


@THROUGH_QT
@given(TEXTS, st.integers(0, 60))
def test_offsets_lead_there_and_back(edit, text, offset):
    offset = min(offset, len(text))
    offsets = Offsets(text)

    assert offsets.offset(offsets.position(offset)) == offset


def test_carriage_returns_become_line_feeds(edit):
    edit.set_exact_text("a\r\nb\rc")

    assert edit.exact_text() == "a\nb\nc"


def test_shift_return_is_a_line_feed_too(edit):
    QTest.keyClicks(edit, "ab")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert edit.exact_text() == "ab\n"


def test_a_placeholder_grows_with_the_text(qtbot, theme):
    edit = ExactTextEdit()
    qtbot.addWidget(edit)
    edit.show()

    edit.setFont(theme.font(2.0))

    assert edit.viewport().font().pointSizeF() == theme.font(2.0).pointSizeF()
