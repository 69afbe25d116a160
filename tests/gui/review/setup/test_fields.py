"""Fields among others in a page that scrolls, and the box that questions are chosen in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QSpinBox, QTextEdit, QWidget

from workbench.gui.review.setup.draft import Take

Key = Qt.Key
popup = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
FIELDS = (QComboBox, QSpinBox, QTextEdit, QPlainTextEdit)


def turn_wheel(widget):
    """Down by one notch, with the pointer over the middle of it."""
    middle = QPointF(widget.rect().center())
    at = QPointF(widget.mapToGlobal(widget.rect().center()))
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(middle, at, QPoint(), QPoint(0, -120), buttons, keys, phase, False)
    QApplication.sendEvent(widget, turned)


def begin(qtbot, alone):
    alone.begin(qtbot)
    qtbot.waitUntil(lambda: alone.page.questions.rubric.count() > 2)
    return alone.page


def test_the_wheel_changes_no_box(qtbot, alone):
    page = begin(qtbot, alone)
    page.sample.take.setCurrentIndex(page.sample.take.findData(Take.STRATIFIED.value))
    before = page.chosen

    for field in (*page.findChildren(QComboBox), *page.findChildren(QSpinBox)):
        turn_wheel(field)

    assert page.chosen == before


def test_the_wheel_takes_the_keyboard_nowhere(qtbot, alone):
    page = begin(qtbot, alone)
    wheel = Qt.FocusPolicy.WheelFocus
    fields = [each for each in page.findChildren(QWidget) if isinstance(each, FIELDS)]
    assert fields
    assert [each.objectName() for each in fields if each.focusPolicy() == wheel] == []


@popup
def test_keys_open_the_list_of_questions_and_take_nothing_until_it_is_chosen(qtbot, alone):
    page = begin(qtbot, alone)
    box = page.questions.rubric
    box.setFocus()

    for _each in range(3):
        qtbot.keyClick(box, Key.Key_Down)
        assert box.view().isVisible()
        qtbot.keyClick(box.view(), Key.Key_Escape)
    assert page.questions.editor.questions == ()
    assert box.currentIndex() == 0

    qtbot.keyClick(box, "q")
    assert box.view().currentIndex().data() == "Quality · v1"
    qtbot.keyClick(box.view(), Key.Key_Return)
    assert box.currentText() == "Quality · v1"


@popup
def test_a_template_is_taken_from_the_opened_list(qtbot, alone):
    page = begin(qtbot, alone)
    box = page.questions.rubric
    box.setFocus()

    qtbot.keyClick(box, Key.Key_End)
    qtbot.keyClick(box.view(), Key.Key_End)
    assert page.questions.editor.questions == ()
    qtbot.keyClick(box.view(), Key.Key_Return)

    assert page.questions.editor.questions
