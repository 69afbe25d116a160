"""The preview beside its source, below it, or in its place, as there is room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from workbench.domain.errors import TemplateError
from workbench.domain.problems import Preview, RenderedMessage
from workbench.gui.write.editor.source_and_preview import Arrangement

LINES = "line\n" * 60


@pytest.fixture
def previewed(editor, qtbot):
    editor.engine.preview_answer = Preview(
        (RenderedMessage("system", LINES), RenderedMessage("user", f"second\n{LINES}"))
    )
    editor.open("first", "second")
    editor.panel.resize(1200, 600)
    editor.message(0).setFocus()
    return editor


def arrangement(editor):
    return editor.panel.both.arrangement


def test_with_room_both_are_seen_and_the_keyboard_stays_in_the_text(previewed):
    previewed.actions["view.preview"].setChecked(True)

    assert arrangement(previewed) is Arrangement.BESIDE
    assert previewed.panel.cards.isVisible()
    assert previewed.panel.preview.isVisible()
    assert previewed.message(0).hasFocus()


def test_where_it_is_narrow_the_preview_goes_below_and_where_it_is_small_in_place(previewed):
    previewed.actions["view.preview"].setChecked(True)

    previewed.panel.resize(500, 900)
    assert arrangement(previewed) is Arrangement.BELOW
    previewed.panel.resize(500, 400)
    assert arrangement(previewed) is Arrangement.INSTEAD
    assert not previewed.panel.cards.isVisible()
    previewed.panel.resize(1200, 600)
    assert arrangement(previewed) is Arrangement.BESIDE


def test_who_does_not_want_both_sees_one(previewed, qtbot):
    previewed.actions["view.preview"].setChecked(True)

    qtbot.mouseClick(previewed.panel.preview.beside, Qt.MouseButton.LeftButton)
    assert arrangement(previewed) is Arrangement.INSTEAD
    previewed.actions["view.preview"].setChecked(False)

    assert arrangement(previewed) is Arrangement.SOURCE
    assert previewed.panel.cards.isVisible()


def test_the_preview_goes_to_the_message_that_is_edited(previewed, qtbot):
    previewed.actions["view.preview"].setChecked(True)
    view = previewed.panel.preview.text
    assert view.verticalScrollBar().value() == 0

    previewed.message(1).setFocus()

    assert view.firstVisibleBlock().text() == "user"


def test_the_preview_follows_the_typing_and_stays_where_it_was_scrolled_to(previewed, qtbot):
    previewed.actions["view.preview"].setChecked(True)
    view = previewed.panel.preview.text
    view.verticalScrollBar().setValue(20)
    previewed.engine.preview_answer = Preview((RenderedMessage("system", f"new\n{LINES}"),))

    qtbot.keyClicks(previewed.message(0), "x")

    qtbot.waitUntil(lambda: "new" in view.toPlainText())
    assert view.verticalScrollBar().value() == 20


def test_going_to_a_problem_brings_the_text_back(previewed):
    previewed.panel.resize(500, 400)
    previewed.actions["view.preview"].setChecked(True)

    previewed.presenter.go_to_line(TemplateError("no", message_index=1, line=1))

    assert arrangement(previewed) is Arrangement.SOURCE
    assert previewed.message(1).hasFocus()
